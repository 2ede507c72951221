"""Tell a session that is still open in another terminal from one that was interrupted."""

import os
from pathlib import Path
from typing import Any

from interview_prep.backups import beside
from interview_prep.errors import PrepError


class SessionLocks:
    """One file beside the database, one byte of it for each session: locked while the session's process lives.

    The system lets go of the lock when the process ends, however it ends; no clock and no process id is trusted.
    """

    def __init__(self, database: Path) -> None:
        self._path = beside(database, ".sessions")
        self._file: Any = None
        self._mine: set[int] = set()

    def hold(self, session: int) -> bool:
        """Hold the session's byte until this process ends or lets go; False where another process holds it."""
        if _lock(self._open(), session):
            self._mine.add(session)
        return session in self._mine

    def alive(self, session: int) -> bool:
        """Tell whether a process (this one, too) holds the session."""
        if session in self._mine:
            return True
        free = _lock(self._open(), session)
        if free:
            _unlock(self._open(), session)
        return not free

    def require_none_alive(self) -> None:
        """Raise PrepError while a session is open; on Windows that is not known (there, files in use cannot go)."""
        if self._path.exists() and not _lock_all(self._open()):
            raise PrepError("a session is open in another terminal; quit it first", exit_code=1)

    def close(self) -> None:
        """Let go of everything."""
        if self._file is not None:
            self._file.close()
        self._file, self._mine = None, set()

    def _open(self) -> Any:
        if self._file is None:
            self._file = self._path.open("a+b")
        return self._file


if os.name == "nt":
    import msvcrt

    def _lock(file: Any, byte: int) -> bool:
        file.seek(byte)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

    def _lock_all(file: Any) -> bool:
        return True

    def _unlock(file: Any, byte: int) -> None:
        file.seek(byte)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]

else:
    import fcntl

    def _lock(file: Any, byte: int) -> bool:
        try:
            fcntl.lockf(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
        except OSError:
            return False
        return True

    def _lock_all(file: Any) -> bool:
        try:
            fcntl.lockf(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: Any, byte: int) -> None:
        fcntl.lockf(file.fileno(), fcntl.LOCK_UN, 1, byte)
