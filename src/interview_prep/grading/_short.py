"""A short reference, of one to three key points taken from it, is read whole: seldom is every sentence asked for."""

from typing import Any

import numpy as np

from interview_prep.grading import Request
from interview_prep.grading._pairnet import LIMITS, OUTCOMES

_MOST = 3  # points: more of them are an answer to be made point by point
_COVERED, _CONTRADICTED = OUTCOMES.index("covered"), OUTCOMES.index("contradicted")
_SURE = 4.0  # log-odds from which a denial counts no more
_STEEP = 4  # power of how far the answer speaks of the reference: any two texts are somewhat alike
SIGNALS = (
    "covered",  # log-odds, the mean of both models'
    "spoken",  # how much of what the reference says beyond the question the answer's words say, in their contexts
    "denied",  # how much likelier the model of sentences finds it contradicted than covered, as far as it is spoken of
)


def is_short(request: Request) -> bool:
    """Tell whether the model can read the whole reference as one point, and every key point was taken from it."""
    reference = request.reference or ""
    if request.behavioral or not 1 <= len(request.points) <= _MOST or not 0 < len(reference) <= 4 * LIMITS[1]:
        return False
    held = _folded(reference)
    return all(_folded(point) in held for point in request.points)


def signals(whole: Any, near: Any, spoken: float) -> dict[str, float]:
    """Return what is weighed: both models' four probabilities of the reference, and how far the answer speaks of it.

    Words tell on questions of any field, the models on those like what they have learnt. Of what an answer hardly
    speaks of, a model's "contradicted" says nothing; of what it says word for word, it says everything.
    """
    sure = np.clip([whole, near], 1e-3, 1 - 1e-3)
    odds = np.log(sure / (1 - sure))
    denied = min(_SURE, max(0.0, float(odds[1, _CONTRADICTED] - odds[1, _COVERED])))
    values = (odds[:, _COVERED].mean(), spoken, spoken**_STEEP * denied)
    return {name: float(value) for name, value in zip(SIGNALS, values, strict=True)}


def _folded(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
