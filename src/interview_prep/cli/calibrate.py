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

    It takes 20 overrides of verdicts or scores in the quiz, on 5 questions or more; those that repeat the grader do not
    count. The correction is shown before it is applied, measured on overrides held out. It stays small: an offset of 1
    and a slope of 0.8 to 1.25 at most, on the logit of coverage. A contradicted point stays contradicted, and an
    answer that says nothing still earns nothing.
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
