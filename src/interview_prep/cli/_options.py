"""Options that several commands share."""

import re
from pathlib import Path
from typing import Annotated

import typer

from interview_prep.errors import PrepError

# A model's name, with or without its owner's.
_NAME = re.compile(r"(?!.*(?:--|\.\.))(?:\b[\w.-]{1,96}\b/)?\b[\w.-]{1,96}\b", re.ASCII)


def _model(given: str | None) -> str | None:
    """Return the model; PrepError for what is neither a folder nor the name of one."""
    if given is None or _NAME.fullmatch(given) or (given and Path(given).expanduser().is_dir()):
        return given
    raise PrepError(f"--model {given!r}: no such folder; name a folder that holds a model, or a model by its name")


Sections = Annotated[
    list[str] | None, typer.Option("--section", "-s", help="Section, subsection or topic (whole words). Repeatable.")
]
Banks = Annotated[list[str] | None, typer.Option("--bank", "-b", help="Name of a bank. Repeatable.")]
Difficulties = Annotated[
    list[str] | None,
    typer.Option("--difficulty", "-d", help="foundational, intermediate, advanced or expert. Repeatable."),
]
Kinds = Annotated[
    list[str] | None,
    typer.Option("--kind", "-k", help="knowledge, design, coding, scenario or behavioral. Repeatable."),
]
Tags = Annotated[list[str] | None, typer.Option("--tag", "-t", help="A topic, exactly. Repeatable.")]
Database = Annotated[
    Path | None, typer.Option("--db", help="The progress database (default: PREP_DB, else the data folder).")
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON, one object a line.")]
Grader = Annotated[
    str | None, typer.Option("--grader", "-g", help="Grade with this one (`keywords`: no model), not with the best.")
]
Model = Annotated[
    str | None,
    typer.Option(
        "--model", callback=_model, help="Another sentence-transformers model for `coverage`: a folder or a name."
    ),
]
