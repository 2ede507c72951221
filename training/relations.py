"""Sentences close to a key point's own words, right and false ones: what decides must be read, not closeness.

In `relations.jsonl` what belongs together is exchanged in the false ones; the right ones name things in another order
as often, so that neither the words nor their order alone give a false one away. In `near.jsonl` a few words of the
point are changed, in the right ones without changing what it says, in the false ones so that it is wrong. Each right
sentence may stand as the key point as well, and at times a false one: what is right is what the point says.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, product
from pathlib import Path

from training.examples import CONTRADICTED, COVERED, Example, Twins, read_lines

TURNED = 0.6  # of the false pairs: those in which the false sentence stands as the key point as well


@dataclass(frozen=True, slots=True)
class Relation:
    """A key point with sentences close to its words: ``right`` ones (itself among them) and ``false`` ones."""

    question_id: str
    question: str
    right: tuple[str, ...]
    false: tuple[str, ...]


def read(path: Path) -> list[Relation]:
    """Read `relations.jsonl`, `near.jsonl`, `beyond.jsonl` or `sides.jsonl`."""
    return [
        Relation(
            str(row["question_id"]),
            str(row["question"]),
            (str(row["point"]), *row["true"]),  # type: ignore[misc]
            tuple(row["false"]),  # type: ignore[arg-type]
        )
        for row in read_lines(path)
    ]


def told_of(twins: Sequence[Twins], relations: Sequence[Relation]) -> list[Twins]:
    """Return the twins with the sentences of their points' relations among their true and their false ones."""
    by_point = {(r.question_id, r.right[0]): r for r in relations}
    found = []
    for twin in twins:
        own = by_point.get((twin.question_id, twin.point))
        found.append(replace(twin, true=twin.true + own.right[1:], false=twin.false + own.false) if own else twin)
    return found


def epoch(relations: Sequence[Relation], rng: random.Random) -> list[Example]:
    """Return the pairs of all relations, right ones twice, so that about as many are right as false."""
    return [example for relation in relations for example in _pairs(relation, rng)]


def _pairs(relation: Relation, rng: random.Random) -> Iterator[Example]:
    for point, told in permutations(relation.right, 2):
        yield from [_example(relation, point, told, right=True)] * 2
    for point, told in product(relation.right, relation.false):
        yield _example(relation, point, told, right=False)
        if rng.random() < TURNED:
            yield _example(relation, told, point, right=False)


def _example(relation: Relation, point: str, told: str, right: bool) -> Example:
    target = COVERED if right else CONTRADICTED
    return Example("relation", relation.question_id, relation.question, point, told, target)
