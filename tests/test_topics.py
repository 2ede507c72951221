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


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How do you set error budgets?", "cost"),
        ("Check whether a string is a palindrome.", "testing"),
        ("Flatten a list without external libraries.", "frameworks"),
        ("Explain Direct Preference Optimization.", "performance"),
        ("What is your cost optimization strategy?", "performance"),
        ("How did you optimize the cost of your models?", "performance"),
        ("Why FastAPI over Flask?", "performance"),
        ("How do you encrypt data at rest?", "api"),
        ("How did you set up VPC endpoints?", "inference"),
        ("How do you implement distributed tracing?", "scaling"),
        ("How do you find infrastructure drift?", "machine-learning"),
        ("How do you implement API versioning?", "mlops"),
        ("What is a trie data structure?", "data"),
        ("Describe the GLUE benchmark.", "aws"),
        ("How do you implement dependency injection?", "security"),
        ("How do you test edge cases?", "edge"),
        ("Explain the adapter pattern.", "fine-tuning"),
        ("When do you hand over to human agents?", "agents"),
    ],
)
def test_a_word_of_another_matter_is_no_topic(question: str, topic: str) -> None:
    """What sounds like a topic and belongs to a fixed expression of another one does not count."""
    assert topic not in topics.guess_topics(question, "General")


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("How do you plan a cloud budget?", "cost"),
        ("Which Python libraries do you use?", "frameworks"),
        ("How do you optimize a slow query?", "performance"),
        ("REST or GraphQL?", "api"),
        ("Explain model versioning.", "mlops"),
        ("How did you use AWS Glue?", "aws"),
        ("What is drift?", "machine-learning"),
    ],
)
def test_a_word_in_its_own_matter_is_a_topic(question: str, topic: str) -> None:
    assert topic in topics.guess_topics(question, "General")


def test_bands() -> None:
    """Difficulty bands by question number are read from a document's guidance."""
    text = "- **Foundational (1-30)**: x\n- **Hard (31–60)**: y\n- other (1-2)"
    assert topics.bands([Guidance("Question Difficulty", text, 1), Guidance("Tips", "Easy (1-9)", 9)]) == [
        (1, 30, "foundational"),
        (31, 60, "advanced"),
    ]
