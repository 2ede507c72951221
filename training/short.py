"""Fit how much of a short reference an answer says: one logistic regression, on answers that people graded.

Beside them stand answers to other questions, and true and false sentences on single points: few pupils say something
false in the reference's own words, but whoever does must not pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks import logistic
from benchmarks.datasets import ASAG, ON_POINTS, as_references, asag, displaced, sentences_on_points
from benchmarks.graders import fold as fold_of
from interview_prep.grading import Request
from interview_prep.grading._short import SIGNALS
from interview_prep.grading.pair import Pair

SPEAKS = {"covered": 1, "spoken": 1, "denied": -1}  # which way each signal may speak of the grade
# Mohler's answers count more, since they are few; SciEntsBank's, since most short references will be as far from what
# the models have learnt as its questions are (Beetle's are all on one subject).
WEIGHTS = {"mohler_630": 3.0, "digiklausur_optional": 2.0, "sciEntsBank_train": 4.0, **dict.fromkeys(ON_POINTS, 0.2)}
ELSEWHERE = 6  # one right answer of so many is read as one to another question as well


@dataclass(slots=True)
class Rows:
    """One row an answer: its signals, its grade (0..1), its weight and its fold."""

    signals: list[list[float]] = field(default_factory=list)
    grade: list[float] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)


def collect(shared: Path, grader: Pair) -> Rows:
    """Return the signals of public answers and of sentences, on questions that the measured model has not seen."""
    rows = Rows()
    people = {name: asag(shared, name) for name in ASAG}
    elsewhere = displaced([row for told in people.values() for row in told])[::ELSEWHERE]
    for name, told in people.items():
        misplaced = [row for row in elsewhere if (row.request.question_id or "").startswith(f"{name}/")]
        _add(rows, grader, name, [(row.request, row.grade) for row in [*told, *misplaced]])
    for name in ON_POINTS:
        said = as_references(sentences_on_points(name))
        _add(rows, grader, name, [(row.request, row.grade / 100) for row in said])
    return rows


def _add(rows: Rows, grader: Pair, name: str, graded: Sequence[tuple[Request, float]]) -> None:
    for (request, grade), told in zip(graded, grader.tell([request for request, _ in graded]), strict=True):
        if told.whole is not None:
            rows.signals.append([told.whole[signal] for signal in SIGNALS])
            rows.grade.append(grade)
            rows.weight.append(WEIGHTS.get(name, 1.0))
            rows.fold.append(fold_of(request.question_id or ""))


def fitted(rows: Rows, seen: Sequence[bool]) -> dict[str, float]:
    """Fit on the rows that are ``seen``; a grade between 0 and 1 counts as both in its proportions."""
    chosen = np.array(seen)
    x, y, weight = (np.array(part)[chosen] for part in (rows.signals, rows.grade, rows.weight))
    return logistic.named(*logistic.fit(x, y, weight, 0.3, [SPEAKS[name] for name in SIGNALS]), SIGNALS)
