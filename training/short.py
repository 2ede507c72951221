"""Fit how much of a short reference an answer says: one logistic regression on public answers graded by people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks import logistic
from benchmarks.datasets import ASAG, asag
from benchmarks.graders import fold as fold_of
from interview_prep.grading._short import SIGNALS
from interview_prep.grading.pair import Pair

SPEAKS = {  # which way each signal may speak of the grade
    **dict.fromkeys(("covered", "recall", "names"), 1),
    **dict.fromkeys(("missed", "contradicted", "negation", "antonym", "denials"), -1),
    "partial": 0,
}
# Mohler's answers count more, since they are few; SciEntsBank's, since they are the hardest to tell apart.
WEIGHTS = {"mohler_630": 3.0, "digiklausur_optional": 2.0, "sciEntsBank_train": 2.0}


@dataclass(slots=True)
class Graded:
    """One row an answer: its signals, people's grade of it (0..1), its weight and its fold."""

    signals: list[list[float]] = field(default_factory=list)
    grade: list[float] = field(default_factory=list)
    weight: list[float] = field(default_factory=list)
    fold: list[int] = field(default_factory=list)


def collect(shared: Path, grader: Pair) -> Graded:
    """Return the signals of every public answer to a question that the measured model has not seen."""
    rows = Graded()
    for name in ASAG:
        graded = asag(shared, name)
        for one, told in zip(graded, grader.tell([g.request for g in graded]), strict=True):
            if told.whole is not None:
                rows.signals.append([told.whole[signal] for signal in SIGNALS])
                rows.grade.append(one.grade)
                rows.weight.append(WEIGHTS.get(name, 1.0))
                rows.fold.append(fold_of(one.request.question_id or ""))
    return rows


def fitted(rows: Graded, seen: Sequence[bool]) -> dict[str, float]:
    """Fit on the rows that are ``seen``; a grade between 0 and 1 counts as both in its proportions."""
    chosen = np.array(seen)
    x, y, weight = (np.array(part)[chosen] for part in (rows.signals, rows.grade, rows.weight))
    return logistic.named(*logistic.fit(x, y, weight, 0.3, [SPEAKS[name] for name in SIGNALS]), SIGNALS)
