"""Your own data: take it with you, get it back, or delete it."""

from pathlib import Path
from typing import Annotated

import typer

from interview_prep.cli._options import Database

app = typer.Typer(
    help="Export, restore or delete all of your data. Nothing of it ever leaves this machine by itself.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)


@app.command("export")
def export(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A file; default: standard output.")] = None,
    db: Database = None,
) -> None:
    """Write all of your data as JSON.

    That is every answer, score, rating, session and draft.
    """
    from interview_prep.cli import _data, _kept, _output

    with _kept.progress(db) as progress:
        if output is None:
            for part in _data.parts(progress):
                typer.echo(part, nl=False)
        else:
            _output.write("".join(_data.parts(progress)), output, "all of your data")


@app.command("restore")
def restore(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    db: Database = None,
) -> None:
    """Put the newest backup in the place of a lost or damaged database.

    What is there now is kept, under a name that is told.
    """
    from interview_prep import paths, restoring
    from interview_prep.cli import _data

    path = paths.database(db)
    backup, answers = restoring.newest(path)
    typer.echo(_data.described(backup, answers), err=True)
    if not yes and not _data.confirmed("restoring"):
        typer.echo("Nothing was changed.", err=True)
        raise typer.Exit(1)
    for file in restoring.put_back(path, backup):
        typer.echo(f"What was there is kept as {file}.", err=True)
    typer.echo(f"{path} is restored.", err=True)


@app.command("delete")
def delete(
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    db: Database = None,
) -> None:
    """Delete all of your data; your banks and settings stay.

    That is answers and schedule, the list of exported cards, your calibration, and the cache.
    """
    from interview_prep import paths
    from interview_prep.cli import _data

    found = _data.files(paths.database(db))
    if not found:
        typer.echo("There is nothing to delete.", err=True)
        return
    for path in found:
        typer.echo(str(path), err=True)
    if not yes and not _data.confirmed("deleting"):
        typer.echo("Nothing was deleted.", err=True)
        raise typer.Exit(1)
    _data.delete(paths.database(db), found)
    typer.echo("Deleted.", err=True)
