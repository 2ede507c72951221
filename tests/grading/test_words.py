"""The model of words: what is alike, what counts, and that nothing depends on what is beside it."""

from importlib.resources import files
from pathlib import Path

import pytest

from interview_prep.grading._encoder import packaged
from interview_prep.grading._words import Words, weights_of

pytestmark = pytest.mark.model

QUESTION = "Why does the iron gate rust?"
RUST = "Iron rusts as wet oxygen binds to it."


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(packaged(), Path(str(files("interview_prep.grading") / "words.onnx")))


def test_what_the_question_says_already_is_not_counted_as_spoken_of(words: Words) -> None:
    told = ("The iron gate does rust.", "Moist oxygen combines with it.", RUST)
    back, other, itself = words.spoken([(QUESTION, RUST, answer) for answer in told])
    assert back < other < itself == pytest.approx(1.0, abs=1e-5)


def test_a_word_is_read_in_its_context(words: Words) -> None:
    reference = "The dog bites the man."
    same, turned = words.spoken([("", reference, told) for told in (reference, "The man bites the dog.")])
    assert turned < same - 0.01


def test_texts_do_not_depend_on_what_is_beside(words: Words) -> None:
    triples = [(QUESTION, RUST, "Moist oxygen, " * 100), ("", "Short.", "x"), (QUESTION, "", ""), ("", RUST, "")]
    assert words.spoken(triples) == [words.spoken([triple])[0] for triple in triples]
    assert words.spoken(triples)[2:] == [0.0, 0.0]
    assert words.spoken([]) == []


def test_rare_words_count_more_and_those_of_the_question_nothing() -> None:
    rare, common = weights_of([], [20000, 100])
    assert rare > 4 * common > 0
    assert weights_of([20000], [20000, 100]).tolist() == [0, common]
    assert weights_of([20000], [20000]).tolist() == [rare]
    assert len(weights_of([], [])) == 0


def test_what_the_model_learnt_from_and_when_is_kept_beside_it(words: Words) -> None:
    assert set(words.about) == {"version", "data"}
