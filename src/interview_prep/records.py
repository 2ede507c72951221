"""What is kept of an answer: the review, and the words of the user against a verdict."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from interview_prep.model import Grader, PointVerdict, Question, Verdict
from interview_prep.scheduling import Memory


@dataclass(frozen=True, slots=True)
class Override:
    """The user's own verdicts (by index of the key point) and score for one answer; what is not said is absent."""

    verdicts: tuple[tuple[int, str], ...] = ()
    score: float | None = None

    def __bool__(self) -> bool:
        return bool(self.verdicts) or self.score is not None


@dataclass(frozen=True, slots=True)
class Review:
    """One answer: submitted, then graded (``verdict``), then closed (``rated_at``) with a rating or without one.

    ``seconds`` is the time from question to answer, ``reference`` the digest of the reference it was graded by,
    ``retention`` the desired retention when it was rated. Times are UTC.
    """

    id: int
    session_id: int | None
    question_id: str
    bank: str
    submitted_at: datetime
    answer: str
    seconds: float | None = None
    hints: int = 0
    cram: bool = False
    reference: str = ""
    verdict: Verdict | None = None
    rating: str | None = None
    rated_at: datetime | None = None
    retention: float | None = None
    override: Override = Override()

    @property
    def score(self) -> float | None:
        """Return the score that counts: the user's own, else the grader's."""
        if self.override.score is not None:
            return self.override.score
        return self.verdict.score if self.verdict else None

    @property
    def points(self) -> tuple[PointVerdict, ...]:
        """Return the verdict of each key point that counts: the user's own, else the grader's."""
        own = dict(self.override.verdicts)
        points = self.verdict.points if self.verdict else ()
        return tuple(replace(p, verdict=own[i]) if i in own else p for i, p in enumerate(points))


@dataclass(frozen=True, slots=True)
class Rated:
    """What statistics need of one closed answer; ``score`` is the one that counts."""

    question_id: str
    at: datetime
    rating: str | None
    score: float | None
    cram: bool


def reference_digest(question: Question) -> str:
    """Return a short hash of what an answer to the question is compared with."""
    text = json.dumps([question.key_points, question.answer], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def stamp(moment: datetime) -> str:
    """Return a UTC time as text that sorts as the times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str | None) -> datetime | None:
    """Return the time that ``stamp`` wrote."""
    return datetime.fromisoformat(text) if text else None


def verdict_row(verdict: Verdict) -> dict[str, Any]:
    """Return the columns that keep a verdict."""
    points = [[p.text, p.verdict, p.coverage, p.evidence] for p in verdict.points]
    return {
        "score": verdict.score,
        "suggested": verdict.rating,
        "points": json.dumps(points, ensure_ascii=False),
        "truncated": int(verdict.truncated),
        "grader": verdict.grader.name,
        "grader_model": verdict.grader.model,
        "grader_version": verdict.grader.version,
    }


def review_of(row: dict[str, Any], override: Override = Override()) -> Review:
    """Return the review that a row of the database holds."""
    submitted = moment(row["submitted_at"])
    assert submitted is not None
    return Review(
        id=row["id"],
        session_id=row["session_id"],
        question_id=row["question_id"],
        bank=row["bank"] or "",
        submitted_at=submitted,
        answer=row["answer"],
        seconds=row["seconds"],
        hints=row["hints"] or 0,
        cram=bool(row["cram"]),
        reference=row["reference"] or "",
        verdict=_verdict_of(row),
        rating=row["rating"],
        rated_at=moment(row["rated_at"]),
        retention=row["retention"],
        override=override,
    )


def _verdict_of(row: dict[str, Any]) -> Verdict | None:
    if row["grader"] is None:
        return None
    points = tuple(PointVerdict(*values) for values in json.loads(row["points"] or "[]"))
    grader = Grader(row["grader"], row["grader_model"], row["grader_version"])
    return Verdict(row["score"], row["suggested"], points, grader, bool(row["truncated"]))


def memory_row(memory: Memory) -> dict[str, Any]:
    """Return the columns that keep a memory."""
    return {
        "question_id": memory.question_id,
        "state": memory.state,
        "step": memory.step,
        "stability": memory.stability,
        "difficulty": memory.difficulty,
        "due": stamp(memory.due),
        "last_review": stamp(memory.last_review),
        "reps": memory.reps,
        "lapses": memory.lapses,
    }


def memory_of(row: dict[str, Any]) -> Memory:
    """Return the memory that a row of the database holds."""
    due, last = datetime.fromisoformat(row["due"]), datetime.fromisoformat(row["last_review"])
    return Memory(**{**row, "due": due, "last_review": last})
