"""A file of verdicts: JSON lines or CSV out, whole rows only, so that an interrupted run can be gone on with."""

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from interview_prep.errors import PrepError

OWN = ("question_id", "score", "rating", "points", "grader", "truncated", "line")


def merged(
    verdict: Mapping[str, Any], line: int, others: Mapping[str, Any], names: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a row of the output: the verdict, the line, every other column under its name in ``names``."""
    names = names or passed(others)
    return {**verdict, "line": line, **{names[name]: value for name, value in others.items()}}


def passed(names: Iterable[str]) -> dict[str, str]:
    """Return the name under which each column is passed through: one that clashes becomes `input_NAME`."""
    given = list(names)
    taken = {*OWN, *given}
    found: dict[str, str] = {}
    for name in given:
        free = name
        while name in OWN and free in taken:
            free = f"input_{free}"
        taken.add(free)
        found[name] = free
    return found


class Writer:
    """Writes rows, flushed after each batch; CSV gets its first line from ``header``."""

    def __init__(self, out: BinaryIO, header: Sequence[str] | None = None, begin: bool = True) -> None:
        self._out, self._header = out, header
        if header is not None and begin:
            self._out.write(_csv_line(header))

    def write(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows and hand them to the system: a kill afterwards loses none of them."""
        for row in rows:
            if self._header is None:
                self._out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
            else:
                self._out.write(_csv_line([_cell(row.get(name)) for name in self._header]))
        self._out.flush()


def _csv_line(cells: Sequence[str]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\n").writerow(cells)
    return held.getvalue().encode("utf-8", "backslashreplace")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an interrupted run left: how many bytes are whole rows, the input line of the last, and its grader."""

    offset: int = 0
    line: int = 0
    grader: Any = None


def kept(path: Path, as_csv: bool) -> Kept:
    """Read the whole rows of a partial file; a row cut off by the interruption is not counted.

    Raises PrepError (exit code 1) where the file does not hold verdicts.
    """
    offset, last, head, held = 0, b"", b"", b""
    try:
        with path.open("rb") as file:
            for line in file:
                held += line
                if line.endswith(b"\n") and (not as_csv or held.count(b'"') % 2 == 0):
                    offset += len(held)
                    head, last, held = head or held, held, b""
        return _kept(offset, head, last, as_csv)
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        raise PrepError(f"{path} does not hold verdicts in this format; remove it, or leave --resume out", 1) from error


def _kept(offset: int, head: bytes, last: bytes, as_csv: bool) -> Kept:
    if not last or (as_csv and head == last):
        return Kept(offset)
    if as_csv:
        names, cells = (next(csv.reader(io.StringIO(part.decode("utf-8"), newline=""))) for part in (head, last))
        row: dict[str, Any] = dict(zip(names, cells, strict=True))
        return Kept(offset, int(row["line"]), json.loads(row["grader"]))
    row = json.loads(last)
    return Kept(offset, int(row["line"]), row["grader"])


def partial(path: Path) -> Path:
    """Return the file that is written to until the run is complete."""
    return path.with_name(path.name + ".partial")


def begin(path: Path, resume: bool, as_csv: bool) -> tuple[BinaryIO, Kept]:
    """Open the partial file of ``path``: empty, or cut after its last whole row where a run is gone on with.

    Raises PrepError where the folder cannot be written.
    """
    place = partial(path)
    try:
        if resume and not place.exists() and path.exists():
            shutil.copyfile(path, place)
        found = kept(place, as_csv) if resume and place.exists() else Kept()
        file = place.open("r+b" if found.offset else "wb")
        file.truncate(found.offset)
        file.seek(found.offset)
    except OSError as error:
        raise PrepError(f"{place}: {error.strerror}; name a place that can be written") from error
    return file, found


def finish(file: BinaryIO, path: Path) -> None:
    """Put the complete file in its place in one step."""
    file.flush()
    os.fsync(file.fileno())
    file.close()
    partial(path).replace(path)
