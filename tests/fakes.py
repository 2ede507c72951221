"""The only two fakes: a grader that counts words, and a clock that stands still."""

import re
from datetime import UTC, datetime, timedelta

from interview_prep.grading import Request
from interview_prep.model import Grader, PointVerdict, Verdict


class BagOfWords:
    """A grader for tests: a point is covered as far as its words stand in the answer."""

    grader = Grader("bag", None, "1")
    failure: str | None = None

    def __init__(self, name: str | None = None) -> None:
        self.seen: list[Request] = []

    def ready(self) -> bool:
        return True

    def close(self) -> None:
        """Hold nothing."""

    def grade(self, request: Request) -> Verdict:
        self.seen.append(request)
        points = tuple(_point(text, request.answer) for text in request.points)
        if not points:
            return Verdict(None, None, (), self.grader)
        score = 100 * sum(p.coverage for p in points) / len(points) - 10 * request.hints
        rating = "again" if score < 40 else "hard" if score < 60 else "good" if score < 90 else "easy"
        return Verdict(max(0.0, score), rating, points, self.grader)


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _point(text: str, answer: str) -> PointVerdict:
    coverage = len(_words(text) & _words(answer)) / max(1, len(_words(text)))
    verdict = "covered" if coverage >= 0.5 else "partial" if coverage >= 0.25 else "missed"
    return PointVerdict(text, verdict, coverage, answer.split("\n")[0] if verdict != "missed" else "")


class Clock:
    """A clock that stands still until it is told to go."""

    def __init__(self, start: datetime = datetime(2026, 11, 20, 12, tzinfo=UTC)) -> None:
        self.time = start

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **length: float) -> None:
        self.time += timedelta(**length)
