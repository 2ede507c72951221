"""What the verdicts of an unfinished run are on: a digest a row, beside them, by which an edited answer is known."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from interview_prep.errors import PrepError
from interview_prep.grading import Request

_SIZE = 16  # bytes of a digest


class Digests:
    """The digests of a run's rows in order: first those of an earlier run are compared, then new ones are added.

    ``unknown`` is how many rows of the earlier run have none. Without a file nothing is kept.
    """

    def __init__(self, file: BinaryIO | None = None) -> None:
        self._file = file
        self.unknown = 0

    def is_on(self, request: Request) -> bool:
        """Tell whether the next row is on this very request; one without a digest may be, and gets it."""
        if self._file is None:
            return True
        own, kept = _digest(request), self._file.read(_SIZE)
        if len(kept) == _SIZE:
            return own == kept
        self.unknown += 1
        self._file.seek(-len(kept), os.SEEK_CUR)
        self._file.write(own)
        return True

    def add(self, requests: Iterable[Request]) -> None:
        """Keep the digests of the next rows; done before they are written, so that no row is without."""
        if self._file is not None:
            self._file.write(b"".join(map(_digest, requests)))
            self._file.flush()


def _digest(request: Request) -> bytes:
    seen = [request.answer, request.question, request.points, request.reference, request.behavioral]
    return hashlib.sha256(json.dumps(seen).encode()).digest()[:_SIZE]


def beside(unfinished: Path) -> Path:
    """Return the file of the digests that belong to an unfinished file of verdicts."""
    return unfinished.with_name(unfinished.name + ".digests")


@contextmanager
def opened(unfinished: Path | None, going_on: bool) -> Iterator[Digests]:
    """Open the digests of an unfinished file: those that are kept where it is ``going_on``, else none.

    They are removed once the file is no longer unfinished. Raises PrepError where they cannot be written.
    """
    if unfinished is None:
        yield Digests()
        return
    place = beside(unfinished)
    try:
        file = place.open("r+b" if going_on and place.exists() else "w+b")
    except OSError as error:
        raise PrepError(f"{unfinished}: {error.strerror}; name a place that can be written") from error
    try:
        with file:
            yield Digests(file)
    finally:
        if not unfinished.exists():
            place.unlink(missing_ok=True)
