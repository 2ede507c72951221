"""What lies beside a database: its logs, its copies, what an interrupted copy left, what a restored one replaced."""

import os
import re
import time
from contextlib import suppress
from glob import escape
from pathlib import Path

LOGS = ("-wal", "-shm", "-journal")  # SQLite's own; it replays them into whatever stands in the database's place
_PART = re.compile(r"\.(backup|before-\d+)\.\d+\.part(-journal)?")  # with the number of the process that writes it
_SET_ASIDE = re.compile(rf"\.set-aside-\d+({'|'.join(LOGS)})?")
_ABANDONED = 3600.0  # seconds, and a copy takes a few; that its process ended is not known, as numbers come again


def itself(path: Path) -> Path:
    """Return the file that a database is: what a link stands for, so that both names lead to the same files beside."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def beside(path: Path, ending: str) -> Path:
    """Return the file beside a database that is called like it, with an ending."""
    file = itself(path)
    return file.with_name(file.name + ending)


def backups(path: Path) -> list[Path]:
    """Return the backups of a database, the newest first."""
    file, parts = itself(path), set(unfinished(path))
    found = [each for end in ("before-*", "backup") for each in file.parent.glob(f"{escape(file.name)}.{end}")]
    whole = [each for each in found if each.is_file() and each not in parts]
    return sorted(whole, key=lambda each: each.stat().st_mtime, reverse=True)


def unfinished(path: Path) -> list[Path]:
    """Return the backups of a database that were interrupted, or are being written now."""
    return _called(path, _PART)


def set_aside(path: Path) -> list[Path]:
    """Return what was in a database's place before a backup was put there."""
    return _called(path, _SET_ASIDE)


def _called(path: Path, ending: re.Pattern[str]) -> list[Path]:
    file = itself(path)
    found = file.parent.glob(f"{escape(file.name)}.*")
    return [each for each in found if ending.fullmatch(each.name[len(file.name) :]) and each.is_file()]


def remove_abandoned(path: Path) -> None:
    """Delete what is left of backups that were interrupted more than an hour ago."""
    for part in unfinished(path):
        with suppress(OSError):  # another process may be first
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()
