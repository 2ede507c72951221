from dataclasses import replace

import pytest

from interview_prep.grading import Request
from interview_prep.grading._score import Finding, Scale, interpolate, judge, nothing, rating
from interview_prep.model import Grader

GRADER = Grader("test", None, "1")
RATINGS = (("again", 0.0), ("hard", 50.0), ("good", 65.0), ("easy", 83.0))
PLAIN = Scale(0.5, 0.25, 0.6, 0.2, 0.5, ((0.0, 0.0), (1.0, 100.0)), RATINGS)
ASKED = Request("we cache and we retry", "q", ("one", "two"))


@pytest.mark.parametrize(
    ("coverage", "contradiction", "verdict"),
    [
        (0.5, 0.0, "covered"),
        (0.49999, 0.0, "partial"),
        (0.25, 0.0, "partial"),
        (0.24, 0.0, "missed"),
        (0.9, 0.7, "contradicted"),
    ],
)
def test_covered_means_half_and_not_contradicted(coverage: float, contradiction: float, verdict: str) -> None:
    found = judge(replace(ASKED, points=("one",)), [Finding(coverage, contradiction, "we cache")], GRADER, PLAIN)
    (point,) = found.points
    assert point.verdict == verdict
    assert (point.verdict == "covered") == (point.coverage >= 0.5 and point.verdict != "contradicted")


def test_evidence_is_verbatim_or_nothing() -> None:
    found = judge(ASKED, [Finding(0.9, 0, "we cache"), Finding(0.9, 0, "not said")], GRADER, PLAIN)
    assert [p.evidence for p in found.points] == ["we cache", ""]


def test_a_contradicted_point_costs_more_than_a_missed_one() -> None:
    missed = judge(ASKED, [Finding(1.0, 0, "we"), Finding(0.0)], GRADER, PLAIN)
    contradicted = judge(ASKED, [Finding(1.0, 0, "we"), Finding(0.9, 0.9, "we")], GRADER, PLAIN)
    assert (missed.score, contradicted.score) == (50.0, 40.0)


def test_a_hinted_point_counts_half() -> None:
    found = [Finding(1.0, 0, "we"), Finding(1.0, 0, "we")]
    scores = [judge(replace(ASKED, hints=n), found, GRADER, PLAIN).score for n in (0, 1, 2, 9)]
    assert scores == [100.0, 75.0, 50.0, 50.0]


def test_the_users_correction_leaves_alone_what_is_contradicted_or_not_spoken_of() -> None:
    lenient = replace(PLAIN, slope=0.8, offset=1.0)
    found = [Finding(0.3, 0.9, "we cache"), Finding(0.0)]
    assert judge(ASKED, found, GRADER, lenient) == judge(ASKED, found, GRADER, PLAIN)
    assert judge(ASKED, [Finding(0.3), Finding(0.0)], GRADER, lenient).points[0].coverage > 0.5
    assert nothing(ASKED, GRADER, lenient) == nothing(ASKED, GRADER, PLAIN)


def test_without_points_there_is_no_score() -> None:
    found = nothing(replace(ASKED, points=()), GRADER, PLAIN)
    assert (found.score, found.rating, found.points) == (None, None, ())


def test_ratings_begin_at_their_thresholds() -> None:
    assert [rating(s, PLAIN) for s in (0, 49.9, 50, 65, 83, 100)] == ["again", "again", "hard", "good", "easy", "easy"]


def test_a_line_through_knots() -> None:
    knots = ((0.0, 0.0), (0.5, 20.0), (1.0, 100.0))
    assert [interpolate(x, knots) for x in (-1, 0, 0.25, 0.5, 0.75, 2)] == [0, 0, 10, 20, 60, 100]
