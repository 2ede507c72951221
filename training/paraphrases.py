"""Key points said otherwise: a true sentence about a point stands as the point, so that no wording is an anchor."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from training.examples import CONTRADICTED, COVERED, HALF, Example, Twins

# What stands as the point, what as the answer, what that teaches, and how often.
_WAYS = (
    ("true", "true", COVERED),
    ("true", "false", CONTRADICTED),
    ("false", "true", CONTRADICTED),
    ("true", "half", HALF),
)
_SHARES = (0.46, 0.32, 0.14, 0.08)


def epoch(twins: Sequence[Twins], rng: random.Random, each: int) -> list[Example]:
    """Return about ``each`` pairs a point, drawn anew."""
    told = [twin for twin in twins if not twin.behavioral and len(twin.true) > 1]
    return [example for twin in told for _ in range(each) for example in _drawn(twin, rng)]


def _drawn(twin: Twins, rng: random.Random) -> Iterator[Example]:
    point, answer, target = rng.choices(_WAYS, _SHARES)[0]
    stands: str = rng.choice(getattr(twin, point))
    answers = {"true": (twin.point, *twin.true, *twin.notes), "false": twin.false, "half": twin.half}[answer]
    others = [text for text in answers if text != stands]
    if others:
        yield Example("paraphrase", twin.question_id, twin.question, stands, rng.choice(others), target)


def reworded(examples: Sequence[Example], twins: Sequence[Twins], rng: random.Random, share: float) -> list[Example]:
    """Return the examples, a ``share`` of them with their key point said otherwise."""
    true = {(t.question_id, t.point): t.true for t in twins if not t.behavioral}
    found = []
    for example in examples:
        ways = true.get((example.question_id, example.point))
        found.append(replace(example, point=rng.choice(ways)) if ways and rng.random() < share else example)
    return found
