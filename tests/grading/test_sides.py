"""Which side of a comparison has a property: the sides that a question names, and what an answer says of each."""

from collections.abc import Sequence

import pytest

from interview_prep.grading._sides import Clause, clauses, placed, sides
from interview_prep.grading._terms import content

POINTS = (
    "A generator yields its items lazily, one at a time.",
    "A list comprehension builds the whole list in memory at once.",
)
ASKED = "Compare generators with list comprehensions."


def likeness(text: str, others: Sequence[str]) -> list[float]:
    """Return the share of a text's words that each other one holds."""
    wanted = set(content(text))
    return [len(wanted & set(content(other))) / max(1, len(wanted)) for other in others]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is the difference between sparse and dense embeddings?", [{"spars"}, {"dens", "embed"}]),
        ("Describe self-attention vs cross-attention", [{"self"}, {"cross"}]),
        ("What is QLoRA and how does it differ from LoRA?", [{"qlora"}, {"lora"}]),
        ("How do agents differ from chains in practice?", [{"agent"}, {"chain"}]),
        ("How do quicksort and bubble sort compare?", [{"quicksort"}, {"bubbl", "sort"}]),
        ("When would you choose RAG over fine-tuning?", [{"rag"}, {"fine", "tuning"}]),
        ("Compare Pinecone, Weaviate, and Qdrant", [{"pinecon"}, {"weavi"}, {"qdrant"}]),
        ("What distinguishes ETL from ELT?", [{"etl"}, {"elt"}]),
    ],
)
def test_the_sides_are_read_from_the_question(question: str, named: list[set[str]]) -> None:
    assert sides(question) == named


@pytest.mark.parametrize("question", ["What is LoRA?", "Explain batching for cost optimization", "Why?", ""])
def test_a_question_that_compares_nothing_has_no_sides(question: str) -> None:
    assert sides(question) == []


def test_clauses_know_their_side_and_lose_its_name() -> None:
    named = sides("Compare CPUs and GPUs.")
    told = clauses("GPUs run many threads; they suit matrices, whereas a CPU has few cores. Both cost money.", named)
    assert told == [
        Clause(1, "it run many threads"),
        Clause(1, "they suit matrices"),
        Clause(0, "a it has few cores"),
        Clause(0, "both cost money"),
    ]


def test_a_clause_with_both_sides_is_of_none_and_its_subject_goes_on() -> None:
    named = sides("Compare CPUs and GPUs.")
    told = clauses("Unlike a CPU, a GPU is wide. It hides latency.", named)
    assert [clause.side for clause in told] == [None, 1]


def test_what_is_on_the_right_side_is_above_zero_and_what_is_exchanged_below() -> None:
    right = "Generators are lazy: items are yielded one at a time. The list comprehension fills memory at once."
    exchanged = "The list comprehension is lazy, its items are yielded one at a time. Generators fill memory at once."
    for own, mean in placed(ASKED, POINTS, right, likeness):
        assert own > 0.2
        assert mean > 0.2
    for own, mean in placed(ASKED, POINTS, exchanged, likeness):
        assert own < -0.2
        assert mean < -0.2


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is a generator?", "Generators yield items lazily; comprehensions fill memory."),
        (ASKED, "Generators yield items lazily, one at a time."),
        (ASKED, "It is lazy and saves memory."),
        (ASKED, ""),
    ],
)
def test_where_nothing_can_be_told_it_is_zero(question: str, answer: str) -> None:
    assert placed(question, POINTS, answer, likeness) == [(0.0, 0.0)] * 2
