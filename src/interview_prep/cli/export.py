"""`prep export`."""

from pathlib import Path
from typing import Annotated

import typer

from interview_prep import export, plugins
from interview_prep.cli._options import Banks, Difficulties, Kinds, Sections, Tags

FORMATS = ", ".join(plugins.names(export))


def command(
    to: Annotated[str, typer.Option("--to", help=f"Format: {FORMATS}.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write, instead of the output.")] = None,
    section: Sections = None,
    bank: Banks = None,
    difficulty: Difficulties = None,
    kind: Kinds = None,
    tag: Tags = None,
) -> None:
    """Export a deck for Anki, a table, JSON or a document.

    Questions come with their references. Importing a newer deck into Anki updates the cards that changed, and keeps
    their scheduling and what students wrote.
    """
    from interview_prep.cli import _output
    from interview_prep.cli._library import chosen

    form = plugins.load(export, to)
    questions = chosen(section, bank, difficulty, kind, tag)
    if not questions:
        raise typer.Exit(2)  # what to do about it is said already
    _output.write(form.render(questions), output, f"{len(questions)} question{'s' * (len(questions) != 1)} for {to}")
