"""The training data hold together, and what is composed from them is labelled as it says."""

import random
from pathlib import Path

import pytest
from rapidfuzz import fuzz

from interview_prep.model import Question
from training.compose import Composer
from training.examples import CONTRADICTED, COVERED, MISSED, Twins, twins, written

DATA = Path(__file__).parents[1] / "training" / "data"
TRUE, NOTES, FALSE = "My grey cat was sitting quietly.", "feline -> armchair (grey)", "Two brown horses ran past us."
TWIN = Twins("q", "What?", "The cat sat.", False, (TRUE,), (NOTES,), ("Pets exist.",), (FALSE,))
OTHER = Twins("q", "What?", "It rained.", False, ("Rain fell.",), ("wet",), ("Weather.",), ("It snowed.",))
TRUTH = {TRUE: COVERED, NOTES: COVERED, FALSE: CONTRADICTED}


def test_every_row_of_the_data_can_be_read() -> None:
    rows, answers = twins(DATA), written(DATA / "answers.jsonl")
    assert len(rows) > 3000
    assert all(row.true and row.false for row in rows)
    assert len(answers) > 1000
    assert all(len(a.marks) == len(a.points) and set(a.marks) <= set("+?-x") for a in answers)
    assert all(0 <= a.grade <= 100 for a in answers)


def _says(text: str, sentence: str) -> bool:
    """Tell whether a text holds a sentence's words, typos and strewn-in adverbs aside."""
    words = sentence.lower().split()
    return sum(fuzz.partial_ratio(word, text.lower()) > 70 for word in words) > 0.8 * len(words)


@pytest.mark.parametrize("seed", range(5))
def test_a_composed_answer_is_labelled_by_what_it_says(seed: int) -> None:
    """A point is covered where its true sentence stands, contradicted where a false one does, else missed."""
    drawn = Composer([TWIN, OTHER], [], random.Random(seed), per_question=30).epoch()
    checked = 0
    for example in drawn:
        if example.source != "composed" or example.point != TWIN.point or example.target not in TRUTH.values():
            continue
        said = [target for sentence, target in TRUTH.items() if _says(example.answer, sentence)]
        assert example.target in (said or [MISSED])
        assert example.target == CONTRADICTED or CONTRADICTED not in said
        checked += 1
    assert checked


def test_what_only_looks_like_an_answer_is_missed() -> None:
    question = Question("q", "b", "s", "What is it?", answer="It is so. It is thus.", key_points=("It is so.", "Thus."))
    drawn = [e for s in range(40) for e in Composer([], [question], random.Random(s)).epoch()]
    assert any(e.answer.lower().rstrip(".").endswith("what is it?") and e.target == MISSED for e in drawn)
    assert any(e.target == COVERED and "thus" in e.answer.lower() for e in drawn)
