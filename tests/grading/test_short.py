"""Which references are read whole, and what is weighed then."""

import pytest

from interview_prep.grading import Grading, Request
from interview_prep.grading._short import SIGNALS, is_short, signals

ONE = "The water evaporates. The salt is left."


@pytest.mark.parametrize(
    ("points", "reference", "behavioral", "short"),
    [
        ((ONE,), ONE, False, True),
        (("The water evaporates.", "The salt is left."), ONE, False, True),
        (("the water evaporates",), ONE, False, True),
        (("Something of its own.",), ONE, False, False),
        ((), ONE, False, False),
        ((ONE,), None, False, False),
        ((ONE,), ONE, True, False),
        (tuple("abcd"), "a b c d", False, False),
        ((ONE,), ONE + " More." * 100, False, False),
    ],
)
def test_short_references(points: tuple[str, ...], reference: str | None, behavioral: bool, short: bool) -> None:
    assert is_short(Request("It boils.", "How?", points, reference, behavioral)) is short


SURE, MISSED, DENIED = (0.9, 0.05, 0.03, 0.02), (0.05, 0.05, 0.88, 0.02), (0.02, 0.03, 0.05, 0.9)


def test_what_both_models_say_is_weighed_with_how_far_the_reference_is_spoken_of() -> None:
    found = signals(SURE, MISSED, 0.5)
    assert tuple(found) == SIGNALS
    assert found == signals(MISSED, SURE, 0.5)  # neither model denies it
    assert signals(MISSED, MISSED, 0.5)["covered"] < found["covered"] < signals(SURE, SURE, 0.5)["covered"]


def test_what_is_denied_counts_as_far_as_it_is_spoken_of() -> None:
    hardly, wholly = (signals(SURE, DENIED, spoken)["denied"] for spoken in (0.1, 1.0))
    assert 0 < hardly < wholly / 5
    assert signals(DENIED, SURE, 1.0)["denied"] == 0.0  # it is the model of sentences that tells it


def test_beyond_some_sureness_a_denial_counts_no_more() -> None:
    leaning, surely, beyond_doubt = (
        signals(SURE, (share, 0.0, 0.0, 1 - share), 1.0)["denied"] for share in (0.3, 0.01, 0.0)
    )
    assert 0 < leaning < surely == beyond_doubt


@pytest.mark.parametrize(
    ("true", "false"),
    [
        ("Copper conducts heat better than wood does.", "Wood conducts heat better than copper does."),
        ("Heat makes a rail longer, cold makes it shorter.", "Cold makes a rail longer, heat makes it shorter."),
        ("Paris", "London"),
        ("Seeds need water to sprout.", "Seeds need no water to sprout."),
    ],
)
def test_what_turns_a_short_reference_round_scores_far_below_what_says_it(
    grader: Grading, true: str, false: str
) -> None:
    right, wrong = grader.grade([Request(answer, "What was seen?", (true,), true) for answer in (true, false)])
    assert right.score is not None and wrong.score is not None
    assert right.score >= 95 > 50 > wrong.score


def test_a_count_that_is_all_of_a_reference_decides(grader: Grading) -> None:
    asked, reference = "How many layers does the OSI model have?", "Seven layers."
    requests = [
        Request(answer, asked, (reference,), reference) for answer in ("7", "It has seven.", "5", "Five layers.")
    ]
    scores = [verdict.score or 0 for verdict in grader.grade(requests)]
    assert min(scores[:2]) >= 85 > 30 > max(scores[2:])
