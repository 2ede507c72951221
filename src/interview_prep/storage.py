"""Progress on disk: reviews are the record, memories are a cache of what they lead to, sessions can be gone on with."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from interview_prep import records, scheduling, schema, tables
from interview_prep.backups import beside
from interview_prep.errors import PrepError
from interview_prep.locks import SessionLocks
from interview_prep.model import Question, Verdict
from interview_prep.records import Override, Rated, Review, UnreadableError, reference_digest, stamp, utc_now
from interview_prep.scheduling import Memory, day_number


class Progress:
    """One user's progress; a context manager.

    Raises PrepError on opening a database that is damaged, newer than this program, or another program's. Where
    nothing can be written, or there is none and none is to be made (``making``), reading works, ``writable`` is False.
    """

    def __init__(self, path: Path, now: Callable[[], datetime] = utc_now, making: bool = True) -> None:
        self.path = path
        self.now = now
        self.db, self.writable = schema.open_database(path, making)
        self._no_backup: PrepError | None = None
        self.locks = SessionLocks(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.close()
        if isinstance(error, sqlite3.DatabaseError | UnreadableError):
            raise schema.explained(self.path, error) from error
        if error is None and self._no_backup:
            raise self._no_backup

    def close(self) -> None:
        """Close the database and let go of the sessions."""
        self.db.close()
        self.locks.close()

    def require_writable(self) -> None:
        """Raise PrepError where answers could not be kept."""
        if not self.writable:
            raise PrepError(f"{self.path} cannot be written; name another place with --db or PREP_DB")

    @contextmanager
    def writing(self, lasting: bool = False) -> Iterator[None]:
        """Do several writes as one: all of them or none, and no other process between them.

        Every write outlives a kill of the program; a ``lasting`` one is waited for until it outlives a power cut.
        """
        self.require_writable()
        if self.db.conn.in_transaction:
            yield
            return
        self.db.execute(f"PRAGMA synchronous={'FULL' if lasting else 'NORMAL'}")
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise

    # Reading

    def memories(self, question_ids: Iterable[str] | None = None) -> dict[str, Memory]:
        """Return what is remembered of the questions (default: of all that were rated), by id."""
        query = "SELECT * FROM memories"
        try:
            if question_ids is None:
                return {row["question_id"]: records.memory_of(row) for row in self.db.query(query)}
            found = (self.db.query(f"{query} WHERE question_id = ?", [key]) for key in question_ids)
            return {row["question_id"]: records.memory_of(row) for rows in found for row in rows}
        except (UnreadableError, sqlite3.OperationalError) as error:
            cure = "`prep rebuild` makes the memories anew from the answers"
            raise schema.explained(self.path, error, cure) from error

    def suspended(self) -> frozenset[str]:
        """Return the ids of the questions that are not to be asked."""
        return frozenset(row["question_id"] for row in self.db.query("SELECT question_id FROM suspended"))

    def history(self, question_id: str) -> list[Review]:
        """Return every answer to a question, the oldest first."""
        return list(self._reviews("question_id = ? ORDER BY id", [question_id]))

    def reviews(self) -> Iterator[Review]:
        """Yield every answer, the oldest first, in bounded memory."""
        last = 0
        while rows := list(self._reviews("id > ? ORDER BY id LIMIT 1000", [last])):
            yield from rows
            last = rows[-1].id

    def overrides(self) -> list[Review]:
        """Return the answers whose verdicts or score the user has put right; ``override`` says how."""
        return list(self._reviews("id IN (SELECT review_id FROM overrides) ORDER BY id", []))

    def ratings(self) -> Iterator[Rated]:
        """Yield what statistics need of every closed answer, in the order of closing, in bounded memory."""
        own = {review.id: review.score for review in self.overrides()}
        columns = "id, question_id, rated_at, rated_day, rating, score, cram"
        for row in self.db.query(f"SELECT {columns} FROM reviews WHERE rated_at IS NOT NULL {_ORDER}"):
            yield records.rated_of(row | {"score": own.get(row["id"], row["score"])})

    def last_day(self, question_id: str) -> int | None:
        """Return the user's own day of the last rating of a question; None without one, or where it was not kept."""
        days = [day for *_, day in self._ratings_of(question_id)]
        return days[-1] if days else None

    def unrated(self) -> int:
        """Return how many answers are not closed: they wait for their rating, or were left so."""
        return self.db.table("reviews").count_where("rated_at IS NULL")

    def review(self, review_id: int) -> Review:
        """Return one answer."""
        return next(self._reviews("id = ?", [review_id]))

    def answered(self) -> frozenset[str]:
        """Return the ids of all questions that were ever answered."""
        return frozenset(key for (key,) in self.db.execute(_ANSWERED))

    def done_since(self, start: datetime) -> tuple[int, int]:
        """Return how many questions were rated for the first time, and how many again, since ``start``."""
        rows = self.db.query(
            f"SELECT min(rated_at) >= :start AS new {_RATED} AND question_id IN"
            f" (SELECT question_id {_RATED} AND rated_at >= :start) GROUP BY question_id",
            {"start": stamp(start)},
        )
        first = [row["new"] for row in rows]
        return sum(first), len(first) - sum(first)

    def _reviews(self, where: str, values: list[Any]) -> Iterator[Review]:
        rows = list(self.db.query(f"SELECT * FROM reviews WHERE {where}", values))
        own = self._own_verdicts([row["id"] for row in rows])
        return (records.review_of(row, own.get(row["id"], Override())) for row in rows)

    def _own_verdicts(self, ids: list[int]) -> dict[int, Override]:
        if not ids:
            return {}
        found: dict[int, list[dict[str, Any]]] = {}
        query = "SELECT * FROM overrides WHERE review_id BETWEEN ? AND ? ORDER BY id"
        for row in self.db.query(query, [min(ids), max(ids)]):
            found.setdefault(row["review_id"], []).append(row)
        return {key: records.override_of(rows) for key, rows in found.items()}

    # One answer: submitted, graded, rated

    def submit(
        self,
        question: Question,
        answer: str,
        seconds: float,
        hints: int = 0,
        cram: bool = False,
        session: int | None = None,
    ) -> int:
        """Keep an answer, before anything is made of it, and drop its draft; return the review's id."""
        row = {
            "session_id": session,
            "question_id": question.id,
            "bank": question.bank,
            "submitted_at": stamp(self.now()),
            "answer": answer,
            "seconds": seconds,
            "hints": hints,
            "cram": int(cram),
            "reference": reference_digest(question),
        }
        with self.writing(lasting=True):
            self.db.execute("DELETE FROM drafts WHERE question_id = ?", [question.id])
            return int(str(self.db.table("reviews").insert(row).last_pk))

    def grade(self, review_id: int, verdict: Verdict) -> None:
        """Keep the grader's verdict on an answer."""
        with self.writing():
            self.db.table("reviews").update(review_id, records.verdict_row(verdict))

    def dispute(self, review_id: int, override: Override) -> None:
        """Keep what the user says against the grader's verdict; what was said before stays where this is silent."""
        said = {"review_id": review_id, "at": stamp(self.now())}
        with self.writing(lasting=True):
            for point, verdict in override.verdicts:
                self.db.table("overrides").insert(said | {"point": point, "verdict": verdict})
            if override.score is not None:
                self.db.table("overrides").insert(said | {"score": override.score})

    def withdraw_score(self, review_id: int) -> None:
        """Let a score of the user's own count no longer; verdicts of the user's own stay."""
        with self.writing(lasting=True):
            self.db.execute("DELETE FROM overrides WHERE review_id = ? AND point IS NULL", [review_id])

    def rate(
        self, review_id: int, rating: str | None, retention: float, queue: Callable[[Memory | None], str] | None = None
    ) -> Memory | None:
        """Close an answer with its rating (None: without one), and with it keep the session's queue after it.

        Returns the memory of the question afterwards; an answer of a cramming session leaves it alone.
        """
        with self.writing(lasting=True):
            row = next(iter(self.db.query("SELECT * FROM reviews WHERE id = ?", [review_id])))
            now = self.now()
            change = {"rating": rating, "rated_at": stamp(now), "rated_day": day_number(now), "retention": retention}
            self.db.table("reviews").update(review_id, change)
            memory = self._remember(row["question_id"])
            if queue is not None:
                self.db.table("sessions").update(row["session_id"], {"queue": queue(memory)})
            return memory

    def unrate(self, review_id: int, queue: str | None = None) -> None:
        """Take a rating back: the answer is open again, its question not suspended, the memory what it was before."""
        with self.writing(lasting=True):
            row = next(iter(self.db.query("SELECT * FROM reviews WHERE id = ?", [review_id])))
            none = dict.fromkeys(("rating", "rated_at", "rated_day", "retention"))
            self.db.table("reviews").update(review_id, none | {"undone": row["undone"] + 1})
            if queue is not None:
                self.db.table("sessions").update(row["session_id"], {"queue": queue})
            self.db.execute("DELETE FROM suspended WHERE question_id = ?", [row["question_id"]])
            self._remember(row["question_id"])

    def _remember(self, question_id: str) -> Memory | None:
        # From all its reviews each time: live and rebuilt memories are then the same by construction.
        memory = scheduling.replay(question_id, self._ratings_of(question_id))
        if memory is None:
            self.db.execute("DELETE FROM memories WHERE question_id = ?", [question_id])
        else:
            self.db.table("memories").insert(records.memory_row(memory), replace=True)
        return memory

    def _ratings_of(self, question_id: str) -> Iterator[tuple[str, datetime, float, int | None]]:
        query = f"SELECT id, rating, rated_at, rated_day, retention {_RATED} AND question_id = ? {_ORDER}"
        return map(records.rating_of, self.db.query(query, [question_id]))

    def rebuild(self) -> tuple[int, int]:
        """Make every memory anew from the reviews; return how many there are, and how many are not as they were."""
        with self.writing():
            before = self._memory_rows()
            tables.make_memories(self.db)
            for row in list(self.db.query(f"SELECT DISTINCT question_id {_RATED}")):
                self._remember(row["question_id"])
            after = self._memory_rows()
        return len(after), sum(before.get(key) != after.get(key) for key in before.keys() | after.keys())

    def _memory_rows(self) -> dict[Any, dict[str, Any]]:
        # As they stand: a memory that cannot be read must not keep a rebuild from mending it.
        try:
            return {row["question_id"]: row for row in self.db.query("SELECT * FROM memories")}
        except (KeyError, sqlite3.OperationalError):
            return {}

    # What stands beside the answers

    def suspend(self, question_id: str, queue: str | None = None, session: int | None = None) -> None:
        """Never ask this question again, until ``unsuspend``."""
        with self.writing():
            self.db.table("suspended").insert({"question_id": question_id, "at": stamp(self.now())}, replace=True)
            if session is not None:
                self.db.table("sessions").update(session, {"queue": queue})

    def unsuspend(self, question_id: str) -> bool:
        """Ask the question again; tell whether it was suspended."""
        with self.writing():
            return self.db.execute("DELETE FROM suspended WHERE question_id = ?", [question_id]).rowcount > 0

    def reference_changed(self, question: Question) -> bool:
        """Tell, once, whether the reference differs from the one that the last answer was graded by."""
        digest = reference_digest(question)
        rows = list(self.db.query("SELECT digest FROM known_references WHERE question_id = ?", [question.id]))
        last = "SELECT reference AS digest FROM reviews WHERE question_id = ? ORDER BY id DESC LIMIT 1"
        known = [row["digest"] for row in rows or self.db.query(last, [question.id])]
        if self.writable and (not rows or known != [digest]):
            with self.writing():
                self.db.table("known_references").insert({"question_id": question.id, "digest": digest}, replace=True)
        return bool(known) and known[0] != digest

    def back_up(self, older_than: timedelta = timedelta(hours=20)) -> None:
        """Keep a copy beside the database, unless there is one younger than that, or no answer to keep."""
        target = beside(self.path, ".backup")
        if self.writable and self.answered() and not schema.fresh(target, self.now() - older_than):
            try:
                schema.back_up(self.path, target)
            except PrepError as error:  # said on leaving: what the session still has to show comes first
                self._no_backup = error


_RATED = "FROM reviews WHERE rating IS NOT NULL AND NOT cram"
_ORDER = "ORDER BY rated_at, id"
# From id to id along the index: as many steps as there are questions, however many answers each has.
_ANSWERED = """
WITH RECURSIVE each(key) AS (
    SELECT min(question_id) FROM reviews
    UNION ALL SELECT (SELECT min(question_id) FROM reviews WHERE question_id > key) FROM each WHERE key IS NOT NULL
) SELECT key FROM each WHERE key IS NOT NULL"""
