"""How much of an input is done: a bar on a terminal, and above it what is to be said meanwhile."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.progress import Progress


class Meter:
    """Counts the bytes that are read, and moves the bar, if there is one, when what was read is done."""

    def __init__(self, bar: "Progress | None" = None, size: int | None = None) -> None:
        self._bar, self._read = bar, 0
        self._task = bar.add_task("", total=size) if bar else None

    def reading(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the lines of the input, and count them."""
        for line in lines:
            self._read += len(line)
            yield line

    def done(self) -> None:
        """Move the bar to what was read so far."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=self._read)

    def say(self, message: str) -> None:
        """Print a line on standard error, above the bar."""
        if self._bar is None:
            typer.echo(message, err=True)
            return
        from interview_prep.cli._render import words

        self._bar.console.print(words(message), soft_wrap=True)


@contextmanager
def meter(size: int | None, shown: bool) -> Iterator[Meter]:
    """Give what measures an input of ``size`` bytes (None: unknown), with a bar where standard error is a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield Meter()
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TimeRemainingColumn

    from interview_prep.cli._render import console

    columns = (SpinnerColumn(), "grading", BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True)) as bar:
        yield Meter(bar, size)
