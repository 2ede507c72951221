"""References that name one thing: it must be named, whatever else is like it."""

import pytest

from interview_prep.grading import Request
from interview_prep.grading._bare import named

WHERE = "Where?"
LAYERS = "How many layers does the OSI model have?"
STATUS = "Which HTTP status says that nothing was found?"


@pytest.mark.parametrize(
    ("question", "reference", "answer", "told"),
    [
        (WHERE, "Paris", "It is Paris.", 1),
        (WHERE, "Paris.", "London", 0),
        (WHERE, "Paris.", "Not Paris.", 0),
        (WHERE, "Paris.", "It isn't in Paris", 0),
        (WHERE, "Paris.", "Not London, Paris.", 1),
        (WHERE, "Paris.", "It is not Paris. Or is it? Paris!", 1),
        (WHERE, "Copenhagen", "Kopenhagen", 1),
        (WHERE, "In Paris, the capital", "London", None),
        (LAYERS, "Seven.", "7 layers", 1),
        (LAYERS, "It has seven layers.", "7", 1),
        (LAYERS, "Seven layers.", "five layers", 0),
        (LAYERS, "Seven layers.", "not 7", 0),
        (LAYERS, "Seven layers, of which four matter.", "7", None),
        (STATUS, "404 Not Found", "404", 1),
        (STATUS, "404", "403", 0),
        ("How long is the timeout?", "5 ms", "0.005 s", None),
        ("What does 404 say?", "404 says: not there.", "404", None),
        (WHERE, "No.", "No", None),
    ],
)
def test_what_a_bare_reference_names_must_be_named(
    question: str, reference: str, answer: str, told: float | None
) -> None:
    assert named(Request(answer, question, (reference,), reference)) == told
