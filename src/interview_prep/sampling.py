"""Pick the questions of an interview: spread over sections and difficulties, none asked twice in other words."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from interview_prep import nearness, twins
from interview_prep.model import DIFFICULTIES, Question

NEAR_WORDS, NEAR_LETTERS = 0.65, 88  # from here on two questions are too alike for one interview
MINUTES = {
    "knowledge": (5, 8, 10, 12),
    "scenario": (6, 8, 10, 14),
    "behavioral": (6, 8, 10, 12),
    "coding": (10, 12, 15, 20),
    "design": (12, 15, 20, 25),
}
MINUTES_SOURCE = (
    "Minutes are estimated by kind and difficulty, at about the pace that the aws-production document advises "
    "(15 to 20 questions in 2 to 3 hours); they are not measured."
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
    chosen = _spread(pool, n, alike)
    _even_out(chosen, pool, alike)
    order = {q.id: at for at, q in enumerate(pool)}
    return sorted(chosen, key=lambda q: (_level(q), order[q.id]))


def _level(question: Question) -> int:
    return DIFFICULTIES.index(question.difficulty) if question.difficulty else 1


class _Alike:
    """Tell which questions must not stand in one set, by `same_as` groups and by near texts."""

    def __init__(self, pool: Sequence[Question]) -> None:
        self._keys = {q.id: nearness.key(q.question) for q in pool}
        self._group = twins.groups(pool)
        self._members: dict[str, set[str]] = {}
        for name, root in self._group.items():
            self._members.setdefault(root, set()).add(name)

    def to(self, question: Question) -> set[str]:
        """Return the ids of the questions that are too like this one, itself among them."""
        near = nearness.near(self._keys[question.id], self._keys, NEAR_WORDS, NEAR_LETTERS)
        return near | self._members[self._group[question.id]]


def _spread(pool: Sequence[Question], n: int, alike: _Alike) -> list[Question]:
    chosen: list[Question] = []
    asked: Counter[object] = Counter()
    left = {q.id: (q, (q.bank, q.section), f"level {_level(q)}", (q.bank, q.section, q.subsection)) for q in pool}
    while left and len(chosen) < n:
        question, *traits = min(left.values(), key=lambda entry: tuple(asked[trait] for trait in entry[1:]))
        chosen.append(question)
        asked.update(traits)
        for name in alike.to(question):
            left.pop(name, None)
    return chosen


def _even_out(chosen: list[Question], pool: Sequence[Question], alike: _Alike) -> None:
    """Exchange questions within their section as long as that evens the difficulties out."""
    while swap := next(_swaps(chosen, pool, alike), None):
        at, other = swap
        chosen[at] = other


def _swaps(chosen: list[Question], pool: Sequence[Question], alike: _Alike) -> Iterator[tuple[int, Question]]:
    levels = Counter(_level(q) for q in chosen)
    for at, question in enumerate(chosen):
        if levels[_level(question)] < min((levels[level] for level in range(len(DIFFICULTIES))), default=0) + 2:
            continue
        rest = {q.id for q in chosen} - {question.id}
        for other in pool:
            better = levels[_level(question)] - levels[_level(other)] >= 2
            beside = (other.bank, other.section) == (question.bank, question.section)
            if better and beside and rest.isdisjoint(alike.to(other)):
                yield at, other
