"""Half-typed answers: kept while they are typed, offered again, gone when they are submitted."""

from interview_prep.records import stamp
from interview_prep.storage import Progress


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
            row = {"question_id": question_id, "answer": answer, "hints": hints, "at": stamp(progress.now())}
            progress.db.table("drafts").insert(row)
