"""Short hashes of a question's fields: which of them an importer derived, and whether its content has changed."""

import hashlib
import json
from typing import Any

from interview_prep.model import Question

DERIVED = (
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
)
CONTENT = ("section", "subsection", "question", "kind", "difficulty", "topics", "answer", "key_points", "note")


def fingerprint(value: Any) -> str:
    """Return the first eight hexadecimal digits of a value's SHA-256."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:8]


def content_hash(question: Question) -> str:
    """Return the hash of what a reader sees of a question; it is kept as ``content`` beside those of the fields."""
    return fingerprint([getattr(question, name) for name in CONTENT])


def derived_hashes(question: Question) -> tuple[tuple[str, str], ...]:
    """Return the hash of each derived field that has a value, and of the content."""
    values = ((name, getattr(question, name)) for name in DERIVED)
    hashes = [(name, fingerprint(value)) for name, value in values if value not in (None, ())]
    return (*hashes, ("content", content_hash(question)))


def is_derived(question: Question, name: str) -> bool:
    """Tell whether a field holds what the importer derived, or was left to it: without a hash, empty or the default."""
    value, kept = getattr(question, name), dict(question.derived).get(name)
    if kept is not None:
        return fingerprint(value) == kept
    if question.derived and name == "kind":
        return bool(value == "knowledge")
    if question.derived and name == "answer_source":
        return is_derived(question, "answer")
    return value in (None, ())
