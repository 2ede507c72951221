"""Write a file whole or not at all."""

import errno
import os
import tempfile
from pathlib import Path


def write_bytes(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content`` in one step: a reader, or a kill, sees the old file or the new one.

    A link stays a link to what it names; what is no file (a device, a named pipe) is written to.

    Raises OSError where it cannot be written.
    """
    if not replaceable(path):
        path.write_bytes(content)
        return
    try:
        path = path.resolve() if path.is_symlink() else path
    except RuntimeError as error:  # so does Python 3.11 call it
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from error
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else _new_file_mode())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def replaceable(path: Path) -> bool:
    """Tell whether ``path`` is a file or may become one; a device or a pipe must stay what it is."""
    return path.is_file() or not path.exists()


def _new_file_mode() -> int:
    mask = os.umask(0)  # it can only be read by setting it
    os.umask(mask)
    return 0o666 & ~mask


def write_text(path: Path, content: str) -> None:
    """Replace ``path`` by ``content`` in UTF-8 with Unix line ends, in one step."""
    write_bytes(path, content.encode("utf-8"))
