"""Bullet lists of questions without answers under Markdown headings."""

import re
from collections.abc import Iterator, Sequence

from interview_prep.dialects import Item
from interview_prep.dialects._outline import Marked, outline
from interview_prep.dialects._text import Line, answer_label, heading, lines_of, plain_question
from interview_prep.model import Problem

_BULLET = re.compile(r"^(?:[-*+•])\s+(?:\[[ xX]\]\s+)?(\S.*)$")
_ASKS = re.compile(
    r"^(?:what|how|why|when|where|which|who|can|could|do|does|did|is|are|have|has|would|should|if|tell|explain|describe|"
    r"compare|contrast|define|design|discuss|implement|write|build|create|walk|name|list|give|review|identify|optimi[sz]e|"
    r"architect|plan|outline|share|show|demonstrate|analy[sz]e|evaluate|propose|estimate|draw|develop|debug|differentiate)\b",
    re.I,
)


def recognises(text: str) -> bool:
    """Tell whether a third of the lines that are neither blank nor headings are bullets that ask something."""
    lines = [line for line in _unwrapped(lines_of(text)) if line.text and not line.rule and not heading(line)]
    asking = [line for line in lines if _asked(line)]
    labelled = any(answer_label(line.text) for line in lines)
    return any(line.text.endswith("?") for line in asking) and 3 * len(asking) > len(lines) and not labelled


def read(text: str) -> Iterator[Item]:
    """Yield the items of the document; a list in which hardly anything is asked is guidance."""
    lines = _unwrapped(lines_of(text))
    marked = _questions(lines)
    yield from outline(lines, marked, lambda body: None)
    inside = False
    for line in lines:
        inside = line.number in marked or (inside and not heading(line))
        if inside and line.text and not line.rule and line.number not in marked:
            yield Problem(f"neither question nor guidance: {line.text.strip()[:60]!r}; give it a heading", line.number)


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """Join the indented lines that continue a bullet to it."""
    found: list[Line] = []
    for line in lines:
        wrapped = re.match(r"\s+(?![-*+•] )\S", line.text) and not line.code
        if wrapped and found and _BULLET.match(found[-1].text):
            found[-1] = Line(found[-1].number, f"{found[-1].text} {line.text.strip()}")
        else:
            found.append(line)
    return found


def _asked(line: Line) -> bool:
    match = None if line.code else _BULLET.match(line.text)
    return match is not None and (line.text.endswith("?") or bool(_ASKS.match(plain_question(match[1]))))


def _questions(lines: Sequence[Line]) -> dict[int, Marked]:
    marked: dict[int, Marked] = {}
    bullets: list[Line] = []
    for line in [*lines, Line(0, "# end")]:
        if heading(line):
            if 2 * sum(map(_asked, bullets)) > len(bullets):
                marked |= {entry.number: _marked(entry.text) for entry in bullets}
            bullets = []
        elif not line.code and _BULLET.match(line.text):
            bullets.append(line)
    return marked


def _marked(text: str) -> Marked:
    asked = _BULLET.sub(r"\1", text)
    number = re.match(r"(?:\*\*)?Q?(\d+)[.:)]\s", asked)
    return Marked(int(number[1]) if number else None, plain_question(asked))
