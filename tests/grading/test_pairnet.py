"""The pair model's plumbing: what it reads, how it is batched, that int8 rows come back as they went."""

from pathlib import Path

import numpy as np
import pytest

from interview_prep.grading._pairnet import BUDGET, STEP, PairNet, batches, clip, pack, probabilities, restore, save

pytestmark = pytest.mark.model

TRIPLES = [
    ("What is RAG?", "RAG retrieves documents before the model answers.", "It looks documents up first."),
    ("What is RAG?", "RAG retrieves documents before the model answers.", "It trains the model again, " * 30),
    ("", "Short.", "x"),
]


@pytest.fixture(scope="module")
def net() -> PairNet:
    from interview_prep.grading._encoder import packaged

    return PairNet(packaged())


def test_a_pair_is_read_as_question_point_answer() -> None:
    ids, types, mask, point, answer = (part[0].tolist() for part in pack([([7], [8, 9], [10, 11, 12])]))
    assert ids[:10] == [101, 7, 102, 8, 9, 102, 10, 11, 12, 102]
    assert types[:10] == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1]
    assert point[:10] == [0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    assert answer[:10] == [0, 0, 0, 0, 0, 0, 1, 1, 1, 0]
    assert sum(mask) == 10
    assert len(ids) % STEP == 0


def test_long_texts_are_cut() -> None:
    assert [len(part) for part in clip([1] * 500, [1] * 500, [1] * 500)] == [32, 90, 200]


def test_batches_hold_every_row_once_within_the_budget() -> None:
    lengths = [5, 300, 40, 40, 7, 299] * 50
    made = list(batches(lengths))
    assert sorted(index for batch in made for index in batch) == list(range(300))
    assert all(len(batch) * max(lengths[i] for i in batch) <= BUDGET for batch in made)


def test_outcomes_are_probabilities_and_do_not_depend_on_the_batch(net: PairNet) -> None:
    together = probabilities(net, TRIPLES)
    alone = np.vstack([probabilities(net, [triple]) for triple in TRIPLES])
    assert together.shape == (3, 4)
    assert np.allclose(together.sum(axis=1), 1, atol=1e-3)
    assert np.allclose(together, alone, atol=0.02)


def test_what_was_saved_comes_back(net: PairNet, tmp_path: Path) -> None:
    from interview_prep.grading._encoder import packaged

    path = tmp_path / "pair.safetensors"
    save(net, path, {"version": "test"})
    other = PairNet(packaged())
    about = restore(other, path)
    assert about["version"] == "test"
    assert np.allclose(probabilities(net, TRIPLES), probabilities(other, TRIPLES), atol=0.03)
    assert path.stat().st_size < 25_000_000


def test_weights_of_another_model_are_refused(net: PairNet, tmp_path: Path) -> None:
    from safetensors.torch import save_file

    path = tmp_path / "pair.safetensors"
    save_file({"head.weight": net.head.weight.detach().clone()}, path)
    with pytest.raises(ValueError, match=r"pair\.safetensors does not fit the model"):
        restore(net, path)
