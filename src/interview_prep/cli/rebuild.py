"""Make the schedule anew from the answers."""

import typer

from interview_prep.cli._options import Database


def command(db: Database = None) -> None:
    """Make the schedule anew from your answers.

    Ratings are the record, the schedule is made of them: the intervals come out the same.
    """
    from interview_prep.cli import _kept

    with _kept.progress(db) as progress:
        if not progress.path.exists():
            typer.echo("There are no answers yet to make a schedule of.")
            return
        progress.require_writable()
        count, changed = progress.rebuild()
    typer.echo(f"The memory of {count} question{'s' * (count != 1)} was made anew; {changed or 'none'} changed.")
