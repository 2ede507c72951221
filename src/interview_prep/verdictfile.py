"""A file of verdicts: JSON lines or CSV out, whole rows only, so that an interrupted run can be gone on with."""

import csv
import io
import json
import os
import shutil
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from interview_prep import atomic, jsontext
from interview_prep.answerfile import LONGEST_CELL, Json
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
                self._out.write(_json_line(row))
            else:
                self._out.write(_csv_line([_cell(row.get(name)) for name in self._header]))
        self._out.flush()


def _json_line(row: Mapping[str, Any]) -> bytes:
    cells = (f"{_json(name)}: {_json(value)}" for name, value in row.items())
    return _utf8(f"{{{', '.join(cells)}}}\n")


def _json(value: Any) -> str:
    return jsontext.visible(value) if isinstance(value, Json) else jsontext.dumps(value)


def _csv_line(cells: Sequence[str]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerow(cells)  # a cell that holds either of the two is quoted
    return _utf8(held.getvalue().removesuffix("\r\n") + "\n")


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _cell(value: Any) -> str:
    if value is None or (isinstance(value, Json) and value == "null"):
        return ""
    return value if isinstance(value, str) else _json(value)


@dataclass(frozen=True, slots=True)
class Written:
    """A row of an earlier run: its cells, its grader, its key points and the words of the answer that they quote."""

    cells: Mapping[str, Any]
    grader: Any
    points: Sequence[str]
    quoted: Sequence[str]

    def is_on(self, answer: str, points: Sequence[str], cells: Mapping[str, Any]) -> bool:
        """Tell whether this is a verdict on ``answer`` by ``points``, with ``cells`` among its own."""
        same = all(_holds(self.cells.get(name), value) for name, value in cells.items())
        return same and self.points == list(points) and all(words in answer for words in self.quoted)


def _holds(cell: Any, value: Any) -> bool:
    """Tell whether a cell holds ``value``: in JSON lines as a value, in CSV as a text."""
    return cell in (json.loads(value) if isinstance(value, Json) else value, _utf8(_cell(value)).decode())


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier run left: in which file, how many bytes are whole rows, and the last one's grader and columns."""

    source: Path | None = None
    offset: int = 0
    grader: Any = None
    names: Sequence[str] = ()


def kept(path: Path, as_csv: bool) -> Kept:
    """Read what a run into ``path`` left, interrupted or complete; a row that was cut off is not counted.

    Raises PrepError where the file cannot be read, or (exit code 1) does not hold verdicts.
    """
    found, source = Kept(), path
    try:
        source = partial(path) if partial(path).exists() else path
        for end, row in _read(source, as_csv) if source.exists() else ():
            found = Kept(source, end, row.grader, tuple(row.cells))
    except OSError as error:
        raise PrepError(f"{source}: {error.strerror}; make it readable, or leave --resume out") from error
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error) as error:
        raise PrepError(f"{source} does not hold verdicts in this format; leave --resume out", 1) from error
    return found


def written(found: Kept, as_csv: bool) -> Generator[Written, None, None]:
    """Yield the rows that were kept, in order."""
    for end, row in _read(found.source, as_csv) if found.source else ():
        if end > found.offset:
            return
        yield row


def _read(path: Path, as_csv: bool) -> Iterator[tuple[int, Written]]:
    """Yield the whole rows of a file, each with the offset at which it ends."""
    end, names = 0, None
    with path.open("rb") as file:
        for raw in _whole(file, as_csv):
            end += len(raw)
            if as_csv and names is None:
                names = _cells(raw)
            else:
                yield end, _written(raw, names)


def _whole(file: Iterable[bytes], as_csv: bool) -> Iterator[bytes]:
    held = b""
    for line in file:
        held += line
        if line.endswith(b"\n") and (not as_csv or held.count(b'"') % 2 == 0):
            yield held
            held = b""


def _written(raw: bytes, names: Sequence[str] | None) -> Written:
    if names is None:
        cells = json.loads(raw)
    else:
        cells = dict(zip(names, _cells(raw), strict=True))
        cells |= {name: json.loads(cells[name]) for name in ("points", "grader")}
    int(cells["line"])
    points = cells["points"]
    return Written(cells, cells["grader"], [p["text"] for p in points], [p["evidence"] for p in points])


def _cells(raw: bytes) -> list[str]:
    csv.field_size_limit(LONGEST_CELL)
    return next(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))


def partial(path: Path) -> Path:
    """Return the file that is written to until the run is complete."""
    return path.with_name(path.name + ".partial")


@contextmanager
def opened(path: Path, found: Kept) -> Iterator[BinaryIO]:
    """Open what verdicts are written to, behind what was kept, and put it in the place of ``path`` in one step.

    What is no file (a device, a named pipe) is written to itself. Raises PrepError where it cannot be written.
    """
    if not atomic.replaceable(path):
        with _open(path, found) as stream:
            yield stream
        return
    place, copied = partial(path), found.source == path
    file = _open(place, found)
    try:
        yield file
    except BaseException:
        nothing_new = file.tell() == found.offset
        file.close()
        if copied and nothing_new:
            place.unlink()
        raise
    _finish(file, path)


def _open(place: Path, found: Kept) -> BinaryIO:
    """Open a file to write to it: empty, or a run's that is gone on with, cut after the last whole row."""
    try:
        if found.source is None:
            return place.open("wb")
        if found.source != place:
            shutil.copyfile(found.source, place)
        file = place.open("r+b")
        file.truncate(found.offset)
        file.seek(found.offset)
    except OSError as error:
        raise PrepError(f"{place}: {error.strerror}; name a place that can be written") from error
    return file


def _finish(file: BinaryIO, path: Path) -> None:
    file.flush()
    os.fsync(file.fileno())
    file.close()
    partial(path).replace(path)
