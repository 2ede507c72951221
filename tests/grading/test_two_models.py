"""Which of the two models that judge reads what."""

from collections.abc import Sequence
from typing import ClassVar, cast

import numpy as np
import pytest

from interview_prep.grading import Request
from interview_prep.grading._encoder import packaged
from interview_prep.grading._pairnet import Array, PairNet, Triple
from interview_prep.grading._score import scale
from interview_prep.grading._vocabulary import vocabulary
from interview_prep.grading._words import Words
from interview_prep.grading.pair import Nets, Pair

pytestmark = pytest.mark.model  # for its words
POINTS = ("A queue keeps its messages in order.", "A topic has several readers.")
ANSWER = "Messages of a queue keep their order. I like to cook. My sister has a dog. A topic can be read by many."


class _Net:
    """Stands for a model: says the same of all that it reads, and keeps it."""

    def __init__(self, *outcome: float) -> None:
        self.vocabulary, self.outcome = vocabulary(packaged()), outcome
        self.about: dict[str, str] = {}
        self.read: list[Triple] = []

    def probabilities(self, triples: Sequence[Triple]) -> Array:
        self.read += triples
        return np.array([self.outcome] * len(triples), dtype=np.float32).reshape(-1, 4)


class _Words:
    """Stands for the model of words, of which nothing is asked: there is no short reference."""

    about: ClassVar[dict[str, str]] = {}

    def spoken(self, triples: Sequence[Triple]) -> list[float]:
        assert not triples
        return []


def _read(whole: _Net, near: _Net, answer: str = ANSWER) -> dict[str, float]:
    nets = Nets(cast(PairNet, whole), cast(PairNet, near), cast(Words, _Words()))
    (told,) = Pair(nets, {}, scale("none"), "0").tell([Request(answer, "What are they?", POINTS)])
    return told.points[0][0]


def test_one_model_reads_the_whole_answer_and_the_other_what_speaks_of_each_point() -> None:
    whole, near = _Net(0.25, 0.25, 0.25, 0.25), _Net(0.7, 0.1, 0.1, 0.1)
    signals = _read(whole, near)
    assert whole.read == [("What are they?", point, ANSWER) for point in POINTS]
    assert [(question, point) for question, point, _ in near.read] == [("", point) for point in POINTS]
    assert all(text != ANSWER and text.count(".") <= 2 for _, _, text in near.read)
    assert near.read[0][2].startswith("Messages of a queue") and near.read[1][2].endswith("read by many.")
    assert signals["partial"] == 0.25
    assert signals["near covered"] == pytest.approx(0.7)


def test_what_the_whole_answer_surely_misses_is_not_looked_for_again() -> None:
    near = _Net(0.7, 0.1, 0.1, 0.1)
    signals = _read(_Net(0.02, 0.02, 0.95, 0.01), near)
    assert not near.read
    assert signals["near covered"] == pytest.approx(0.02)


def test_an_answer_of_one_sentence_is_read_by_both() -> None:
    whole, near = _Net(0.25, 0.25, 0.25, 0.25), _Net(0.7, 0.1, 0.1, 0.1)
    _read(whole, near, "Messages of a queue keep their order.")
    assert [texts for _, *texts in whole.read] == [texts for _, *texts in near.read] != []
