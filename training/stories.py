"""Fit how far an answer tells each element of a story, and the line from there to its grade."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks import logistic
from interview_prep.grading.pair import STORY, Pair
from training.examples import Marked
from training.rows import Array, Rows, add_marked, curve

SPEAKS = {"covered": 1, "near covered": 1, "own": 1, "advice": -1}  # which way each signal may speak of an element


def collect(marked: Sequence[Marked], grader: Pair) -> Rows:
    """Return the signals of every element of every story, lecture and the like among some answers."""
    rows = Rows()
    add_marked(rows, grader, [m for m in marked if m.behavioral], "story")
    return rows


def fitted(rows: Rows, seen: Array, whole: dict[str, Any]) -> tuple[dict[str, float], list[list[float]]]:
    """Fit weights and line on the rows that are ``seen``; the common fit ``whole`` says what is contradicted."""
    x, y = rows.columns(STORY)[seen], np.array(rows.covered)[seen]
    weights = logistic.named(*logistic.fit(x, y, np.ones(len(x)), 1.0, [SPEAKS[name] for name in STORY]), STORY)
    against = rows.probability(whole["weights"]["contradicted"]) >= whole["verdicts"]["contradicted"]
    credit = np.where(against, -whole["verdicts"]["penalty"], rows.probability(weights))
    groups, grades = rows.answers(seen)
    _, knots = curve(np.array([credit[group].mean() for group in groups]), grades)
    return weights, knots
