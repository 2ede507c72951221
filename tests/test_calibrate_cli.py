from pathlib import Path

import pytest
from typer.testing import CliRunner

from interview_prep import atomic
from interview_prep.cli import app
from interview_prep.model import Grader, PointVerdict, Question, Verdict
from interview_prep.paths import correction, database
from interview_prep.records import Override
from interview_prep.storage import Progress

COVERED = Override(((0, "covered"),))
POINTS = (PointVerdict("one", "partial", 0.47, ""), PointVerdict("two", "covered", 0.9, ""))


def prep(*arguments: str, command: str = "calibrate") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [command, "--grader", "keywords", *arguments])
    return result.exit_code, result.stdout, result.stderr


def override(
    count: int, said: Override = COVERED, points: tuple[PointVerdict, ...] = POINTS, questions: int = 99
) -> None:
    with Progress(database()) as progress:
        for number in range(count):
            name = f"q-{number % questions}"
            question = Question(id=name, bank="b", section="s", question="?", key_points=("one", "two"))
            review = progress.submit(question, "an answer", 1.0)
            progress.grade(review, Verdict(75.0, "good", points, Grader("keywords", None, "1")))
            progress.dispute(review, said)


def test_too_few_overrides_are_told_with_how_many_are_missing(places: Path) -> None:
    assert prep() == (1, "", "prep: 0 overrides of 'keywords' are too few; put 20 more verdicts right in the quiz\n")
    override(5)
    assert "put 15 more verdicts right" in prep()[2]


DENIED = (PointVerdict("one", "contradicted", 0.02, "an answer"),)
UNMOVED = "on points contradicted or at coverage 0, which no correction moves"
REPEATED = "that say what the grader says"


@pytest.mark.parametrize(
    ("said", "points", "why"),
    [
        (Override(((1, "covered"),)), POINTS, REPEATED),
        (Override(score=75.0), POINTS, REPEATED),
        (COVERED, DENIED, UNMOVED),
        (COVERED, (PointVerdict("one", "missed", 0.0, ""),), UNMOVED),
    ],
)
def test_overrides_that_no_correction_follows_do_not_count(
    places: Path, said: Override, points: tuple[PointVerdict, ...], why: str
) -> None:
    """They repeat the grader, or are about a point that every correction leaves as it is."""
    override(40, said, points)
    idle = f"(not counted: 40 {why})"
    few = f"prep: 0 overrides of 'keywords' are too few {idle}; put 20 more verdicts right in the quiz\n"
    assert prep("--apply") == (1, "", few)


def test_overrides_on_too_few_questions_cannot_be_held_out(places: Path) -> None:
    override(25, questions=1)
    needed = "overrides of 'keywords' on at least 5 questions are needed, to hold some of them out"
    assert prep("--apply") == (1, "", f"prep: {needed}; put verdicts on 4 more questions right in the quiz\n")
    assert not correction().exists()


def test_it_shows_then_applies_then_takes_back(places: Path) -> None:
    override(20)
    code, out, _ = prep()
    assert code == 0 and "From 20 overrides" in out and "Nothing is changed yet" in out
    assert "put right, covered or not: on your side 0 of 20 before, 20 after" in out
    assert "left alone, covered or not: on your side 20 of 20 before, 20 after" in out
    assert "in force now" in prep("--apply")[1]
    assert prep("--undo")[1] == "The correction of 'keywords' is taken back.\n"
    assert prep("--undo")[1] == "No correction of 'keywords' is in force.\n"


def test_how_many_overrides_do_not_count_is_said_where_there_are_enough_too(places: Path) -> None:
    override(20)
    assert "Not counted" not in prep()[1]
    override(3, points=DENIED)
    override(2, Override(((1, "covered"),)))
    code, out, _ = prep("--apply")
    assert code == 0 and "From 20 overrides" in out
    assert out.splitlines()[1] == f"Not counted: 3 {UNMOVED} and 2 {REPEATED}."


def test_scores_put_right_are_shown_by_their_error(places: Path) -> None:
    override(25, Override(score=90.0))
    code, out, _ = prep()
    assert code == 0 and "scores that you put right, 25: mean error 15.0 before, " in out
    assert "left alone" not in out and "0 of 0" not in out


def test_what_would_not_help_is_not_offered_and_not_applied(places: Path) -> None:
    """One point of each answer is put right, nine that lie as near to the line are left alone."""
    near = tuple(PointVerdict("p", "partial", 0.49, "") for _ in range(9))
    override(25, points=(PointVerdict("one", "partial", 0.35, ""), *near))
    code, out, _ = prep()
    assert code == 0 and "It would not help" in out and "--apply" not in out
    code, out, err = prep("--apply")
    assert code == 1 and "It would not help" in out
    assert err == "prep: the correction of 'keywords' is not applied; put more verdicts right in the quiz\n"
    assert not correction().exists()


@pytest.mark.parametrize("text", ["[]", '{"keywords": {"slope": "1", "offset": 0, "overrides": 20, "date": ""}}'])
def test_a_harmed_correction_is_told_with_its_cure_and_taken_back(sample_bank: Path, text: str) -> None:
    override(20)
    atomic.write_text(correction(), text)
    scored = ("sample-003", "Chunks overlap in their words.")
    code, _, err = prep(*scored, command="score")
    assert code == 2 and err.startswith(f"prep: {correction()}: ") and err.count("\n") == 1
    assert err.endswith("; `prep calibrate --undo --grader keywords` takes it back\n")
    assert prep("--undo") == (0, "The correction of 'keywords' is taken back.\n", "")
    assert prep(*scored, command="score")[0] == 0
    assert prep("--apply")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "says"), [(("--apply", "--undo"), "exclude each other"), (("-g", "x"), "unknown grader")]
)
def test_bad_requests(arguments: tuple[str, ...], says: str) -> None:
    code, _, err = prep(*arguments)
    assert code == 2 and says in err
