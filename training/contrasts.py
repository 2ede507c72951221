"""Answers to comparisons, made from properties that two things do not share: which side has which must be read.

A contrast holds what parts its two sides, said in five ways each. Answers tell one property or several, property by
property or side by side; key points say it in the answer's own words or, as often, in others. An answer is false where
the two sides have been exchanged, so that no word of its own gives it away. At times the names are those of other
things, or exchanged in points and answer alike: what is right is what the point says.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.datasets import begun
from training.changes import Changes, joined
from training.examples import CONTRADICTED, COVERED, HALF, MISSED, Example, Target, read_lines

QUESTIONS = (
    "What is the difference between {0} and {1}?",
    "Compare {0} and {1}.",
    "How does {0} differ from {1}?",
    "{0} vs {1}?",
    "Explain {0} and {1}.",
    "When would you choose {0} over {1}?",
    "{0} or {1}: what sets them apart?",
)
BOTH = (
    "{0} {x}, {1} {y}",
    "{0} {x}, while {1} {y}",
    "{0} {x}, whereas {1} {y}",
    "{0} {x}. {1} {y}",
    "{0} {x}; {1} {y}",
    "{0} {x}, but {1} {y}",
    "Unlike {1}, which {y}, {0} {x}",
    "It is {0} that {x}; {1} {y}",
    "The one that {x} is {0}. {1} {y}",
)
ONE = ("{0} {x}", "It is {0} that {x}", "{0}, not {1}, {x}", "Unlike {1}, {0} {x}", "The one that {x} is {0}")
NOTED = ("{0}: {x}; {1}: {y}", "{0} = {x}, {1} = {y}", "{0} -> {x} | {1} -> {y}", "{0}: {x} vs. {1}: {y}")
ORDINALS = (("the former", "the latter"), ("the first", "the second"), ("the first one", "the other one"))
NOTE = 4  # the place of a property's notes among its five ways
ALONE = 0.75  # of the answers: those that tell one property only, right as often as wrong
SAME = 0.5  # of the points: those in the very words of the answer, so that nothing but the sides can tell
OTHERS, EXCHANGED = 0.25, 0.2  # of the answers: those under the names of other things, and under exchanged ones
# What is said of the other side alone leaves open whether the point is missed; said wrongly it may contradict it.
BESIDE: Target = (0.05, 0.3, 1, 0)
BESIDE_WRONG: Target = (0, 0.05, 0.7, 1)


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two things and what parts them: for each property five ways to say the first's, and five the second's."""

    sides: tuple[str, str]
    properties: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What an answer says of one property: of which sides, and whether they are exchanged."""

    sides: tuple[int, ...] = ()
    wrong: bool = False


def read(path: Path) -> list[Contrast]:
    """Read `contrasts.jsonl`."""
    return [
        Contrast(
            (str(row["a"]), str(row["b"])),
            tuple((tuple(both["a"]), tuple(both["b"])) for both in row["pairs"]),  # type: ignore[attr-defined]
        )
        for row in read_lines(path)
    ]


@dataclass
class Contrasts:
    """Draws training pairs from contrasts; ``rng`` is the only source of chance."""

    contrasts: Sequence[Contrast]
    rng: random.Random

    def __post_init__(self) -> None:
        self._changes = Changes(self.rng)

    def epoch(self, answers: int) -> list[Example]:
        """Return the pairs of so many ``answers`` to each contrast, drawn anew."""
        return [example for contrast in self.contrasts for _ in range(answers) for example in self._answered(contrast)]

    def _answered(self, contrast: Contrast) -> Iterator[Example]:
        names = self._names(contrast)
        question = begun(self.rng.choice(QUESTIONS).format(*names))
        said = self._plan(len(contrast.properties))
        ways = [(self.rng.randrange(NOTE), self.rng.randrange(NOTE)) for _ in said]
        text = self._told(contrast, names, said, ways)
        for both, one, used in zip(contrast.properties, said, ways, strict=True):
            if self.rng.random() < (0.8 if one.sides else 0.15):
                about = self.rng.choice(((0, 1), (1, 0), (0,), (1,)))
                parts = [f"{names[side]} {both[side][self._of_point(used[side])]}" for side in about]
                point = begun(", whereas ".join(parts)) + "."
                told = self._changes.styled(text)
                target, any_of = _target(about, one)
                yield Example("contrast", "contrast", question, point, told, target, any_of)

    def _of_point(self, used: int) -> int:
        """Return in which way a point says what the answer says in the way ``used``."""
        if self.rng.random() < SAME:
            return used
        return 0 if self.rng.random() < 0.8 else self.rng.randrange(NOTE)

    def _names(self, contrast: Contrast) -> tuple[str, str]:
        if self.rng.random() < OTHERS:
            return self.rng.choice(self.contrasts).sides
        return contrast.sides if self.rng.random() >= EXCHANGED else (contrast.sides[1], contrast.sides[0])

    def _plan(self, count: int) -> list[Said]:
        """Say of each property whether it is told, of which sides, and whether they are exchanged."""
        said = [Said() for _ in range(count)]
        if self.rng.random() < ALONE:
            said[self.rng.randrange(count)] = Said(self._sides(), self.rng.random() < 0.5)
            return said
        share = self.rng.choice((0.0, 0.0, 0.25, 0.5, 1.0))
        for number in self.rng.sample(range(count), self.rng.randint(2, count)):
            said[number] = Said(self._sides(), self.rng.random() < share)
        return said

    def _sides(self) -> tuple[int, ...]:
        return (0, 1) if self.rng.random() < 0.7 else (self.rng.randrange(2),)

    def _told(
        self, contrast: Contrast, names: tuple[str, str], said: Sequence[Said], ways: Sequence[tuple[int, int]]
    ) -> str:
        pairs = [
            (tuple((both[side][used[side]], both[side][NOTE]) for side in ((1, 0) if one.wrong else (0, 1))), one.sides)
            for both, one, used in zip(contrast.properties, said, ways, strict=True)
            if one.sides
        ]
        self.rng.shuffle(pairs)
        layout = self.rng.random()
        if layout < 0.4 and len(pairs) > 1:
            return self._side_by_side(names, pairs)
        called = self.rng.choice(ORDINALS) if layout > 0.93 else names
        return joined([begun(part) for part in self._changes.strewn([self._sentence(called, *pair) for pair in pairs])])

    def _sentence(self, names: tuple[str, str], ways: Sequence[tuple[str, str]], sides: Sequence[int]) -> str:
        first = self.rng.choice(sides)
        order = (first, 1 - first)
        noted = int(self.rng.random() < 0.2)
        frames = (NOTED if noted else BOTH) if len(sides) == 2 else (("{0}: {x}",) if noted else ONE)
        x, y = (ways[side][noted] for side in order)
        frame = self.rng.choice(frames)
        sentences = frame.format(names[order[0]], names[order[1]], x=x, y=y).split(". ")
        return ". ".join(map(begun, sentences))

    def _side_by_side(
        self, names: tuple[str, str], pairs: Sequence[tuple[Sequence[tuple[str, str]], Sequence[int]]]
    ) -> str:
        """Return everything about one side, then everything about the other."""
        noted = int(self.rng.random() < 0.5)
        parts = []
        for side in self.rng.sample((0, 1), 2):
            told = [ways[side][noted] for ways, sides in pairs if side in sides]
            if told and noted:
                parts.append(f"{names[side]}: {self.rng.choice((', ', '; ')).join(told)}")
            elif told:
                parts.append(begun(f"{names[side]} {told[0]}"))
                parts.extend(f"It {self.rng.choice(('', 'also '))}{way}" for way in told[1:])
        return joined(parts)


def _target(about: Sequence[int], said: Said) -> tuple[Target, bool]:
    """Return the target for a point about some sides, and whether any of several outcomes is allowed."""
    if not said.sides:
        return MISSED, False
    held = [side for side in about if side in said.sides]
    if not held:
        return (BESIDE_WRONG if said.wrong else BESIDE), True
    if said.wrong:
        return CONTRADICTED, False
    return (COVERED if len(held) == len(about) else HALF), False
