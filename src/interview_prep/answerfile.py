"""A file of answers to be graded: JSON lines or CSV in, requests or a problem a row out, in bounded memory."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

from interview_prep.errors import PrepError
from interview_prep.grading import Request
from interview_prep.keypoints import derive
from interview_prep.model import Problem, Question

if TYPE_CHECKING:
    from _csv import Reader

USED = ("answer", "question_id", "question", "reference", "key_points", "behavioral")
LONGEST_CELL = 2**31 - 1


class Json(str):
    """A value that is no text, as it is written in JSON: 1.10 stays 1.10."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A good row: the 1-based line it begins on, what is to be graded, and the columns that are passed through.

    A column's value is a text, or the Json of what is none.
    """

    line: int
    request: Request
    others: Mapping[str, str]


def is_csv(name: str, first: bytes) -> bool:
    """Tell CSV from JSON lines: by the file's ending, else by its first character."""
    ending = name.lower().rsplit(".", 1)[-1]
    if ending in ("csv", "jsonl", "ndjson"):
        return ending == "csv"
    return bool(first.strip()) and not first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def read(lines: Iterable[bytes], as_csv: bool, find: Callable[[str], Question]) -> Iterator[Row | Problem]:
    """Read the rows of a file given as its raw lines; ``find`` returns a bank's question or raises PrepError.

    Raises PrepError (exit code 1) where a CSV file has no column `answer`.
    """
    for line, raw in _csv_rows(lines) if as_csv else _json_rows(lines):
        if isinstance(raw, str):
            yield Problem(raw, line)
            continue
        try:
            yield Row(line, _request(raw, find), {name: value for name, value in raw.items() if name not in USED})
        except PrepError as error:
            yield Problem(str(error), line)


def json_columns(lines: Iterable[bytes]) -> list[str]:
    """Return the names of the columns that are passed through in a file of JSON lines, in order of appearance."""
    found: dict[str, None] = {}
    for _, raw in _json_rows(lines):
        if isinstance(raw, dict):
            found.update(dict.fromkeys(name for name in raw if name not in USED))
    return list(found)


def csv_columns(lines: Iterable[bytes]) -> list[str]:
    """Return the names of the columns that are passed through in a CSV file, given as its lines."""
    return [name for name in _csv_open(lines)[0] if name not in USED]


def _json_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    for number, line in enumerate(lines, start=1):
        text = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not text.strip():
            continue
        try:
            row = _object(text.decode("utf-8"))
        except PrepError as error:
            yield number, str(error)
        except UnicodeDecodeError as error:
            yield number, f"not UTF-8 ({error.reason}); save the file as UTF-8"
        except (ValueError, RecursionError) as error:
            yield number, f"not JSON ({' '.join(str(error).split())}); write one object on each line"
        else:
            yield number, row


def _object(text: str) -> dict[str, Any]:
    """Return a JSON object, the columns that are passed through as they are written."""
    row = json.loads(text, parse_constant=_refuse)
    if not isinstance(row, dict):
        raise PrepError('not a JSON object; write {"answer": …} on each line')
    passed = [name for name, value in row.items() if name not in USED and not isinstance(value, str)]
    written = _written(text) if passed else {}
    return row | {name: written[name] for name in passed}


def _refuse(constant: str) -> None:
    raise PrepError(f"{constant} is not JSON; write null or a text")


def _written(text: str) -> dict[str, Json]:
    """Return the values of a JSON object, which is known to be one, as they are written."""
    decoder = json.JSONDecoder()
    found: dict[str, Json] = {}
    at = _next(text, text.index("{") + 1)
    while text[at] != "}":
        name, end = decoder.raw_decode(text, at)
        at = _next(text, end)
        _, end = decoder.raw_decode(text, at)
        found[name] = Json(text[at:end])
        at = _next(text, end)
    return found


def _next(text: str, at: int) -> int:
    """Return where the next name or value of a JSON object begins, or the object ends."""
    while text[at] in " \t\r\n,:":
        at += 1
    return at


