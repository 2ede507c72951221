"""What is said of a session that was interrupted."""

from datetime import datetime
from pathlib import Path

import pytest

from interview_prep import sessions
from interview_prep.cli._interrupted import _described, _ended
from interview_prep.model import Question
from interview_prep.session import Queue
from interview_prep.sessions import Unfinished
from interview_prep.storage import Progress


def question(key: str, bank: str = "guide") -> Question:
    return Question(key, bank, f"Section {key[0]}", "What is it?")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        ([question("a1")], "\nIts questions are on Section a (guide)."),
        (
            [question("a1"), question("b1"), question("b2", "aws")],
            "\nIts questions are on Section b; Section a (guide, aws).",
        ),
        ([*map(question, "abcd")], "\nIts questions are on Section a; Section b; Section c; 1 more section (guide)."),
        ([*map(question, "abcde")], "\nIts questions are on Section a; Section b; Section c; 2 more sections (guide)."),
        ([], ""),  # none of them is in the banks any more
    ],
)
def test_the_sections_of_most_questions_are_named_and_the_others_counted(about: list[Question], said: str) -> None:
    old = Unfinished(1, datetime(2026, 11, 20, 9, 5).astimezone(), False, 10, 3, Queue.of(about))
    assert _described(old, about) == f"A session of 2026-11-20 09:05 was interrupted: 3 of 10 questions done.{said}"


def test_a_cramming_session_is_called_one() -> None:
    old = Unfinished(1, datetime(2026, 11, 20, 9, 5).astimezone(), True, 1, 0, Queue((), ()))
    assert _described(old, []).startswith("A cramming session of ")


def test_a_session_that_another_terminal_ended_is_said_to_be_gone(places: Path) -> None:
    """The same offer stood in both terminals; whichever answers second cannot know what the first one did."""
    with Progress(places / "progress.db") as progress:
        sessions.begin(progress, Queue(("a",), ("a",)).to_text(), 1, False)
    with Progress(places / "progress.db") as progress:
        ((old,), _) = sessions.unfinished(progress)
        assert _ended(progress, old) == "Ended."
        assert _ended(progress, old) == "Another terminal went on with it, or ended it, meanwhile."
