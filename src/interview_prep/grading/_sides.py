"""Which side of a comparison has a property: what an answer's clauses say of each side, held against a key point's.

A model that reads meaning as a whole hardly sees that "A is lazy, B is eager" has been turned round. Here the names of
the sides are taken out of every clause, and what is left of a point about A is sought among the clauses about A and
among those about the others: if it stands there, the answer has put the property on the other side.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interview_prep.grading._terms import content, stem, words

_MOST = 200  # clauses of an answer that are looked at
_NAMED = (
    0.5  # share of a side's own words from which a clause names it: "databases" is no "self-hosted vector database"
)
_CLAUSE = re.compile(
    r"(?<=[.!?])\s+|\n+|\s*;\s*|,?\s+(?:while|whereas|but|though|although)\s+|,\s+(?=unlike\b)|\s+[-–]\s+|\s*—\s*", re.I
)
_OTHER_FIRST = re.compile(r"\W*(?:unlike|instead of|rather than|compared (?:to|with)|in contrast to)\b", re.I)
_ASKED = (
    r"\b(?:describe|explain|define|compare|what (?:is|are|about)|choose|use|balance|prioriti[sz]e|optimi[sz]ing"
    r"|for|why|of) "
)
_COMPARED = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"\bwhat (?:is|are) (?P<a>.+?)(?: and|\?) how (?:do|does|is|are) (?:it|they) differ(?:ent)? from (?P<b>.+)",
        r"\bhow (?:do|does|is|are) (?P<a>.+?) (?:differ(?:ent)?|compared?)(?: (?:from|with|to) (?P<b>.+)|\b)",
        r"\bdistinguish(?:es)? (?P<a>.+?) from (?P<b>.+)",
        r"\b(?:between|compare|comparing) (?P<a>.+)",
        rf"(?:.*{_ASKED})?(?P<a>.+?) (?:vs\.?|versus|rather than|instead of|over) (?P<b>.+)",
    )
)
_ENDED = re.compile(
    r"[?:;()]|\.(?= |$)|\s(?:in|for|on|as|when|using|at|by|of|with examples|patterns?|concepts?|which)(?![\w-])"
    r"|\sand (?:their|its|when|how)\b",
    re.I,
)
_BESIDE = re.compile(r"\s*\([^)]*\)|,?\s+such as [\w./-]+")
_APART = re.compile(r",\s*(?:and|or)?\s*|\s+(?:and|or|with|to|from|against|vs\.?|versus)\s+", re.I)
_GENERAL = frozenset(("model", "system", "approach", "different", "difference", "method", "type", "technique"))

Likeness = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Clause:
    """What a clause says, the sides' names taken out, and of which side (None: of neither or of several at once)."""

    side: int | None
    said: str


def named(question: str) -> list[str]:
    """Return the names of the things that a question compares, as they stand in it; nothing where it compares none."""
    for text in (_BESIDE.sub("", question), question):
        for found in filter(None, (pattern.search(text) for pattern in _COMPARED)):
            told = [_ENDED.split(part)[0] for part in found.groupdict().values() if part]
            names = [name.strip(' .,"') for part in told for name in _APART.split(part)]
            if len(names) > 1:
                return names
    return []


def sides(question: str) -> list[frozenset[str]]:
    """Return for each thing that a question compares the stems that name it alone; nothing where it compares none."""
    stems = [frozenset(content(name)) - _GENERAL for name in named(question)]
    own = [name - frozenset().union(*(other for other in stems if other is not name)) for name in stems]
    own = [name for name in own if 0 < len(name) <= 4]
    return own if 2 <= len(own) <= 5 else []


def clauses(text: str, compared: Sequence[frozenset[str]]) -> list[Clause]:
    """Return the clauses of a text; one that names no side goes on about the last one named."""
    found: list[Clause] = []
    last: int | None = None
    for part in _CLAUSE.split(text)[:_MOST]:
        told = [(word, _sides_of(stem(word), compared)) for word in words(part)]
        shares = [len({stem(word) for word, of in told if i in of}) / len(name) for i, name in enumerate(compared)]
        said = " ".join("it" if of else word for word, of in told)
        if max(shares) < _NAMED:
            found.append(Clause(last, said))
            continue
        top = [i for i, share in enumerate(shares) if share == max(shares)]
        last = top[0] if len(top) == 1 else _subject(part, told, top)
        found.append(Clause(last if len(top) == 1 else None, said))
    return [clause for clause in found if clause.said]


def _sides_of(word: str, compared: Sequence[frozenset[str]]) -> list[int]:
    return [i for i, name in enumerate(compared) if any(_alike(word, key) for key in name)]


def _alike(word: str, key: str) -> bool:
    """Say whether two stems are one, or one begins the other (CPU, CPUs; thread, threading)."""
    short, long = sorted((word, key), key=len)
    return short == long or (long.startswith(short) and len(short) >= (3 if len(long) == len(short) + 1 else 4))


def _subject(part: str, told: Sequence[tuple[str, Sequence[int]]], top: Sequence[int]) -> int:
    """Return the side that a clause with several is about: the one named first, unless it is only compared with."""
    order = list(dict.fromkeys(i for _, of in told for i in of if i in top))
    return order[1] if _OTHER_FIRST.match(part) and len(order) > 1 else order[0]


def placed(question: str, points: Sequence[str], answer: str, likeness: Likeness) -> list[tuple[float, float]]:
    """Return for each key point how far the answer puts it on its side of a comparison: its own value, and the mean.

    Above 0 it stands on the right side, below on another; 0 where nothing can be told. The mean over all points shows
    an answer that is turned round as a whole. ``likeness`` returns how much of a text each of some others speaks of,
    0 to 1.
    """
    compared = sides(question)
    told = clauses(answer, compared) if compared else []
    known = [_lead(point, compared, told, likeness) if told else None for point in points]
    certain = [lead for lead in known if lead is not None]
    mean = sum(certain) / len(certain) if certain else 0.0
    return [(lead or 0.0, mean) for lead in known]


def _lead(point: str, compared: Sequence[frozenset[str]], told: Sequence[Clause], likeness: Likeness) -> float | None:
    leads = []
    for clause in clauses(point, compared):
        own = [other.said for other in told if other.side == clause.side]
        others = [other.said for other in told if other.side not in (None, clause.side)]
        if clause.side is not None and own and others:
            leads.append(max(likeness(clause.said, own)) - max(likeness(clause.said, others)))
    return sum(leads) / len(leads) if leads else None
