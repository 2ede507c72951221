"""`prep grade`."""

from pathlib import Path
from typing import Annotated

import typer

from interview_prep.cli._options import Grader, Model


def command(
    file: Annotated[str, typer.Argument(metavar="FILE | -", help="Answers: .jsonl or .csv; - is standard input.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="Write here, complete or not at all.")] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Write CSV; `points` and `grader` are JSON cells.")] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run into -o that was interrupted.")] = False,
    grader: Grader = None,
    model: Model = None,
) -> None:
    """Grade a file of answers.

    Writes one verdict a line, in order. A row has `answer` and either `question_id`, or `question` with `reference` and
    optionally `key_points` (in CSV a JSON list) and `behavioral`. Other columns are passed through. Bad rows are named
    on standard error and skipped.
    """
    from interview_prep.cli import _grade

    bad = _grade.run(file, _grade.Target(out, as_csv, resume), grader, model)
    if bad:
        typer.echo(f"prep: {bad} bad row{'s' * (bad > 1)} skipped", err=True)
        raise typer.Exit(1)
