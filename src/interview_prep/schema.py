"""The database on disk: open it, bring it up to date with a backup before each step, refuse what is not ours."""

import os
import shlex
import sqlite3
import time
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from interview_prep import paths
from interview_prep.backups import backups, beside, remove_abandoned
from interview_prep.errors import PrepError
from interview_prep.sqlite import database_class
from interview_prep.tables import MIGRATIONS, TABLES

if TYPE_CHECKING:
    from sqlite_utils import Database

WAIT_SECONDS = 30.0  # how long one process waits for another one's write
_SQLITE = b"SQLite format 3\0"  # how every SQLite file begins
_LOCKED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY)
_CURES = {
    **dict.fromkeys(_LOCKED, "close the other program that uses it, then try again"),
    **dict.fromkeys(_UNWRITABLE, "see that it and its folder can be written, then try again"),
    sqlite3.SQLITE_FULL: "make room, then try again (nothing that was kept is lost)",
}


def open_database(path: Path, making: bool = True) -> "tuple[Database, bool]":
    """Open the database at ``path``, migrated; return it and whether it can be written.

    Where nothing can be written it is opened for reading. A missing one is made; where it cannot be, or is not to be
    (``making``), an empty one in memory stands for it. Raises PrepError for a database that is lost, damaged, newer
    than this program, or not made by it.
    """
    if not is_there(path) and not making:
        return _open_for_reading(path), False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _open_for_writing(path), True
    except (OSError, sqlite3.OperationalError) as error:
        if isinstance(error, sqlite3.OperationalError) and _code(error) not in _UNWRITABLE:
            raise explained(path, error) from error
        return _open_for_reading(path), False
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error


def is_there(path: Path) -> bool:
    """Tell whether there is a database; PrepError where none is, or an empty file, but backups of one are."""
    _refuse_no_file(path)
    there = path.exists()
    if (there and path.stat().st_size) or not (kept := backups(path)):
        return there
    if there:
        raise damaged(path, "it is empty")
    cure = f"{_restoring(path, kept[0])}, or move its backups away to start anew"
    raise PrepError(f"{path} is not there; {cure}", exit_code=1)


def _refuse_no_file(path: Path) -> None:
    if path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "no file"
        raise PrepError(f"{path} is {kind}; name a file for the progress database")


def require_own(path: Path) -> None:
    """Raise PrepError for a file that is no database of this program; one that is damaged may be its own."""
    _refuse_no_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(len(_SQLITE))
    except OSError as error:
        raise PrepError(f"{path}: {error.strerror}; give yourself the right to read it") from error
    if head not in (_SQLITE, b""):  # SQLite's own file is empty until something is in it
        raise PrepError(f"{path} is no database of prep; move it away, or name another file with --db")
    wal = beside(path, "-wal").exists()
    connection = connect(path, "mode=ro" if wal else "immutable=1")  # without a log nothing is made beside the file
    try:
        _own_version(path, connection)
    except sqlite3.DatabaseError as error:
        if _code(error) in _CURES:
            raise explained(path, error) from error
    finally:
        connection.close()


def _code(error: Exception) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def explained(path: Path, error: Exception, cure: str = "") -> PrepError:
    """Return the error for what went wrong with the database: it cannot be used now, or else it is damaged."""
    if now := _CURES.get(_code(error)):
        return PrepError(f"{path}: {error}; {now}", exit_code=1)
    return damaged(path, error, cure)


def damaged(path: Path, error: object, cure: str = "") -> PrepError:
    """Return the error for a damaged database, with its ``cure`` (default: what restores its newest backup)."""
    kept = backups(path)
    other = _restoring(path, kept[0]) if kept else "there is no backup yet; move it away to start anew"
    return PrepError(f"{path} is damaged ({' '.join(str(error).split())}); {cure or other}", exit_code=1)


def _restoring(path: Path, backup: Path) -> str:
    quoted = f'"{path}"' if os.name == "nt" else shlex.quote(str(path))
    named = "" if path == paths.database() else f" --db {quoted}"
    return f"`prep data restore{named}` puts the backup {backup} in its place"