def _csv_open(lines: Iterable[bytes]) -> tuple[list[str], "Reader"]:
    """Return the names of a CSV file's columns, which may stand on several lines, and the reader of its rows."""
    csv.field_size_limit(LONGEST_CELL)
    waiting = iter(lines)
    head = next(waiting, b"").removeprefix(b"\xef\xbb\xbf")
    reader = csv.reader(line.decode("utf-8", "surrogateescape") for line in chain([head], waiting))
    try:
        names = [name.strip() for name in next(reader, [])]
    except csv.Error as error:
        raise PrepError(f"the first line is not CSV ({error}); name the columns there", exit_code=1) from error
    if _not_utf8(names):
        raise PrepError("the names of the columns are not UTF-8; save the file as UTF-8", exit_code=1)
    return names, reader


def _not_utf8(cells: Iterable[str]) -> bool:
    return any("\udc80" <= character <= "\udcff" for cell in cells for character in cell if character > "\ud7ff")


def _csv_rows(lines: Iterable[bytes]) -> Iterator[tuple[int, dict[str, Any] | str]]:
    names, reader = _csv_open(lines)
    if "answer" not in names:
        if names and names[0].startswith("["):
            raise PrepError("this is a JSON array; write one object a line (JSONL)", exit_code=1)
        raise PrepError("no column `answer` in the first line; name the columns there", exit_code=1)
    if len(set(names)) < len(names):
        raise PrepError("two columns have one name in the first line; rename one", exit_code=1)
    begins = reader.line_num + 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield begins, f"not CSV ({error}); mend the row"
        else:
            if cells:
                yield begins, _csv_row(names, cells)
        begins = reader.line_num + 1


def _csv_row(names: list[str], cells: list[str]) -> dict[str, Any] | str:
    if len(cells) != len(names):
        return f"{len(cells)} cells for {len(names)} columns; quote cells that hold commas"
    if _not_utf8(cells):
        return "not UTF-8; save the file as UTF-8"
    row: dict[str, Any] = dict(zip(names, cells, strict=True))
    for name in USED[1:]:
        if not (row.get(name) or "").strip():
            row.pop(name, None)
    if "key_points" in row:
        try:
            row["key_points"] = json.loads(row["key_points"])
        except ValueError:
            return 'key_points is not a JSON list; write ["first point", "second point"]'
    return row


def _request(row: Mapping[str, Any], find: Callable[[str], Question]) -> Request:
    answer = _text(row, "answer")
    if answer is None:
        raise PrepError('no `answer`; an empty one is written ""')
    key, asked, reference = (_text(row, name) or None for name in ("question_id", "question", "reference"))
    points = _points(row)
    known = _known(key, find, needed=asked is None or reference is None)
    question = asked or (known.question if known else "")
    behavioral = _flag(row)
    told = behavioral if behavioral is not None else bool(known and known.behavioral)
    if points is None:
        own = known.key_points if known and reference is None and told == known.behavioral else None
        points = own if own is not None else _derived(reference or (known.answer if known else None), question, told)
    return Request(answer, question, points, reference or (known.answer if known else None), told, key)


def _whole(name: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise PrepError(f"`{name}` holds half a character (a lone surrogate); mend the text") from None


def _known(key: str | None, find: Callable[[str], Question], needed: bool) -> Question | None:
    if key is None:
        if needed:
            raise PrepError("neither `question_id` nor `question` with `reference`; give one of them")
        return None
    try:
        return find(key)
    except PrepError:
        if needed:
            raise
        return None  # the row brings everything itself


def _derived(reference: str | None, question: str, behavioral: bool) -> tuple[str, ...]:
    if behavioral:
        return derive(reference or "", question, "behavioral")
    if not reference or not reference.strip():
        return ()
    return derive(reference, question) or (" ".join(reference.split()),)


def _text(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if name == "question_id" and isinstance(value, (int, float)) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise PrepError(f"`{name}` is not a text; write it in quotes")
    _whole(name, value or "")
    return value


def _points(row: Mapping[str, Any]) -> tuple[str, ...] | None:
    value = row.get("key_points")
    if value is None:
        return None
    if not isinstance(value, list) or not value or not all(isinstance(p, str) and p.strip() for p in value):
        raise PrepError('`key_points` is not a list of texts; write ["first point", "second point"] or leave it out')
    _whole("key_points", "".join(value))
    return tuple(value)


def _flag(row: Mapping[str, Any]) -> bool | None:
    value = row.get("behavioral")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    raise PrepError("`behavioral` is neither true nor false; write one of them or leave it out")
