"""Your own data: take it with you, or delete it."""

from pathlib import Path
from typing import Annotated

import typer

from interview_prep.cli._options import Database

app = typer.Typer(
    help="Export all of your data, or delete it. Nothing of it ever leaves this machine by itself.",
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
    if not yes and not _data.confirmed():
        typer.echo("Nothing was deleted.", err=True)
        raise typer.Exit(1)
    _data.delete(paths.database(db), found)
    typer.echo("Deleted.", err=True)
