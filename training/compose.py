"""Answers made from twins: what a point's true and false sentences teach when they are said among others.

Every epoch draws anew, so the same sentences are met in ever other company. What changes a text but not its truth
(typos, lower case, small talk, boasts, instructions to the grader) is strewn in; what only looks like an answer (the
question again, lists and shuffles of terms, other questions' answers) teaches "missed".
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from interview_prep.model import Question
from training.changes import BOASTS, SMALL_TALK, Changes, joined, split
from training.examples import CONTRADICTED, COVERED, HALF, MISSED, Example, Target, Twins

OPENINGS = ("", "I was asked: ", "Well, ", "So the question is ", "Great question. ")
FALSE = 0.4  # of the false twins, on their own: with more of them the model takes whatever is short for false
_SMALL_WORDS = frozenset("the and for that with from this into are its than then when which while each not can".split())


@dataclass
class Composer:
    """Draws training pairs from twins and references; ``rng`` is the only source of chance."""

    twins: Sequence[Twins]
    questions: Sequence[Question]
    rng: random.Random
    per_question: int = 2
    _groups: dict[str, list[Twins]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self._changes = Changes(self.rng)
        for twin in self.twins:
            self._groups[twin.question_id].append(twin)

    def epoch(self) -> list[Example]:
        """Return one epoch's pairs, drawn anew."""
        drawn: list[Example] = []
        for group in self._groups.values():
            for twin in group:
                drawn.extend(self._singles(twin, group))
            for _ in range(self.per_question):
                drawn.extend(self._composed(group))
        for question in self.questions:
            if question.key_points and question.answer:
                drawn.extend(self._pretence(question))
        return drawn

    def _example(self, twin: Twins, text: str, target: Target, source: str) -> Example:
        return Example(source, twin.question_id, twin.question, twin.point, self._changes.styled(text), target)

    def _singles(self, twin: Twins, group: Sequence[Twins]) -> Iterator[Example]:
        false = MISSED if twin.behavioral else CONTRADICTED
        table = ((twin.true + twin.notes, COVERED, 0.55), (twin.false, false, FALSE), (twin.half, HALF, 0.4))
        for texts, target, share in table:
            for text in texts:
                if self.rng.random() < share:
                    yield self._example(twin, self._accompanied(text, twin, group), target, "single")
        other = self.rng.choice(group)
        if other is not twin and self.rng.random() < 0.35:
            yield self._example(twin, self.rng.choice(other.true), MISSED, "other point")
        if self.rng.random() < 0.12:
            yield self._example(twin, twin.point, COVERED, "itself")
        if not twin.behavioral and self.rng.random() < 0.15:
            denied = self._changes.denied(self.rng.choice((twin.point, *twin.true)))
            yield self._example(twin, denied, CONTRADICTED, "negated")

    def _accompanied(self, text: str, twin: Twins, group: Sequence[Twins]) -> str:
        """Return the sentence, at times with one about another point beside it: what is near a point is read so."""
        if len(group) < 2 or self.rng.random() < 0.6:
            return text
        other = self.rng.choice(group)
        beside = self.rng.choice(other.true + other.notes + other.false + other.half)
        return text if other.point == twin.point else joined(self.rng.sample((text, beside), 2))

    def _composed(self, group: Sequence[Twins]) -> list[Example]:
        plan = self.rng.random()
        said: list[str] = []
        targets: list[tuple[Twins, Target]] = []
        for twin in group:
            way = self._way(plan)
            false = MISSED if twin.behavioral else CONTRADICTED
            texts, target = {
                "true": (twin.true, COVERED),
                "notes": (twin.notes, COVERED),
                "half": (twin.half, HALF),
                "false": (twin.false, false),
                "": ((), MISSED),
            }[way]
            if texts:
                said.append(self.rng.choice(texts))
            if way == "true" and not twin.behavioral and twin.false and self.rng.random() < 0.06:
                said.append(self.rng.choice(twin.false))  # stated, and elsewhere contradicted
                target = CONTRADICTED
            targets.append((twin, target))
        if not said:
            return []
        self.rng.shuffle(said)
        text = joined(self._changes.strewn(said), self.rng.sample("..;,", 4))
        return [self._example(twin, text, target, "composed") for twin, target in targets if self.rng.random() < 0.65]

    def _way(self, plan: float) -> str:
        """Choose how a point is treated in an answer: mostly right, half right, mostly wrong, or mixed."""
        ways: tuple[tuple[str, float], ...]
        if plan < 0.25:
            ways = (("true", 0.6), ("notes", 0.75), ("", 1))
        elif plan < 0.6:
            ways = (("false", 0.45), ("true", 0.85), ("notes", 1))
        elif plan < 0.75:
            ways = (("false", 0.8), ("", 1))
        else:
            ways = (("true", 0.3), ("half", 0.6), ("false", 0.75), ("", 1))
        chance = self.rng.random()
        return next(way for way, limit in ways if chance < limit)

    def _pretence(self, question: Question) -> Iterator[Example]:
        """Yield what looks like an answer and is none, and the reference itself, which is one."""
        points = question.key_points
        point = self.rng.choice(points)
        chance = self.rng.random()

        def example(text: str, target: Target, of: str = point) -> Example:
            return Example("pretence", question.id, question.question, of, self._changes.styled(text), target)

        if chance < 0.25:
            yield example(
                self.rng.choice(OPENINGS) + question.question + self.rng.choice(("", ".", " It matters.")), MISSED
            )
        elif chance < 0.45:
            terms = [
                t for t in {*re.findall(r"[A-Za-z0-9%()+/.-]{3,}", " ".join(points))} if t.lower() not in _SMALL_WORDS
            ]
            terms.sort()
            self.rng.shuffle(terms)
            yield example(self.rng.choice((" ", ", ")).join(terms[:40]), MISSED)
        elif chance < 0.55:
            yield example(" ".join(self.rng.sample(point.split(), len(point.split()))), MISSED)
        elif chance < 0.7:
            other = self.rng.choice(self.questions)
            if other.id != question.id and other.id not in question.same_as:
                yield example(other.answer or other.question, MISSED)
        elif chance < 0.75:
            yield example(self.rng.choice(BOASTS + SMALL_TALK), MISSED)
        elif chance < 0.95:
            sentences = split(question.answer or "")
            if self.rng.random() < 0.5:
                self.rng.shuffle(sentences)
            for covered in self.rng.sample(points, min(3, len(points))):
                yield example(" ".join(sentences), COVERED, covered)
        elif not question.behavioral:
            denied = [*self.rng.sample(points, min(4, len(points))), point]
            yield example(" ".join(map(self._changes.denied, denied)), CONTRADICTED)
