"""What is kept of an answer: the review, and the words of the user against a verdict."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from math import isfinite
from reprlib import repr as shortened
from typing import Any

from interview_prep.model import RATINGS, VERDICTS, Grader, PointVerdict, Question, Verdict
from interview_prep.scheduling import Memory

_TEXTS = ("question_id", "bank", "answer", "reference", "points", "grader", "grader_model", "grader_version")
_NUMBERS = ("seconds", "score", "retention", "stability", "difficulty")
_COUNTS = ("hints", "cram", "truncated", "point", "step", "reps", "lapses", "rated_day")
_TYPES: dict[str, Any] = dict.fromkeys(_TEXTS, str) | dict.fromkeys(_NUMBERS, int | float) | dict.fromkeys(_COUNTS, int)
_RANGES = {"score": (0, 100), "rated_day": (1, date.max.toordinal())}
_WORDS: dict[str, tuple[str, ...]] = {
    "rating": RATINGS,
    "suggested": RATINGS,
    "verdict": VERDICTS,
    "state": ("learning", "review", "relearning"),
}


class UnreadableError(Exception):
    """Report a row that does not hold what this program writes: the file is damaged, or was changed by hand."""


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
        """Return the score that counts: the user's own, else what the user's own verdicts make of the grader's."""
        if self.override.score is not None or self.verdict is None:
            return self.override.score
        if not self.override.verdicts:
            return self.verdict.score
        from interview_prep.grading import _rejudge

        return _rejudge.score(self.verdict, dict(self.override.verdicts), self.hints)

    @property
    def suggested(self) -> str | None:
        """Return the rating to suggest: the grader's, or what a score that is no longer the grader's amounts to."""
        score = self.score
        if self.verdict is None or score is None or score == self.verdict.score:
            return self.verdict.rating if self.verdict else None
        from interview_prep.grading import _score

        return _score.rating(score, _score.scale(self.verdict.grader.name, corrected=False))

    @property
    def points(self) -> tuple[PointVerdict, ...]:
        """Return the verdict of each key point that counts: the user's own, else the grader's."""
        own = dict(self.override.verdicts)
        points = self.verdict.points if self.verdict else ()
        return tuple(replace(p, verdict=own[i]) if i in own else p for i, p in enumerate(points))


@dataclass(frozen=True, slots=True)
class Rated:
    """What statistics need of one closed answer: ``score`` is the one that counts, ``day`` the user's own day then."""

    question_id: str
    at: datetime
    rating: str | None
    score: float | None
    cram: bool
    day: int | None = None


