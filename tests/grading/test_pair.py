"""The shipped pair grader: what it is for, on answers that stand nowhere in its data."""

import pytest

from interview_prep.grading import Grading, Request, open_grader

pytestmark = pytest.mark.model

QUESTION = "What is the difference between a process and a thread?"
POINTS = (
    "A process has its own address space, isolated from other processes.",
    "Threads of one process share its memory.",
    "Switching between threads of a process is cheaper than switching between processes.",
)
RIGHT = (
    "Every process gets an address space for itself and others can't touch it. Threads live inside a process and all "
    "see the same memory. Going from one thread to the next costs less than changing to another process."
)
SWAPPED = (
    "Every thread gets an address space for itself and others can't touch it. Processes all see the same memory. "
    "Going from one process to the next costs less than changing to another thread."
)


@pytest.fixture(scope="module")
def grader() -> Grading:
    return open_grader("pair")


def test_right_words_in_the_wrong_places_score_far_less(grader: Grading) -> None:
    right, swapped = grader.grade([Request(answer, QUESTION, POINTS) for answer in (RIGHT, SWAPPED)])
    assert right.score is not None and swapped.score is not None
    assert right.score > swapped.score + 15


def test_evidence_is_verbatim_and_every_point_has_a_verdict(grader: Grading) -> None:
    (verdict,) = grader.grade([Request(RIGHT, QUESTION, POINTS)])
    assert [point.text for point in verdict.points] == list(POINTS)
    assert all(point.evidence in RIGHT for point in verdict.points)
    assert all(0 <= point.coverage <= 1 for point in verdict.points)


@pytest.mark.parametrize("answer", ["", "I don't know.", QUESTION, "process, thread, memory, address, space, switch"])
def test_what_says_nothing_earns_nothing(grader: Grading, answer: str) -> None:
    (verdict,) = grader.grade([Request(answer, QUESTION, POINTS)])
    assert verdict.score is not None and verdict.score <= 10


def test_without_key_points_there_is_no_score(grader: Grading) -> None:
    (verdict,) = grader.grade([Request(RIGHT, QUESTION, ())])
    assert (verdict.score, verdict.rating, verdict.points) == (None, None, ())


def test_a_grade_does_not_depend_on_the_batch(grader: Grading) -> None:
    requests = [Request(RIGHT, QUESTION, POINTS), Request("Threads share memory.", QUESTION, POINTS[:2])]
    together = [verdict.score for verdict in grader.grade(requests)]
    alone = [grader.grade([request])[0].score for request in requests]
    assert together == pytest.approx(alone, abs=2)


def test_a_very_long_answer_is_read_in_part(grader: Grading) -> None:
    (verdict,) = grader.grade([Request(RIGHT + " And so on and on." * 6000, QUESTION, POINTS)])
    assert verdict.truncated


def test_each_signal_has_a_share(grader: Grading) -> None:
    shares = grader.shares(Request(RIGHT, QUESTION, POINTS))  # type: ignore[attr-defined]
    assert len(shares) == len(POINTS)
    assert {"covered", "contradicted", "near covered"} <= {name for name, _ in shares[0]}
