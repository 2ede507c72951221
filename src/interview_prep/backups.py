"""The copies beside a database, and what is left of a copy that was interrupted."""

import re
import time
from contextlib import suppress
from glob import escape
from pathlib import Path

_PART = re.compile(r"\.(backup|before-\d+)\.\d+\.part(-journal)?")  # with the number of the process that writes it
_ABANDONED = 3600.0  # seconds, and a copy takes a few; that its process ended is not known, as numbers come again


def backups(path: Path) -> list[Path]:
    """Return the backups of a database, the newest first."""
    found = [file for end in ("before-*", "backup") for file in path.parent.glob(f"{escape(path.name)}.{end}")]
    parts = set(unfinished(path))
    whole = [file for file in found if file.is_file() and file not in parts]
    return sorted(whole, key=lambda file: file.stat().st_mtime, reverse=True)


def unfinished(path: Path) -> list[Path]:
    """Return the backups of a database that were interrupted, or are being written now."""
    found = path.parent.glob(f"{escape(path.name)}.*.part*")
    return [file for file in found if _PART.fullmatch(file.name[len(path.name) :]) and file.is_file()]


def remove_abandoned(path: Path) -> None:
    """Delete what is left of backups that were interrupted more than an hour ago."""
    for part in unfinished(path):
        with suppress(OSError):  # another process may be first
            if time.time() - part.stat().st_mtime > _ABANDONED:
                part.unlink()
