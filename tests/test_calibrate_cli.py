from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview_prep.cli import app
from interview_prep.model import Grader, PointVerdict, Question, Verdict
from interview_prep.paths import database
from interview_prep.records import Override
from interview_prep.storage import Progress


def prep(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["calibrate", "--grader", "keywords", *arguments])
    return result.exit_code, result.stdout, result.stderr


def override(count: int) -> None:
    with Progress(database()) as progress:
        for number in range(count):
            question = Question(id=f"q-{number}", bank="b", section="s", question="?", key_points=("one", "two"))
            review = progress.submit(question, "an answer", 1.0)
            points = (PointVerdict("one", "partial", 0.4, ""), PointVerdict("two", "covered", 0.9, ""))
            progress.grade(review, Verdict(60.0, "hard", points, Grader("keywords", None, "1")))
            progress.dispute(review, Override(((0, "covered"),)))


def test_too_few_overrides_are_told_with_how_many_are_missing(places: Path) -> None:
    assert prep() == (1, "", "prep: 0 overrides of 'keywords' are too few; put 20 more verdicts right in the quiz\n")
    override(5)
    assert "put 15 more verdicts right" in prep()[2]


def test_it_shows_then_applies_then_takes_back(places: Path) -> None:
    override(20)
    code, out, _ = prep()
    assert code == 0 and "From 20 overrides" in out and "Nothing is changed yet" in out
    assert "on your side 0 of 20 before" in out
    assert "in force now" in prep("--apply")[1]
    assert prep("--undo")[1] == "The correction of 'keywords' is taken back.\n"
    assert prep("--undo")[1] == "No correction of 'keywords' is in force.\n"


@pytest.mark.parametrize(
    ("arguments", "says"), [(("--apply", "--undo"), "exclude each other"), (("-g", "x"), "unknown grader")]
)
def test_bad_requests(arguments: tuple[str, ...], says: str) -> None:
    code, _, err = prep(*arguments)
    assert code == 2 and says in err
