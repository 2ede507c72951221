"""Pick the questions of an interview: spread over sections and difficulties, none asked twice in other words."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain

from interview_prep import nearness, twins
from interview_prep.model import DIFFICULTIES, Question

NEAR_WORDS, NEAR_LETTERS = 0.65, 88  # from here on two questions are too alike for one interview
MINUTES = {
    "knowledge": (4, 7, 9, 11),
    "scenario": (5, 7, 9, 12),
    "behavioral": (5, 7, 9, 11),
    "coding": (9, 11, 13, 18),
    "design": (11, 13, 18, 22),
}
MINUTES_SOURCE = (
    "Minutes are estimated by kind and difficulty, so that 20 questions from all banks keep about the pace that the "
    "aws-production document advises (15 to 20 questions in 2 to 3 hours); they are not measured."
)


def minutes(question: Question) -> int:
    """Estimate how many minutes a question takes with its answer and follow-ups, from its kind and difficulty."""
    level = DIFFICULTIES.index(question.difficulty) if question.difficulty else 1
    return MINUTES[question.kind][level]


def sample(questions: Iterable[Question], n: int, rng: random.Random) -> list[Question]:
    """Pick up to ``n`` questions, easy ones first; fewer where the rest would repeat what is already asked.

    Depends on the set of questions and on ``rng`` alone, not on their order; one draw is taken from ``rng``.
    """
    salt = repr(rng.random())  # the one method whose values Python promises never to change
    pool = sorted(questions, key=lambda q: sha256(f"{salt} {q.id}".encode()).digest())
    alike = _Alike(pool)
    chosen = _even_out(_spread(pool, n, alike), pool, alike)
    order = {q.id: at for at, q in enumerate(pool)}
    return sorted(chosen, key=lambda q: (_level(q), order[q.id]))


def _level(question: Question) -> int:
    return DIFFICULTIES.index(question.difficulty) if question.difficulty else 1


class _Alike:
    """Tell which questions must not stand in one set, by `same_as` groups and by near texts."""

    def __init__(self, pool: Sequence[Question]) -> None:
        self._group = twins.groups(pool)
        self._keys: dict[str, str] = {}

    def any_to(self, question: Question, others: Iterable[Question]) -> bool:
        """Tell whether one of the others is too like this question."""
        keys = {other.id: self._key(other) for other in others}
        if self._group[question.id] in {self._group[name] for name in keys}:
            return True
        return bool(nearness.near(self._key(question), keys, NEAR_WORDS, NEAR_LETTERS))

    def _key(self, question: Question) -> str:
        if question.id not in self._keys:
            self._keys[question.id] = nearness.key(question.question)
        return self._keys[question.id]


def _spread(pool: Sequence[Question], n: int, alike: _Alike) -> list[Question]:
    chosen: list[Question] = []
    asked: Counter[object] = Counter()
    left: dict[tuple[object, ...], list[Question]] = {}
    for question in reversed(pool):
        left.setdefault(_traits(question), []).append(question)
    at = {question.id: place for place, question in enumerate(pool)}
    while left and len(chosen) < n:
        traits = min(left, key=lambda each: (*(asked[trait] for trait in each), at[left[each][-1].id]))
        question = left[traits].pop()
        if not left[traits]:
            del left[traits]
        if not alike.any_to(question, chosen):
            chosen.append(question)
            asked.update(traits)
    return chosen


def _traits(question: Question) -> tuple[object, ...]:
    """Return what is to be spread, the most important first: section, difficulty, subsection."""
    section = _section(question)
    return section, _level(question), (*section, question.subsection)


def _section(question: Question) -> tuple[str, str]:
    return question.bank, question.section


def _even_out(chosen: list[Question], pool: Sequence[Question], alike: _Alike) -> list[Question]:
    """Exchange questions within their sections as long as that evens the difficulties out."""
    beside: dict[object, list[Question]] = {}
    for question in pool:
        beside.setdefault(_section(question), []).append(question)
    while better := _evener(chosen, beside, alike):
        chosen = better
    return chosen


def _counts(chosen: Iterable[Question]) -> list[int]:
    """Return how many questions of each level there are."""
    levels = Counter(map(_level, chosen))
    return [levels[level] for level in range(len(DIFFICULTIES))]


def _evener(chosen: list[Question], beside: Mapping[object, list[Question]], alike: _Alike) -> list[Question] | None:
    """Return the set with its difficulties more even by one exchange, or else by two; None where neither helps."""
    if max(_counts(chosen)) - min(_counts(chosen)) < 2:
        return None
    for tried in chain([chosen], _exchanged(chosen, beside, alike, 1)):
        if found := next(_exchanged(tried, beside, alike, 2), None):
            return found
    return None


def _exchanged(
    chosen: list[Question], beside: Mapping[object, list[Question]], alike: _Alike, gap: int
) -> Iterator[list[Question]]:
    """Yield the set with one question exchanged for another of its section, whose level is rarer by ``gap`` or more.

    A gap of 1 makes nothing more even, so there only the rarest level is filled: a second exchange may follow.
    """
    counts = _counts(chosen)
    for at, question in enumerate(chosen):
        before, after = chosen[:at], chosen[at + 1 :]
        for other in beside[_section(question)]:
            rarer = counts[_level(question)] - counts[_level(other)] >= gap
            useful = gap > 1 or counts[_level(other)] == min(counts)
            if rarer and useful and not alike.any_to(other, [*before, *after]):
                yield [*before, other, *after]
