"""The pair model as it is trained and as it is shipped are one: both read alike, and weights come back as they went."""

from pathlib import Path

import numpy as np
import pytest
import torch

from interview_prep.grading._encoder import packaged
from interview_prep.grading._pairnet import clip
from interview_prep.grading._vocabulary import Vocabulary
from training import graph
from training.net import STEP, TrainedNet, pack, reader, restore, save

pytestmark = pytest.mark.model

TRIPLES = [
    ("What is RAG?", "RAG retrieves documents before the model answers.", "It looks documents up first."),
    ("What is RAG?", "RAG retrieves documents before the model answers.", "It trains the model again, " * 30),
    ("", "Short.", "x"),
]


@pytest.fixture(scope="module")
def net() -> TrainedNet:
    torch.manual_seed(1)
    return TrainedNet().eval()


def test_pairs_of_unlike_length_are_packed_into_one_batch() -> None:
    short, long = ([7], [8, 9], [10, 11, 12]), ([7], [8], [9] * 20)
    ids, types, mask, point, answer = (part[0].tolist() for part in pack([short, long]))
    assert ids[:10] == [101, 7, 102, 8, 9, 102, 10, 11, 12, 102]
    assert types[:10] == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
    assert point[:10] == [0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    assert answer[:10] == [0, 0, 0, 0, 0, 0, 1, 1, 1, 0]
    assert sum(mask) == 10
    assert len(ids) % STEP == 0


def test_the_graph_reads_as_pytorch_does(net: TrainedNet, tmp_path: Path) -> None:
    path = tmp_path / "whole.onnx"
    save(net, path, {"version": "test"})
    told = reader(path)
    assert told.about == {"version": "test"}
    known = Vocabulary(packaged())
    with torch.inference_mode():
        logits = net(pack([clip(*known.tokens(triple)) for triple in TRIPLES]))
    assert np.allclose(told.probabilities(TRIPLES), torch.softmax(logits, -1).numpy(), atol=0.03)


def test_what_was_saved_comes_back_and_stays_as_it_is(net: TrainedNet, tmp_path: Path) -> None:
    first, second = tmp_path / "first.onnx", tmp_path / "second.onnx"
    save(net, first, {})
    save(restore(first), second, {})
    for (name, kept), again in zip(graph.read(first).items(), graph.read(second).values(), strict=True):
        assert np.allclose(kept, again, atol=1e-6), name
        assert np.allclose(kept, net.state_dict()[name].numpy(), atol=np.abs(kept).max() / 60), name


def test_weights_of_another_model_are_refused(net: TrainedNet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "whole.onnx"
    with monkeypatch.context() as patched:
        patched.setattr(graph, "LAYERS", 5)
        save(net, path, {})
    with pytest.raises(ValueError, match=r"whole\.onnx does not fit the model: bert\.encoder\.layer\.5"):
        restore(path)
