import random
from datetime import UTC, datetime

import pytest

from interview_prep.grading import Request, _calibrate, _correction, open_grader
from interview_prep.model import Grader, PointVerdict, Verdict
from interview_prep.records import Override, Review

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def review(number: int, coverages: list[float], own: dict[int, str], version: str = "1") -> Review:
    points = tuple(PointVerdict(f"p{i}", "covered" if c >= 0.5 else "missed", c, "") for i, c in enumerate(coverages))
    verdict = Verdict(50.0, "hard", points, Grader("keywords", None, version))
    return Review(number, None, f"q-{number}", "b", NOW, "a", verdict=verdict, override=Override(tuple(own.items())))


def too_strict(n: int = 25) -> list[Review]:
    rng = random.Random(1)
    return [review(i, [rng.uniform(0.3, 0.49), 0.9, 0.05], {0: "covered"}) for i in range(n)]


def test_a_grader_that_is_too_strict_is_lifted() -> None:
    slope, offset = _calibrate.fit(_calibrate.marks(too_strict(), "keywords"))
    assert offset > 0.2 and 0.5 < slope < 2


def test_without_overrides_nothing_changes() -> None:
    slope, offset = _calibrate.fit([])
    assert (slope, offset) == (1.0, 0.0)


def test_what_it_would_change_is_measured_on_questions_held_out() -> None:
    change = _calibrate.held_out(_calibrate.marks(too_strict(), "keywords"))
    assert (change.overridden, change.agreed_before) == (25, 0)
    assert change.agreed_after > 15
    assert change.loss_after < change.loss_before
    assert change.turned == 0


def test_overrides_of_other_graders_do_not_count() -> None:
    assert _calibrate.count(too_strict(), "keywords") == 25
    assert _calibrate.count(too_strict(), "coverage") == 0
    assert _calibrate.marks(too_strict(), "coverage") == []


def test_a_correction_in_force_is_taken_back_before_the_next_is_learnt() -> None:
    (mark, *_) = _calibrate.marks([review(1, [0.5], {0: "missed"}, "1+own(1,+1)")], "keywords")
    assert mark.coverage == pytest.approx(0.2689, abs=1e-4)


def test_a_correction_changes_grades_and_can_be_undone() -> None:
    asked = Request("We cache.", "How?", ("Responses are cached in Redis", "Retries back off"))
    before = open_grader("keywords").grade([asked])[0]
    _correction.apply("keywords", _correction.Correction(1.0, 1.0, 20, "2026-11-20"))
    during = open_grader("keywords").grade([asked])[0]
    _correction.apply("keywords", None)
    assert during.points[0].coverage > before.points[0].coverage
    assert during.grader.version == before.grader.version + "+own(1,+1)"
    assert open_grader("keywords").grade([asked])[0] == before
