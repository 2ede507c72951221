"""A sentence or three of a longer answer, as an answer of their own: how people answer who say little.

What is written short to teach falsehood is false half of the time, and a model that reads it so calls every short
answer false. A piece of an answer is as often right as answers are, and a piece of a right one contradicts nothing.
Which points it makes is known as well as the sentence that speaks of each: where that can be wrong, any of several
outcomes is allowed.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_prep.grading._readings import Reading
from interview_prep.grading._text import sentences
from training.examples import Example, Marked, Target

LENGTHS = (1, 1, 1, 2, 2, 3)  # sentences, each as likely
ELSEWHERE = 0.3  # of the points that other sentences of the answer speak of
# How far each outcome is allowed for a point of the piece's own, and for one that the rest of the answer speaks of.
OWN: dict[str, Target] = {"+": (1, 0.4, 0.05, 0), "?": (0.1, 1, 0.5, 0), "-": (0, 0.1, 1, 0), "x": (0, 0.05, 0.2, 1)}
OTHER: dict[str, Target] = {"+": (0.3, 0.4, 1, 0), "?": (0.05, 0.4, 1, 0), "-": (0, 0.05, 1, 0), "x": (0, 0.05, 1, 0.3)}


@dataclass
class Excerpts:
    """Draws pieces of answers; ``rng`` is the only source of chance."""

    rng: random.Random

    def drawn(self, marked: Marked, readings: Sequence[Reading]) -> Iterator[Example]:
        """Yield what one piece of an answer teaches; nothing where the answer is no longer than a piece."""
        spans = sentences(marked.text)
        count = self.rng.choice(LENGTHS)
        if count >= len(spans):
            return
        first = self.rng.randrange(len(spans) - count + 1)
        piece = marked.text[spans[first].start : spans[first + count - 1].end]
        for reading, mark in zip(readings, marked.marks, strict=bool(readings)):
            own = reading.evidence in piece
            if own or self.rng.random() < ELSEWHERE:
                target = (OWN if own else OTHER)[mark]
                yield Example("excerpt", marked.question_id, marked.question, reading.point, piece, target, True)
