"""The pair model's plumbing: what it reads, that nothing depends on what is beside it, and that it needs no PyTorch."""

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from interview_prep.grading._encoder import packaged
from interview_prep.grading._pairnet import PairNet, clip, joined

pytestmark = pytest.mark.model

TRIPLES = [
    ("What is RAG?", "RAG retrieves documents before the model answers.", "It looks documents up first."),
    ("What is RAG?", "RAG retrieves documents before the model answers.", "It trains the model again, " * 30),
    ("", "Short.", "x"),
    ("", "", ""),
]


SHIPPED = [Path(str(files("interview_prep.grading") / f"{name}.onnx")) for name in ("whole", "near", "words")]


@pytest.fixture(scope="module", params=SHIPPED[:2], ids=lambda path: path.stem)
def net(request: pytest.FixtureRequest) -> PairNet:
    return PairNet(packaged(), request.param)


def test_the_models_are_small_enough_for_the_wheel() -> None:
    assert sum(path.stat().st_size for path in SHIPPED) <= 25_000_000


def test_a_pair_is_read_as_question_point_answer() -> None:
    ids, point, answer = joined(([7], [8, 9], [10, 11, 12]))
    assert ids == [101, 7, 102, 8, 9, 102, 10, 11, 12, 102]
    assert ids[point] == [8, 9]
    assert ids[answer] == [10, 11, 12]


def test_long_texts_are_cut() -> None:
    assert [len(part) for part in clip([1] * 500, [1] * 500, [1] * 500)] == [32, 90, 200]


def test_outcomes_are_probabilities_and_do_not_depend_on_what_is_beside(net: PairNet) -> None:
    together = net.probabilities(TRIPLES)
    alone = np.vstack([net.probabilities([triple]) for triple in TRIPLES])
    assert together.shape == (4, 4)
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.array_equal(together, alone)
    assert net.probabilities([]).shape == (0, 4)


def test_what_the_model_learnt_from_and_when_is_kept_beside_it(net: PairNet) -> None:
    assert set(net.about) == {"version", "data"}


def test_grading_loads_neither_torch_nor_transformers() -> None:
    """They take seconds to load, and a first answer would wait for them."""
    code = (
        "import sys\nfrom interview_prep import grading\n"
        "request = grading.Request('It looks documents up first.', 'What is RAG?', ('It retrieves first.',))\n"
        "(verdict,) = grading.grade([request])\n"
        "print(verdict.grader.name, sorted({'torch', 'transformers', 'sentence_transformers'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("pair []\n", "")
