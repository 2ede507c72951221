"""A short reference, of one to three key points taken from it, is read whole: seldom is every sentence asked for."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from interview_prep.grading import Request
from interview_prep.grading._evidence import weigh
from interview_prep.grading._gates import claims
from interview_prep.grading._pairnet import LIMITS

_WORDS = ("recall", "names", "negation", "antonym", "denials")
_MOST = 3  # points: more of them are an answer to be made point by point
SIGNALS = (
    "covered",
    "partial",
    "missed",
    "contradicted",
    *_WORDS,
)  # four log-odds, the mean of both models', and exact evidence


def is_short(request: Request) -> bool:
    """Tell whether the model can read the whole reference as one point, and every key point was taken from it."""
    reference = request.reference or ""
    if request.behavioral or not 1 <= len(request.points) <= _MOST or not 0 < len(reference) <= 4 * LIMITS[1]:
        return False
    held = _folded(reference)
    return all(_folded(point) in held for point in request.points)


def signals(request: Request, outcomes: Sequence[Any]) -> dict[str, float]:
    """Return what is weighed: ``outcomes`` are each model's four probabilities of (question, reference, answer)."""
    sure = np.clip(outcomes, 1e-3, 1 - 1e-3)
    odds = np.log(sure / (1 - sure)).mean(axis=0)
    told = [span.text for span in claims(request)]
    (evidence,) = weigh(request.question, [request.reference or ""], told)
    values = (*odds, *(evidence.signals[name] for name in _WORDS))
    return {name: float(value) for name, value in zip(SIGNALS, values, strict=True)}


def _folded(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
