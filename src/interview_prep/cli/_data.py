"""What is kept about the user: as JSON, and as the files that hold it."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from interview_prep import __version__, jsontext, paths
from interview_prep.backups import backups, unfinished
from interview_prep.errors import PrepError
from interview_prep.locks import SessionLocks
from interview_prep.records import parsed, reading, stamp
from interview_prep.schema import TABLES, require_own
from interview_prep.storage import Progress

_QUESTION = "Delete all of this: answers and schedule, the list of exported cards, your own calibration, the cache?"


def parts(progress: Progress) -> Iterator[str]:
    """Yield the whole database as one JSON object, in pieces: a list of rows for each table."""
    head = {"program": f"interview-prep {__version__}", "exported_at": stamp(progress.now())}
    yield jsontext.dumps(head)[:-1]
    for table in TABLES:
        yield f',\n"{table}": ['
        for number, row in enumerate(progress.db.query(f"SELECT * FROM {table}")):
            yield (",\n" if number else "\n") + _as_json(row, table)
        yield "]"
    yield "}\n"


def _as_json(row: dict[str, Any], table: str) -> str:
    with reading(f"{table} {next(iter(row.values()))}"):
        for name in ("points", "queue"):
            if row.get(name):
                row[name] = parsed(row, name)
        if odd := [name for name, value in row.items() if isinstance(value, bytes)]:
            raise ValueError(f"{odd[0]} holds bytes, not text")
        return jsontext.dumps(row, allow_nan=False)


def files(database: Path) -> list[Path]:
    """Return the files that deleting removes, and the folder of the cache; those that exist.

    They are the database with its backups, the list of exported cards, the user's own calibration, and the cache.
    Raises PrepError where the database or what stands in a backup's place is not of this program.
    """
    named = _named(database)
    kept = [path for each in named for path in [each, *backups(each)] if path.exists()]
    for path in kept:
        require_own(path)
    beside = [each.with_name(each.name + ending) for each in named for ending in ("-wal", "-shm", ".sessions")]
    left = [path for each in named for path in unfinished(each)]
    found = [path for path in [*kept, *beside, *left, paths.exported_cards(), paths.correction()] if path.is_file()]
    return [*dict.fromkeys(found), *(folder for folder in [paths.cache()] if folder.is_dir())]


def _named(database: Path) -> list[Path]:
    """Return the database, and what it is a link to: files lie beside the one and beside the other."""
    return [database, Path(os.path.realpath(database))] if database.is_symlink() else [database]


def confirmed() -> bool:
    """Ask on a terminal; PrepError where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise PrepError("deleting asks first, and there is no terminal to ask on; say `--yes`")
    return typer.confirm(_QUESTION, err=True)


def delete(database: Path, found: list[Path]) -> None:
    """Delete what ``files`` found; PrepError while a session is open."""
    if any(_in_use(each) for each in _named(database)):
        raise PrepError("a session is open in another terminal; quit it first", exit_code=1)
    for path in found:
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        except OSError as error:
            raise PrepError(f"{path}: {error.strerror}; delete it by hand", exit_code=1) from error


def _in_use(database: Path) -> bool:
    locks = SessionLocks(database.with_name(database.name + ".sessions"))
    try:
        return database.exists() and locks.any_alive()
    finally:
        locks.close()
