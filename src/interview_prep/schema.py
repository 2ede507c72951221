"""The database on disk: open it, bring it up to date with a backup before each step, refuse what is not ours."""

import os
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_prep.errors import PrepError

if TYPE_CHECKING:
    from sqlite_utils import Database

WAIT_SECONDS = 30.0  # how long one process waits for another one's write


def _reviews(db: Any) -> None:
    db["reviews"].create(
        {
            "id": int,
            "session_id": int,
            "question_id": str,
            "bank": str,
            "submitted_at": str,
            "answer": str,
            "seconds": float,
            "hints": int,
            "cram": int,
            "reference": str,
            "score": float,
            "suggested": str,
            "points": str,
            "truncated": int,
            "grader": str,
            "grader_model": str,
            "grader_version": str,
            "rating": str,
            "rated_at": str,
            "retention": float,
            "undone": int,
        },
        pk="id",
        not_null={"question_id", "submitted_at", "answer"},
        defaults={"undone": 0},
    )
    db["reviews"].create_index(["question_id", "rated_at"])
    db["reviews"].create_index(["rated_at"])
    db["reviews"].create_index(["session_id"])
    columns = {"review_id": int, "point": int, "verdict": str, "score": float, "at": str}
    db["overrides"].create({"id": int} | columns, pk="id", not_null={"review_id", "at"})
    db["overrides"].create_index(["review_id"])


def _memories(db: Any) -> None:
    columns = {"state": str, "step": int, "stability": float, "difficulty": float, "due": str, "last_review": str}
    db["memories"].create({"question_id": str} | columns | {"reps": int, "lapses": int}, pk="question_id")
    db["memories"].create_index(["due"])
    db["suspended"].create({"question_id": str, "at": str}, pk="question_id")
    db["known_references"].create({"question_id": str, "digest": str}, pk="question_id")


def _sessions(db: Any) -> None:
    columns = {"started_at": str, "ended_at": str, "cram": int, "size": int, "queue": str}
    db["sessions"].create({"id": int} | columns, pk="id")
    db["drafts"].create({"question_id": str, "answer": str, "hints": int, "at": str}, pk="question_id")


MIGRATIONS: list[Callable[[Any], None]] = [_reviews, _memories, _sessions]


def open_database(path: Path, making: bool = True) -> "tuple[Database, bool]":
    """Open the database at ``path``, migrated; return it and whether it can be written.

    Where nothing can be written it is opened for reading. A missing one is made; where it cannot be, or is not to be
    (``making``), an empty one in memory stands for it. Raises PrepError for a database that is damaged, newer than this
    program, or not made by it.
    """
    _refuse_lost(path)
    if not making and not path.exists():
        return _open_for_reading(path), False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _open_for_writing(path), True
    except (OSError, sqlite3.OperationalError) as error:
        if isinstance(error, sqlite3.OperationalError) and not _unwritable(error):
            raise busy(path, error) from error
        return _open_for_reading(path), False
    except sqlite3.DatabaseError as error:
        raise damaged(path, error) from error


def _refuse_lost(path: Path) -> None:
    if path.is_dir():
        raise PrepError(f"{path} is a folder; name a file for the progress database")
    if path.is_file() and path.stat().st_size == 0 and backups(path):
        raise damaged(path, "it is empty")


def _unwritable(error: sqlite3.Error) -> bool:
    return any(words in str(error) for words in ("unable to open", "readonly", "read-only", "disk I/O"))


def busy(path: Path, error: Exception) -> PrepError:
    """Return the error for a database that cannot be used now: the disk is full, or another program keeps it locked."""
    if "full" in str(error):
        return PrepError(f"{path}: {error}; make room, then try again (nothing that was kept is lost)", exit_code=1)
    return PrepError(f"{path}: {error}; close the other program that uses it, then try again", exit_code=1)


def damaged(path: Path, error: object) -> PrepError:
    """Return the error for a damaged database, with the place of its newest backup."""
    kept = backups(path)
    cure = f"put the backup {kept[0]} in its place" if kept else "there is no backup yet; move it away to start anew"
    return PrepError(f"{path} is damaged ({error}); {cure}", exit_code=1)


def backups(path: Path) -> list[Path]:
    """Return the backups of a database, the newest first."""
    found = [*path.parent.glob(f"{path.name}.before-*"), *path.parent.glob(f"{path.name}.backup")]
    return sorted(found, key=lambda file: file.stat().st_mtime, reverse=True)


def back_up(path: Path, target: Path) -> None:
    """Write a copy of the database at ``path`` to ``target``, whole or not at all."""
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    source, copy = sqlite3.connect(path, timeout=WAIT_SECONDS), sqlite3.connect(part)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.close()
        copy.close()
    part.replace(target)


def _database_class() -> "type[Database]":
    """Import sqlite-utils without the numpy and pandas that it would load to store their types: 0.1 s saved."""
    unwanted = [name for name in ("numpy", "pandas") if name not in sys.modules]
    sys.modules.update(dict.fromkeys(unwanted))  # type: ignore[arg-type]  # None stops an import
    try:
        from sqlite_utils import Database
    finally:
        for name in unwanted:
            del sys.modules[name]
    return Database


def _open_for_writing(path: Path) -> "Database":
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)
    db = _database_class()(connection)
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
    kind = _database_class()
    if not path.exists():
        db = kind(memory=True)
        for step in MIGRATIONS:
            step(db)
        return db
    for how in ("mode=ro", "immutable=1"):  # a WAL database beside which no file can be made is only read as immutable
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?{how}", uri=True, timeout=WAIT_SECONDS)
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


def _check_version(path: Path, connection: sqlite3.Connection) -> int:
    connection.execute("BEGIN")  # one look at both: another process may be making the tables right now
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    connection.execute("COMMIT")
    if version > len(MIGRATIONS):
        known = f"version {version}, this program knows {len(MIGRATIONS)}"
        raise PrepError(f"{path} was made by a newer prep ({known}); upgrade with `pip install -U interview-prep`", 1)
    if tables and not version:
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
                    back_up(path, path.with_name(f"{path.name}.before-{number:03}"))
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
