"""From coverage to verdict: thresholds, the score's scale and the ratings, all read from ``calibration.json``."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from interview_prep.grading import Request, _correction
from interview_prep.model import Grader, PointVerdict, Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """What a grader found out about one key point: two probabilities, and the words of the answer they rest on.

    ``why`` tells what the coverage is where its signals do not add up to it.
    """

    coverage: float
    contradiction: float = 0.0
    evidence: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The numbers between findings and a verdict; ``slope`` and ``offset`` are the user's own correction (logits)."""

    covered: float
    partial: float
    contradicted: float
    penalty: float
    hinted: float
    knots: tuple[tuple[float, float], ...]
    ratings: tuple[tuple[str, float], ...]
    slope: float = 1.0
    offset: float = 0.0

    @property
    def mark(self) -> str:
        """Return what a grader's version ends in where the user's correction is in force."""
        return "" if self.slope == 1.0 and self.offset == 0.0 else f"+own({self.slope:g},{self.offset:+g})"


@cache
def calibration() -> dict[str, Any]:
    """Return the numbers that were fitted, with where they come from."""
    text = (files("interview_prep.grading") / "calibration.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def scale(name: str, corrected: bool = True, behavioral: bool = False) -> Scale:
    """Return the scale of a grader, where it has one of its own for ``behavioral`` answers that one.

    The user's own correction, where one is applied, is in it unless told otherwise.
    """
    common, own = calibration()["common"], calibration()["graders"].get(name, {})
    numbers = common["verdicts"] | own.get("verdicts", {})
    line = own.get("knots", common["knots"])
    knots = tuple((float(x), float(y)) for x, y in (own.get("story", {}).get("knots", line) if behavioral else line))
    ratings = tuple(common["ratings"].items())
    fitted = Scale(**numbers, knots=knots, ratings=ratings)
    change = _correction.applied(name) if corrected else None
    return replace(fitted, slope=change.slope, offset=change.offset) if change else fitted


def judge(
    request: Request, findings: Sequence[Finding], grader: Grader, scale: Scale, truncated: bool = False
) -> Verdict:
    """Turn one finding a key point into verdicts, a score of 0..100 and a rating (None where there are no points)."""
    points = tuple(
        _verdict(text, finding, request.answer, scale) for text, finding in zip(request.points, findings, strict=True)
    )
    if not points:
        return Verdict(None, None, (), grader, truncated)
    score = _score(points, min(request.hints, len(points)), scale)
    return Verdict(score, rating(score, scale), points, grader, truncated)


def rescored(verdict: Verdict, request: Request, credit: float, scale: Scale) -> Verdict:
    """Return the verdict with the score for ``credit`` (0..1) on the whole reference, where it was read as one.

    Where a point is contradicted the score is not raised.
    """
    hinted = min(request.hints, len(verdict.points)) / len(verdict.points)
    score = round(100 * corrected(credit, scale) * (1 - (1 - scale.hinted) * hinted), 1)
    if any(point.verdict == "contradicted" for point in verdict.points):
        score = min(score, verdict.score or 0.0)
    return replace(verdict, score=score, rating=rating(score, scale))


def nothing(request: Request, grader: Grader, scale: Scale, truncated: bool = False) -> Verdict:
    """Return the verdict on an answer that says nothing: every point missed, score 0."""
    verdict = judge(request, [Finding(0.0)] * len(request.points), grader, scale, truncated)
    return replace(verdict, score=0.0, rating=rating(0.0, scale)) if request.points else verdict


def rating(score: float, scale: Scale) -> str:
    """Return the best rating whose threshold the score reaches."""
    return [name for name, least in scale.ratings if score >= least][-1]


def _verdict(text: str, finding: Finding, answer: str, scale: Scale) -> PointVerdict:
    evidence = finding.evidence if finding.evidence in answer else ""
    if finding.contradiction >= scale.contradicted and evidence:
        low = min(finding.coverage, 1 - finding.contradiction)
        return PointVerdict(text, "contradicted", round(low, 4), evidence)
    coverage = corrected(finding.coverage, scale)
    verdict = "covered" if coverage >= scale.covered else "partial" if coverage >= scale.partial else "missed"
    # Rounding must not lift a coverage over the threshold that decided the verdict.
    shown = math.floor(coverage * 10_000) / 10_000
    return PointVerdict(text, verdict, shown, evidence if verdict != "missed" else "")


def corrected(coverage: float, scale: Scale) -> float:
    """Return a coverage (0..1) after the user's own correction; where nothing was said there is nothing to correct."""
    if coverage == 0.0 or (scale.slope == 1.0 and scale.offset == 0.0):
        return coverage
    held = min(max(coverage, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(scale.slope * math.log(held / (1 - held)) + scale.offset)))


def _score(points: Sequence[PointVerdict], hints: int, scale: Scale) -> float:
    credits = [0.0 if p.verdict == "contradicted" else p.coverage for p in points]
    credits = [credit * (scale.hinted if i < hints else 1.0) for i, credit in enumerate(credits)]
    wrong = sum(p.verdict == "contradicted" for p in points)
    return round(interpolate((sum(credits) - scale.penalty * wrong) / len(points), scale.knots), 1)


def interpolate(value: float, knots: Sequence[tuple[float, float]]) -> float:
    """Return the height over ``value`` of the line through ``knots``, level outside them."""
    if value <= knots[0][0]:
        return knots[0][1]
    for (x0, y0), (x1, y1) in pairwise(knots):
        if value <= x1:
            return y0 + (y1 - y0) * (value - x0) / (x1 - x0)
    return knots[-1][1]
