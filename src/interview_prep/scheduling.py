"""The memory of a question: what one rating does to it, and when a day begins (wraps fsrs)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from interview_prep.model import RATINGS

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

DAY_BEGINS = 4  # o'clock, local time, as in Anki: what is done after midnight still belongs to the day before
DEFAULT_RETENTION = 0.9
STEP = timedelta(minutes=10)  # an answer of some minutes each: three or four questions later
LEARN_AHEAD = timedelta(minutes=20)  # with nothing else left, a step that is due within this time is asked early

_STATES = ("learning", "review", "relearning")


@dataclass(frozen=True, slots=True)
class Memory:
    """What FSRS knows of one question.

    ``state`` is learning, review or relearning; ``stability`` in days, ``difficulty`` 1..10, times in UTC; ``step`` is
    the learning step, None in review; ``reps`` counts ratings, ``lapses`` those of them that were "again" in review.
    """

    question_id: str
    state: str
    stability: float
    difficulty: float
    due: datetime
    last_review: datetime
    step: int | None = None
    reps: int = 1
    lapses: int = 0


def review(
    memory: Memory | None,
    question_id: str,
    rating: str,
    now: datetime,
    retention: float = DEFAULT_RETENTION,
    elapsed: int | None = None,
) -> Memory:
    """Return the memory after a rating given at ``now`` (UTC); ``memory`` is None before the first one.

    ``elapsed`` is the number of days since the last review as the user counts them, from one 4 o'clock to the next: who
    is a little earlier each morning still comes a day later. Where it is not known, days are periods of 24 hours.
    """
    from fsrs import Rating

    card, _ = _scheduler(retention).review_card(_card(memory, now, elapsed), Rating(RATINGS.index(rating) + 1), now)
    assert card.stability is not None and card.difficulty is not None
    lapsed = memory is not None and memory.state == "review" and rating == "again"
    return Memory(
        question_id=question_id,
        state=_STATES[card.state.value - 1],
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=now,
        step=card.step,
        reps=(memory.reps if memory else 0) + 1,
        lapses=(memory.lapses if memory else 0) + lapsed,
    )


def replay(question_id: str, ratings: Iterable[tuple[str, datetime, float, int | None]]) -> Memory | None:
    """Return the memory that ratings lead to, in order; None for none.

    Each comes with its time, the desired retention, and the `day_number` of its day, None where that is unknown.
    """
    memory: Memory | None = None
    last: int | None = None
    for rating, now, retention, day in ratings:
        elapsed = None if day is None or last is None else day - last
        memory, last = review(memory, question_id, rating, now, retention, elapsed), day
    return memory


def preview(
    memory: Memory | None,
    question_id: str,
    now: datetime,
    retention: float = DEFAULT_RETENTION,
    last: int | None = None,
) -> dict[str, Memory]:
    """Return, for each rating, the memory that it would lead to.

    ``last`` is the `day_number` that the last rating was kept with, None where that is unknown.
    """
    elapsed = None if last is None else day_number(now) - last
    return {rating: review(memory, question_id, rating, now, retention, elapsed) for rating in RATINGS}


def retrievability(memory: Memory, now: datetime) -> float:
    """Return the probability (0..1) that the question is still known at ``now``."""
    decay = -_scheduler(DEFAULT_RETENTION).parameters[20]
    factor = 0.9 ** (1 / decay) - 1
    days = max(0.0, (now - memory.last_review) / timedelta(days=1))
    return float((1 + factor * days / memory.stability) ** decay)


def is_due(memory: Memory, now: datetime, zone: tzinfo | None = None) -> bool:
    """Tell whether to ask now: steps of minutes at their minute, intervals of days from the morning of their day."""
    return memory.due <= (day_end(now, zone) - timedelta(microseconds=1) if memory.state == "review" else now)


def day_start(now: datetime, zone: tzinfo | None = None) -> datetime:
    """Return the UTC time at which the day of ``now`` began, in ``zone`` (default: this machine's)."""
    local = now.astimezone(zone)
    morning = local.replace(hour=DAY_BEGINS, minute=0, second=0, microsecond=0, tzinfo=None)
    if local.hour < DAY_BEGINS:
        morning -= timedelta(days=1)
    return _to_utc(morning, zone)


def day_end(now: datetime, zone: tzinfo | None = None) -> datetime:
    """Return the UTC time at which the next day begins: 4 in the morning, in ``zone`` (default: this machine's)."""
    start = day_start(now, zone).astimezone(zone)
    return _to_utc(start.replace(tzinfo=None) + timedelta(days=1), zone)


def day_number(moment: datetime, zone: tzinfo | None = None) -> int:
    """Return the number of the day that a moment belongs to; following days have following numbers."""
    return (moment.astimezone(zone) - timedelta(hours=DAY_BEGINS)).toordinal()


def _to_utc(wall: datetime, zone: tzinfo | None) -> datetime:
    # A wall time is turned on its own, so that the day of a clock change has 23 or 25 hours.
    return (wall.replace(tzinfo=zone) if zone else wall).astimezone(UTC)


@cache
def _scheduler(retention: float) -> "Scheduler":
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=retention, learning_steps=(STEP,), relearning_steps=(STEP,), enable_fuzzing=False
    )


def _card(memory: Memory | None, now: datetime, elapsed: int | None) -> "Card":
    from fsrs import Card, State

    if memory is None:
        return Card(card_id=0, due=now)
    return Card(
        card_id=0,
        state=State(_STATES.index(memory.state) + 1),
        step=memory.step,
        stability=memory.stability,
        difficulty=memory.difficulty,
        due=memory.due,
        last_review=_last_review(memory, now, elapsed),
    )


def _last_review(memory: Memory, now: datetime, elapsed: int | None) -> datetime:
    """Return when the last review was, put so that as many whole periods of 24 hours as days have passed since."""
    if elapsed is None:
        return memory.last_review
    days = timedelta(days=min(max(0, elapsed), _scheduler(DEFAULT_RETENTION).maximum_interval))
    return min(max(memory.last_review, now - days - timedelta(days=1, microseconds=-1)), now - days)
