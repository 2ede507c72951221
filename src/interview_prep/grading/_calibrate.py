"""Learn a correction of a grader from the user's overrides: two numbers, held near "no change" by a prior."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from interview_prep.grading import Request, _rejudge
from interview_prep.grading._correction import BOUNDS
from interview_prep.grading._score import Finding, Scale, corrected, judge, rescored, scale
from interview_prep.model import Grader, PointVerdict
from interview_prep.records import Review

LEAST = 20  # overrides
FOLDS = 5  # parts of the questions, each held out once; fewer questions cannot be held out
_LEFT_ALONE = 0.5  # weight of a point that the user saw and left as it was, beside one that was put right
_PRIOR_SLOPE, _PRIOR_OFFSET = 400.0, 24.0  # twenty overrides that agree move the offset by a quarter, sixty by 0.7
_ROUNDS = 200
_SAID = "said"  # stands for whatever words of an answer a point rests on
_MARK = re.compile(r"\+own\((?P<slope>[\d.e-]+),(?P<offset>[-+\d.e]+)\)$")


@dataclass(frozen=True, slots=True)
class Mark:
    """What the grader said of a point (0..1), uncorrected, beside what the user wants (``target``, 0..1).

    ``put_right`` is the user's own verdict, ``left_alone`` the grader's that the user let stand or repeated; neither is
    a point of an answer of which only the score was put right.
    """

    question_id: str
    coverage: float
    target: float
    weight: float
    put_right: bool = False
    left_alone: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """An answer whose score the user has put right: what its score is made of, and the user's own (0..100).

    ``credit`` (0..1, uncorrected) is given where the score does not follow from the points: a short reference is read
    as a whole. ``knots`` is the line from credit to score that the grader took: stories may have one of their own.
    """

    question_id: str
    request: Request
    findings: tuple[Finding, ...]
    credit: float | None
    own: float
    knots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Overrides:
    """What can be learnt from a user's overrides of one grader.

    ``given`` is how many there are in all, ``unmoved`` how many of them ask for what no correction changes.
    """

    marks: tuple[Mark, ...]
    scores: tuple[Score, ...]
    given: int
    unmoved: int

    @property
    def number(self) -> int:
        """Return how many overrides ask for a change that a correction can make."""
        return sum(mark.put_right for mark in self.marks) + len(self.scores)

    @property
    def repeated(self) -> int:
        """Return how many overrides say what the grader said."""
        return self.given - self.number - self.unmoved

    @property
    def questions(self) -> int:
        """Return on how many questions those are."""
        return len({mark.question_id for mark in self.marks if mark.put_right} | {s.question_id for s in self.scores})


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a grader is at one with the user, without the correction (``before``) and with it (``after``).

    Of ``number`` points it counts those on the user's side, covered or not; of scores it is the mean error (0..100).
    """

    number: int
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction does to overrides that it was not fitted on."""

    put_right: Agreement
    left_alone: Agreement
    scores: Agreement
    loss_before: float
    loss_after: float

    @property
    def helps(self) -> bool:
        """Tell whether the grader comes nearer to the user: in no way farther off, and with less loss."""
        before, after = (getattr(self.put_right, x) + getattr(self.left_alone, x) for x in ("before", "after"))
        return bool(after >= before and self.scores.after <= self.scores.before and self.loss_after < self.loss_before)


def read(reviews: Iterable[Review], grader: str) -> Overrides:
    """Return what the overrides of ``grader`` teach.

    A point that is contradicted, or at coverage 0, is left out: no correction moves it.
    """
    own = [r for r in reviews if r.verdict and r.verdict.grader.name == grader and r.override]
    plain = scale(grader, corrected=False)
    marks: list[Mark] = []
    scores: list[Score] = []
    unmoved = 0
    for review in own:
        score = _score(review, plain)
        found = _marks(review, plain, score)
        marks += found
        scores += [score] if score and found else []
        unmoved += _unmoved(review) + (score is not None and not found)
    given = sum(len(review.override.verdicts) + (review.override.score is not None) for review in own)
    return Overrides(tuple(marks), tuple(scores), given, unmoved)


def _unmoved(review: Review) -> int:
    """Return how many points the user has put right whose verdict no correction changes."""
    assert review.verdict
    own = dict(review.override.verdicts)
    still = [(i, point.verdict) for i, point in enumerate(review.verdict.points) if not _movable(point)]
    return sum(own.get(i, verdict) != verdict for i, verdict in still)


def _marks(review: Review, plain: Scale, score: Score | None) -> list[Mark]:
    assert review.verdict
    own, free = dict(review.override.verdicts), _inverse(review.verdict.grader.version)
    points = [(index, point) for index, point in enumerate(review.verdict.points) if _movable(point)]
    gap = (score.own - _scored(score, plain)) / 100 if score else 0.0
    found = []
    for index, point in points:
        coverage, said = free(point.coverage), own.get(index)
        if said and said != point.verdict:
            found.append(Mark(review.question_id, coverage, _rejudge.worth(said, plain), 1.0, put_right=True))
        elif said or score is None:
            weight = 1.0 if said else _LEFT_ALONE
            found.append(Mark(review.question_id, coverage, point.coverage, weight, left_alone=True))
        else:
            target = min(1.0, max(0.0, coverage + gap))
            found.append(Mark(review.question_id, coverage, target, 1 / len(points)))
    return found


def _movable(point: PointVerdict) -> bool:
    return point.verdict != "contradicted" and point.coverage > 0.0


def _score(review: Review, plain: Scale) -> Score | None:
    """Return the score that the user put right; None where it is none or the grader's own, as it was shown."""
    verdict, own = review.verdict, review.override.score
    if verdict is None or verdict.score is None or own is None or not verdict.points:
        return None
    if round(own) == round(verdict.score):
        return None
    free, held = _inverse(verdict.grader.version), _rejudge.line(verdict, review.hints)
    texts = tuple(point.text for point in verdict.points)
    findings = tuple(Finding(free(p.coverage), float(p.verdict == "contradicted"), _SAID) for p in verdict.points)
    credit = None if held else free(_rejudge.credit(verdict, review.hints))
    request = Request(_SAID, "", texts, hints=review.hints)
    return Score(review.question_id, request, findings, credit, own, (held or plain).knots)


