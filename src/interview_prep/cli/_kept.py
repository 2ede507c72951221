"""Progress that a command looks at, and does not begin."""

from pathlib import Path

import typer

from interview_prep import paths, schema
from interview_prep.storage import Progress


def progress(db: Path | None) -> Progress:
    """Open the user's progress; where the named file is missing, say so and make none: nothing was answered."""
    path = paths.database(db)
    if not schema.is_there(path) and db is not None:
        typer.echo(f"prep: {path} does not exist yet; nothing is kept in it", err=True)
    return Progress(path, making=False)
