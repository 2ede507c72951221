import pytest

from interview_prep.grading._contrast import contrast


@pytest.mark.parametrize(
    ("sign", "point", "told"),
    [
        ("negation", "BFS uses a queue", "BFS does not use a queue"),
        ("antonym", "Quantisation increases speed", "quantisation decreases speed"),
        ("antonym", "Filters run before the k-NN search", "the filters run after the k-NN search"),
    ],
)
def test_what_speaks_against_a_point(sign: str, point: str, told: str) -> None:
    assert getattr(contrast(point, told), sign) == 1.0
    assert getattr(contrast(point, point), sign) == 0.0


def test_order_tells_exchanged_sides() -> None:
    point = "Batch costs less than online inference"
    assert contrast(point, point).order == 1.0
    assert contrast(point, "online inference costs less than batch").order < 0.5
