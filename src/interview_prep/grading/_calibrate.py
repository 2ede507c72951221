"""Learn a correction of a grader from the user's overrides: two numbers, held near "no change" by a prior."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from interview_prep.records import Review

LEAST = 20  # overrides
_FOLDS = 5
_LEFT_ALONE = 0.5  # weight of a point that the user saw and left as it was, beside one that was put right
_PRIOR_SLOPE, _PRIOR_OFFSET = 8.0, 2.0
_TARGETS = {"covered": 1.0, "partial": 0.35, "missed": 0.0, "contradicted": 0.0}
_MARK = re.compile(r"\+own\((?P<slope>[\d.e-]+),(?P<offset>[-+\d.e]+)\)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the user says of a point (0..1) beside what the grader said (0..1), uncorrected."""

    question_id: str
    coverage: float
    target: float
    overridden: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction does to overrides that it was not fitted on.

    ``agreed_before`` and ``agreed_after`` count the overridden points on the side (covered or not) that the user chose;
    ``turned`` counts points left alone that would change sides.
    """

    overridden: int
    agreed_before: int
    agreed_after: int
    left_alone: int
    turned: int
    loss_before: float
    loss_after: float


def marks(reviews: Iterable[Review], grader: str) -> list[Mark]:
    """Return the marks in reviews that were graded by ``grader`` and put right by the user."""
    found: list[Mark] = []
    for review in reviews:
        verdict = review.verdict
        if verdict is None or verdict.grader.name != grader or not review.override:
            continue
        own = dict(review.override.verdicts)
        free = _inverse(verdict.grader.version)
        for index, point in enumerate(verdict.points):
            target, weight = _target(review, index, point.verdict, own)
            overridden = index in own
            found.append(Mark(review.question_id, free(point.coverage), target, overridden, weight))
    return found


def count(reviews: Iterable[Review], grader: str) -> int:
    """Return how many overrides there are: verdicts and scores that the user put in place of the grader's."""
    own = [r for r in reviews if r.verdict and r.verdict.grader.name == grader]
    return sum(len(r.override.verdicts) + (r.override.score is not None) for r in own)


def _target(review: Review, index: int, verdict: str, own: dict[int, str]) -> tuple[float, float]:
    if index in own:
        return _TARGETS[own[index]], 1.0
    if review.override.score is not None and review.verdict:
        return review.override.score / 100, 1 / len(review.verdict.points)
    return _TARGETS[verdict], _LEFT_ALONE


def _inverse(version: str) -> Callable[[float], float]:
    """Return what takes a correction back that was in force when the answer was graded."""
    match = _MARK.search(version)
    if not match:
        return lambda coverage: coverage
    slope, offset = float(match["slope"]), float(match["offset"])
    return lambda coverage: _sigmoid((_logit(coverage) - offset) / slope)


def fit(found: Sequence[Mark]) -> tuple[float, float]:
    """Return slope and offset of least regularised log loss, by Newton's method."""
    slope, offset = 1.0, 0.0
    rows = [(_logit(mark.coverage), mark.target, mark.weight) for mark in found]
    for _ in range(50):
        g1, g2 = 2 * _PRIOR_SLOPE * (slope - 1), 2 * _PRIOR_OFFSET * offset
        h11, h12, h22 = 2 * _PRIOR_SLOPE, 0.0, 2 * _PRIOR_OFFSET
        for x, target, weight in rows:
            p = _sigmoid(slope * x + offset)
            error, bend = weight * (p - target), weight * p * (1 - p)
            g1, g2 = g1 + error * x, g2 + error
            h11, h12, h22 = h11 + bend * x * x, h12 + bend * x, h22 + bend
        size = h11 * h22 - h12 * h12
        step = ((h22 * g1 - h12 * g2) / size, (h11 * g2 - h12 * g1) / size)
        slope, offset = max(0.1, slope - step[0]), offset - step[1]
        if abs(step[0]) + abs(step[1]) < 1e-9:
            break
    return slope, offset


def held_out(found: Sequence[Mark]) -> Change:
    """Tell what the correction would do to each fifth of the questions, fitted on the others."""
    ids = sorted({mark.question_id for mark in found})
    fold = {key: index % _FOLDS for index, key in enumerate(ids)}
    after: list[tuple[Mark, float]] = []
    for number in range(_FOLDS):
        slope, offset = fit([mark for mark in found if fold[mark.question_id] != number])
        held = [mark for mark in found if fold[mark.question_id] == number]
        after += [(mark, _sigmoid(slope * _logit(mark.coverage) + offset)) for mark in held]
    own = [(mark, p) for mark, p in after if mark.overridden]
    alone = [(mark, p) for mark, p in after if not mark.overridden]
    weight = sum(mark.weight for mark in found) or 1.0
    return Change(
        len(own),
        sum((mark.coverage >= 0.5) == (mark.target >= 0.5) for mark, _ in own),
        sum((p >= 0.5) == (mark.target >= 0.5) for mark, p in own),
        len(alone),
        sum((p >= 0.5) != (mark.coverage >= 0.5) for mark, p in alone),
        sum(mark.weight * _loss(mark.coverage, mark.target) for mark, _ in after) / weight,
        sum(mark.weight * _loss(p, mark.target) for mark, p in after) / weight,
    )


def _loss(p: float, target: float) -> float:
    held = min(max(p, 1e-4), 1 - 1e-4)
    return -(target * math.log(held) + (1 - target) * math.log(1 - held))


def _logit(p: float) -> float:
    held = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, x))))
