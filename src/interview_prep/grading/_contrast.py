"""What in a sentence speaks against a key point: a negation, an antonym, an exchanged order."""

from dataclasses import dataclass

from interview_prep.grading._lexicon import OPPOSITES
from interview_prep.grading._terms import content, stem, terms, words

_OPPOSITES: dict[str, set[str]] = {}
for _left, _right in (pair.split() for pair in OPPOSITES.split(",")):
    for _a, _b in ((_left, _right), (_right, _left)):
        _OPPOSITES.setdefault(stem("".join(words(_a))), set()).add(stem("".join(words(_b))))


@dataclass(frozen=True, slots=True)
class Contrast:
    """Signs, each 0 or 1 (``order``: -1 to 1), that a text says otherwise than the key point."""

    negation: float
    antonym: float
    order: float


def contrast(point: str, told: str) -> Contrast:
    """Compare a key point with a sentence that speaks of it."""
    wanted, found = terms(point), terms(told)
    parity = (wanted.negations > 0) != (found.negations > 0)
    return Contrast(float(parity), float(_opposed(point, told)), _order(point, told))


def _opposed(point: str, told: str) -> bool:
    wanted = {stem(word) for word in words(point)}
    found = {stem(word) for word in words(told)}
    return any(
        opposite in found and opposite not in wanted and word not in found
        for word in wanted
        for opposite in _OPPOSITES.get(word, ())
    )


def _order(point: str, told: str) -> float:
    """Return the rank agreement (-1 to 1) of the content words that both hold once; 0 under three of them."""
    first, second = content(point), content(told)
    both = [word for word in first if first.count(word) == 1 and second.count(word) == 1]
    if len(both) < 3:
        return 0.0
    places = [second.index(word) for word in both]
    pairs = [(a, b) for i, a in enumerate(places) for b in places[i + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs)
