"""What a hint tells: what a key point is about, never the whole of it."""

import re

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
    assert label_of(point, "What is asked?") == label


@pytest.mark.parametrize(
    ("point", "question", "label"),
    [
        (
            "Ray Serve is a Python library on the cluster that runs replicas.",
            "What is Ray Serve?",
            "Ray Serve is a Python library …",
        ),
        (
            "As of 2025, systems such as Sora and Veo produce short clips.",
            "What are the systems of text-to-video generation?",
            "As of 2025, systems such as …",
        ),
        (
            "Model cards are filled automatically from the registry.",
            "What is a model card?",
            "Model cards are filled …",
        ),
        ("Stack: follows LIFO, last in and first out.", "What are a stack and a queue?", "Stack: follows LIFO …"),
        ("In transit: all services use TLS.", "How are services encrypted in transit?", "In transit: all …"),
        ("Overlap: it keeps sentences whole.", "What is chunking?", "Overlap"),
    ],
)
def test_a_hint_goes_on_where_it_would_only_say_the_question(point: str, question: str, label: str) -> None:
    """Up to the next such place, in the singular or plural, after a label too; but never beyond half of the point."""
    assert label_of(point, question) == label


def test_no_hint_tells_more_than_half_of_a_shipped_point() -> None:
    for question in banks.discover().questions():
        for point in question.key_points:
            hint = label_of(point, question.question)
            told, whole = len(hint.removesuffix(" …").split()), len(point.split())
            assert not hint.endswith("…") or 1 <= told <= min(8, (whole + 1) // 2), (question.id, hint)


def test_a_hint_of_a_shipped_point_says_more_than_the_question_where_its_half_does() -> None:
    def new(text: str, question: str) -> set[str]:
        asked, said = (set(re.findall(r"[^\W\d_]{4,}", each.lower())) for each in (question, text))
        return said - asked

    for question in banks.discover().questions():
        for point in question.key_points:
            hint, words = label_of(point, question.question), point.split()
            half = " ".join(words[: min(8, (len(words) + 1) // 2)])
            assert new(hint, question.question) or not new(half, question.question), (question.id, hint)
