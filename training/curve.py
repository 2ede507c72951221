"""What more written data buy: the same short training on ever larger shares of the questions, measured on unseen ones.

    python -m training.curve [--shared ../shared]

Each training starts from MiniLM, reads the same number of pairs and nothing but written data, so that only their
variety differs. It is far shorter than that of the shipped weights; its figures are those of the bare model, without
calibration and evidence: they compare shares, not graders.
"""

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.metrics import pair_order, pearson
from interview_prep.grading._pairnet import PairNet
from training import epochs, measure
from training.compose import Composer
from training.examples import PARTIAL, Example, Marked
from training.fit import fit
from training.material import HERE, Data, held_out, load
from training.net import TrainedNet, reader, save
from training.train import SEED

SHARES = (1 / 16, 1 / 4, 1)
PAIRS = 18_000
WHOLE = 0.1  # of an answer's points in each round through the answers


def main() -> None:
    """Train on each share and print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    data = load(parser.parse_args().shared)
    held = held_out(data)
    unseen = {
        "gold": [m for m in data.gold if m.question_id in held],
        "held-out banks": [m for m in data.held_out if not m.behavioral],
        "own words": [m for m in data.elsewhere if m.source == "elsewhere"],
        "other fields": [m for m in data.apart if m.source == "fields"],
    }
    names = [f"{name}: {figure}" for name in unseen for figure in ("r", "order")]
    print("| questions | answers |", " | ".join((*names, "gold: AUC", "falsified: AUC")), "|")
    print("|---" * (len(names) + 4) + "|", flush=True)
    for share in SHARES:
        part = subset(data.without(held), share)
        net = trained(pool(part))
        found = [figure for marked in unseen.values() for figure in agreement(net, marked)]
        found.append(points_told(net, unseen["gold"]))
        found.append(points_told(net, [m for m in unseen["held-out banks"] if m.kind == "falsified"]))
        asked = len({m.question_id for m in part.written})
        print(f"| {asked} | {len(part.written)} |", " | ".join(f"{figure:.2f}" for figure in found), "|", flush=True)


def subset(data: Data, share: float) -> Data:
    """Return the data with the written part of a share of the questions only."""
    names = sorted({t.question_id for t in data.twins} | {m.question_id for m in data.written})
    random.Random(SEED).shuffle(names)
    return data.without(set(names[int(share * len(names)) :]))


def pool(data: Data) -> list[Example]:
    """Return ``PAIRS`` pairs, drawn in as many rounds through the written data as that takes."""
    rng = random.Random(SEED)
    wholes, composer = epochs.wholes(data.written, data, rng), Composer(data.twins, data.questions, rng)
    drawn: list[Example] = []
    while len(drawn) < PAIRS:
        drawn += wholes.epoch(WHOLE, {}, WHOLE) + composer.epoch()
    return rng.sample(drawn, PAIRS)


def trained(drawn: Sequence[Example]) -> PairNet:
    """Return what MiniLM is after one epoch of the pairs ``drawn``."""
    net = TrainedNet()
    fit(net, lambda _: drawn, 1, epochs.RATE, SEED)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "curve.onnx"
        save(net, path, {})
        return reader(path)


def agreement(net: PairNet, marked: Sequence[Marked]) -> tuple[float, float]:
    """Return the correlation with the grades, and the share of two answers to one question that come in order."""
    credit = measure.credits(net, marked)
    grades = [m.grade for m in marked]
    return pearson(credit, grades), pair_order([m.question_id for m in marked], credit, grades)


def points_told(net: PairNet, marked: Sequence[Marked]) -> float:
    """Return how often a covered point is taken for better covered than one that is not (the area under the curve)."""
    drawn = [e for m in marked for e in m.examples() if e.target != PARTIAL]
    covered = measure.outcomes(net, drawn)[:, 0].tolist()
    return pair_order([0] * len(drawn), covered, [e.target[0] for e in drawn], apart=1)


if __name__ == "__main__":
    main()
