"""Quick looks at a pair model while it is trained; the published figures come from `benchmarks/grading.py`."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.metrics import f1, pair_order, pearson
from interview_prep.grading._pairnet import PairNet
from training.examples import CONTRADICTED, COVERED, MISSED, Example, Marked

Array = np.ndarray[Any, np.dtype[np.float64]]


def outcomes(net: PairNet, drawn: Sequence[Example]) -> Array:
    """Return the probabilities of the four outcomes for examples: shape (len(drawn), 4)."""
    return net.probabilities([(e.question, e.point, e.answer) for e in drawn])


def called_covered(net: PairNet, drawn: Sequence[Example]) -> dict[str, float]:
    """Return which share of points is called covered, by what was really said of them in composed answers."""
    found = outcomes(net, drawn)
    shares: defaultdict[str, list[bool]] = defaultdict(list)
    names = {COVERED: "true", CONTRADICTED: "false", MISSED: "unsaid"}
    for example, row in zip(drawn, found, strict=True):
        if example.target in names:
            shares[f"{example.source}: {names[example.target]}"].append(_covers(row))
    return {name: round(sum(values) / len(values), 3) for name, values in sorted(shares.items())}


def credits(net: PairNet, marked: Sequence[Marked]) -> list[float]:
    """Return the mean credit over the key points of each answer, without calibration."""
    return [_credit(rows) for rows in _of_each(net, marked)]


def on_gold(net: PairNet, gold: Sequence[Marked]) -> dict[str, float]:
    """Return agreement with the dev gold: correlation with the grade, order, key-point F1."""
    found = _of_each(net, gold)
    clear = [(row, mark) for rows, m in zip(found, gold, strict=True) for row, mark in zip(rows, m.marks, strict=True)]
    clear = [(row, mark) for row, mark in clear if mark != "?"]
    credit, grades = [_credit(rows) for rows in found], [m.grade for m in gold]
    return {
        "gold r": round(pearson(credit, grades), 3),
        "gold order": round(pair_order([m.question_id for m in gold], credit, grades), 3),
        "gold F1": round(f1([_covers(row) for row, _ in clear], [mark == "+" for _, mark in clear]), 3),
    }


def _of_each(net: PairNet, marked: Sequence[Marked]) -> list[Array]:
    """Return the outcomes of each answer's key points: arrays of shape (points, 4)."""
    found = outcomes(net, [e for m in marked for e in m.examples()])
    return np.split(found, np.cumsum([len(m.points) for m in marked])[:-1])


def _credit(rows: Array) -> float:
    return float((rows[:, 0] + 0.4 * rows[:, 1] - 0.5 * rows[:, 3]).mean())


def _covers(row: Array) -> bool:
    return bool(row[0] + 0.5 * row[1] >= 0.5)
