import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from interview_prep import paths
from interview_prep.errors import PrepError
from interview_prep.grading import Request, _calibrate, _correction, open_grader
from interview_prep.grading._score import Finding, Scale, judge, scale
from interview_prep.model import Grader, PointVerdict, Verdict
from interview_prep.records import Override, Review

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def point(coverage: float, verdict: str = "") -> PointVerdict:
    return PointVerdict("p", verdict or ("covered" if coverage >= 0.5 else "missed"), coverage, "")


def review(number: int, points: list[PointVerdict], override: Override, score: float = 50.0, mark: str = "") -> Review:
    verdict = Verdict(score, "hard", tuple(points), Grader("keywords", None, "1" + mark))
    return Review(number, None, f"q-{number}", "b", NOW, "a", verdict=verdict, override=override)


def own(index: int, verdict: str) -> Override:
    return Override(((index, verdict),))


def too_strict(n: int = 25) -> list[Review]:
    """The user calls covered what the grader gives 0.44 to 0.49, and leaves the rest alone."""
    rng = random.Random(1)
    return [review(i, [point(rng.uniform(0.44, 0.49)), point(0.9), point(0.05)], own(0, "covered")) for i in range(n)]


def marks(*reviews: Review) -> tuple[_calibrate.Mark, ...]:
    return _calibrate.read(reviews, "keywords").marks


def plain() -> Scale:
    return scale("keywords", corrected=False)


def test_a_grader_that_is_too_strict_is_lifted() -> None:
    slope, offset = _calibrate.fit(marks(*too_strict()))
    assert 0.2 < offset < 0.6 and 0.9 < slope < 1.1


def test_without_overrides_nothing_changes() -> None:
    assert _calibrate.fit([]) == (1.0, 0.0)


@pytest.mark.parametrize("coverage", [0.001, 0.01, 0.1, 0.3])
@pytest.mark.parametrize("count", [60, 3000])
def test_a_correction_is_small(coverage: float, count: int) -> None:
    """However many overrides point one way, and however far off they find the grader, the correction has its bounds."""
    slope, offset = _calibrate.fit([_calibrate.Mark("q", coverage, 1.0, 1.0, put_right=True)] * count)
    assert 0.8 <= slope <= 1.0 and 0.0 < offset <= 1.0


@pytest.mark.parametrize(("count", "moved"), [(20, 0.25), (60, 0.7)])
def test_a_correction_grows_with_the_overrides_that_agree(count: int, moved: float) -> None:
    slope, offset = _calibrate.fit([_calibrate.Mark("q", 0.25, 1.0, 1.0, put_right=True)] * count)
    assert offset == pytest.approx(moved, abs=0.05)
    assert slope == pytest.approx(1.0, abs=0.05)


def test_overrides_both_ways_leave_the_offset_where_it_is() -> None:
    both = [(0.45, "covered"), (0.55, "missed")] * 20
    _, offset = _calibrate.fit(marks(*(review(i, [point(c)], own(0, said)) for i, (c, said) in enumerate(both))))
    assert offset == pytest.approx(0.0, abs=0.01)


def test_what_it_would_change_is_measured_on_questions_held_out() -> None:
    change = _calibrate.held_out(_calibrate.read(too_strict(), "keywords"), plain())
    assert (change.put_right.number, change.put_right.before) == (25, 0)
    assert change.put_right.after > 15
    assert change.left_alone == _calibrate.Agreement(50, 50, 50)
    assert change.loss_after < change.loss_before
    assert change.helps


def test_a_correction_that_turns_more_points_than_it_puts_right_does_not_help() -> None:
    """One point that the user finds covered must not lift nine that lie just below the line and were left there."""
    low = [review(i, [point(0.35), *[point(0.49)] * 9], own(0, "covered")) for i in range(25)]
    change = _calibrate.held_out(_calibrate.read(low, "keywords"), plain())
    assert change.left_alone.after < change.left_alone.before
    assert not change.helps


def test_overrides_of_other_graders_do_not_count() -> None:
    assert _calibrate.read(too_strict(), "keywords").number == 25
    assert _calibrate.read(too_strict(), "coverage") == _calibrate.Overrides((), (), 0, 0)


@pytest.mark.parametrize("still", [point(0.02, "contradicted"), point(0.0)])
def test_what_a_correction_does_not_move_is_neither_learnt_from_nor_shown(still: PointVerdict) -> None:
    found = _calibrate.read([review(i, [still], own(0, "covered")) for i in range(40)], "keywords")
    assert (found.marks, found.number, found.unmoved, found.repeated) == ((), 0, 40, 0)
    scored = _calibrate.read([review(1, [still], Override(score=90.0), score=0.0)], "keywords")
    assert (scored.marks, scored.scores, scored.unmoved) == ((), (), 1)


@pytest.mark.parametrize("override", [own(0, "covered"), Override(score=60.2)])
def test_an_override_that_repeats_the_grader_asks_for_no_change(override: Override) -> None:
    found = _calibrate.read([review(i, [point(0.6)], override, score=60.0) for i in range(25)], "keywords")
    assert (found.number, found.questions, found.unmoved, found.repeated) == (0, 0, 0, 25)
    assert all(mark.left_alone and mark.target == mark.coverage for mark in found.marks)
    assert _calibrate.fit(found.marks) == pytest.approx((1.0, 0.0))


