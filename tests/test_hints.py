"""What a hint tells: what a key point is about, never the whole of it."""

import pytest

from interview_prep import banks
from interview_prep.model import label_of


@pytest.mark.parametrize(
    ("point", "label"),
    [
        ("Overlap: it keeps sentences whole.", "Overlap"),
        ("A classic channel is a markdown image whose URL carries secrets.", "A classic channel is …"),
        ("Product quantization compresses vectors, which reduces memory.", "Product quantization compresses vectors …"),
        ("A specific task such as extraction needs hundreds of examples.", "A specific task …"),
        ("If the summaries exceed the window, a step reduces them again.", "If the summaries exceed the window …"),
        (
            "The Strategy pattern puts interchangeable algorithms behind one interface each, chosen at run time.",
            "The Strategy pattern puts interchangeable algorithms behind …",
        ),
        ("Enable auto-scaling", "Enable …"),
    ],
)
def test_a_hint_says_what_the_point_is_about(point: str, label: str) -> None:
    """A label is the hint; without one, 3 to 8 words up to a comma, an auxiliary verb or before a preposition."""
    assert label_of(point) == label


def test_no_hint_tells_more_than_half_of_a_shipped_point() -> None:
    for question in banks.discover().questions():
        for point in question.key_points:
            hint = label_of(point)
            told, whole = len(hint.removesuffix(" …").split()), len(point.split())
            assert not hint.endswith("…") or 1 <= told <= min(8, (whole + 1) // 2), (question.id, hint)
