"""Half-typed answers: kept while they are typed, offered again, gone when they are submitted."""

import re

from interview_prep.records import stamp
from interview_prep.storage import Progress

_NO_BYTE = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")


def storable(text: str) -> str:
    """Return typed text as UTF-8 can hold it: bytes not decoded yet are read as UTF-8, what is none becomes U+FFFD."""
    return _NO_BYTE.sub("\ufffd", text).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def read(progress: Progress, question_id: str) -> tuple[str, int]:
    """Return the half-typed answer to a question and the number of hints seen, or "" and 0."""
    rows = list(progress.db.query("SELECT answer, hints FROM drafts WHERE question_id = ?", [question_id]))
    return (rows[0]["answer"], rows[0]["hints"]) if rows else ("", 0)


def question_ids(progress: Progress) -> frozenset[str]:
    """Return the ids of the questions with a half-typed answer."""
    return frozenset(row["question_id"] for row in progress.db.query("SELECT question_id FROM drafts"))


def keep(progress: Progress, question_id: str, answer: str, hints: int = 0) -> None:
    """Keep a half-typed answer; nothing typed and no hint seen leaves none."""
    with progress.writing():
        progress.db.execute("DELETE FROM drafts WHERE question_id = ?", [question_id])
        if answer.strip() or hints:
            row = {"question_id": question_id, "answer": storable(answer), "hints": hints, "at": stamp(progress.now())}
            progress.db.table("drafts").insert(row)
