"""What each stage of training reads: three epochs of everything, then epochs of their own for the two models.

The one reads whole answers, the other the sentences of an answer that speak of a key point.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

import torch

from interview_prep.grading._encoder import packaged
from interview_prep.grading._readings import Readings
from interview_prep.grading._vocabulary import vocabulary
from training import edits, examples, minimal_pairs, paraphrases, relations
from training.changes import SMALL_TALK
from training.compose import Composer
from training.contrasts import Contrasts
from training.examples import Example, Marked
from training.fit import Taught, fit
from training.material import Data
from training.net import TrainedNet
from training.wholes import Wholes

EPOCHS = 3
RATE = 1.5e-4
FINISHING_RATE = 1.5e-4
LAST_RATE = 5e-5
LEANT = {"own_words": 0.2, "opposites": 0.3, "denials": 0.3}  # of their points, in the finishing epoch of whole answers
CONTRASTED = 6, 20  # answers to each contrast: in each of the three epochs, in the finishing ones
RELATED = 0.1, 0.02  # of the pairs of relations, in the finishing epoch of sentences and in the last one
EDITED = 0.25  # of the edited answers, in the last one
REWORDED = 0.1  # of the key points in a finishing epoch: those said otherwise
NEARBY = 0.55  # of the points of an answer, in the finishing epoch of sentences: those read with what is near them
PIECES = 0.1  # of the answers, in it: those of which a piece is read
BRIEF = 55  # words of the longest text in it

Drawn = TypeVar("Drawn")


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


def finish_whole(net: TrainedNet, data: Data, seed: int) -> None:
    """Train one more, shorter epoch of whole answers that leans to what is hardest.

    That is answers in people's own words, other fields, comparisons, stories and short references.
    """
    rng = random.Random(seed)
    leant, rest = _leant(data)
    gold = wholes(data.gold, data, rng)
    drawn = wholes(rng.sample(leant, len(leant) // 2), data, rng).epoch(0.05, LEANT, 0.4)
    drawn += wholes(rng.sample(rest, len(rest) // 8), data, rng).epoch(0.1) + gold.epoch(1) + gold.epoch(1)
    drawn += Contrasts(data.contrasts, rng).epoch(CONTRASTED[1]) + _elsewhere(data, rng) + _elsewhere(data, rng)
    ours = _ours(data)
    composed = Composer([t for t in data.twins if t.question_id in ours], data.questions, rng).epoch()
    drawn += rng.sample(composed, len(composed) // 4) + data.public
    drawn += wholes(examples.references(data.questions), data, rng).epoch()
    _half_way(net, paraphrases.reworded(drawn, data.twins, rng, REWORDED), FINISHING_RATE, seed)


def finish_near(net: TrainedNet, data: Data, seed: int) -> None:
    """Train one more epoch of sentences, in which one word decides whether they say a key point or something false.

    That is what stands near the points of answers, edited sentences, sentences in which only who does what to whom
    differs, key points said otherwise, and minimal pairs, none with its question. Here the way is gone to its end.
    """
    rng = random.Random(seed)
    leant, rest = _leant(data)
    some = rng.sample(leant, len(leant) // 3) + rng.sample(rest, len(rest) // 4)
    references = wholes(examples.references(data.questions), data, rng)
    read = [wholes(some, data, rng), wholes(data.gold, data, rng), references]
    drawn = [example for each in read for example in _sentences(each)]
    drawn += Contrasts(data.contrasts, rng).epoch(CONTRASTED[0]) + _elsewhere(data, rng) + data.public
    drawn += _share(relations.epoch(data.relations, rng), RELATED[0], rng)
    drawn += edits.epoch(data.edits, rng, 1) + paraphrases.epoch(data.twins, rng, 1)
    twos = minimal_pairs.epoch(data.edits, data.relations, data.twins, rng)
    twos += minimal_pairs.of_answers("beyond", data.beyond) + minimal_pairs.of_answers("sides", data.sides)
    twos += minimal_pairs.of_references(references, data.twins, rng)
    taught = _unasked([*paraphrases.reworded(_brief(drawn), data.twins, rng, REWORDED), *twos])
    fit(net, lambda _: taught, 1, FINISHING_RATE, seed)


def learn_rest(net: TrainedNet, data: Data, held: set[str], seed: int, near: bool) -> None:
    """Train one short epoch on what was held out, among some of the rest, so that what ships learnt from everything.

    The model of what is ``near`` the points learns it by sentences, the other by whole answers. Here too the mean of
    the weights before and after it is taken, so that the figures measured before it still hold.
    """
    rng = random.Random(seed)
    unseen = data.only(held)
    apart = data.held_out + data.turned + data.general + data.apart + data.elsewhere
    some = rng.sample(data.written, len(data.written) // 12)
    read = [(wholes(marked, data, rng), share) for marked, share in ((apart, 1.0), (data.gold, 1.0), (some, 0.3))]
    drawn = [e for each, share in read for e in (_sentences(each) if near else each.epoch(share))]
    new = Composer(unseen.twins, unseen.questions, rng).epoch()
    new += Contrasts(data.contrasts_held_out, rng).epoch(CONTRASTED[0])
    old = Composer(data.twins, data.questions, rng, per_question=1).epoch()
    old += Contrasts(data.contrasts, rng).epoch(CONTRASTED[1])
    related = _share(relations.epoch(data.relations, rng), RELATED[1], rng)
    related += edits.epoch(_share(data.edits, EDITED, rng), rng, 1)
    public = unseen.public + rng.sample(data.public, len(data.public) // 8)
    drawn += new + related + rng.sample(old, len(old) // 10) + public
    _half_way(net, _unasked(_brief(drawn)) if near else drawn, LAST_RATE, seed)


def _half_way(net: TrainedNet, drawn: Sequence[Taught], rate: float, seed: int) -> None:
    """Train one epoch, and go half the way to where it leads: the mean keeps what the weights before it knew.

    It knows more than either end (Wortsman et al. 2022, model soups).
    """
    before = {name: value.clone() for name, value in net.state_dict().items()}
    fit(net, lambda _: drawn, 1, rate, seed)
    with torch.no_grad():
        for name, value in net.state_dict().items():
            value.copy_((value + before[name]) / 2)


def _leant(data: Data) -> tuple[list[Marked], list[Marked]]:
    """Return the written answers that the finishing epochs lean to, and the rest."""
    ours = _ours(data)
    leant: list[Marked] = []
    rest: list[Marked] = []
    for m in data.written:
        (leant if m.source in LEANT or m.behavioral or m.question_id not in ours else rest).append(m)
    return leant, rest


def _ours(data: Data) -> set[str]:
    return {question.id for question in data.questions}


def _elsewhere(data: Data, rng: random.Random) -> list[Example]:
    """Return answers composed from twins of other fields."""
    ours = _ours(data)
    return Composer([t for t in data.twins if t.question_id not in ours], [], rng, per_question=1).epoch()


def _sentences(read: Wholes) -> list[Example]:
    """Return what answers teach the model of sentences."""
    return read.epoch(0, {}, PIECES, NEARBY)


def _brief(drawn: Iterable[Example]) -> list[Example]:
    return [example for example in drawn if len(example.answer.split()) <= BRIEF]


def _unasked(drawn: Sequence[Taught]) -> list[Taught]:
    """Return the examples without their questions: the model of sentences reads a sentence for its key point alone."""
    return [
        replace(one, question="")
        if isinstance(one, Example)
        else (replace(one[0], question=""), replace(one[1], question=""))
        for one in drawn
    ]


def _share(drawn: Sequence[Drawn], share: float, rng: random.Random) -> list[Drawn]:
    return rng.sample(drawn, int(len(drawn) * share))


def wholes(marked: list[Marked], data: Data, rng: random.Random) -> Wholes:
    """Return what draws from whole answers; the public sets' answers serve as what is off every topic."""
    beside = sorted({e.answer for e in data.public if 5 <= len(e.answer.split()) <= 20})
    return Wholes(marked, _read(), rng, [*SMALL_TALK, *beside], data.twins)


@cache
def _read() -> Readings:
    """Return what tells what of an answer is near a point: it needs the words only, and neither of the models."""
    return Readings(vocabulary(packaged()))
