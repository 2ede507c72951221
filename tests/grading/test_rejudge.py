"""What the user's own verdicts make of a score."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest

from interview_prep.grading import Request, _correction
from interview_prep.grading._rejudge import score, worth
from interview_prep.grading._score import Finding, judge, nothing, rescored, scale
from interview_prep.model import Grader, Verdict

ASKED = Request("said", "q", ("one", "two", "three", "four"))
LOW, HIGH, DENIED = Finding(0.02, 0, "said"), Finding(0.9, 0, "said"), Finding(0.05, 0.9, "said")
MIXED = (HIGH, LOW, LOW, DENIED)


def graded(findings: Sequence[Finding], name: str = "pair", hints: int = 0, behavioral: bool = False) -> Verdict:
    asked = replace(ASKED, points=ASKED.points[: len(findings)], hints=hints)
    return judge(asked, findings, Grader(name, None, "1"), scale(name, behavioral=behavioral))


def read_whole(findings: Sequence[Finding], credit: float, hints: int = 0) -> Verdict:
    asked = replace(ASKED, points=ASKED.points[: len(findings)], hints=hints)
    return rescored(graded(findings, hints=hints), asked, credit, scale("pair"))


def put(findings: Sequence[Finding], own: dict[int, Finding]) -> list[Finding]:
    return [own.get(i, finding) for i, finding in enumerate(findings)]


@pytest.mark.parametrize("name", ["pair", "coverage", "keywords"])
@pytest.mark.parametrize("hints", [0, 2])
@pytest.mark.parametrize("behavioral", [False, True])
def test_a_score_follows_from_the_users_verdicts_by_the_graders_own_line(
    name: str, hints: int, behavioral: bool
) -> None:
    """Covered counts 1, partly the middle of its range, missed nothing, contradicted less; a hinted point half."""
    half = Finding((scale(name).partial + scale(name).covered) / 2, 0, "said")
    own = {0: "contradicted", 1: "covered", 2: "partial", 3: "missed"}
    wanted = [replace(DENIED, coverage=0.0), Finding(1.0, 0, "said"), half, Finding(0.0)]
    verdict = graded(MIXED, name, hints, behavioral)
    found = score(verdict, own, hints)
    assert found == graded(wanted, name, hints, behavioral).score != verdict.score


def test_one_verdict_leaves_the_other_points_as_they_are() -> None:
    covered = put(MIXED, {1: Finding(1.0, 0, "said")})
    assert score(graded(MIXED), {1: "covered"}, 0) == graded(covered).score


@pytest.mark.parametrize("hints", [0, 1])
def test_a_verdict_that_repeats_the_grader_changes_nothing(hints: int) -> None:
    verdict = graded(MIXED, hints=hints)
    repeated = {i: point.verdict for i, point in enumerate(verdict.points)}
    assert score(verdict, repeated, hints) == verdict.score


@pytest.mark.parametrize(
    ("findings", "own", "expected"),
    [
        ((LOW, LOW), {0: "covered"}, 80.0),
        ((LOW, LOW), {0: "covered", 1: "covered"}, 100.0),
        ((HIGH, LOW), {0: "missed"}, 30.0),
        ((HIGH, HIGH), {0: "missed", 1: "missed"}, 0.0),
        ((HIGH, HIGH), {0: "contradicted", 1: "missed"}, 0.0),
    ],
)
def test_of_a_short_reference_that_was_read_as_a_whole_each_point_counts_as_the_whole_did(
    findings: tuple[Finding, ...], own: dict[int, str], expected: float
) -> None:
    assert score(read_whole(findings, 0.6), own, 0) == pytest.approx(expected)


def test_after_hints_the_whole_counts_as_much_less_as_it_did() -> None:
    verdict = read_whole((LOW, LOW), 0.6, hints=2)
    assert (verdict.score, score(verdict, {0: "covered"}, 2)) == (30.0, pytest.approx(40.0))


def test_an_answer_that_was_taken_to_say_nothing_gets_what_the_user_gives() -> None:
    verdict = nothing(ASKED, Grader("pair", None, "1"), scale("pair"))
    assert score(verdict, {0: "covered"}, 0) == 25.0
    assert score(verdict, dict.fromkeys(range(4), "covered"), 0) == 100.0


@pytest.mark.parametrize("name", ["pair", "coverage", "keywords"])
def test_more_than_the_grader_found_never_costs(name: str) -> None:
    plain = scale(name)
    below = Finding(plain.partial - 0.001, 0, "said")
    verdict = graded((below, HIGH), name)
    assert verdict.points[0].verdict == "missed"
    scores = [verdict.score, score(verdict, {0: "partial"}, 0), score(verdict, {0: "covered"}, 0)]
    assert scores == sorted(scores, key=lambda value: value or 0.0)
    assert plain.partial < worth("partial", plain) < plain.covered


def test_a_correction_that_was_in_force_is_not_counted_twice() -> None:
    _correction.apply("pair", _correction.Correction(1.0, 0.5, 20, "2026-11-20"))
    verdict = graded(MIXED)
    assert verdict.points[1].coverage > LOW.coverage
    plain = scale("pair", corrected=False)
    shown = [Finding(p.coverage, float(p.verdict == "contradicted"), "said") for p in verdict.points]
    wanted = judge(ASKED, put(shown, {1: Finding(1.0, 0, "said")}), verdict.grader, plain).score
    assert score(verdict, {1: "covered"}, 0) == wanted


def test_it_loads_no_model() -> None:
    code = "import sys, json, interview_prep.grading._rejudge; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    assert not {"torch", "numpy", "transformers"} & set(loaded)
