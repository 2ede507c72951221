"""Train the pair model from data to weights, in one command with a fixed seed, and measure it on what it has not seen.

    python -m training.train [--shared ../shared] [--further] [--seed 1]

Trained on: the written data (twins, relations, contrasts, edits, short answers beyond a point, whole answers, pupils'
answers), our banks' references, half of the dev gold's questions, and four fifths of the public sets'. Never trained
on, so that every figure is on unseen questions: the other half of the dev gold's questions, 60 questions of our
banks, 41 questions of other fields, and one fifth of the public sets'; nor on stories for 24 behavioral questions of
our banks. Three epochs see everything; a shorter one leans to answers in people's own words, other fields,
comparisons, stories, answers in which one word decides, key points said otherwise, sentences in which only who does
what to whom does, and minimal pairs, and the mean of the weights before and after it is taken. The result is kept in
`measured.onnx`; the calibration and every published figure are its own. What ships learnt one short epoch more, from
all that was held out.

`--further` begins with `measured.onnx` in place of the three epochs from MiniLM: for data that have grown since.
"""

import argparse
import datetime
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import torch

from benchmarks.datasets import is_unseen
from interview_prep import banks
from interview_prep.grading import pair
from interview_prep.grading._pairnet import PairNet
from interview_prep.model import Question
from training import calibrate, contrasts, edits, examples, measure, minimal_pairs, paraphrases, relations
from training.changes import SMALL_TALK
from training.compose import Composer
from training.contrasts import Contrast, Contrasts
from training.edits import Edited
from training.examples import Example, Marked, Twins
from training.fit import Taught, fit
from training.net import TrainedNet, digest, reader, restore, save
from training.relations import Relation
from training.wholes import Wholes

SEED = 1
EPOCHS = 3
RATE = 1.5e-4
FINISHING_RATE = 1.5e-4
LAST_RATE = 5e-5
WRITTEN = ("answers", "opposites", "own_words", "denials")
ELSEWHERE = ("elsewhere", "own_words_held_out")  # likewise in own words, to held-out questions
APART = ("fields", "stories", "denials_held_out", "falsified_held_out")
LEANT = {"own_words": 0.2, "opposites": 0.3, "denials": 0.3}  # of their points, in the finishing epoch
CONTRASTED = 6, 20  # answers to each contrast: in each of the three epochs, in the finishing epoch
RELATED = 0.1, 0.02  # of the pairs of relations, in the finishing epoch and in the last one
EDITED = 0.25  # of the edited answers, in the last one
REWORDED = 0.1  # of the key points in the finishing epoch: those said otherwise
HERE = Path(__file__).parent
SHIPPED = HERE.parent / "src" / "interview_prep" / "grading" / "pair.onnx"

Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True)
class Data:
    """Everything to learn from."""

    twins: list[Twins]
    written: list[Marked]
    gold: list[Marked]
    public: list[Example]
    questions: list[Question]
    held_out: list[Marked]
    turned: list[Marked]
    general: list[Marked]
    apart: list[Marked]
    elsewhere: list[Marked]
    contrasts: list[Contrast]
    contrasts_held_out: list[Contrast]
    relations: list[Relation]
    beyond: list[Relation]
    edits: list[Edited]

    def only(self, questions: set[str]) -> "Data":
        """Return the data about some questions."""
        return replace(
            self,
            twins=[t for t in self.twins if t.question_id in questions],
            written=[m for m in self.written if m.question_id in questions],
            gold=[m for m in self.gold if m.question_id in questions],
            public=[e for e in self.public if e.question_id in questions],
            questions=[q for q in self.questions if q.id in questions],
            relations=[r for r in self.relations if r.question_id in questions],
            beyond=[b for b in self.beyond if b.question_id in questions],
            edits=[e for e in self.edits if e.question_id in questions],
        )

    def without(self, questions: set[str]) -> "Data":
        """Return the data less what is about some questions."""
        every = {x.question_id for x in (*self.twins, *self.written, *self.gold, *self.public)}
        return self.only((every | {q.id for q in self.questions}) - questions)


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
    net = restore(calibrate.MEASURED) if options.further else learn(seen, options.seed)
    finish(net, seen, options.seed + 1)
    save(net, calibrate.MEASURED, about(seen, net))
    report(reader(calibrate.MEASURED), data, held, "all data")
    calibrate.main(options.shared)
    learn_rest(net, data, held, options.seed + 2)
    save(net, SHIPPED, about(data, net))


def load(shared: Path) -> Data:
    """Read all data."""
    folder = HERE / "data"
    public = examples.public(shared / "asag") + examples.school(folder / "school.jsonl")
    questions = banks.discover(overridden=False).questions()
    related, near = (relations.read(folder / f"{name}.jsonl") for name in ("relations", "near"))
    return Data(
        relations.told_of(relations.told_of(examples.twins(folder), related), near),
        [m for name in WRITTEN for m in examples.written(folder / f"{name}.jsonl")],
        examples.gold(shared / "gold" / "dev.jsonl"),
        public,
        questions,
        examples.written(folder / "held_out.jsonl"),
        examples.written(folder / "turned.jsonl"),
        examples.written(folder / "general.jsonl"),
        [m for name in APART for m in examples.written(folder / f"{name}.jsonl")],
        [m for name in ELSEWHERE for m in examples.of_banks(folder / f"{name}.jsonl", questions)],
        contrasts.read(folder / "contrasts.jsonl"),
        contrasts.read(folder / "contrasts_held_out.jsonl"),
        [*related, *near],
        relations.read(folder / "beyond.jsonl"),
        edits.read(folder / "edits.jsonl"),
    )


