"""What is kept about the user: as JSON, and as the files that hold it."""

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from interview_prep import __version__, paths
from interview_prep.errors import PrepError
from interview_prep.locks import SessionLocks
from interview_prep.records import stamp
from interview_prep.schema import backups
from interview_prep.storage import TABLES, Progress

_QUESTION = "Delete all of this: answers and schedule, the list of exported cards, your own calibration, the cache?"


def parts(progress: Progress) -> Iterator[str]:
    """Yield the whole database as one JSON object, in pieces: a list of rows for each table."""
    head = {"program": f"interview-prep {__version__}", "exported_at": stamp(progress.now())}
    yield json.dumps(head)[:-1]
    for table in TABLES:
        yield f',\n"{table}": ['
        for number, row in enumerate(progress.db.query(f"SELECT * FROM {table}")):
            for name in ("points", "queue"):
                if row.get(name):
                    row[name] = json.loads(row[name])
            yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
        yield "]"
    yield "}\n"


def files(database: Path) -> list[Path]:
    """Return the files and folders that deleting removes, those that exist.

    They are the database with its backups, the list of exported cards, the user's own calibration, and the cache.
    """
    beside = [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm", ".sessions")]
    others = [paths.exported_cards(), paths.correction(), paths.cache()]
    return [path for path in [*beside, *backups(database), *others] if path.exists()]


def confirmed() -> bool:
    """Ask on a terminal; PrepError where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise PrepError("deleting asks first, and there is no terminal to ask on; say `--yes`")
    return typer.confirm(_QUESTION, err=True)


def delete(database: Path, found: list[Path]) -> None:
    """Delete what ``files`` found; PrepError while a session is open."""
    locks = SessionLocks(database.with_name(database.name + ".sessions"))
    open_elsewhere = database.exists() and database.parent.is_dir() and locks.any_alive()
    locks.close()
    if open_elsewhere:
        raise PrepError("a session is open in another terminal; quit it first", exit_code=1)
    for path in found:
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        except OSError as error:
            raise PrepError(f"{path}: {error.strerror}; delete it by hand", exit_code=1) from error
