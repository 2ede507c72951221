"""Logistic regression on soft labels, for everything that is fitted beside a model."""

from collections.abc import Sequence
from typing import Any

import numpy as np


def fit(x: Any, y: Any, weight: Any, strength: float) -> tuple[float, Any]:
    """Return intercept and slopes; a label between 0 and 1 counts as both classes in its proportions."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=3000)
    model.fit(np.vstack([x, x]), np.r_[np.ones(len(x)), np.zeros(len(x))], np.r_[weight * y, weight * (1 - y)])
    return float(model.intercept_[0]), model.coef_[0]


def named(intercept: float, slopes: Any, signals: Sequence[str]) -> dict[str, float]:
    """Return the weights as they are kept: by name, to four digits."""
    kept = (float(f"{value:.4g}") for value in slopes)
    return {"bias": float(f"{intercept:.4g}")} | dict(zip(signals, kept, strict=True))
