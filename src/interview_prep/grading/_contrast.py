"""What in a sentence speaks against a key point: another number, a negation, an antonym, an exchanged order."""

from dataclasses import dataclass

from interview_prep.grading._terms import content, same_quantity, stem, terms, words

_PAIRS = (
    "increase decrease, increases reduces, raise lower, raises lowers, more less, more fewer, high low, higher lower, "
    "highest lowest, maximum minimum, maximize minimize, before after, first last, faster slower, fast slow, larger "
    "smaller, large small, big small, longer shorter, long short, always never, every never, enable disable, enabled "
    "disabled, on off, allow deny, allowed denied, synchronous asynchronous, online offline, static dynamic, automatic "
    "manual, automatically manually, automated manual, mutable immutable, public private, internal external, add remove, "
    "start stop, input output, encode decode, encrypt decrypt, encoder decoder, upper lower, single multiple, one many, "
    "same different, shared separate, cheap expensive, cheaper dearer, strong weak, stronger weaker, dense sparse, "
    "supervised unsupervised, local remote, horizontal vertical, linear quadratic, parallel sequential, parallel serial, "
    "stateful stateless, read write, reads writes, client server, forward backward, best worst, better worse, required "
    "optional, permanent temporary, real-time batch, realtime batch, queue stack, breadth depth, independent dependent, "
    "necessary unnecessary, improves worsens, improve degrade, precision recall, training inference, easier harder, "
    "simple complex, global local, symmetric asymmetric, hot cold, narrow wide, open closed, managed self-managed"
)
_OPPOSITES: dict[str, set[str]] = {}
for _left, _right in (pair.split() for pair in _PAIRS.split(", ")):
    for _a, _b in ((_left, _right), (_right, _left)):
        _OPPOSITES.setdefault(stem("".join(words(_a))), set()).add(stem("".join(words(_b))))


@dataclass(frozen=True, slots=True)
class Contrast:
    """Signs, each 0 or 1 (``order``: -1 to 1), that a text says otherwise than the key point."""

    number: float
    negation: float
    antonym: float
    order: float


def contrast(point: str, told: str) -> Contrast:
    """Compare a key point with a sentence that speaks of it."""
    wanted, found = terms(point), terms(told)
    alike = [(w, [t for t in found.quantities if t.unit == w.unit]) for w in wanted.quantities]
    wrong = any(others and not any(same_quantity(w, t) for t in others) for w, others in alike)
    parity = (wanted.negations > 0) != (found.negations > 0)
    return Contrast(float(wrong), float(parity), float(_opposed(point, told)), _order(point, told))


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
