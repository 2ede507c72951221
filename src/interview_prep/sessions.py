"""Sessions on disk: what was still to be asked, so that an interrupted one can be gone on with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from interview_prep.records import Review, moment, reading, stamp
from interview_prep.session import Queue
from interview_prep.storage import Progress

_OPEN = "SELECT id FROM reviews WHERE session_id = ? AND rated_at IS NULL"
_RATED = "FROM reviews WHERE session_id = ? AND rated_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A session that is not over, and what it is still to ask."""

    id: int
    started_at: datetime
    cram: bool
    size: int
    done: int
    queue: Queue


def begin(progress: Progress, queue: str, size: int, cram: bool) -> int:
    """Keep a new session and hold it open; return its id."""
    row = {"started_at": stamp(progress.now()), "cram": int(cram), "size": size, "queue": queue}
    with progress.writing():
        session = int(str(progress.db.table("sessions").insert(row).last_pk))
        progress.locks.hold(session)  # before another process can see it, and take it for an interrupted one
    return session


def save(progress: Progress, session: int, queue: str) -> None:
    """Keep what is still to be asked."""
    with progress.writing():
        progress.db.table("sessions").update(session, {"queue": queue})


def end(progress: Progress, sessions: Iterable[int]) -> None:
    """Mark sessions as over: nobody is asked whether to go on with them."""
    with progress.writing():
        for session in sessions:
            progress.db.table("sessions").update(session, {"ended_at": stamp(progress.now())})


def unfinished(progress: Progress) -> tuple[list[Unfinished], list[Unfinished]]:
    """Return the sessions that were interrupted, and those that are open elsewhere, the latest first.

    Raises UnreadableError where one is damaged.
    """
    rows = progress.db.query("SELECT * FROM sessions WHERE ended_at IS NULL ORDER BY id DESC")
    interrupted: list[Unfinished] = []
    alive: list[Unfinished] = []
    for row in rows:
        session = _unfinished(progress, row)
        if progress.writable and progress.locks.alive(session.id):
            alive.append(session)
        else:
            interrupted.append(session)
    return interrupted, alive


def taken(progress: Progress, session: int) -> Unfinished | None:
    """Take an interrupted session for this process, as it is now; None where another one has it, or has ended it."""
    if not progress.locks.hold(session):
        return None
    rows = progress.db.query("SELECT * FROM sessions WHERE ended_at IS NULL AND id = ?", [session])
    return next((_unfinished(progress, row) for row in rows), None)


def _unfinished(progress: Progress, row: dict[str, Any]) -> Unfinished:
    with reading(f"session {row['id']}"):
        queue, started = Queue.from_text(row["queue"]), moment(row, "started_at")
        if started is None:
            raise KeyError("started_at")
    rated = progress.db.query(f"SELECT count(DISTINCT question_id) AS done {_RATED}", [row["id"]])
    return Unfinished(row["id"], started, bool(row["cram"]), row["size"], next(iter(rated))["done"], queue)


def open_review(progress: Progress, session: int, question_id: str) -> Review | None:
    """Return the (first) answer of this session to this question that was submitted and not yet rated."""
    query = f"{_OPEN} AND question_id = ? ORDER BY id LIMIT 1"
    return next((progress.review(row["id"]) for row in progress.db.query(query, [session, question_id])), None)


def unrated(progress: Progress, sessions: Iterable[int]) -> list[str]:
    """Return the ids of the questions with an answer of these sessions that was submitted and not rated, each once."""
    query = f"SELECT question_id FROM reviews WHERE id IN ({_OPEN})"
    found = (row["question_id"] for session in sessions for row in progress.db.query(query, [session]))
    return list(dict.fromkeys(found))


def reviews_of(progress: Progress, session: int) -> list[Review]:
    """Return the closed answers of a session, the oldest first."""
    rows = progress.db.query(f"SELECT id {_RATED} ORDER BY rated_at, id", [session])
    return [progress.review(row["id"]) for row in rows]
