"""A JSON array with the objects of `prep list --json`, one a line."""

import json
from collections.abc import Sequence

from interview_prep.listing import as_object
from interview_prep.model import Question


def render(questions: Sequence[Question]) -> str:
    """Return the questions as one JSON array."""
    lines = ",\n".join(json.dumps(as_object(question), ensure_ascii=False) for question in questions)
    return f"[\n{lines}\n]\n" if lines else "[]\n"
