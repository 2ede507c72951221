"""The quiz as values: which questions a session asks, and what comes next after each answer."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from reprlib import repr as shortened

from interview_prep.model import DIFFICULTIES, Question
from interview_prep.scheduling import LEARN_AHEAD, Memory, day_start, is_due, retrievability

CRAM_SIZE = 20


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for: at most ``count`` questions (None: the daily limits), only ``new`` ones, ``cram``
    (whatever is weakest, due or not; with ``new`` what was never answered), or ``everything`` of the selection."""

    count: int | None = None
    new: bool = False
    cram: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known when a session is planned.

    ``left_new`` and ``left_due`` are what the daily limits leave, less what other open sessions are still to ask
    (``open_new`` and ``open_due`` of them); ``barred`` are the questions that are suspended or asked in another open
    session, ``answered`` those that were ever answered, ``drafted`` those with a half-typed answer.
    """

    memories: Mapping[str, Memory]
    now: datetime
    left_new: int
    left_due: int
    open_new: int = 0
    open_due: int = 0
    barred: Collection[str] = ()
    answered: Collection[str] = ()
    drafted: Collection[str] = ()


def plan(questions: Sequence[Question], wishes: Wishes, standing: Standing, rng: Random) -> list[Question]:
    """Choose a session's questions, in order; of questions that are the same (`same_as`) only the first.

    Due ones come first, the least retrievable before the others; then new ones: those with a reference first, of these
    the foundational ones, of these what is to be known before what is to be coded or designed, and sections mixed.
    Among the due and among the new ones a half-typed answer goes first. Without a wish for a count the daily limits
    hold, and questions without a reference wait until there is nothing else. A new question waits while one that is the
    same is due, barred, or was answered today.
    """
    free = [q for q in questions if q.id not in standing.barred]
    known = sorted((q for q in free if q.id in standing.memories), key=lambda q: _retrievable(q, standing))
    due = [q for q in known if is_due(standing.memories[q.id], standing.now)]
    fresh = _not_met([q for q in free if q.id not in standing.memories], questions, standing)
    graded = _mixed([q for q in fresh if q.gradable], rng)
    bare = _mixed([q for q in fresh if not q.gradable], rng)
    bare.sort(key=lambda q: q.id in standing.answered)
    for part in (due, graded, bare):
        part.sort(key=lambda q: q.id not in standing.drafted)
    if wishes.cram:
        unanswered = [q for q in (*graded, *bare) if q.id not in standing.answered]
        weakest = unanswered if wishes.new else [*known, *graded, *bare]
        return _unlike(weakest, questions, wishes.count or (len(weakest) if wishes.everything else CRAM_SIZE))
    later = [q for q in known if q not in due] if wishes.everything else []
    if wishes.count is not None or wishes.everything:
        chosen = [*graded, *bare] if wishes.new else [*due, *graded, *later, *bare]
        return _unlike(chosen, questions, len(chosen) if wishes.count is None else wishes.count)
    first = [] if wishes.new else _unlike(due, questions, standing.left_due)
    with_new = _unlike([*first, *graded], questions, len(first) + standing.left_new)
    return with_new or _unlike(bare, questions, standing.left_new)


def _not_met(fresh: Sequence[Question], questions: Sequence[Question], standing: Standing) -> list[Question]:
    """Leave out the questions that are the same as one that is due, barred, or was answered today."""
    groups = twins(questions)
    today = day_start(standing.now)
    met = {groups.get(key) for key in standing.barred}
    met |= {groups.get(m.question_id) for m in standing.memories.values() if _met(m, today, standing.now)}
    return [q for q in fresh if q.id not in groups or groups[q.id] not in met]


def _met(memory: Memory, today: datetime, now: datetime) -> bool:
    return memory.last_review >= today or is_due(memory, now)


def _retrievable(question: Question, standing: Standing) -> float:
    return retrievability(standing.memories[question.id], standing.now)


def _mixed(questions: Sequence[Question], rng: Random) -> list[Question]:
    """Order questions from the foundations up; where they are alike in that, sections take turns."""
    steps: dict[tuple[int, bool], dict[tuple[str, str], list[Question]]] = {}
    for question in questions:
        decks = steps.setdefault(_step(question), {})
        decks.setdefault((question.bank, question.section), []).append(question)
    return [question for step in sorted(steps) for question in _in_turns(list(steps[step].values()), rng)]


def _step(question: Question) -> tuple[int, bool]:
    return DIFFICULTIES.index(question.difficulty or "intermediate"), question.kind in ("coding", "design")


def _in_turns(decks: list[list[Question]], rng: Random) -> list[Question]:
    rng.shuffle(decks)
    rounds = max(len(deck) for deck in decks)
    return [deck[i] for i in range(rounds) for deck in decks if i < len(deck)]


def _unlike(ordered: Sequence[Question], everything: Sequence[Question], count: int) -> list[Question]:
    groups = twins(everything)
    chosen: dict[str, Question] = {}
    for question in ordered:
        if len(chosen) >= count:
            break
        chosen.setdefault(groups.get(question.id, question.id), question)
    return list(chosen.values())


def twins(questions: Sequence[Question]) -> dict[str, str]:
    """Return, for each question that `same_as` links to others, the id that stands for its whole group."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for question in questions:
        for other in question.same_as:
            first, second = sorted((root(question.id), root(other)))
            parent[second] = first
    return {key: root(key) for key in list(parent)}


