"""Which references are read whole, and what is weighed then."""

import pytest

from interview_prep.grading import Request
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


def test_what_the_model_says_is_weighed_with_the_words() -> None:
    request = Request("The salt is left.", "What happens?", (ONE,), ONE)
    found = signals(request, [[0.8, 0.1, 0.1, 0.0]])
    assert tuple(found) == SIGNALS
    assert found["covered"] > 0 > found["missed"] > found["contradicted"]
    assert 0 < found["recall"] < 1