def held_out(data: Data) -> set[str]:
    """Return the questions that measure and never train: some of the gold's, of ours and of the public sets'."""
    gold = {m.question_id for m in data.gold if is_unseen(m.question_id, 2)}
    ours = set((HERE / "data" / "held_out_questions.txt").read_text(encoding="utf-8").split())
    public = {e.question_id for e in data.public if e.source != "school" and is_unseen(e.question_id)}
    return gold | ours | public


def learn(data: Data, seed: int) -> TrainedNet:
    """Return MiniLM after ``EPOCHS`` epochs of everything in ``data``, each epoch's answers composed anew."""
    net, rng = TrainedNet(), random.Random(seed)
    composer, compared = Composer(data.twins, data.questions, rng), Contrasts(data.contrasts, rng)
    written, gold = wholes(data.written, data, rng), wholes(data.gold, data, rng)

    def epoch(number: int) -> list[Example]:
        whole = written.epoch() + gold.epoch(1) + gold.epoch(1) + data.public + compared.epoch(CONTRASTED[0])
        composed = composer.epoch()  # the last epoch has fewer of those
        return whole + (composed if number < EPOCHS - 1 else rng.sample(composed, len(composed) // 3))

    fit(net, epoch, EPOCHS, RATE, seed)
    return net


def finish(net: TrainedNet, data: Data, seed: int) -> None:
    """Train one more, shorter epoch that leans to what is hardest.

    That is answers in people's own words, other fields, comparisons, stories, answers in which one word decides,
    sentences in which only who does what to whom does, key points said otherwise, and minimal pairs.
    """
    rng = random.Random(seed)
    ours = {question.id for question in data.questions}
    leant: list[Marked] = []
    rest: list[Marked] = []
    for m in data.written:
        leans = m.source in LEANT or m.behavioral or m.question_id not in ours
        (leant if leans else rest).append(m)
    gold = wholes(data.gold, data, rng)
    drawn = wholes(rng.sample(leant, len(leant) // 2), data, rng).epoch(0.05, LEANT, 0.4)
    drawn += wholes(rng.sample(rest, len(rest) // 8), data, rng).epoch(0.1) + gold.epoch(1) + gold.epoch(1)
    drawn += Contrasts(data.contrasts, rng).epoch(CONTRASTED[1])
    drawn += _share(relations.epoch(data.relations, rng), RELATED[0], rng)
    drawn += edits.epoch(data.edits, rng, 1) + paraphrases.epoch(data.twins, rng, 1)
    elsewhere = Composer([t for t in data.twins if t.question_id not in ours], [], rng, per_question=1)
    drawn += elsewhere.epoch() + elsewhere.epoch()
    composed = Composer([t for t in data.twins if t.question_id in ours], data.questions, rng).epoch()
    drawn += rng.sample(composed, len(composed) // 4) + data.public
    references = wholes(examples.references(data.questions), data, rng)
    drawn += references.epoch()
    twos = minimal_pairs.epoch(data.edits, data.relations, data.twins, rng)
    twos += minimal_pairs.of_beyond(data.beyond) + minimal_pairs.of_references(references, data.twins, rng)
    _half_way(net, [*paraphrases.reworded(drawn, data.twins, rng, REWORDED), *twos], FINISHING_RATE, seed)


def _half_way(net: TrainedNet, drawn: Sequence[Taught], rate: float, seed: int) -> None:
    """Train one epoch, and go half the way to where it leads: the mean keeps what the weights before it knew.

    It knows more than either end (Wortsman et al. 2022, model soups).
    """
    before = {name: value.clone() for name, value in net.state_dict().items()}
    fit(net, lambda _: drawn, 1, rate, seed)
    with torch.no_grad():
        for name, value in net.state_dict().items():
            value.copy_((value + before[name]) / 2)


def learn_rest(net: TrainedNet, data: Data, held: set[str], seed: int) -> None:
    """Train one short epoch on what was held out, among some of the rest, so that what ships learnt from everything.

    Here too the mean of the weights before and after it is taken, so that the figures measured before it still hold.
    """
    rng = random.Random(seed)
    unseen = data.only(held)
    some = rng.sample(data.written, len(data.written) // 12)
    rest = wholes(data.gold, data, rng).epoch(1) + wholes(some, data, rng).epoch(0.3)
    new = Composer(unseen.twins, unseen.questions, rng).epoch()
    new += wholes(data.held_out + data.turned + data.general + data.apart + data.elsewhere, data, rng).epoch(1)
    new += Contrasts(data.contrasts_held_out, rng).epoch(CONTRASTED[0])
    old = Composer(data.twins, data.questions, rng, per_question=1).epoch()
    old += Contrasts(data.contrasts, rng).epoch(CONTRASTED[1])
    related = _share(relations.epoch(data.relations, rng), RELATED[1], rng)
    related += edits.epoch(_share(data.edits, EDITED, rng), rng, 1)
    public = unseen.public + rng.sample(data.public, len(data.public) // 8)
    _half_way(net, new + related + rest + rng.sample(old, len(old) // 10) + public, LAST_RATE, seed)


def _share(drawn: Sequence[Drawn], share: float, rng: random.Random) -> list[Drawn]:
    return rng.sample(drawn, int(len(drawn) * share))


def wholes(marked: list[Marked], data: Data, rng: random.Random) -> Wholes:
    """Return what draws from whole answers; the public sets' answers serve as what is off every topic."""
    beside = sorted({e.answer for e in data.public if 5 <= len(e.answer.split()) <= 20})
    return Wholes(marked, _grader(), rng, [*SMALL_TALK, *beside], data.twins)


@cache
def _grader() -> pair.Pair:
    """Return the shipped grader: it tells what of an answer is near a point."""
    return pair.load()


def about(data: Data, net: TrainedNet) -> dict[str, str]:
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
