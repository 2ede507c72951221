"""An answer cut into sentences and clauses, each a verbatim span of it."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

LONGEST = 6_000  # characters that are read: about a thousand words, seven minutes of speech
_MOST_UNITS = 120

_BREAK = re.compile(r"(?P<stop>[.!?…]+[\"”’')\]]*)(?=\s)|\n+|(?<=\S)\s*;\s+|\s+[•▪·]\s+")
_STOP = re.compile(r"[.!?…](?=\s|$)")
_ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|vs|cf|approx|resp|incl)|(?<!\d\s)\b(?-i:[A-HJ-Z]))\.$", re.I)
_BULLET = re.compile(r"\s*(?:[-*+•–]|\(?\d{1,2}[.)]|#+|```\w*)\s+|\s+|[`*_]+(?=\s|$)")
_JOINT = re.compile(
    r"\s+[–—]\s+|\s+-{1,2}\s+|\s*(?:→|=>|->)\s*|:\s+|"
    r",?\s+(?=(?:but|because|since|so|while|whereas|which|then|although|though|instead|rather than|and then|and also|"
    r"unless|until|therefore)\s)|,\s+(?:and\s+)?|\s+(?=and\s)|\s*[()]\s*",
    re.I,
)

_WRAP_FROM = 46  # characters: a shorter line was ended on purpose, unless its last word cannot be the last
_ITEM = re.compile(r"[-*+•–▪·>]\s|[#|]|```|\(?(?:\d{1,2}|[a-z])[.)]\s")
_ENDED = re.compile(r"[.!?…:;][\"”’')\]`*_]*$")
_NEVER_LAST = re.compile(
    r"\b(?:a|an|the|of|and|or|but|than|its|their|our|your|my|his|her|because|although|while|whereas|whether|if|when|"
    r"into|between|every|each)$",
    re.I,
)
_SELDOM_LAST = re.compile(
    r"(?:,|\b(?:to|in|on|for|by|with|from|at|as|is|are|was|were|be|that|which|who|so|then|not|can|may|will|must|this|"
    r"these|such|over|under|through|without|per|only|more|less|very))$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an answer: ``text == answer[start:end]``."""

    start: int
    end: int
    text: str


def ended(sentence: str) -> str:
    """Return a sentence or clause with a stop at its end, so that two of them do not run into each other."""
    return sentence if sentence[-1] in ".!?" else sentence + "."


def truncate(answer: str) -> tuple[str, bool]:
    """Return the part of an answer that is read, cut where a word ends, and whether anything was cut."""
    if len(answer) <= LONGEST:
        return answer, False
    part = answer[:LONGEST]
    head = part.rsplit(None, 1)[0] if not answer[LONGEST].isspace() else part
    return (head if len(head) > LONGEST // 2 else part), True


@lru_cache(maxsize=16)  # the answer and the reference at hand: they are cut more than once
def sentences(text: str) -> tuple[Span, ...]:
    """Split an answer into its sentences: at full stops, semicolons, bullets, and line ends that are no mere wraps."""
    found: list[Span] = []
    start = 0
    wraps = _wraps(text)
    for match in _BREAK.finditer(text):
        if match.start() in wraps or (match["stop"] == "." and _not_a_stop(text[start : match.end()])):
            continue
        end = match.end() if match["stop"] else match.start()
        _append(found, text, start, end)
        start = match.end()
    _append(found, text, start, len(text))
    return tuple(found)


def _not_a_stop(piece: str) -> bool:
    return _ABBREVIATION.search(piece[-8:]) is not None or piece.strip()[:-1].isdigit()


def _wraps(text: str) -> set[int]:
    """Return where line ends stand that only wrap a sentence; terse notes, a claim on each line, have none.

    A line goes on where its last word cannot be the last. A long line whose next one begins small may go on: it does
    if the lines that hang together so have a stop or such a last word somewhere, as prose has and notes have not.
    """
    found: set[int] = set()
    run: list[int] = []
    end, prose = -1, False
    for raw, below in pairwise([*text.split("\n"), ""]):
        end += len(raw) + 1
        line = raw.strip()
        bond = _bond(line, below.strip())
        prose = prose or bond == 2 or _has_stop(line)
        if bond:
            run.append(end)
        else:
            found.update(run if prose else ())
            run, prose = [], False
    return found


def _bond(line: str, below: str) -> int:
    """Say whether a line goes on in the one below: 2 where its last word says so, 1 where it may, else 0."""
    if not line or not below or _ITEM.match(below) or _ENDED.search(line):
        return 0
    long = len(line) >= _WRAP_FROM
    if _NEVER_LAST.search(line) or (long and _SELDOM_LAST.search(line)):
        return 2
    return int(long and not below[0].isupper())


def _has_stop(line: str) -> bool:
    return any(not _not_a_stop(line[: stop.end()]) for stop in _STOP.finditer(line))


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
