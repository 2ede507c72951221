"""A question as the plain object that programs get."""

from typing import Any

from interview_prep import jsontext
from interview_prep.model import Question

FIELDS = (
    "id",
    "bank",
    "number",
    "section",
    "subsection",
    "question",
    "kind",
    "difficulty",
    "topics",
    "answer",
    "answer_source",
    "key_points",
    "source_line",
    "note",
    "same_as",
)
REFERENCE_FIELDS = ("answer", "answer_source", "key_points", "source_line", "note")


def as_object(question: Question) -> dict[str, Any]:
    """Return the object of `prep list --json`: every field always there, tuples as lists, absent values as None."""
    values = {name: getattr(question, name) for name in FIELDS} | {"question": question.one_line}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def as_line(question: Question) -> str:
    """Return the object as one line of JSON."""
    return jsontext.dumps(as_object(question))


def without_reference(question: Question) -> dict[str, Any]:
    """Return the object less what a candidate must not see."""
    return {name: value for name, value in as_object(question).items() if name not in REFERENCE_FIELDS}
