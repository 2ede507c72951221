"""`prep sample`."""

from pathlib import Path
from typing import Annotated

import typer

from interview_prep.cli._options import Banks, Difficulties, Kinds, Sections, Tags


def command(
    n: Annotated[int, typer.Option("--n", "-n", min=1, help="How many questions.")] = 20,
    seed: Annotated[int | None, typer.Option(help="Number of a set that was drawn before; it is always shown.")] = None,
    answers: Annotated[
        bool, typer.Option("--answers", help="The interviewer's copy: key points to tick, answers.")
    ] = False,
    form: Annotated[str, typer.Option("--format", help="table, markdown or json.")] = "table",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write, instead of the output.")] = None,
    section: Sections = None,
    bank: Banks = None,
    difficulty: Difficulties = None,
    kind: Kinds = None,
    tag: Tags = None,
) -> None:
    """Draw a set of questions for an interview.

    It is spread over sections and difficulties, and asks nothing twice. The same seed and options give the same set as
    long as the banks stay the same. Minutes are estimates by kind and difficulty.
    """
    from interview_prep.cli import _output, _sheet
    from interview_prep.cli._library import chosen

    write = _sheet.form(form)
    pool = chosen(section, bank, difficulty, kind, tag)
    if not pool:
        raise typer.Exit(2)  # what to do about it is said already
    sheet = _sheet.draw(pool, n, seed, answers, plain=_output.is_file(output))
    if len(sheet.questions) < n:
        typer.echo(f"prep: {_sheet.shortage(n, len(sheet.questions), len(pool))}", err=True)
    _output.write(write(sheet), output, _sheet.summary(sheet), coloured=form == "table")