def _scored(score: Score, held: Scale) -> float:
    """Return the score that the grader gives on this scale."""
    held = replace(held, knots=score.knots)
    verdict = judge(score.request, score.findings, Grader("", None, ""), held)
    if score.credit is not None:
        verdict = rescored(verdict, score.request, score.credit, held)
    return verdict.score or 0.0


def _mark(version: str) -> tuple[float, float]:
    match = _MARK.search(version)
    return (float(match["slope"]), float(match["offset"])) if match else (1.0, 0.0)


def _inverse(version: str) -> Callable[[float], float]:
    """Return what takes a correction back that was in force when the answer was graded."""
    slope, offset = _mark(version)
    if (slope, offset) == (1.0, 0.0):
        return lambda coverage: coverage
    return lambda coverage: _sigmoid((_logit(coverage) - offset) / slope) if coverage else 0.0


def fit(marks: Sequence[Mark]) -> tuple[float, float]:
    """Return slope and offset of least regularised log loss within the bounds.

    Each step is that of the steepest bend a logistic can have (1/4), so that none goes too far.
    """
    slope, offset = 1.0, 0.0
    rows = [(_logit(mark.coverage), mark.target, mark.weight) for mark in marks]
    bends = [sum(weight * x**power for x, _, weight in rows) / 4 for power in (0, 2)]
    for _ in range(_ROUNDS):
        before = slope, offset
        pull = sum(weight * (_sigmoid(slope * x + offset) - target) for x, target, weight in rows)
        step = (pull + 2 * _PRIOR_OFFSET * offset) / (bends[0] + 2 * _PRIOR_OFFSET)
        offset = _bounded("offset", offset - step)
        pull = sum(weight * x * (_sigmoid(slope * x + offset) - target) for x, target, weight in rows)
        step = (pull + 2 * _PRIOR_SLOPE * (slope - 1)) / (bends[1] + 2 * _PRIOR_SLOPE)
        slope = _bounded("slope", slope - step)
        if abs(slope - before[0]) + abs(offset - before[1]) < 1e-7:
            break
    return slope, offset


def _bounded(name: str, value: float) -> float:
    low, high = BOUNDS[name]
    return min(high, max(low, value))


def held_out(found: Overrides, plain: Scale) -> Change:
    """Tell what the correction would do to each fifth of the questions, fitted on the others."""
    ids = sorted({mark.question_id for mark in found.marks})
    fold = {key: index % FOLDS for index, key in enumerate(ids)}
    points: list[tuple[Mark, float]] = []
    scores: list[tuple[float, float]] = []
    for number in range(FOLDS):
        slope, offset = fit([mark for mark in found.marks if fold[mark.question_id] != number])
        held = replace(plain, slope=slope, offset=offset)
        own = [mark for mark in found.marks if fold[mark.question_id] == number]
        points += [(mark, corrected(mark.coverage, held)) for mark in own]
        told = [score for score in found.scores if fold[score.question_id] == number]
        scores += [(abs(_scored(s, plain) - s.own), abs(_scored(s, held) - s.own)) for s in told]
    weight = sum(mark.weight for mark in found.marks) or 1.0
    return Change(
        _sides([pair for pair in points if pair[0].put_right], plain.covered),
        _sides([pair for pair in points if pair[0].left_alone], plain.covered),
        Agreement(len(scores), _mean([a for a, _ in scores]), _mean([b for _, b in scores])),
        sum(mark.weight * _loss(mark.coverage, mark.target) for mark, _ in points) / weight,
        sum(mark.weight * _loss(p, mark.target) for mark, p in points) / weight,
    )


def _sides(points: Sequence[tuple[Mark, float]], covered: float) -> Agreement:
    wanted = [(mark.target >= covered, mark.coverage, p) for mark, p in points]
    before = sum((coverage >= covered) == target for target, coverage, _ in wanted)
    return Agreement(len(wanted), before, sum((p >= covered) == target for target, _, p in wanted))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _loss(p: float, target: float) -> float:
    held = min(max(p, 1e-4), 1 - 1e-4)
    return -(target * math.log(held) + (1 - target) * math.log(1 - held))


def _logit(p: float) -> float:
    held = min(max(p, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, x))))