@dataclass(frozen=True, slots=True)
class Queue:
    """What a session still has to ask: ``order`` is all of its questions (a question's place in it is its number).

    ``front`` is asked next whatever else is due (after an undo); ``returning`` are the questions whose short step ends
    within the session, with the time.
    """

    order: tuple[str, ...]
    waiting: tuple[str, ...]
    returning: tuple[tuple[datetime, str], ...] = ()
    front: str | None = None

    @classmethod
    def of(cls, questions: Sequence[Question]) -> "Queue":
        """Return the queue of a session that begins."""
        ids = tuple(question.id for question in questions)
        return cls(ids, ids)

    def next(self, now: datetime) -> str | None:
        """Return the id to ask at ``now``, or None when the session is over.

        Returning questions come when their time is there, then the waiting ones, then returning ones ahead of time.
        """
        if self.front:
            return self.front
        soonest = min(self.returning, default=None)
        if soonest and soonest[0] <= now:
            return soonest[1]
        if self.waiting:
            return self.waiting[0]
        return soonest[1] if soonest and soonest[0] <= now + LEARN_AHEAD else None

    @property
    def left(self) -> tuple[str, ...]:
        """Return the ids that are still to be asked, once or again."""
        return (*self.waiting, *(key for _, key in self.returning))

    def number(self, key: str) -> int:
        """Return the 1-based number of a question in the session."""
        return self.order.index(key) + 1

    def returns(self, key: str) -> bool:
        """Tell whether the question was already answered in this session and is asked again."""
        return key not in self.waiting

    def without(self, key: str) -> "Queue":
        """Return the queue after a question was skipped or suspended: it is not asked again in this session."""
        waiting = tuple(other for other in self.waiting if other != key)
        returning = tuple((due, other) for due, other in self.returning if other != key)
        return Queue(self.order, waiting, returning)

    def after(self, key: str, memory: Memory | None) -> "Queue":
        """Return the queue after a question was rated: a short step comes back in this session."""
        rest = self.without(key)
        if memory is None or memory.state == "review":
            return rest
        return replace(rest, returning=(*rest.returning, (memory.due, key)))

    def undone(self, key: str) -> "Queue":
        """Return the queue after the rating of ``key`` was taken back: it is next, as if it had never been rated."""
        rest = self.without(key)
        return replace(rest, waiting=(key, *rest.waiting), front=key)

    def to_text(self) -> str:
        """Return the queue as text that ``from_text`` reads."""
        returning = [[due.isoformat(), key] for due, key in self.returning]
        return json.dumps([self.order, self.waiting, returning, self.front])

    @classmethod
    def from_text(cls, text: str) -> "Queue":
        """Read what ``to_text`` wrote; ValueError for anything else."""
        try:
            order, waiting, returning, front = json.loads(text)
        except (TypeError, ValueError):
            raise ValueError(f"queue is {shortened(text)}") from None
        times = tuple((datetime.fromisoformat(due), key) for due, key in returning)
        return cls(tuple(order), tuple(waiting), times, front)
