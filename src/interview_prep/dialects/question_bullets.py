"""Lists of questions under Markdown headings, bulleted or numbered; an answer may stand indented below its question."""

import re
from collections.abc import Iterator, Mapping, Sequence

from interview_prep.dialects import Item, numbered_text
from interview_prep.dialects._outline import Marked, outline
from interview_prep.dialects._text import (
    Line,
    answer_below,
    answer_label,
    asks,
    ends_asking,
    heading,
    lines_of,
    plain_question,
)
from interview_prep.model import Problem

_BULLET = re.compile(r"^(?:[-*+•]|(\d{1,4})[.)])\s+(?:\[[ xX]\]\s+)?(?:#{1,6}\s+)?(\S.*)$")
_LINKED = re.compile(r"\[.*\]\(#.*\)$")  # a line of a table of contents
_INDENTED = re.compile(r"\s+\S")
# An indented line that goes on with a question: it begins in lower case, or ends with `?` and is no list or quotation.
_WRAPPED = re.compile(r"\s+(?:[a-z(]|(?!\d+[.)]\s|[-*+•>|]).*\?[*_)]*$)")
_CLOSED = re.compile(r"\?[*_ ]*(?:\([^()]*\))?[*_ ]*$|\S(?:\*\*|__)$")  # a question that has come to its end


def recognises(text: str) -> bool:
    """Tell whether a third of the lines that are neither blank nor headings nor indented are bullets that ask.

    Numbered questions without Markdown headings, with answers below them, are `numbered_text`.
    """
    lines = [line for line in _unwrapped(lines_of(text)) if line.text and not line.rule]
    titles = {plain_question(head[1]) for line in lines if (head := heading(line))}
    outer = [line for line in lines if not heading(line) and not line.code and not _INDENTED.match(line.text)]
    asking = [line for line in outer if _asked(line) and _marked(line.text).text not in titles]
    if any(answer_label(line.text) for line in outer) or not any(ends_asking(line.text) for line in asking):
        return False
    return 3 * len(asking) > len(outer) and not (not titles and numbered_text.recognises(text))


def read(text: str) -> Iterator[Item]:
    """Yield the items of the document; a list in which hardly anything is asked is guidance."""
    lines = _unwrapped(lines_of(text))
    marked = _questions(lines)
    missed = _missed(lines, marked)
    yield from outline(lines, marked, _answer)
    inside = False
    for line in lines:
        inside = line.number in marked or (inside and not heading(line))
        if inside and line.text and not line.rule and line.number not in marked and not _below(line):
            yield Problem(f"neither question nor guidance: {_quoted(line)}; give it a heading", line.number)
        elif line.number in missed:
            cure = "if it is a question, end it with `?` and give it a heading of its own"
            yield Problem(f"taken for guidance, though it asks: {_quoted(line)}; {cure}", line.number)


def _quoted(line: Line) -> str:
    return repr(line.text.strip()[:60])


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Join the indented lines on which a bullet's question goes on to it."""
    found: list[Line] = []
    for line in lines:
        last = found[-1].text if found else ""
        if not line.code and _WRAPPED.match(line.text) and _BULLET.match(last) and not _CLOSED.search(last):
            found[-1] = Line(found[-1].number, f"{last} {line.text.strip()}")
        else:
            found.append(line)
    return found


def _asked(line: Line) -> bool:
    match = None if line.code else _BULLET.match(line.text)
    return match is not None and not _LINKED.match(match[2]) and asks(match[2])


def _questions(lines: Sequence[Line]) -> dict[int, Marked]:
    return {line.number: _marked(line.text) for bullets in _lists(lines) for line in _that_ask(bullets)}


def _missed(lines: Sequence[Line], marked: Mapping[int, Marked]) -> set[int]:
    """Return the lines of bullets that ask and are no questions, where others are, or most of the list asks."""
    asking = [b for b in _lists(lines) if _mostly_asks(b) or any(line.number in marked for line in b)]
    return {line.number for bullets in asking for line in bullets if _asked(line) and line.number not in marked}


def _lists(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the bullets that stand under each heading, and those before the first."""
    bullets: list[Line] = []
    for line in lines:
        if heading(line):
            yield bullets
            bullets = []
        elif not line.code and _BULLET.match(line.text):
            bullets.append(line)
    yield bullets


def _that_ask(bullets: Sequence[Line]) -> Sequence[Line]:
    """Return the numbered bullets where those ask, else the others: steps and parts of answers are no questions.

    Both are questions where both ask, all of one before all of the other. Bullets between numbered questions, or after
    a single one, are parts of it.
    """
    numbered = [line for line in bullets if (match := _BULLET.match(line.text)) and match[1]]
    others = [line for line in bullets if line not in numbered]
    if not _asks_outright(numbered):
        return others if _mostly_asks(others) else []
    apart = len(numbered) > 1 and bullets in ([*numbered, *others], [*others, *numbered])
    return bullets if apart and _asks_outright(others) else numbered


def _mostly_asks(bullets: Sequence[Line]) -> bool:
    return 2 * sum(map(_asked, bullets)) > len(bullets)


def _asks_outright(bullets: Sequence[Line]) -> bool:
    return _mostly_asks(bullets) and any(ends_asking(line.text) for line in bullets)


def _marked(text: str) -> Marked:
    match = _BULLET.match(text)
    asked = match[2] if match else text
    printed = re.match(r"(?:\*\*)?Q?(\d+)[.:)]\s", asked)
    number = (match[1] if match else None) or (printed[1] if printed else None)
    return Marked(int(number) if number else None, plain_question(asked))


def _below(line: Line) -> bool:
    """Tell whether a line can belong to the answer of the question above: it is indented, or code; it asks nothing."""
    return line.code or (bool(_INDENTED.match(line.text)) and not _asks_below(line))


def _asks_below(line: Line) -> bool:
    return ends_asking(line.text) and _BULLET.match(line.text.strip()) is not None


def _answer(lines: Sequence[Line]) -> str | None:
    """Return the indented lines and the code under a question, less the first one's indentation."""
    held = [line for line in lines if not line.text or _below(line)]
    first = next((line.text for line in held if line.text), "")
    margin = len(first) - len(first.lstrip())
    return answer_below(lines_of("\n".join(_less(line.text, margin) for line in held)))


def _less(text: str, margin: int) -> str:
    return text[min(margin, len(text) - len(text.lstrip())) :]
