"""Bold numbered questions (`**Q1: …**`) under Markdown headings, their answers in fenced blocks or plain below."""

import re
from collections.abc import Iterator, Sequence

from interview_prep.dialects import Item
from interview_prep.dialects._outline import Marked, outline
from interview_prep.dialects._text import Line, answer_below, answer_label, joined, lines_of, plain_question

_BOLD = re.compile(r"^\s*(\*\*|__)\s*Q(?:uestion)?\s*(\d+)\s*[:.)]\s*\S.*\1\s*$", re.I)


def recognises(text: str) -> bool:
    """Tell whether a whole line outside code is a bold question with a number."""
    return bool(_questions(lines_of(text)))


def read(text: str) -> Iterator[Item]:
    """Yield the items of the document."""
    lines = lines_of(text)
    yield from outline(lines, _questions(lines), _answer)


def _questions(lines: Sequence[Line]) -> dict[int, Marked]:
    return {
        line.number: Marked(int(match[2]), plain_question(line.text))
        for line in lines
        if not line.code and (match := _BOLD.match(line.text))
    }


def _answer(lines: Sequence[Line]) -> str | None:
    kept = [line for line in lines if line.text]
    fences = [line for line in kept if line.fence]
    if len(fences) >= 2 and kept[0] is fences[0] and not re.search(r"\w", fences[0].text):
        return _unfenced(lines, fences[0], fences[1]) or None
    return answer_below(lines)


def _unfenced(lines: Sequence[Line], opening: Line, closing: Line) -> str:
    """Return the answer without its outer fence and label; what follows the fence stays."""
    inside = [line for line in lines if opening.number < line.number < closing.number]
    while inside and not inside[0].text:
        inside.pop(0)
    if inside and _is_label(inside):
        inside.pop(0)
    after = joined([line for line in lines if line.number > closing.number])
    return "\n\n".join(text for text in ("\n".join(line.text for line in inside).strip("\n"), after) if text)


def _is_label(lines: Sequence[Line]) -> bool:
    """Tell whether the first line is the answer's label: "Expected Answer:", or the only title that ends in a colon."""
    first = lines[0].text
    match = answer_label(first)
    if match:
        return match.end() >= len(first)
    words = first.split()
    title = len(words) <= 4 and all(word[0].isupper() for word in words)
    return first.endswith(":") and title and sum(line.text.endswith(":") for line in lines) == 1
