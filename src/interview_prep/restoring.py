"""Put a backup in the place of a database that is lost or damaged; nothing of what is there goes."""

import itertools
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from interview_prep import schema
from interview_prep.backups import LOGS, backups, beside, itself
from interview_prep.errors import PrepError
from interview_prep.locks import SessionLocks


def newest(path: Path) -> tuple[Path, int]:
    """Return the newest backup of a database, and how many answers it holds.

    Raises PrepError where there is none, or it is damaged, empty or not of this program.
    """
    kept = backups(path)
    if not kept:
        raise PrepError(f"{path} has no backup; name another database with --db", exit_code=1)
    schema.require_own(kept[0])
    try:
        return kept[0], _answers(kept[0])
    except sqlite3.DatabaseError as error:
        cure = f"move it away to restore {kept[1]}" if kept[1:] else "it is the only backup, move it away to start anew"
        raise schema.explained(kept[0], error, cure) from error


def _answers(backup: Path) -> int:
    with closing(schema.connect(backup, "immutable=1")) as connection:
        schema.require_whole(connection)
        return int(connection.execute("SELECT count(*) FROM reviews").fetchone()[0])


def put_back(path: Path, backup: Path) -> list[Path]:
    """Put a copy of a backup in a database's place, and return what now holds the files that were there.

    The logs go aside too: SQLite would replay them into the copy. Whenever this is interrupted, the database is as it
    was, or not there, or restored. Raises PrepError while a session is open, and where files cannot be moved.
    """
    part = beside(path, f".backup.{os.getpid()}.part")
    with closing(SessionLocks(path)) as locks:
        locks.require_none_alive()
        try:
            schema.copy(backup, part)
            aside = _set_aside(path)
            part.replace(itself(path))
        except sqlite3.DatabaseError as error:
            raise schema.explained(backup, error) from error
        except OSError as error:
            raise PrepError(f"{path}: {error.strerror}; see that nothing else uses it, then try again", 1) from error
        finally:
            part.unlink(missing_ok=True)
    return aside


def _set_aside(path: Path) -> list[Path]:
    """Rename a database and its logs, the database first, so that none is ever there without its log."""
    there = [ending for ending in ("", *LOGS) if beside(path, ending).exists()]
    names = (f".set-aside-{number}" for number in itertools.count(1))
    name = next(name for name in names if not any(beside(path, name + ending).exists() for ending in ("", *LOGS)))
    return [beside(path, ending).replace(beside(path, name + ending)) for ending in there]
