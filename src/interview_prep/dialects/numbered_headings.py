"""Markdown headings with a number (`### 7. Why …?`), each followed by `**Expected Answer:**` or `**Answer:**`."""

import re
from collections.abc import Iterator, Sequence

from interview_prep.dialects import Item
from interview_prep.dialects._outline import Marked, outline
from interview_prep.dialects._text import Line, answer_below, answer_label, heading, lines_of, plain_question

_NUMBERED = re.compile(r"^(?:\*\*)?\s*(?:Q(?:uestion)?\s*)?(\d+)\s*[.:)]\s*\S", re.I)


def recognises(text: str) -> bool:
    """Tell whether a numbered heading is followed by an answer's label."""
    return bool(_questions(lines_of(text)))


def read(text: str) -> Iterator[Item]:
    """Yield the items of the document."""
    lines = lines_of(text)
    yield from outline(lines, _questions(lines), answer_below)


def _questions(lines: Sequence[Line]) -> dict[int, Marked]:
    """Find numbered headings of the levels at which some are followed by an answer."""
    numbered = {
        i: (head[0], int(match[1]), plain_question(head[1]))
        for i, line in enumerate(lines)
        if (head := heading(line)) and (match := _NUMBERED.match(head[1]))
    }
    levels = {level for i, (level, _, _) in numbered.items() if _answered(lines, i)}
    return {lines[i].number: Marked(number, title) for i, (level, number, title) in numbered.items() if level in levels}


def _answered(lines: Sequence[Line], index: int) -> bool:
    after = next((line for line in lines[index + 1 :] if not line.blank), None)
    return after is not None and not after.code and answer_label(after.text) is not None
