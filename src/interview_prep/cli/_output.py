"""Where a command's result goes: standard output, or a file that is replaced in one step."""

import sys
from pathlib import Path

import typer

from interview_prep import atomic
from interview_prep.cli._render import safe
from interview_prep.errors import PrepError


def is_file(output: Path | None) -> bool:
    """Tell whether a file or a pipe gets the result rather than a terminal."""
    return output is not None or not sys.stdout.isatty()


def write(content: str | bytes, output: Path | None, done: str, coloured: bool = False) -> None:
    """Write to ``output`` and say on standard error what is ``done``; without it, to standard output.

    A file or a pipe gets the text as it is; a terminal gets it without control sequences, unless the text is
    ``coloured``: then its writer has made the words of the banks harmless, and the sequences in it are its own.
    Raises PrepError where bytes would go to a terminal, or the file cannot be written.
    """
    if output is None or str(output) == "-":
        _to_stdout(content, coloured)
        return
    require_folder(output)
    try:
        atomic.write_bytes(output, content if isinstance(content, bytes) else content.encode())
    except OSError as error:
        raise PrepError(f"{output}: {error.strerror}; name a file that can be written") from error
    typer.echo(f"{output}: {done}", err=True)


def require_folder(output: Path) -> None:
    """Raise PrepError where the folder of a file to write is not there: a slip of the pen makes no folders."""
    if not output.parent.is_dir():
        raise PrepError(f"{output.parent}: no such folder; make it, or name a file in one that is there")


def _to_stdout(content: str | bytes, coloured: bool) -> None:
    terminal = sys.stdout.isatty()
    if isinstance(content, str):
        shown = safe(content) if terminal and not coloured else content
        typer.echo(shown, nl=False, color=True)  # without `color`, typer takes sequences out of what goes to a pipe
    elif terminal:
        raise PrepError("this format is not for a terminal; write it to a file with -o FILE")
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
