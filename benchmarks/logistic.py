"""Logistic regression on soft labels, for everything that is fitted beside a model."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def fit(x: Any, y: Any, weight: Any, strength: float, signs: Sequence[int] | None = None) -> tuple[float, Any]:
    """Return intercept and slopes; a label between 0 and 1 counts as both classes in its proportions.

    ``signs`` says of each column whether it may only speak for the label (1), only against it (-1), or both (0):
    where columns say nearly the same, one of them is else made up for by the other.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    def loss(numbers: Any) -> tuple[float, Any]:
        logit = numbers[0] + x @ numbers[1:]
        pull = strength * weight * (expit(logit) - y)
        told = strength * float(weight @ (np.logaddexp(0, logit) - y * logit))
        return told + float(numbers[1:] @ numbers[1:]) / 2, np.r_[pull.sum(), x.T @ pull + numbers[1:]]

    bounds = [(None, None), *(_BOUNDS[sign] for sign in signs or [0] * x.shape[1])]
    found = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=bounds, options={"maxiter": 5000, "ftol": 1e-12})
    return float(found.x[0]), found.x[1:]


_BOUNDS = {1: (0, None), 0: (None, None), -1: (None, 0)}


def named(intercept: float, slopes: Any, signals: Sequence[str]) -> dict[str, float]:
    """Return the weights as they are kept: by name, to four digits."""
    kept = (float(f"{value:.4g}") for value in slopes)
    return {"bias": float(f"{intercept:.4g}")} | dict(zip(signals, kept, strict=True))
