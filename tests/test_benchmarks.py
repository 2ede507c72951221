"""The figures that the benchmarks print are what they say."""

import math
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from interview_prep.grading import Request
from interview_prep.scheduling import day_number
from interview_prep.storage import Progress

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
import attacks
import datasets
import metrics
import speed

ASKED = Request(
    "We cache the responses. Retries back off.", "How?", ("one",), "Caching helps. Retries wait. " * 4, question_id="a"
)


def test_correlation() -> None:
    assert metrics.pearson([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert metrics.pearson([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert math.isnan(metrics.pearson([1, 1], [1, 2]))


def test_errors() -> None:
    assert metrics.mean_absolute_error([0, 10], [3, 6]) == 3.5
    assert metrics.root_mean_square_error([0, 10], [3, 6]) == pytest.approx(12.5**0.5)


def test_pairs_count_within_a_question_and_far_enough_apart() -> None:
    groups, true = ["a", "a", "a", "b"], [90.0, 50.0, 40.0, 0.0]
    assert metrics.pair_order(groups, [9, 5, 1, 10], true) == 1.0
    assert metrics.pair_order(groups, [5, 9, 1, 0], true) == 0.5
    assert metrics.pair_order(groups, [5, 5, 5, 5], true) == 0.5


def test_f1() -> None:
    assert metrics.f1([True, True, False], [True, False, True]) == 0.5
    assert metrics.f1([False], [True]) == 0.0
    assert metrics.macro_f1([True, False], [True, False]) == 1.0


def test_a_nearly_quoted_answer_makes_each_point_false_in_turn() -> None:
    told = {gold.request.answer: gold for gold in datasets.sentences_on_points("near")}
    wholes = datasets.nearly_quoted()
    assert {row.kind for row in wholes} == {"all true", "one false"}
    for row in wholes:
        said = sum(told[text].kind == "true" and text.rstrip(".!?") in row.request.answer for text in told)
        assert said >= sum(mark > 0 for mark in row.marks)
        assert sum(mark < 0 for mark in row.marks) == (row.kind == "one false")
    single = [gold for gold in told.values() if gold.kind == "itself"]
    assert all(gold.request.answer == gold.request.points[0] for gold in single)


def test_right_answers_are_worth_nothing_as_answers_to_other_questions() -> None:
    told = [
        datasets.Graded(
            Request(f"answer {i}{kind}", f"What is {i}?", (f"point {i}",), f"point {i}", False, f"set/{i}"), grade, ""
        )
        for i in range(4)
        for kind, grade in (("right", 1.0), ("wrong", 0.0))
    ]
    found = datasets.displaced(told)
    assert [(row.request.question_id, row.request.answer) for row in found] == [
        ("set/2", "answer 0right"),
        ("set/3", "answer 1right"),
        ("set/0", "answer 2right"),
        ("set/1", "answer 3right"),
    ]
    assert all(
        row.grade == 0 and row.request.reference == f"point {(row.request.question_id or '')[-1]}" for row in found
    )


def test_quantile() -> None:
    assert metrics.quantile(list(range(100)), 0.95) == 95


@pytest.mark.parametrize("name", [*attacks.ADDITIVE, *attacks.ALONE, *attacks.HARMLESS])
def test_an_attack_changes_the_answer_alike_each_time(name: str) -> None:
    change = {**attacks.ADDITIVE, **attacks.ALONE, **attacks.HARMLESS}[name]
    long = replace(ASKED, answer="Responses of the database are cached in two layers. Retries back off. " * 3)
    (one,), (other,) = (attacks.attacked([long], change) for _ in range(2))
    assert one == other
    assert one.answer != long.answer


def test_negation_reaches_every_sentence() -> None:
    (found,) = attacks.attacked([ASKED], attacks.negated)
    assert found.answer == "It is not true that we cache the responses. It is not true that retries back off."


def test_the_reviews_of_the_speed_test_are_of_many_days(tmp_path: Path) -> None:
    speed._fill(tmp_path / "many.db", 10)
    with Progress(tmp_path / "many.db") as progress:
        ratings = list(progress.ratings())
    assert [rated.day for rated in ratings] == [day_number(rated.at) for rated in ratings]
    assert len({rated.day for rated in ratings}) == 11


@pytest.mark.parametrize("arguments", [("grading.py",), ("grading.py", "--part", "speed"), ("fit.py", "--check")])
def test_without_the_graded_data_sets_one_line_says_where_they_belong(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    script = Path(attacks.__file__).with_name(arguments[0])
    command = [sys.executable, str(script), *arguments[1:], "--shared", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"{tmp_path / 'gold' / 'dev.jsonl'}: no such file; put the graded data sets (not in the repository) "
        "into a folder `shared` beside the checkout, or name their folder with --shared\n"
    )


def test_the_public_sets_are_asked_for_where_they_are_measured_on(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "dev.jsonl").touch()
    datasets.require(tmp_path)
    with pytest.raises(SystemExit, match=r"mohler_630\.csv: no such file; put the graded data sets"):
        datasets.require(tmp_path, "mohler_630")


@pytest.mark.model
def test_the_measured_grader_opens_where_the_checkout_is_not_on_the_path(tmp_path: Path) -> None:
    """`python benchmarks/grading.py` puts its own folder there and nothing else."""
    folder = str(Path(datasets.__file__).parent)
    code = f"import sys; sys.path.insert(0, {folder!r}); import graders; print(graders._other('pair').name)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "pair\n"