def reference_digest(question: Question) -> str:
    """Return a short hash of what an answer to the question is compared with."""
    text = json.dumps([question.key_points, question.answer], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def stamp(moment: datetime) -> str:
    """Return a UTC time as text that sorts as the times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(row: dict[str, Any], name: str) -> datetime | None:
    """Return the time that ``stamp`` wrote; ValueError for what is none, or has no zone."""
    if row[name] is None:
        return None
    with suppress(TypeError, ValueError):
        found = datetime.fromisoformat(row[name])
        if found.tzinfo and 100 < found.year < 9900:  # at the ends of time no interval can be reckoned with
            return found.astimezone(UTC)
    raise ValueError(f"{name} is {shortened(row[name])}")


def parsed(row: dict[str, Any], name: str) -> Any:
    """Return what the JSON in a column holds; ValueError for what is none."""
    try:
        return json.loads(row[name])
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {shortened(row[name])}") from None


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Raise UnreadableError for what goes wrong while one row is read."""
    try:
        yield
    except KeyError as error:
        raise UnreadableError(f"{what}: {error.args[0]} is missing") from error
    except (TypeError, ValueError) as error:
        raise UnreadableError(f"{what}: {error}") from error


def _check(row: dict[str, Any], *required: str) -> None:
    """Raise ValueError where a column holds something of another kind, KeyError where a ``required`` one is missing."""
    for name in required:
        if row[name] is None:
            raise KeyError(name)
    for name, value in row.items():
        if value is not None and not _sound(name, value):
            raise ValueError(f"{name} is {shortened(value)}")


def _sound(name: str, value: Any) -> bool:
    if name in _WORDS:
        return value in _WORDS[name]
    if not isinstance(value, _TYPES.get(name, object)) or (name in _NUMBERS and not isfinite(value)):
        return False
    return name not in _RANGES or _RANGES[name][0] <= value <= _RANGES[name][1]


def _time(row: dict[str, Any], name: str) -> datetime:
    found = moment(row, name)
    if found is None:
        raise KeyError(name)
    return found


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
    """Return the review that a row of the database holds; raises UnreadableError."""
    with reading(f"answer {row['id']}"):
        return _review(row, override)


def _review(row: dict[str, Any], override: Override) -> Review:
    _check(row, "question_id", "answer")
    return Review(
        id=row["id"],
        session_id=row["session_id"],
        question_id=row["question_id"],
        bank=row["bank"] or "",
        submitted_at=_time(row, "submitted_at"),
        answer=row["answer"],
        seconds=row["seconds"],
        hints=row["hints"] or 0,
        cram=bool(row["cram"]),
        reference=row["reference"] or "",
        verdict=_verdict_of(row),
        rating=row["rating"],
        rated_at=moment(row, "rated_at"),
        retention=row["retention"],
        override=override,
    )


def _verdict_of(row: dict[str, Any]) -> Verdict | None:
    if row["grader"] is None:
        return None
    points = tuple(_point(*values) for values in (parsed(row, "points") if row["points"] else ()))
    grader = Grader(row["grader"], row["grader_model"], row["grader_version"])
    return Verdict(row["score"], row["suggested"], points, grader, bool(row["truncated"]))


def _point(text: Any, verdict: Any, coverage: Any, evidence: Any) -> PointVerdict:
    sound = isinstance(coverage, int | float) and 0 <= coverage <= 1
    if not (sound and isinstance(text, str) and isinstance(evidence, str)):
        raise ValueError(f"points hold {shortened([text, verdict, coverage, evidence])}")
    _check({"verdict": verdict}, "verdict")
    return PointVerdict(text, verdict, coverage, evidence)


def override_of(rows: list[dict[str, Any]]) -> Override:
    """Return what the rows of one answer say against its verdict, the last word on each; raises UnreadableError."""
    verdicts: dict[int, str] = {}
    score: float | None = None
    for row in rows:
        with reading(f"override {row['id']}"):
            _check(row)
        if row["point"] is not None:
            verdicts[row["point"]] = row["verdict"]
        if row["score"] is not None:
            score = row["score"]
    return Override(tuple(sorted(verdicts.items())), score)


def rated_of(row: dict[str, Any]) -> Rated:
    """Return what statistics need of a closed answer; raises UnreadableError."""
    with reading(f"answer {row['id']}"):
        _check(row, "question_id")
        at, day = _time(row, "rated_at"), row["rated_day"]
        return Rated(row["question_id"], at, row["rating"], row["score"], bool(row["cram"]), day)


def rating_of(row: dict[str, Any]) -> tuple[str, datetime, float, int | None]:
    """Return the rating of an answer, its time, the desired retention and its day; raises UnreadableError."""
    with reading(f"answer {row['id']}"):
        _check(row, "rating", "retention")
        if not 0 < row["retention"] < 1:
            raise ValueError(f"retention is {row['retention']}")
        return row["rating"], _time(row, "rated_at"), row["retention"], row["rated_day"]


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
    """Return the memory that a row of the database holds; raises UnreadableError."""
    with reading(f"memory of {row['question_id']}"):
        _check(row, "question_id", "state", "stability", "difficulty", "reps", "lapses")
        if row["stability"] <= 0:
            raise ValueError(f"stability is {row['stability']}")
        return Memory(**{**row, "due": _time(row, "due"), "last_review": _time(row, "last_review")})
