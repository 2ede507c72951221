"""What calibration is fitted on: a row for each key point of each answer, as the pair model and exact signs see it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from benchmarks.graders import fold as fold_of
from interview_prep.grading import Request
from interview_prep.grading.pair import Pair
from training.examples import HALF, MARKS, PARTIAL, Example, Marked

WORTH = 0.4  # what a person gives for a point that is partly covered
# Quantiles of the credit at which the line to the grade may bend.
KNOTS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 0.95)
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
    """Return the monotone line from the answers' mean credit to their grades, by its knots, and its mean error."""
    from sklearn.isotonic import IsotonicRegression

    line = IsotonicRegression(y_min=0, y_max=100, out_of_bounds="clip").fit(mean, grades)
    places = sorted({round(float(q), 3) for q in np.quantile(mean, KNOTS) if q < 0.97})
    knots = [[q, round(float(line.predict([q])[0]), 1)] for q in places]
    return float(np.abs(line.predict(mean) - grades).mean()), [*knots, [1.0, 100.0]]
