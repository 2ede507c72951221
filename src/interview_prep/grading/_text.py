"""An answer cut into sentences and clauses, each a verbatim span of it."""

import re
from dataclasses import dataclass

LONGEST = 6_000  # characters that are read: about a thousand words, seven minutes of speech
_MOST_UNITS = 120

_BREAK = re.compile(r"(?P<stop>[.!?…]+[\"”’')\]]*)(?=\s)|\n+|(?<=\S)\s*;\s+|\s+[•▪·]\s+")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|approx|resp|incl)|(?<!\d\s)\b(?-i:[A-HJ-Z]))\.$", re.I)
_BULLET = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,2}[.)]|#+|```\w*)\s+|\s+|[`*_]+(?=\s|$)")
_JOINT = re.compile(
    r"\s+[–—]\s+|\s+-{1,2}\s+|\s*(?:→|=>|->)\s*|:\s+|"
    r",?\s+(?=(?:but|because|since|so|while|whereas|which|then|although|though|instead|rather than|and then|and also|"
    r"unless|until|therefore)\s)|,\s+(?:and\s+)?|\s+(?=and\s)|\s*[()]\s*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an answer: ``text == answer[start:end]``."""

    start: int
    end: int
    text: str


def truncate(answer: str) -> tuple[str, bool]:
    """Return the part of an answer that is read, cut where a word ends, and whether anything was cut."""
    if len(answer) <= LONGEST:
        return answer, False
    part = answer[:LONGEST]
    head = part.rsplit(None, 1)[0] if not answer[LONGEST].isspace() else part
    return (head if len(head) > LONGEST // 2 else part), True


def sentences(text: str) -> list[Span]:
    """Split an answer into its sentences: at full stops, line ends, semicolons and bullets."""
    found: list[Span] = []
    start = 0
    for match in _BREAK.finditer(text):
        if match["stop"] == "." and _not_a_stop(text[start : match.end()]):
            continue
        end = match.end() if match["stop"] else match.start()
        _append(found, text, start, end)
        start = match.end()
    _append(found, text, start, len(text))
    return found


def _not_a_stop(piece: str) -> bool:
    return _ABBREVIATION.search(piece[-8:]) is not None or piece.strip()[:-1].isdigit()


def clauses(sentence: Span) -> list[Span]:
    """Split a sentence where a new claim may begin; pieces under three words stay with the piece before."""
    found: list[Span] = []
    start = 0
    cuts = [(m.start(), m.end()) for m in _JOINT.finditer(sentence.text)]
    for left, right in [*cuts, (len(sentence.text), len(sentence.text))]:
        rest = sentence.text[right:]
        if len(sentence.text[start:left].split()) >= 3 and (len(rest.split()) >= 3 or not rest):
            _append(found, sentence.text, start, left, sentence.start)
            start = right
    if start < len(sentence.text):
        _append(found, sentence.text, start, len(sentence.text), sentence.start)
    return found


def units(text: str) -> list[Span]:
    """Return the sentences of an answer and the clauses of each, without repetition, in order."""
    seen: dict[str, Span] = {}
    for sentence in sentences(text):
        parts = clauses(sentence)
        for span in [sentence, *(parts if len(parts) > 1 else [])]:
            seen.setdefault(span.text, span)
            if len(seen) >= _MOST_UNITS:
                return list(seen.values())
    return list(seen.values())


def _append(found: list[Span], text: str, start: int, end: int, offset: int = 0) -> None:
    while (match := _BULLET.match(text, start, end)) and match.end() > start:
        start = match.end()
    piece = text[start:end].rstrip()
    if any(character.isalnum() for character in piece):
        found.append(Span(offset + start, offset + start + len(piece), piece))
