"""The model of words as it is trained: what it learns from, and that what ships reads as it does."""

import random
from dataclasses import fields, replace
from pathlib import Path

import pytest
import torch

from interview_prep.grading._encoder import packaged
from interview_prep.grading._vocabulary import vocabulary
from interview_prep.grading._words import Words
from training import words
from training.examples import Example
from training.material import Data
from training.relations import Relation
from training.words import Row, TrainedWords

pytestmark = pytest.mark.model

TRIPLES = [
    ("Why does it rust?", "Iron rusts as wet oxygen binds to it.", "Moist oxygen combines with iron."),
    ("", "Salt stays behind.", "The water goes away, " * 20),
]
RIGHT = Example("beetle_train", "b/1", "Why?", "The bulb is in a closed path.", "closed path", (1, 0, 0, 0))
WRONG = replace(RIGHT, answer="because", target=(0, 1, 1, 0.3), any_of=True)
HALF = replace(RIGHT, answer="a path", target=(0, 1, 0, 0), source="saf_train")
POINT = Relation("q", "How?", ("It rains.", "Rain falls."), ("It snows.",))
NOTHING = Data(*([] for _ in fields(Data)))
SOME = replace(NOTHING, public=[RIGHT, WRONG, HALF, replace(RIGHT, source="school")], sides=[POINT])


def rows() -> list[Row]:
    known = vocabulary(packaged())
    return [Row(*known.tokens(triple), grade=1.0, weight=1.0) for triple in TRIPLES]


def test_the_graph_reads_as_pytorch_does(tmp_path: Path) -> None:
    torch.manual_seed(1)
    net = TrainedWords().eval()
    for name, parameter in net.named_parameters():
        if name.endswith(("up.weight", "telling.weight")):
            torch.nn.init.normal_(parameter, std=0.02)
    path = tmp_path / "words.onnx"
    words.save(net, path, {"version": "test"})
    shipped = Words(packaged(), path)
    assert shipped.about == {"version": "test"}
    with torch.inference_mode():
        odds = net(rows())
    line = net.line.detach()
    assert shipped.spoken(TRIPLES) == pytest.approx(((odds - line[1]) / line[0]).tolist(), abs=1e-4)


def test_an_untrained_adapter_leaves_minilm_as_it_is() -> None:
    from transformers import BertModel

    net, base = TrainedWords().eval(), BertModel.from_pretrained(packaged(), add_pooling_layer=False)
    base.encoder.layer = base.encoder.layer[: len(net.bert.encoder.layer)]
    ids = torch.tensor([[101, *rows()[0].answer, 102]])
    with torch.inference_mode():
        assert torch.allclose(net.bert(ids).last_hidden_state, base(ids).last_hidden_state, atol=1e-5)


def test_people_s_answers_and_sentences_on_points_are_learnt_from() -> None:
    known = vocabulary(packaged())
    learnt = list(words.material(SOME))
    assert [row.grade for row in learnt] == [1.0, 0.0, 0.5, 1.0, 0.0]
    assert [row.answer for row in learnt[-2:]] == known.tokens(["Rain falls.", "It snows."])
    assert [row.reference for row in learnt[-2:]] == known.tokens(["It rains."]) * 2


def test_batches_hold_every_answer_once() -> None:
    given = [Row([], [1], [2] * size, 1.0, 1.0) for size in range(1, 101)]
    batches = words.batches(given, random.Random(1))
    assert sorted(len(row.answer) for batch in batches for row in batch) == list(range(1, 101))
    assert max(map(len, batches)) == words.ROWS


def test_training_brings_likeness_and_grade_together() -> None:
    before, after = TrainedWords().eval(), words.learn(replace(SOME, public=[RIGHT, WRONG] * 20), 1)
    batch = [row for row in words.material(SOME) if row.weight == words.WEIGHT]
    with torch.inference_mode():
        first, last = (float(words.loss_of(net, batch)) for net in (before, after))
        right, wrong, _ = after(batch).tolist()
    assert last < first
    assert wrong < right


def test_an_answer_to_something_else_is_worth_nothing() -> None:
    net = TrainedWords().eval()
    near, far = rows()
    with torch.inference_mode():
        alone = float(words.loss_of(net, [near, near]))  # the other row has the same reference: nothing is turned
        mixed = float(words.loss_of(net, [near, far]))
        odds = net([near, far])
        own = torch.nn.functional.softplus(-odds).mean()
        single = torch.nn.functional.softplus(-odds[0])
    assert alone == pytest.approx(float(single), abs=1e-4)
    assert mixed > float(own) + 1e-3
