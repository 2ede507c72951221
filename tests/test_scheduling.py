"""The memory of a question and the borders of a day."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_prep import scheduling
from interview_prep.model import RATINGS
from interview_prep.scheduling import day_end, day_number, day_start, is_due, preview, replay, retrievability, review

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("rating", "state", "interval"),
    [
        ("again", "learning", timedelta(minutes=10)),
        ("hard", "learning", timedelta(minutes=15)),
        ("good", "review", timedelta(days=2)),
        ("easy", "review", timedelta(days=8)),
    ],
)
def test_first_rating(rating: str, state: str, interval: timedelta) -> None:
    """A first rating leads to a step of minutes or an interval of days."""
    memory = review(None, "q", rating, NOW)
    assert (memory.state, memory.due - NOW, memory.reps, memory.lapses) == (state, interval, 1, 0)


def test_lapse() -> None:
    """Forgetting in review is a lapse and brings a short step; forgetting while learning is none."""
    known = review(None, "q", "good", NOW)
    lapsed = review(known, "q", "again", known.due)
    assert (lapsed.state, lapsed.due - known.due, lapsed.lapses) == ("relearning", scheduling.STEP, 1)
    assert review(lapsed, "q", "again", lapsed.due).lapses == 1


def test_previews_are_what_the_ratings_do() -> None:
    memory = review(None, "q", "good", NOW)
    assert preview(memory, "q", memory.due) == {r: review(memory, "q", r, memory.due) for r in RATINGS}


def test_previews_count_days_from_the_one_that_was_kept() -> None:
    """The day of the last rating is the one it was given on, whatever day that moment is here and now."""
    memory, now = review(None, "q", "good", NOW), NOW + timedelta(days=3)
    for last in (day_number(NOW) - 1, day_number(NOW) + 1):
        rated = {r: replay("q", [("good", NOW, 0.9, last), (r, now, 0.9, day_number(now))]) for r in RATINGS}
        assert preview(memory, "q", now, last=last) == rated


def test_a_day_at_the_end_of_time_is_a_long_time_ago() -> None:
    for first, second in ((1, 3_652_059), (3_652_059, 1)):
        assert replay("q", [("good", NOW, 0.9, first), ("good", NOW + timedelta(days=3), 0.9, second)])


def test_higher_retention_means_shorter_intervals() -> None:
    after = {r: replay("q", [("good", NOW, r, 0), ("good", NOW + timedelta(days=3), r, 3)]) for r in (0.8, 0.9, 0.95)}
    dues = [memory.due for memory in after.values() if memory]
    assert dues == sorted(dues, reverse=True) and len(set(dues)) == 3


def test_retrievability_falls_to_the_desired_one_when_due() -> None:
    memory = review(None, "q", "easy", NOW)
    assert retrievability(memory, NOW) == 1
    assert retrievability(memory, memory.due) == pytest.approx(0.9, abs=0.01)
    assert retrievability(memory, NOW + timedelta(days=1)) > retrievability(memory, NOW + timedelta(days=2))


RATED = st.lists(
    st.tuples(st.sampled_from(RATINGS), st.floats(0, 400), st.sampled_from([0.7, 0.9, 0.97])), min_size=1, max_size=12
)


@given(RATED)
def test_replaying_is_reviewing_one_by_one(ratings: list[tuple[str, float, float]]) -> None:
    """Memories are a function of the ratings: rebuilt ones equal those that grew live, to the microsecond."""
    now, memory, record = NOW, None, []
    for rating, days, retention in ratings:
        now += timedelta(days=days)
        record.append((rating, now, retention, None))
        memory = review(memory, "q", rating, now, retention)
        assert memory.due > now
    assert replay("q", record) == memory


def test_a_day_later_is_a_day_later_however_early() -> None:
    """Who answers every morning, some minutes earlier each time, gets longer intervals, as in Anki."""
    mornings = [NOW + timedelta(days=n, minutes=-5 * n) for n in range(12)]
    rated = [("good", moment, 0.9, n) for n, moment in enumerate(mornings)]
    early, plain = replay("q", rated), replay("q", [("good", NOW + timedelta(days=n), 0.9, n) for n in range(12)])
    assert early and plain and early.stability == pytest.approx(plain.stability)
    assert early.stability > 20


def test_the_same_day_is_the_same_day_however_long() -> None:
    once = replay("q", [("good", NOW, 0.9, 0), ("good", NOW + timedelta(hours=5), 0.9, 0)])
    long = replay("q", [("good", NOW, 0.9, 0), ("good", NOW + timedelta(hours=24, minutes=30), 0.9, 0)])
    assert once and long and once.stability == long.stability


@pytest.mark.parametrize(
    ("local", "start", "end"),
    [
        ("2026-11-20 12:00", "2026-11-20 04:00", "2026-11-21 04:00"),
        ("2026-11-20 03:59", "2026-11-19 04:00", "2026-11-20 04:00"),
        ("2026-11-20 04:00", "2026-11-20 04:00", "2026-11-21 04:00"),
        ("2026-03-28 12:00", "2026-03-28 04:00", "2026-03-29 04:00"),  # 23 hours: the clock goes forward in between
        ("2026-10-24 12:00", "2026-10-24 04:00", "2026-10-25 04:00"),  # 25 hours
    ],
)
def test_a_day_begins_at_four_in_the_morning(local: str, start: str, end: str) -> None:
    """A day goes from 4 in the morning to 4 in the morning of the wall clock, also where the clock changes."""
    zone = ZoneInfo("Europe/Berlin")

    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)

    assert (day_start(at(local), zone), day_end(at(local), zone)) == (at(start), at(end))
    assert day_number(at(start), zone) + 1 == day_number(at(end), zone)
    assert day_number(at(local), zone) == day_number(at(start), zone)


@pytest.mark.parametrize(
    ("rating", "after", "due"),
    [
        ("again", timedelta(minutes=9), False),
        ("again", timedelta(minutes=10), True),
        ("good", timedelta(days=1), False),
        ("good", timedelta(days=1, hours=15), False),  # 03:00 of the day: still the day before
        ("good", timedelta(days=1, hours=16), True),  # 04:00: eight hours before the minute that FSRS names
    ],
)
def test_due(rating: str, after: timedelta, due: bool) -> None:
    """Steps are due at their minute, intervals of days from the morning on."""
    assert is_due(review(None, "q", rating, NOW), NOW + after, UTC) is due
