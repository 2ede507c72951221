"""A session with its effects: what was submitted is never dropped, whatever order things are undone and left in."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fakes import BagOfWords, Clock

from interview_prep import sessions, sitting
from interview_prep.banks import discover
from interview_prep.cli import _quiz
from interview_prep.cli._render import when
from interview_prep.model import Question
from interview_prep.records import Review
from interview_prep.session import Wishes
from interview_prep.settings import Settings
from interview_prep.sitting import Sitting
from interview_prep.storage import Progress

pytestmark = pytest.mark.usefixtures("sample_bank")


@pytest.fixture
def progress(places: Path, clock: Clock) -> Iterator[Progress]:
    with Progress(places / "progress.db", clock) as opened:
        yield opened


def begun(progress: Progress, count: int) -> Sitting:
    library = discover()
    questions = [q for q in library.questions() if q.bank == "sample"]
    found = sitting.begin(progress, library, Settings(), questions, Wishes(count=count))
    assert found
    return found


def asked(current: Sitting) -> Question:
    question = current.next()
    assert question
    return question


def answered(current: Sitting, question: Question, rating: str | None = None) -> Review:
    review = current.grade(question, current.submit(question, "some words", 1.0), BagOfWords())
    if rating:
        current.rate(review, rating)
    return review


def test_an_answer_left_at_its_rating_is_offered_again_when_another_question_falls_due(
    progress: Progress, clock: Clock
) -> None:
    current = begun(progress, 2)
    answered(current, asked(current), "again")
    second = asked(current)
    answered(current, second)
    clock.forward(minutes=30)  # by now the first one's short step has ended
    assert asked(current) != second
    assert current.unfinished()


def test_of_two_answers_to_a_question_the_undone_one_is_rated_first(progress: Progress, clock: Clock) -> None:
    current = begun(progress, 1)
    question = asked(current)
    first = answered(current, question, "again")
    clock.forward(minutes=10)
    second = answered(current, asked(current))
    assert current.undo()
    for review in (first, second):
        waiting = current.open_review(asked(current))
        assert waiting and waiting.id == review.id
        current.rate(waiting, "easy")
    assert current.next() is None
    assert not current.unfinished()


def test_an_undone_question_is_suspended_no_more(progress: Progress) -> None:
    current = begun(progress, 1)
    question = asked(current)
    answered(current, question, "good")
    current.suspend(question)
    assert current.undo()
    assert asked(current) == question
    assert not progress.suspended()


def test_a_session_is_gone_on_with_in_one_terminal_only(places: Path, progress: Progress, clock: Clock) -> None:
    old = begun(progress, 2).session
    progress.locks.close()  # as when its process ended
    with Progress(places / "progress.db", clock) as other:
        assert sessions.taken(other, old)
        sessions.end(other, [old])
    assert sitting.resume(progress, discover(), Settings(), old) is None


def test_questions_of_a_session_are_counted_once(progress: Progress, clock: Clock) -> None:
    current = begun(progress, 1)
    for _ in range(3):
        answered(current, asked(current), "again")
        clock.forward(minutes=10)
    progress.locks.close()
    (interrupted,), _ = sessions.unfinished(progress)
    assert (interrupted.done, interrupted.size) == (1, 1)


def test_what_is_done_for_today_is_said_as_it_is(progress: Progress, clock: Clock) -> None:
    current = begun(progress, 2)
    for _ in range(2):
        answered(current, asked(current), "easy")
    clock.forward(days=60)
    answered(begun(progress, 1), current.questions["sample-001"], "good")
    questions = [q for q in discover().questions() if q.bank == "sample"]

    def said(wishes: Wishes, **limits: int) -> str:
        return _quiz._done_today(progress, questions, wishes, Settings(**limits))

    assert said(Wishes(), reviews_per_day=1, new_per_day=5) == "Today's 1 due questions are done"
    assert said(Wishes(), reviews_per_day=1, new_per_day=0) == (
        "Today's 1 due questions are done, and today's 0 new questions are done"
    )
    assert said(Wishes(new=True), reviews_per_day=1, new_per_day=0) == "Today's 0 new questions are done"


def left(progress: Progress) -> tuple[int, int]:
    """Return what a limit of 3 new and 3 due questions leaves."""
    standing = sitting.standing_of(progress, Settings(new_per_day=3, reviews_per_day=3))
    return standing.left_new, standing.left_due


def test_two_sessions_at_once_share_the_daily_limits(progress: Progress, clock: Clock) -> None:
    """What another open session is still to ask counts as asked, once, until it is skipped or its session is killed."""
    assert left(progress) == (3, 3)
    current = begun(progress, 2)
    assert left(progress) == (1, 3)
    answered(current, asked(current), "again")
    assert left(progress) == (1, 3)  # one rated, though it comes back in its session, and one waiting
    current.skip(asked(current))
    assert left(progress) == (2, 3)
    progress.locks.close()  # as when its process ended
    clock.forward(days=1)
    again = begun(progress, 2)
    assert left(progress) == (2, 2)  # one is due, the other new
    answered(again, asked(again), "good")
    assert left(progress) == (2, 2)
    progress.locks.close()
    assert left(progress) == (3, 2)


def test_a_crammed_question_counts_towards_no_limit(progress: Progress) -> None:
    questions = [q for q in discover().questions() if q.bank == "sample"]
    assert sitting.begin(progress, discover(), Settings(), questions, Wishes(count=2, cram=True))
    assert left(progress) == (3, 3)


def test_what_is_open_in_another_terminal_is_not_said_to_be_done(progress: Progress) -> None:
    begun(progress, 2)
    questions = [q for q in discover().questions() if q.bank == "sample"]
    said = _quiz._done_today(progress, questions, Wishes(), Settings(new_per_day=2))
    assert said == "Nothing is due, and today's 2 new questions are done or open in another terminal"


def test_a_night_belongs_to_the_day_that_the_quiz_gives_it() -> None:
    night, evening = datetime(2026, 5, 8, 2).astimezone(), datetime(2026, 5, 5, 22).astimezone()
    assert when(night, evening) == "on 2026-05-07 (in 2 days)"


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Let this machine stand in another time zone, and bring it back."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one zone for all programs")
def test_the_interval_that_is_shown_is_given_after_a_journey(
    progress: Progress, clock: Clock, zone: Callable[[str], None]
) -> None:
    """Eight in the evening in London is the next day in Tokyo, and stays so for who flies home."""
    zone("Asia/Tokyo")
    clock.forward(hours=8)
    first = begun(progress, 1)
    question = asked(first)
    answered(first, question, "good")
    zone("Europe/London")
    clock.forward(days=2)
    current = begun(progress, 1)
    assert asked(current) == question
    shown = current.previews(question)["good"]
    assert current.rate(answered(current, question), "good") == shown
