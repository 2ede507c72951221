"""Train the pair models from data to weights, in one command with a fixed seed, and measure them on the unseen.

    python -m training.train [--shared ../shared] [--further] [--seed 1]

Trained on: the written data (twins, relations, contrasts, edits, short answers beyond a point, sentences on which of
two things is what, whole answers, pupils' answers), our banks' references, half of the dev gold's questions, and four
fifths of the public sets'. Never trained on, so that every figure is on unseen questions: the other half of the dev
gold's questions, 60 questions of our banks, 41 questions of other fields, and one fifth of the public sets'; nor on
stories for 24 behavioral questions of our banks. Three epochs see everything. From there two models go on, each through
a shorter epoch of its own: the one of whole answers through those in people's own words, other fields, comparisons,
stories, and short references; the one of what stands near a key point through sentences in which one word decides, key
points said otherwise, sentences in which only who does what to whom does, and minimal pairs.
The model of words is trained beside them, on the public answers and on sentences about single key points.
The results are kept in `measured_whole.onnx`, `measured_near.onnx` and `measured_words.onnx`; the calibration and every
published figure are their own. What ships learnt one short epoch more, from all that was held out; the model of words,
which trains in minutes, is trained anew on everything.

`--further` begins with those in place of the three epochs from MiniLM: for data that have grown since.
"""

import argparse
import copy
import datetime
import json
import random
from pathlib import Path

from torch import nn

from interview_prep.grading._pairnet import PairNet
from training import calibrate, measure, words
from training.compose import Composer
from training.epochs import finish_near, finish_whole, learn, learn_rest
from training.material import HERE, Data, held_out, load
from training.net import digest, reader, restore, save
from training.pair_folds import MEASURED

SEED = 1
SHIPPED = tuple(calibrate.GRADING / f"{name}.onnx" for name in ("whole", "near", "words"))


def main() -> None:
    """Train, measure, calibrate and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--further", action="store_true", help="start from the measured weights, for data that grew")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    data = load(options.shared)
    held = held_out(data)
    seen = data.without(held)
    if options.further:
        whole, near = map(restore, MEASURED[:2])
    else:
        whole = learn(seen, options.seed)
        near = copy.deepcopy(whole)
    finish_whole(whole, seen, options.seed + 1)
    finish_near(near, seen, options.seed + 2)
    for net, path in zip((whole, near), MEASURED[:2], strict=True):
        save(net, path, about(seen, net))
        report(reader(path), data, held, path.stem)
    train_words(seen, options.seed, MEASURED[2])
    calibrate.main(options.shared)
    train_words(data, options.seed, SHIPPED[2])
    for net, path in zip((whole, near), SHIPPED[:2], strict=True):
        learn_rest(net, data, held, options.seed + 3, net is near)
        save(net, path, about(data, net))


def train_words(data: Data, seed: int, path: Path) -> None:
    """Train the model of words and write its graph."""
    net = words.learn(data, seed)
    words.save(net, path, about(data, net))


def about(data: Data, net: nn.Module) -> dict[str, str]:
    """Return the header of weights: the day, what tells them from others of that day, and what they learnt from."""
    day = datetime.datetime.now(datetime.UTC).date().isoformat()
    counts = f"twins of {len(data.twins)} points, {len(data.relations)} relations, {len(data.contrasts)} contrasts"
    counts += f", {len(data.edits)} edited answers, {len(data.written)} answers, {len(data.public)} public answers"
    return {"version": f"{day}-{digest(net)}", "data": counts}


def report(net: PairNet, data: Data, held: set[str], name: str) -> None:
    """Print what a model knows of questions it has not seen."""
    twins = [t for t in data.twins if t.question_id in held]
    questions = [q for q in data.questions if q.id in held]
    drawn = Composer(twins, questions, random.Random(SEED), per_question=3).epoch()
    print(name, json.dumps(measure.called_covered(net, drawn) | measure.on_gold(net, data.gold)), flush=True)


if __name__ == "__main__":
    main()
