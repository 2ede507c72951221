"""What is kept about the user: as JSON, and as the files that hold it."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from interview_prep import __version__, jsontext, paths
from interview_prep.backups import LOGS, backups, beside, itself, set_aside, unfinished
from interview_prep.errors import PrepError
from interview_prep.locks import SessionLocks
from interview_prep.records import parsed, reading, stamp
from interview_prep.schema import require_own
from interview_prep.storage import Progress
from interview_prep.tables import TABLES

_QUESTIONS = {
    "deleting": "Delete all of this: answers and schedule, the list of exported cards, your calibration, the cache?",
    "restoring": "Put it in the place of your database, and keep what is there now under another name?",
}


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

    They are the database with all that lies beside it, the list of exported cards, the user's own calibration, and the
    cache. Raises PrepError where the database or what stands in a backup's place is not of this program, and where a
    database was named and nothing of it is there.
    """
    own = _own(database)
    if not own and database != paths.default_database():
        raise PrepError(f"{database} is not there, and nothing was deleted; name the right file with --db or PREP_DB")
    others = [path for path in (paths.exported_cards(), paths.correction()) if path.is_file()]
    return [*own, *others, *(folder for folder in [paths.cache()] if folder.is_dir())]


def _own(database: Path) -> list[Path]:
    """Return what there is of a database: the file (and the link that stands for it), and what lies beside it."""
    kept = [path for path in [database, itself(database), *backups(database)] if path.exists()]
    for path in kept:
        require_own(path)
    logs = [path for ending in (*LOGS, ".sessions") if (path := beside(database, ending)).is_file()]
    return list(dict.fromkeys([*kept, *logs, *unfinished(database), *set_aside(database)]))


def confirmed(doing: str) -> bool:
    """Ask on a terminal; PrepError where there is nobody to ask."""
    if not sys.stdin.isatty():
        raise PrepError(f"{doing} asks first, and there is no terminal to ask on; say `--yes`")
    return typer.confirm(_QUESTIONS[doing], err=True)


def delete(database: Path, found: list[Path]) -> None:
    """Delete what ``files`` found; PrepError while a session is open."""
    with closing(SessionLocks(database)) as locks:
        locks.require_none_alive()
    for path in found:
        try:
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        except OSError as error:
            raise PrepError(f"{path}: {error.strerror}; delete it by hand", exit_code=1) from error


def described(backup: Path, answers: int) -> str:
    """Say of when a backup is, and how much it holds."""
    written = datetime.fromtimestamp(backup.stat().st_mtime, UTC).astimezone()
    return f"{backup} of {written:%Y-%m-%d %H:%M} holds {answers} answer{'s' * (answers != 1)}."
