"""Train the pair model from data to weights, in one command with a fixed seed, and measure it on what it has not seen.

    python -m training.train [--shared ../shared] [--curve]

Trained on: the written data (twins, whole answers), half of the dev gold's questions, and four fifths of the public
sets'. Never trained on, so that every figure is on unseen questions: the other half of the dev gold's questions, 60
questions of our banks, and one fifth of the public sets'. Two epochs over everything are followed by one, at a lower
rate, that leans towards whole answers with marks. These weights are kept in `measured.safetensors`, and their
calibration and every published figure are theirs. What ships learnt one short epoch more, from the held-out answers.

`--curve` trains on a quarter and a half of the written data too, and prints what more data bought.
"""

import argparse
import datetime
import json
import random
from dataclasses import dataclass
from pathlib import Path

from benchmarks.datasets import is_unseen
from interview_prep import banks
from interview_prep.grading._encoder import packaged
from interview_prep.grading._pairnet import PairNet, save
from interview_prep.model import Question
from training import calibrate, examples, measure
from training.compose import Composer
from training.examples import Example, Marked, Twins
from training.fit import fit

SEED = 1
EPOCHS = 2
RATE = 1.2e-4
FINISHING_RATE = 8e-5
LAST_RATE = 5e-5
MARKED_SHARE = 0.75  # of the marked pairs in each epoch: they are long, and cost most
HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "interview_prep" / "grading" / "pair.safetensors"


@dataclass(frozen=True, slots=True)
class Data:
    """Everything to learn from."""

    twins: list[Twins]
    written: list[Marked]
    gold: list[Marked]
    public: list[Example]
    questions: list[Question]
    held_out: list[Marked]

    def without(self, questions: set[str]) -> "Data":
        """Return the data less what is about some questions."""
        return Data(
            [t for t in self.twins if t.question_id not in questions],
            [m for m in self.written if m.question_id not in questions],
            [m for m in self.gold if m.question_id not in questions],
            [e for e in self.public if e.question_id not in questions],
            [q for q in self.questions if q.id not in questions],
            self.held_out,
        )


def main() -> None:
    """Train, measure, calibrate and write."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--curve", action="store_true", help="train on a quarter and a half of the data too")
    options = parser.parse_args()
    data = load(options.shared)
    held = held_out(data)
    seen = data.without(held)
    for part in (0.25, 0.5) if options.curve else ():
        report(learn(subset(seen, part)), data, held, f"{part:.0%} of the written data")
    net = learn(seen)
    save(net, calibrate.MEASURED, about(seen))
    report(net, data, held, "all data")
    calibrate.main(options.shared)
    learn_rest(net, data)
    save(net, SHIPPED, about(data))


def load(shared: Path) -> Data:
    """Read all data."""
    folder = HERE / "data"
    public = examples.public(shared / "asag")
    questions = banks.discover(overridden=False).questions()
    return Data(
        examples.twins(folder),
        examples.written(folder / "answers.jsonl"),
        examples.gold(shared / "gold" / "dev.jsonl"),
        public,
        questions,
        examples.written(folder / "held_out.jsonl"),
    )


def held_out(data: Data) -> set[str]:
    """Return the questions that measure and never train: some of the gold's, of ours and of the public sets'."""
    gold = {m.question_id for m in data.gold if is_unseen(m.question_id, 2)}
    ours = set((HERE / "data" / "held_out_questions.txt").read_text(encoding="utf-8").split())
    public = {e.question_id for e in data.public if is_unseen(e.question_id)}
    return gold | ours | public


def subset(data: Data, share: float) -> Data:
    """Return the data with the written part of a share of the questions only."""
    names = sorted({t.question_id for t in data.twins} | {m.question_id for m in data.written})
    random.Random(SEED).shuffle(names)
    return data.without(set(names[int(share * len(names)) :]))


def learn(data: Data) -> PairNet:
    """Train on everything in ``data``, each epoch's answers composed anew."""
    net = PairNet(packaged())
    rng = random.Random(SEED)
    composer = Composer(data.twins, data.questions, rng)
    marked = [e for m in data.written for e in m.examples()]

    def epoch(_: int) -> list[Example]:
        return composer.epoch() + rng.sample(marked, int(MARKED_SHARE * len(marked))) + data.public

    fit(net, epoch, EPOCHS, RATE, SEED)
    finish(net, data)
    return net


def finish(net: PairNet, data: Data) -> None:
    """Train one more epoch that leans towards whole answers with marks: those are what is graded."""
    rng = random.Random(SEED + 1)
    composed = Composer(data.twins, data.questions, rng, per_question=1).epoch()
    whole = [e for m in data.written for e in m.examples()] + [e for m in data.gold for e in m.examples()] * 2
    some = rng.sample(composed, min(len(composed), 6000)) + rng.sample(data.public, min(len(data.public), 2500))
    fit(net, lambda _: whole + some, 1, FINISHING_RATE, SEED + 1)


def learn_rest(net: PairNet, data: Data) -> None:
    """Train one short epoch on the gold and the held-out answers, so that what ships has learnt from everything."""
    rng = random.Random(SEED + 2)
    whole = [e for m in data.gold for e in m.examples()] * 2 + [e for m in data.held_out for e in m.examples()]
    composed = Composer(data.twins, data.questions, rng, per_question=1).epoch()
    fit(net, lambda _: whole + rng.sample(composed, min(len(composed), 2500)), 1, LAST_RATE, SEED + 2)


def about(data: Data) -> dict[str, str]:
    """Return the header of weights: the day, and what they learnt from."""
    counts = f"twins of {len(data.twins)} points, {len(data.written)} answers, {len(data.public)} public answers"
    return {"version": datetime.datetime.now(datetime.UTC).date().isoformat(), "data": counts}


def report(net: PairNet, data: Data, held: set[str], name: str) -> None:
    """Print what a model knows of questions it has not seen."""
    twins = [t for t in data.twins if t.question_id in held]
    questions = [q for q in data.questions if q.id in held]
    drawn = Composer(twins, questions, random.Random(SEED), per_question=3).epoch()
    print(name, json.dumps(measure.called_covered(net, drawn) | measure.on_gold(net, data.gold)), flush=True)


if __name__ == "__main__":
    main()
