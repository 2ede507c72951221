"""A JSON array with the objects of `prep list --json`, one a line."""

from collections.abc import Sequence

from interview_prep.listing import as_line
from interview_prep.model import Question


def render(questions: Sequence[Question]) -> str:
    """Return the questions as one JSON array."""
    lines = ",\n".join(map(as_line, questions))
    return f"[\n{lines}\n]\n" if lines else "[]\n"
