"""The pair grader as it is measured: its model and its calibrations have not seen the questions."""

import json
from dataclasses import replace
from pathlib import Path

from interview_prep.grading import Grading
from interview_prep.grading._score import scale
from interview_prep.grading.pair import Nets, Pair

HERE = Path(__file__).parent
PARTS = HERE / "pair_folds.json"
MEASURED = tuple(HERE / f"measured_{name}.onnx" for name in ("whole", "near", "words"))  # saw no held-out question


def folds() -> list[Grading]:
    """Return one grader a fold of questions; all share the models that were trained without the held-out questions."""
    nets = Nets.read(*MEASURED)
    common = scale("pair", corrected=False)
    found: list[Grading] = []
    for number, part in enumerate(json.loads(PARTS.read_text(encoding="utf-8"))):
        own, story = (
            replace(common, knots=tuple((x, y) for x, y in fit["knots"]), **part["verdicts"])
            for fit in (part, part["story"])
        )
        found.append(Pair(nets, part["weights"], own, f"fold {number}", story))
    return found
