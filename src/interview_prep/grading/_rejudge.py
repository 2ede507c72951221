"""The score of an answer whose verdicts the user has put right, by its grader's own line from credit to score."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from interview_prep.grading import Request
from interview_prep.grading._score import Finding, Scale, judge, scale
from interview_prep.model import Grader, PointVerdict, Verdict

_SAID = "said"  # stands for whatever words of an answer a point rests on
_WHOLE = ((0.0, 0.0), (1.0, 100.0))  # the line where a reference was read as a whole: its credit is the score
_ROUNDED = 0.1  # by so much a score may differ from what its points give


def worth(verdict: str, held: Scale) -> float:
    """Return the coverage that a verdict of the user's stands for: of "partial" the middle of its range."""
    return {"covered": 1.0, "partial": (held.partial + held.covered) / 2}.get(verdict, 0.0)


def score(verdict: Verdict, own: Mapping[int, str], hints: int) -> float | None:
    """Return the score with the user's ``own`` verdicts, by index of the key point, in place of the grader's.

    A point that is left alone, or whose verdict the user repeats, counts for what it did; where the score does not
    follow from the points, that is the score itself.
    """
    changed = {i: own[i] for i, point in enumerate(verdict.points) if own.get(i, point.verdict) != point.verdict}
    if verdict.score is None or not changed:
        return verdict.score
    held, points = line(verdict, hints), verdict.points
    if held is None:
        held = replace(scale(verdict.grader.name, corrected=False), knots=_WHOLE)
        points = tuple(replace(p, verdict="partial", coverage=credit(verdict, hints)) for p in points)
    said = {i: replace(points[i], verdict=word, coverage=worth(word, held)) for i, word in changed.items()}
    return _scored([said.get(i, point) for i, point in enumerate(points)], hints, held)


def line(verdict: Verdict, hints: int) -> Scale | None:
    """Return the scale by which the score follows from the points, the grader's or that of its stories.

    None where it does not follow: a short reference was read as a whole, or the grader has another scale by now.
    """
    for behavioral in (False, True):
        held = scale(verdict.grader.name, corrected=False, behavioral=behavioral)
        if abs(_scored(verdict.points, hints, held) - (verdict.score or 0.0)) <= _ROUNDED:
            return held
    return None


def credit(verdict: Verdict, hints: int) -> float:
    """Return the credit (0..1) on the whole reference that the score amounts to."""
    held, count = scale(verdict.grader.name, corrected=False), len(verdict.points)
    full = 1 - (1 - held.hinted) * min(hints, count) / count
    return min(1.0, (verdict.score or 0.0) / 100 / full)


def _scored(points: Sequence[PointVerdict], hints: int, held: Scale) -> float:
    findings = [Finding(point.coverage, float(point.verdict == "contradicted"), _SAID) for point in points]
    request = Request(_SAID, "", tuple(point.text for point in points), hints=hints)
    return judge(request, findings, Grader("", None, ""), held).score or 0.0
