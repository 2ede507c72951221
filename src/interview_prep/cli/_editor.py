"""A text in the user's own editor."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from interview_prep.errors import PrepError


def edit(text: str, suffix: str) -> tuple[str, Path]:
    """Open the text in $VISUAL or $EDITOR; return what was saved, and the file, which the caller removes.

    Raises PrepError where no editor starts or it ends with an error.
    """
    command = _editor()
    handle, name = tempfile.mkstemp(prefix="prep-", suffix=suffix)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    try:
        done = subprocess.run([*command, name], check=False)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise PrepError(f"{command[0]}: {error.strerror}; set VISUAL or EDITOR to your editor") from error
    if done.returncode:
        raise PrepError(f"{command[0]} ended with {done.returncode}; what it saved is not taken, it is in {name}", 1)
    try:
        return Path(name).read_text(encoding="utf-8-sig"), Path(name)
    except OSError as error:
        raise PrepError(f"{name}: {error.strerror}; save under the name that {command[0]} was given", 1) from error
    except UnicodeDecodeError as error:
        raise PrepError(f"{command[0]} did not save UTF-8; set it to UTF-8, your text is in {name}", 1) from error


def _editor() -> list[str]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named and named.strip():
        try:
            return [part.strip("\"'") for part in shlex.split(named, posix=os.name != "nt")]
        except ValueError as error:
            raise PrepError(f"{named}: {error}; mend VISUAL or EDITOR") from error
    found = next((name for name in ("nano", "vi", "notepad") if shutil.which(name)), None)
    if found is None:
        raise PrepError("no editor found; set VISUAL or EDITOR to your editor")
    return [found]
