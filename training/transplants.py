"""Answers in which a sentence or two have given way to others that say the opposite: right among false, or the reverse.

In answers as they are written nearly all points are right or nearly all are false, and a model that reads them soon
tells the one kind from the other and calls each point what the rest is. Here only the point's own words can tell.
"""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from interview_prep.grading._readings import Reading
from training.examples import Marked, Twins

MOST = 3  # sentences that are exchanged in one answer
OPPOSITE = {"+": "x", "x": "+"}


@dataclass
class Transplants:
    """Exchanges sentences between answers to one question; ``rng`` is the only source of chance."""

    marked: Sequence[Marked]
    readings: Sequence[Sequence[Reading]]
    twins: Sequence[Twins]
    rng: random.Random

    def __post_init__(self) -> None:
        self._donors: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
        for twin in self.twins:
            self._donors[twin.question_id, twin.point, "+"] += twin.true + twin.notes
            self._donors[twin.question_id, twin.point, "x"] += twin.false
        for marked, readings in zip(self.marked, self.readings, strict=True):
            for number in _alone(readings):
                key = (marked.question_id, marked.points[number], marked.marks[number])
                self._donors[key].append(readings[number].evidence)

    def exchanged(self, marked: Marked, readings: Sequence[Reading]) -> tuple[str, str] | None:
        """Return the answer with other sentences in it, and its marks then; None where there are none to exchange."""
        places = [number for number in _alone(readings) if self._opposites(marked, number)]
        if len(set(marked.marks)) > 2 or len(places) < 2:
            return None
        text, marks = marked.text, list(marked.marks)
        for number in self.rng.sample(places, self.rng.randint(1, min(MOST, len(places) - 1))):
            old = readings[number].evidence
            text = text.replace(old, _ended_like(old, self.rng.choice(self._opposites(marked, number))), 1)
            marks[number] = OPPOSITE[marks[number]]
        return text, "".join(marks)

    def _opposites(self, marked: Marked, number: int) -> list[str]:
        mark = OPPOSITE.get(marked.marks[number], "")
        return self._donors.get((marked.question_id, marked.points[number], mark), [])


def _alone(readings: Sequence[Reading]) -> list[int]:
    """Return the points whose sentence speaks of no other point."""
    told = [reading.evidence for reading in readings]
    return [number for number, text in enumerate(told) if told.count(text) == 1]


def _ended_like(old: str, new: str) -> str:
    return new.rstrip(".!") + (old[-1] if old[-1] in ".!" else "")
