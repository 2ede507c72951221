"""The pair graders that were trained without one fold of the questions each, for measurements on unseen questions."""

import json
from pathlib import Path

from interview_prep.grading import Grading
from interview_prep.grading._encoder import packaged
from interview_prep.grading._pairnet import PairNet, restore
from interview_prep.grading._score import scale
from interview_prep.grading.pair import Pair

OUT = Path(__file__).parent / "out"


def folds() -> list[Grading]:
    """Return the five graders of the last run of `train.py`; FileNotFoundError where it was not run here."""
    found: list[Grading] = []
    for number, numbers in enumerate(json.loads((OUT / "folds.json").read_text(encoding="utf-8"))):
        net = PairNet(packaged())
        restore(net, OUT / f"fold{number}.safetensors")
        found.append(Pair(net, numbers, scale("pair", corrected=False), f"fold {number}"))
    return found
