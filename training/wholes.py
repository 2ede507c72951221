"""Pairs from whole answers with marks, read as the grader reads them: the whole answer, and what is near the point.

What leaves an answer's truth alone (small talk, style) is strewn in. Some answers get a sentence or two of another one
that say the opposite, and a few are turned round: every sentence denied, or the sides of a comparison exchanged.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_prep.grading import Request
from interview_prep.grading._readings import Reading, Readings
from training.changes import SMALL_TALK, Changes, exchanged, joined, sides, split
from training.examples import CONTRADICTED, MARKS, MISSED, Example, Marked, Target, Twins
from training.excerpts import Excerpts
from training.transplants import Transplants

WHOLE = 0.42  # of the points of an answer, in each epoch: those read with the whole answer
OWN = {"own_words": 0.8}  # … of answers by writers who saw only the question: they are what candidates write
NEAR = 0.2  # … with what is near the point
EXCERPTS = 0.3  # of the answers: those of which a piece is read as an answer of its own
TRANSPLANTED = 0.12  # of the answers: those read once more with other answers' sentences in them
DENIED = 0.05  # of the answers: those with every sentence denied
EXCHANGED = 0.08  # of the answers to a comparison that name both sides: those with the sides exchanged; more of them
# than right answers teach that every comparison is false
# What is near may lack the words that decide.
NEAR_MARKS: dict[str, Target] = {
    "+": (0.85, 0.05, 0.1, 0),
    "?": (0.05, 0.7, 0.25, 0),
    "-": MISSED,
    "x": (0, 0.05, 0.15, 0.8),
}


@dataclass
class Wholes:
    """Draws training pairs from whole answers; ``read`` tells what is near a point."""

    marked: Sequence[Marked]
    read: Readings
    rng: random.Random
    beside: Sequence[str] = SMALL_TALK
    twins: Sequence[Twins] = ()

    def __post_init__(self) -> None:
        requests = [Request(m.text, m.question, m.points, None, m.behavioral) for m in self.marked]
        self.readings = self.read.of(requests)
        self._changes = Changes(self.rng, self.beside)
        self._excerpts = Excerpts(self.rng)
        self._transplants = Transplants(self.marked, self.readings, self.twins, self.rng)

    def epoch(
        self, whole: float = WHOLE, of: Mapping[str, float] = OWN, excerpts: float = EXCERPTS, near: float = NEAR
    ) -> list[Example]:
        """Return one epoch's pairs, drawn anew.

        The share ``whole`` of the points is read with the whole answer, of some sources or kinds ``of`` another, and
        the share ``near`` with what is near them; of the share ``excerpts`` of the answers a piece is read.
        """
        drawn: list[Example] = []
        for marked, readings in zip(self.marked, self.readings, strict=True):
            share = of.get(marked.source, of.get(marked.kind, whole))
            drawn.extend(self._of(marked, readings, share, near))
            if not marked.behavioral:
                drawn.extend(self._excerpted(marked, readings) if self.rng.random() < excerpts else ())
                drawn.extend(self._transplanted(marked, readings))
                drawn.extend(self._turned(marked))
        return drawn

    def _of(self, marked: Marked, readings: Sequence[Reading], whole: float, nearby: float) -> Iterator[Example]:
        for number, (point, mark) in enumerate(zip(marked.points, marked.marks, strict=True)):
            if self.rng.random() < whole:
                yield self._example(marked, point, self._strewn(marked), MARKS[mark])
            if readings and self.rng.random() < nearby:
                near = readings[number].texts[-1]
                yield self._example(marked, point, near, NEAR_MARKS[mark])

    def _excerpted(self, marked: Marked, readings: Sequence[Reading]) -> list[Example]:
        drawn = self._excerpts.drawn(marked, readings)
        return [replace(example, answer=self._changes.styled(example.answer)) for example in drawn]

    def _strewn(self, marked: Marked) -> str:
        """Return the text, at times with what is off the topic: rarely in good answers, whose writers put some in."""
        if self.rng.random() > (0.15 if marked.grade >= 60 else 0.4):
            return marked.text
        return joined(self._changes.strewn(split(marked.text) or [marked.text], chance=0.8))

    def _transplanted(self, marked: Marked, readings: Sequence[Reading]) -> Iterator[Example]:
        other = self._transplants.exchanged(marked, readings) if self.rng.random() < TRANSPLANTED else None
        for point, was, mark in zip(marked.points, marked.marks, other[1], strict=True) if other else ():
            if mark != was or self.rng.random() < WHOLE:
                yield self._example(marked, point, other[0], MARKS[mark])

    def _turned(self, marked: Marked) -> Iterator[Example]:
        compared = sides(marked.question)
        turned = exchanged(marked.text, compared) if compared and self.rng.random() < EXCHANGED else None
        if compared and turned:
            names = {word.lower() for name in compared for word in name.split()}
            for point, mark in zip(marked.points, marked.marks, strict=True):
                if mark == "-" and self.rng.random() < 0.3:
                    yield self._example(marked, point, turned, MISSED)
                elif mark == "+" and names & set(point.lower().split()):
                    yield self._example(marked, point, turned, CONTRADICTED)
        if self.rng.random() < DENIED:
            denied = joined([self._changes.denied(s) for s in split(marked.text)])
            for point, mark in zip(marked.points, marked.marks, strict=True):
                if mark in "+-":
                    yield self._example(marked, point, denied, CONTRADICTED if mark == "+" else MISSED)

    def _example(self, marked: Marked, point: str, text: str, target: Target) -> Example:
        text = self._changes.styled(text)
        return Example(marked.source, marked.question_id, marked.question, point, text, target)
