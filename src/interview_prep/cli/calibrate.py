"""`prep calibrate`."""

from typing import Annotated

import typer

from interview_prep.cli._options import Database, Grader


def command(
    apply: Annotated[bool, typer.Option("--apply", help="Put the correction in force.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the correction back.")] = False,
    grader: Grader = None,
    db: Database = None,
) -> None:
    """Correct the grader a little by your own overrides.

    The correction is shown before it is applied. From 20 overrides of verdicts or scores in the quiz on. What is shown
    is measured on overrides held out.
    """
    from interview_prep.cli import _calibrate
    from interview_prep.errors import PrepError

    if apply and undo:
        raise PrepError("--apply and --undo exclude each other; give one of them")
    name = _calibrate.grader_name(grader)
    if undo:
        typer.echo(_calibrate.undo(name))
        return
    for line in _calibrate.learn(name, db, apply):
        typer.echo(line)
