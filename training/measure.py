"""Quick looks at a pair model while it is trained; the published figures come from `benchmarks/grading.py`."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.metrics import f1, pair_order, pearson
from interview_prep.grading._pairnet import PairNet, probabilities
from training.examples import CONTRADICTED, COVERED, MISSED, Example, Marked

Array = np.ndarray[Any, np.dtype[np.float64]]


def outcomes(net: PairNet, drawn: Sequence[Example]) -> Array:
    """Return the probabilities of the four outcomes for examples: shape (len(drawn), 4)."""
    return probabilities(net, [(e.question, e.point, e.answer) for e in drawn])


def called_covered(net: PairNet, drawn: Sequence[Example]) -> dict[str, float]:
    """Return which share of points is called covered, by what was really said of them in composed answers."""
    found = outcomes(net, drawn)
    shares: defaultdict[str, list[bool]] = defaultdict(list)
    names = {COVERED: "true", CONTRADICTED: "false", MISSED: "unsaid"}
    for example, row in zip(drawn, found, strict=True):
        if example.target in names:
            shares[f"{example.source}: {names[example.target]}"].append(bool(row[0] + 0.5 * row[1] >= 0.5))
    return {name: round(sum(values) / len(values), 3) for name, values in sorted(shares.items())}


def on_gold(net: PairNet, gold: Sequence[Marked]) -> dict[str, float]:
    """Return agreement with the dev gold: correlation with the grade, order, key-point F1."""
    found = outcomes(net, [e for m in gold for e in m.examples()])
    credit, told, true, start = [], [], [], 0
    for marked in gold:
        rows = found[start : start + len(marked.points)]
        start += len(marked.points)
        credit.append(float((rows[:, 0] + 0.4 * rows[:, 1] - 0.5 * rows[:, 3]).mean()))
        for mark, row in zip(marked.marks, rows, strict=True):
            if mark != "?":
                told.append(bool(row[0] + 0.5 * row[1] >= 0.5))
                true.append(mark == "+")
    grades = [m.grade for m in gold]
    return {
        "gold r": round(pearson(credit, grades), 3),
        "gold order": round(pair_order([m.question_id for m in gold], credit, grades), 3),
        "gold F1": round(f1(told, true), 3),
    }
