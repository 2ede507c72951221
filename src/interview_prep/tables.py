"""The tables of the database, and the numbered steps that made them."""

from collections.abc import Callable
from typing import Any


def _reviews(db: Any) -> None:
    db["reviews"].create(
        {
            "id": int,
            "session_id": int,
            "question_id": str,
            "bank": str,
            "submitted_at": str,
            "answer": str,
            "seconds": float,
            "hints": int,
            "cram": int,
            "reference": str,
            "score": float,
            "suggested": str,
            "points": str,
            "truncated": int,
            "grader": str,
            "grader_model": str,
            "grader_version": str,
            "rating": str,
            "rated_at": str,
            "retention": float,
            "undone": int,
        },
        pk="id",
        not_null={"question_id", "submitted_at", "answer"},
        defaults={"undone": 0},
    )
    for indexed in (["question_id", "rated_at"], ["rated_at"], ["session_id"]):
        db["reviews"].create_index(indexed)
    columns = {"review_id": int, "point": int, "verdict": str, "score": float, "at": str}
    db["overrides"].create({"id": int} | columns, pk="id", not_null={"review_id", "at"})
    db["overrides"].create_index(["review_id"])


def make_memories(db: Any) -> None:
    """Make the table of memories, empty; one that is there goes, whatever state it is in."""
    db.execute("DROP TABLE IF EXISTS memories")
    columns = {"state": str, "step": int, "stability": float, "difficulty": float, "due": str, "last_review": str}
    db["memories"].create({"question_id": str} | columns | {"reps": int, "lapses": int}, pk="question_id")
    db["memories"].create_index(["due"])


def _memories(db: Any) -> None:
    make_memories(db)
    db["suspended"].create({"question_id": str, "at": str}, pk="question_id")
    db["known_references"].create({"question_id": str, "digest": str}, pk="question_id")


def _sessions(db: Any) -> None:
    columns = {"started_at": str, "ended_at": str, "cram": int, "size": int, "queue": str}
    db["sessions"].create({"id": int} | columns, pk="id")
    db["drafts"].create({"question_id": str, "answer": str, "hints": int, "at": str}, pk="question_id")


def _days(db: Any) -> None:
    db["reviews"].add_column("rated_day", int)  # the user's own day; it begins at 4 in the morning, local time


MIGRATIONS: list[Callable[[Any], None]] = [_reviews, _memories, _sessions, _days]
TABLES = ("reviews", "overrides", "memories", "suspended", "known_references", "sessions", "drafts")
