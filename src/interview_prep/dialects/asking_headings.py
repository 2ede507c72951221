"""Markdown headings that ask (`## What is …?`), numbered or not, with their answers below them."""

import re
from collections.abc import Iterator, Sequence

from interview_prep.dialects import Item, numbered_headings
from interview_prep.dialects._outline import Marked, outline
from interview_prep.dialects._text import Line, answer_below, asks, ends_asking, heading, lines_of, plain_question

_NUMBER = re.compile(r"^(?:\*\*|__)?\s*(?:Q(?:uestion)?\s*)?(\d+)\s*[.:)](?!\d)", re.I)
_DOTTED = re.compile(r"^\d+(?:\.\d+)+[.:)]?\s+")
_ANCHOR = re.compile(r"<a\b[^>]*>|</a>|\s*\[[^\w\]]*\]\(#[^)]*\)\s*$")
_LINK = re.compile(r"^\[(.*)\]\([^)]*\)$")
_TASK = re.compile(r"(?:explain|describe|compare|define|differentiate|discuss|contrast)\b", re.I)
_HOW_TO = re.compile(r"how to\b", re.I)
# Questions of another shape below a heading make it a section: "Q:" lines, bullets that ask.
_OTHERS = re.compile(r"\s*(?:\*\*|__)?\s*Q(?:uestion)?\s*\d*\s*[:.)]|(?:[-*+•]|\d{1,4}[.)])\s.*\?[*_ ]*$", re.I)


def recognises(text: str) -> bool:
    """Tell whether, of the headings of one level that have a text below them, two and half of them end in `?`.

    Those with a number and an answer's label are `numbered_headings`.
    """
    return bool(_questions(lines_of(text))) and not numbered_headings.recognises(text)


def read(text: str) -> Iterator[Item]:
    """Yield the items of the document."""
    lines = lines_of(text)
    yield from outline(lines, _questions(lines), answer_below)


def _questions(lines: Sequence[Line]) -> dict[int, Marked]:
    """Find the headings that ask, of the levels at which half do."""
    titles = {i: (head[0], _bare(head[1])) for i, line in enumerate(lines) if (head := heading(line))}
    answered = {i for i in titles if _is_answered(lines, i)}
    marked: dict[int, Marked] = {}
    for level in range(1, 7):
        own = {i: title for i, (depth, title) in titles.items() if depth == level}
        told = [title for i, title in own.items() if i in answered]
        ended = sum(map(ends_asking, told))
        if ended > 1 and 2 * ended >= len(told):
            for i, title in own.items():
                if (i in answered and _asks(title)) or (ends_asking(title) and _is_bare(lines, i)):
                    marked[lines[i].number] = _marked(title)
    return marked


def _is_answered(lines: Sequence[Line], index: int) -> bool:
    """Tell whether an answer begins under a heading: no question of another shape, no heading as high."""
    first = _next(lines, index)
    if first is None or (not first.code and _OTHERS.match(first.text)):
        return False
    here, deeper = heading(lines[index]), heading(first)
    return not (here and deeper and (deeper[0] <= here[0] or asks(deeper[1])))


def _is_bare(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a heading has nothing below it: a question without an answer."""
    here, first = heading(lines[index]), _next(lines, index)
    after = heading(first) if first else None
    return first is None or bool(here and after and after[0] <= here[0])


def _next(lines: Sequence[Line], index: int) -> Line | None:
    return next((line for line in lines[index + 1 :] if not line.blank and not line.rule), None)


def _bare(title: str) -> str:
    """Return a heading's text without anchors and without the link that it is."""
    return _LINK.sub(r"\1", _ANCHOR.sub("", title).strip())


def _asks(title: str) -> bool:
    """Tell whether a heading among questions asks too; "Build" and "How to contribute" do not."""
    plain = plain_question(_DOTTED.sub("", title))
    told = len(plain.split()) > 2 and asks(plain) and not _HOW_TO.match(plain)
    return ends_asking(title) or bool(_TASK.match(plain)) or told


def _marked(title: str) -> Marked:
    number = _NUMBER.match(title)
    return Marked(int(number[1]) if number else None, plain_question(_DOTTED.sub("", title)))
