"""What is fitted beside the model: regressions whose signals mean what they say, and a line that never falls."""

import json
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pytest

from benchmarks import logistic
from interview_prep.grading.pair import SIGNALS
from training.calibrate import SPEAKS
from training.rows import APART, curve

RNG = np.random.default_rng(1)


def test_a_regression_finds_what_made_the_labels() -> None:
    x = RNG.normal(size=(3000, 2))
    y = 1 / (1 + np.exp(-(0.5 + x @ [2.0, -1.0])))
    intercept, slopes = logistic.fit(x, y, np.ones(len(x)), 100.0)
    assert [intercept, *slopes] == pytest.approx([0.5, 2.0, -1.0], abs=0.02)


def test_a_signal_cannot_say_the_opposite_of_what_it_means() -> None:
    told = RNG.normal(size=3000)
    x = np.column_stack([told, told + RNG.normal(size=3000) / 2])
    y = 1 / (1 + np.exp(-(3 * x[:, 0] - x[:, 1])))
    _, free = logistic.fit(x, y, np.ones(len(x)), 100.0)
    _, held = logistic.fit(x, y, np.ones(len(x)), 100.0, (1, 1))
    assert free[1] < -0.5
    assert held[1] == 0
    assert 1 < held[0] < free[0]


def test_what_contradicts_a_point_never_speaks_for_it() -> None:
    assert set(SPEAKS) == set(SIGNALS)
    kept = json.loads((files("interview_prep.grading") / "calibration.json").read_text("utf-8"))["graders"]["pair"]
    for name, way in SPEAKS.items():
        assert way * kept["weights"]["covered"][name] >= 0, name
        assert way * kept["weights"]["contradicted"][name] <= 0, name


def test_the_line_from_credit_to_score_rises_to_a_hundred_and_follows_the_grades() -> None:
    credit = RNG.uniform(-0.3, 1, size=400)
    grades = 100 * np.clip(credit, 0, 1) ** 2
    error, knots = curve(credit, grades + RNG.normal(size=400))
    places, heights = zip(*knots, strict=True)
    assert places[0] == pytest.approx(credit.min(), abs=1e-3)
    assert knots[-1] == [1.0, 100.0]
    assert all(b - a >= APART - 1e-3 for a, b in pairwise(places))
    assert all(a <= b for a, b in pairwise(heights))
    assert error < 2
