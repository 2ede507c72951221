"""What calibration is fitted on: a row for each key point of each answer, as the pair model and exact signs see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.graders import fold as fold_of
from interview_prep.grading import Request
from interview_prep.grading.pair import Pair
from training.examples import HALF, MARKS, PARTIAL, Example, Marked

WORTH = 0.4  # what a person gives for a point that is partly covered
KNOTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # quantiles of the credit at which the line to the grade may bend
APART = 0.05  # least credit between two bends
STIFF = 1e-4  # of each bend's square, for every answer's squared error (points of 100)
_SURELY = 1e3
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(slots=True)
class Rows:
    """One row a key point: its signals, what is wanted, where from, its answer's number and grade, its fold."""

    signals: list[dict[str, float]] = field(default_factory=list)
    covered: list[float] = field(default_factory=list)
    contradicted: list[float] = field(default_factory=list)
    source: list[str] = field(default_factory=list)
    answer: list[int] = field(default_factory=list)
    grade: list[float] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)

    def columns(self, names: Sequence[str]) -> Array:
        """Return some of the signals, (rows, names)."""
        return np.array([[row[name] for name in names] for row in self.signals])

    def probability(self, numbers: dict[str, float]) -> Array:
        """Return what a regression, its weights by name, says of every row."""
        names = [name for name in numbers if name != "bias"]
        logit = numbers["bias"] + self.columns(names) @ np.array([numbers[name] for name in names])
        found: Array = 1 / (1 + np.exp(-logit))
        return found

    def answers(self, chosen: Array) -> tuple[list[Array], Array]:
        """Return the rows of each graded answer among the ``chosen`` ones, and the answers' grades."""
        answer, grade = np.array(self.answer), np.array(self.grade)
        whole = chosen & ~np.isnan(grade)
        groups = [np.flatnonzero(whole & (answer == number)) for number in sorted(set(answer[whole]))]
        return groups, np.array([grade[group[0]] for group in groups])


def add_marked(rows: Rows, grader: Pair, marked: Sequence[Marked], source: str, graded: bool = True) -> None:
    """Add whole answers with marks and, where they are to have one, grades."""
    requests = [Request(m.text, m.question, m.points, m.reference or None, m.behavioral) for m in marked]
    for one, told in zip(marked, grader.tell(requests), strict=True):
        grade = one.grade if graded else float("nan")
        _add(rows, told.points, [MARKS[mark] for mark in one.marks], source, grade, one.question_id)


def add_examples(rows: Rows, grader: Pair, drawn: Sequence[Example], source: str) -> None:
    """Add single pairs; they have no grade."""
    requests = [Request(e.answer, e.question, (e.point,)) for e in drawn]
    for one, told in zip(drawn, grader.tell(requests), strict=True):
        target = (0.0, 0.0, 1.0, 0.0) if one.any_of else one.target
        _add(rows, told.points, [target], source, float("nan"), one.question_id)


def _add(rows: Rows, points: Any, targets: Sequence[Any], source: str, grade: float, question: str) -> None:
    number = rows.answer[-1] + 1 if rows.answer else 0
    for (signals, _), target in zip(points, targets, strict=bool(points)):
        rows.signals.append(signals)
        rows.covered.append(WORTH if target in (PARTIAL, HALF) else target[0] + WORTH * target[1])
        rows.contradicted.append(target[3])
        rows.source.append(source)
        rows.answer.append(number)
        rows.grade.append(grade)
        rows.fold.append(fold_of(question))


def curve(mean: Array, grades: Array) -> tuple[float, list[list[float]]]:
    """Return the rising line from the answers' mean credit to their grades, by its knots, and its mean error.

    A line of least squares that never falls, reaches 100 at full credit and bends little.
    """
    from scipy.optimize import lsq_linear

    places = [round(float(mean.min()), 3)]
    for place in np.quantile(mean, KNOTS):
        if places[-1] + APART <= place <= 1 - APART:
            places.append(round(float(place), 3))
    knots = np.array([*places, 1.0])
    slopes = [np.clip(mean - start, 0, end - start) for start, end in pairwise(knots)]
    bends = np.diff(np.eye(len(slopes)), axis=0) * np.sqrt(STIFF * len(mean))
    told = np.vstack([np.column_stack([np.ones(len(mean)), *slopes]), np.pad(bends, ((0, 0), (1, 0)))])
    whole = _SURELY * np.array([1, *np.diff(knots)])  # start and steps add up to 100
    wanted = np.r_[grades, np.zeros(len(bends)), 100 * _SURELY]
    start, *found = lsq_linear(np.vstack([told, whole]), wanted, (0, np.inf)).x
    heights = start + np.r_[0, np.cumsum(found * np.diff(knots))]
    error = float(np.abs(np.interp(mean, knots, heights) - grades).mean())
    return error, [[float(x), min(100.0, round(float(y), 1))] for x, y in zip(knots, heights, strict=True)]
