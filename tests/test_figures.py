"""What the answers add up to."""

from datetime import UTC, date, datetime, timedelta

import pytest

from interview_prep.cli._stats import show
from interview_prep.cli._summary import forecast, weakest_points
from interview_prep.figures import figures
from interview_prep.model import Grader, PointVerdict, Question, Verdict
from interview_prep.records import Rated, Review
from interview_prep.scheduling import review

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)  # a Friday
A = Question("a", "bank", "S", "A?", topics=("rag", "llm"))
B = Question("b", "bank", "S", "B?", topics=("rag",))


def rated(
    key: str, days_ago: float, rating: str | None = "good", score: float | None = 50, cram: bool = False
) -> Rated:
    return Rated(key, NOW - timedelta(days=days_ago), rating, score, cram)


def test_the_streak_ends_today_or_yesterday() -> None:
    """Days in a row with an answer; a day without one so far does not break it."""
    for days, streak in (((0, 1, 2), 3), ((1, 2), 2), ((2, 3), 0), ((0, 2), 1), ((), 0)):
        assert figures([rated("a", d) for d in days], {}, [A], NOW, UTC).streak == streak


def test_night_belongs_to_the_day_before() -> None:
    night = Rated("a", datetime(2026, 11, 20, 3, tzinfo=UTC), "good", 50, False)
    assert figures([night], {}, [A], NOW, UTC).streak == 1
    assert figures([night, rated("a", 0)], {}, [A], NOW, UTC).streak == 2


def test_the_day_of_an_answer_stays_what_it_was_where_it_was_given() -> None:
    """At nine in the morning in Berlin it is night in New York; the day in Berlin counts."""
    there = NOW.date().toordinal()
    ratings = [Rated("a", NOW - timedelta(days=d, hours=9), "good", 50, False, there - d) for d in range(3)]
    assert figures(ratings, {}, [A], NOW, UTC).streak == 3
    assert figures([*ratings[1:], rated("a", 0)], {}, [A], NOW, UTC).streak == 3


def test_answers_of_a_clock_that_was_ahead_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show(figures([rated("a", -30)], {}, [A], NOW, UTC), {"a": "A?"}, 0)
    assert "1 answer to 1 question" in capsys.readouterr().out


def test_retention_is_of_later_days_only() -> None:
    """The share of repeats still known: first answers, repeats of the same day and cramming do not count."""
    ratings = [
        rated("a", 9),
        rated("a", 9, "again"),
        rated("a", 5, "again"),
        rated("a", 2),
        rated("a", 1, "again", cram=True),
    ]
    found = figures(ratings, {}, [A], NOW, UTC)
    assert (found.retention, found.answers, found.questions) == (0.5, 5, 1)
    assert [(week.first, week.answers, week.retention) for week in found.weeks] == [
        (date(2026, 11, 9), 3, 0.0),
        (date(2026, 11, 16), 2, 1.0),
    ]


def test_questions_are_those_of_all_answers() -> None:
    """A question without a reference has no score and may have no rating; its answers are answers to a question."""
    ratings = [rated("a", 2, None, None), rated("a", 1, None, None), rated("b", 1, score=None, cram=True)]
    found = figures(ratings, {}, [A, B], NOW, UTC)
    assert (found.answers, found.questions) == (3, 2)


def test_forecast_and_what_is_overdue() -> None:
    memories = {
        "a": review(None, "a", "good", NOW - timedelta(days=9)),
        "b": review(None, "b", "good", NOW),
        "gone": review(None, "gone", "good", NOW),
    }
    found = figures([], memories, [A, B], NOW, UTC)
    assert (found.due_today, len(found.forecast)) == (1, 15)
    assert dict(found.forecast)[date(2026, 11, 22)] == 1


def test_scores_by_topic_and_weakest_questions() -> None:
    """Topics count every answer, the weakest questions only the last three of each."""
    ratings = [rated("a", 9, score=0), *(rated("a", d, score=90) for d in (3, 2, 1)), rated("b", 1, score=40)]
    found = figures(ratings, {}, [A, B], NOW, UTC)
    assert [(m.name, m.answers, m.score) for m in found.topics] == [("rag", 5, 62.0), ("llm", 4, 67.5)]
    assert [(m.name, m.answers, m.score) for m in found.weakest] == [("b", 1, 40.0), ("a", 4, 90.0)]


def test_the_weakest_key_points_are_of_several_questions() -> None:
    """Contradicted points come before missed ones, and one question names at most two."""

    def answer(key: str, *verdicts: str) -> Review:
        points = tuple(PointVerdict(f"{key}{i}", verdict, 0.1, "") for i, verdict in enumerate(verdicts))
        return Review(1, 1, key, "bank", NOW, "x", verdict=Verdict(1, "again", points, Grader("bag", None, "1")))

    reviews = [answer("a", "missed", "missed", "missed"), answer("b", "covered", "partial", "contradicted")]
    assert [(key, point.text) for key, point in weakest_points(reviews)] == [
        ("b", "b2"),
        ("a", "a0"),
        ("a", "a1"),
        ("b", "b1"),
    ]


def test_what_comes_when() -> None:
    due = [NOW + timedelta(days=days) for days in (-3, 0, 1, 2, 7, 8)]
    assert forecast(due, NOW) == [("today", 2), ("tomorrow", 1), ("within a week", 2), ("later", 1)]