def back_up(path: Path, target: Path) -> None:
    """Write a copy of the database at ``path`` to ``target``, whole or not at all.

    Raises PrepError where it cannot be written or is damaged; what was at ``target`` then stays.
    """
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    remove_abandoned(path)
    try:
        copy(path, part)
        part.replace(target)
    except sqlite3.DatabaseError as error:
        raise explained(path, error) from error
    except OSError as error:  # a folder is called so; on Windows, another process reads the last backup
        cure = "see that nothing else uses it (the next session makes a backup)"
        raise PrepError(f"{target}: {error.strerror}; {cure}", exit_code=1) from error
    finally:
        part.unlink(missing_ok=True)


def fresh(backup: Path, since: datetime) -> bool:
    """Tell whether a backup was written ``since`` then; one without answers, or a damaged one, is as good as none."""
    if not backup.exists() or backup.stat().st_mtime < since.timestamp():
        return False
    with suppress(sqlite3.DatabaseError), closing(connect(backup, "immutable=1")) as connection:
        return connection.execute("SELECT 1 FROM reviews LIMIT 1").fetchone() is not None
    return False


def copy(path: Path, part: Path) -> None:
    """Write a copy of a database, with what is in its log; sqlite3.DatabaseError where what comes out is damaged."""
    source, target = sqlite3.connect(path, timeout=WAIT_SECONDS), sqlite3.connect(part)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        require_whole(target)
    finally:
        source.close()
        target.close()


def require_whole(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.DatabaseError for a damaged database, and for an empty one: SQLite makes it of a file that went."""
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found == "ok" and not connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        found = "it is empty"
    if found != "ok":
        raise sqlite3.DatabaseError(found)


def _open_for_writing(path: Path) -> "Database":
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    db = database_class()(connection)
    try:
        _check_version(path, connection)
        _use_wal(connection)
        connection.execute("PRAGMA synchronous=NORMAL")
        _migrate(path, db)
    except BaseException:
        connection.close()
        raise
    return db


def _use_wal(connection: sqlite3.Connection) -> None:
    # SQLite does not wait here by itself where another process is making the same change.
    end = time.monotonic() + WAIT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _open_for_reading(path: Path) -> "Database":
    kind = database_class()
    if not path.exists():
        db = kind(memory=True)
        for step in MIGRATIONS:
            step(db)
        return db
    for how in ("mode=ro", "immutable=1"):  # a WAL database beside which no file can be made is only read as immutable
        connection = connect(path, how)
        try:
            version = _check_version(path, connection)
        except sqlite3.OperationalError:
            connection.close()
            continue
        except sqlite3.DatabaseError as error:
            raise damaged(path, error) from error
        if version == len(MIGRATIONS):
            return kind(connection)
        raise PrepError(f"{path} is older than this program and cannot be written; make it writable once")
    raise PrepError(f"{path} cannot be read; give yourself the right to read it, or name another with --db")


def connect(path: Path, how: str) -> sqlite3.Connection:
    """Open a file as it is; ``how`` is `mode=ro`, or `immutable=1`, which makes no file beside it and reads no log."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=WAIT_SECONDS)


def _check_version(path: Path, connection: sqlite3.Connection) -> int:
    version = _own_version(path, connection)
    if version > len(MIGRATIONS):
        known = f"version {version}, this program knows {len(MIGRATIONS)}"
        raise PrepError(f"{path} was made by a newer prep ({known}); install the newer version of prep that made it", 1)
    return version


def _own_version(path: Path, connection: sqlite3.Connection) -> int:
    connection.execute("BEGIN")  # one look at both: another process may be making the tables right now
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = {name for (name,) in connection.execute("SELECT tbl_name FROM sqlite_master")}
    connection.execute("COMMIT")
    # One table alone says little: another program may well have `reviews` or `sessions` of its own.
    if tables and (not version or len(tables & set(TABLES)) < 2):
        raise PrepError(f"{path} is a database of another program; name another file with --db")
    return version


def _migrate(path: Path, db: "Database") -> None:
    for number, step in enumerate(MIGRATIONS, start=1):
        if _version(db) >= number:
            continue
        db.execute("BEGIN IMMEDIATE")
        try:
            if _version(db) < number:  # another process may have been here first
                if _holds_something(db):
                    back_up(path, beside(path, f".before-{number:03}"))
                step(db)
                db.execute(f"PRAGMA user_version = {number}")
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise


def _holds_something(db: "Database") -> bool:
    return any(next(iter(table.rows_where(limit=1)), None) for table in db.tables)


def _version(db: "Database") -> int:
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])