def too_low(n: int = 25) -> list[Review]:
    """The user gives 15 points of 100 more than the grader."""
    coverages = (0.6, 0.55, 0.45)
    asked = Request("a", "", ("p",) * len(coverages))
    score = judge(asked, [Finding(c) for c in coverages], Grader("keywords", None, "1"), plain()).score or 0.0
    return [review(i, [point(c) for c in coverages], Override(score=score + 15), score) for i in range(n)]


def test_scores_put_right_are_shown_by_their_error_and_their_points_are_not_called_left_alone() -> None:
    found = _calibrate.read(too_low(), "keywords")
    change = _calibrate.held_out(found, plain())
    assert (found.number, change.scores.number, change.left_alone.number) == (25, 25, 0)
    assert change.scores.before == pytest.approx(15)
    assert change.scores.after < 12
    assert change.helps


def test_a_short_reference_that_is_read_as_a_whole_is_learnt_from_by_its_score() -> None:
    """Its score does not follow from its points: it is moved as the grader moves it."""
    whole = [review(i, [point(0.5), point(0.4)], Override(score=90.0), score=81.0) for i in range(25)]
    (score, *_) = _calibrate.read(whole, "keywords").scores
    assert score.credit == pytest.approx(0.81)
    assert _calibrate._scored(score, plain()) == 81.0
    assert _calibrate._scored(score, replace(plain(), offset=1.0)) == pytest.approx(92.1)


def test_a_correction_in_force_is_taken_back_before_the_next_is_learnt() -> None:
    (mark,) = marks(review(1, [point(0.5)], own(0, "missed"), mark="+own(1,+1)"))
    assert mark.coverage == pytest.approx(0.2689, abs=1e-4)


def test_what_is_left_alone_under_a_correction_asks_to_stay_as_it_was_shown() -> None:
    (_, mark) = marks(review(1, [point(0.9), point(0.5)], own(0, "missed"), mark="+own(1,+1)"))
    assert (mark.left_alone, mark.target) == (True, 0.5)


def test_a_correction_changes_grades_and_can_be_undone() -> None:
    asked = Request("We cache.", "How?", ("Responses are cached in Redis", "Retries back off"))
    before = open_grader("keywords").grade([asked])[0]
    _correction.apply("keywords", _correction.Correction(1.0, 1.0, 20, "2026-11-20"))
    during = open_grader("keywords").grade([asked])[0]
    assert _correction.take_back("keywords")
    assert not _correction.take_back("keywords")
    assert during.points[0].coverage > before.points[0].coverage
    assert during.grader.version == before.grader.version + "+own(1,+1)"
    assert open_grader("keywords").grade([asked])[0] == before


@pytest.mark.parametrize("answer", ["", "I don't know.", "How?"])
def test_an_answer_that_says_nothing_earns_nothing_under_any_correction(answer: str) -> None:
    _correction.apply("keywords", _correction.Correction(0.8, 1.0, 20, "2026-11-20"))
    (verdict,) = open_grader("keywords").grade([Request(answer, "How?", ("Responses are cached in Redis",))])
    assert (verdict.score, verdict.points[0].coverage, verdict.points[0].verdict) == (0.0, 0.0, "missed")


def test_each_grader_keeps_its_own_correction() -> None:
    one, other = (_correction.Correction(1.0, offset, 20, "2026-11-20") for offset in (0.5, -0.5))
    _correction.apply("keywords", one)
    _correction.apply("pair", other)
    assert _correction.take_back("keywords")
    assert (_correction.applied("keywords"), _correction.applied("pair")) == (None, other)


CURE = "`prep calibrate --undo --grader keywords` takes it back"
NO_FIELDS = f"the correction of 'keywords' does not hold just slope, offset, overrides, date; {CURE}"
KEPT = '{{"keywords": {{"slope": {}, "offset": {}, "overrides": 20, "date": "2026-11-20"}}}}'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[]", f"holds no corrections by grader; {CURE}"),
        ("{", f"not valid JSON; {CURE}"),
        ("[" * 100_000, f"not valid JSON; {CURE}"),
        ('{"keywords": null}', NO_FIELDS),
        ('{"keywords": {"slope": 1.0}}', NO_FIELDS),
        (KEPT.format('"steep"', 0.1), f"the slope of 'keywords' is 'steep', not a number from 0.8 to 1.25; {CURE}"),
        (KEPT.format("true", 0.1), f"the slope of 'keywords' is True, not a number from 0.8 to 1.25; {CURE}"),
        (KEPT.format(1.0, "NaN"), f"the offset of 'keywords' is nan, not a number from -1 to 1; {CURE}"),
        (KEPT.format(1.0, 2.24), f"the offset of 'keywords' is 2.24, not a number from -1 to 1; {CURE}"),
    ],
)
def test_a_harmed_correction_is_one_line_and_can_be_taken_back(text: str, says: str) -> None:
    paths.correction().parent.mkdir(parents=True, exist_ok=True)
    paths.correction().write_text(text, encoding="utf-8")
    with pytest.raises(PrepError) as told:
        open_grader("keywords")
    assert (str(told.value), told.value.exit_code) == (f"{paths.correction()}: {says}", 2)
    assert _correction.take_back("keywords")
    assert open_grader("keywords").grader.version == "1"
