"""Plain `Q:` and `A:` lines, also `Question:` and `Answer:`, with or without numbers and Markdown headings."""

import re
from collections.abc import Iterator, Sequence

from interview_prep.dialects import Item
from interview_prep.dialects._outline import Marked, outline
from interview_prep.dialects._text import Line, answer_below, answer_label, lines_of, plain_question

_ASKED = re.compile(
    r"^\s*(?:\*\*|__)?\s*Q(?:uestion)?\s*(\d*)\s*(?:[:.)]\s*(?:\*\*|__)?|(?:\*\*|__)\s*:)\s*(?=\S)", re.I
)
_WHOLE_BOLD = re.compile(r"^\s*(\*\*|__)\s*Q(?:uestion)?\s*\d+\s*[:.)].*\1\s*$", re.I)


def recognises(text: str) -> bool:
    """Tell whether a `Q:` line outside code is followed, before the next one, by an `A:` line."""
    lines = lines_of(text)
    marked = _questions(lines)
    waiting = False
    for line in lines:
        if waiting and not line.code and answer_label(line.text):
            return True
        waiting = waiting or line.number in marked
    return False


def read(text: str) -> Iterator[Item]:
    """Yield the items of the document."""
    lines = lines_of(text)
    marked = _questions(lines)
    yield from outline(_without_wrapped(lines, marked), marked, answer_below)


def _questions(lines: Sequence[Line]) -> dict[int, Marked]:
    marked: dict[int, Marked] = {}
    for index, line in enumerate(lines):
        match = None if line.code or _WHOLE_BOLD.match(line.text) else _ASKED.match(line.text)
        if match:
            first = _unpaired(match[0]) + line.text[match.end() :]
            text = " ".join([first, *(lines[i].text for i in _wrapped(lines, index))])
            marked[line.number] = Marked(int(match[1]) if match[1] else None, plain_question(text))
    return marked


def _unpaired(prefix: str) -> str:
    """Return the mark for bold in a prefix such as `**Q:`, whose other half stands in the question."""
    marks = re.findall(r"\*\*|__", prefix)
    return marks[0] if len(marks) == 1 else ""


def _wrapped(lines: Sequence[Line], index: int) -> list[int]:
    """Return the indexes of the lines on which a question that starts at ``index`` goes on."""
    found: list[int] = []
    for i in range(index + 1, len(lines)):
        line = lines[i]
        if not line.text or line.code or line.rule or line.text.startswith("#"):
            break
        if answer_label(line.text) or _ASKED.match(line.text):
            break
        found.append(i)
    return found


def _without_wrapped(lines: Sequence[Line], marked: dict[int, Marked]) -> list[Line]:
    gone = {i for index, line in enumerate(lines) if line.number in marked for i in _wrapped(lines, index)}
    return [line for index, line in enumerate(lines) if index not in gone]
