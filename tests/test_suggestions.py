"""The name that was probably meant."""

import pytest

from interview_prep.suggestions import did_you_mean, unknown

CHOICES = ("rag", "agents", "cloud-storage", "advanced-rag-techniques", "aws-production", "advanced")


@pytest.mark.parametrize(
    ("given", "cure"),
    [
        ("ragg", "did you mean 'rag'?"),
        ("RAG", "did you mean 'rag'?"),
        ("agnets", "did you mean 'agents'?"),
        ("storage", "did you mean 'cloud-storage'?"),  # not "rag", whose letters it happens to hold
        ("aws", "did you mean 'aws-production'?"),
        ("rag-tech", "did you mean 'advanced-rag-techniques'?"),
        ("hard", ""),
        ("c", ""),
        ("", ""),
        ("\u65e5\u672c", ""),
    ],
)
def test_did_you_mean(given: str, cure: str) -> None:
    """A choice is near that differs in a few letters or holds what was given."""
    assert did_you_mean(given, CHOICES) == cure


def test_unknown_names_all_choices_where_none_is_near() -> None:
    assert unknown("difficulty", "hard", ("easy", "expert")) == "unknown difficulty 'hard'; choose from: easy, expert"
