"""Guesses of kind, difficulty and topics."""

import pytest

from interview_prep import topics
from interview_prep.model import Guidance


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Tell me about a time when you failed.", "behavioral"),
        ("Describe a production incident you handled and how you resolved it.", "behavioral"),
        ("What was the hardest bug you faced in this project?", "behavioral"),
        ("Share an experience where you had to debug a system.", "behavioral"),
        ("What's your approach to handling production incidents?", "scenario"),
        ("Describe your approach to mentoring junior engineers.", "knowledge"),
        ("How do you handle disagreements with team members?", "scenario"),
        ("How did you handle high availability in your deployment?", "knowledge"),
        ("Your bill increased by 300% last month. How do you investigate?", "scenario"),
        ("Design a rate limiter.", "design"),
        ("Implement an LRU cache.", "coding"),
        ("What is a token?", "knowledge"),
    ],
)
def test_kind(question: str, kind: str) -> None:
    """A question is behavioral only where a person's own story is asked."""
    assert topics.guess_kind(question, "General") == kind


@pytest.mark.parametrize(
    ("question", "section", "first"),
    [
        ("What is chunk overlap?", "QUICK FIRE", "rag"),
        ("How do you cache prompts in Redis?", "Cost", "caching"),
        ("Compare BERT and T5 encoders", "NLP", "transformers"),
    ],
)
def test_topics(question: str, section: str, first: str) -> None:
    assert topics.guess_topics(question, section)[0] == first


def test_bands() -> None:
    """Difficulty bands by question number are read from a document's guidance."""
    text = "- **Foundational (1-30)**: x\n- **Hard (31–60)**: y\n- other (1-2)"
    assert topics.bands([Guidance("Question Difficulty", text, 1), Guidance("Tips", "Easy (1-9)", 9)]) == [
        (1, 30, "foundational"),
        (31, 60, "advanced"),
    ]
