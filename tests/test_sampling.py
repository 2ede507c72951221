import random
from collections import Counter
from hashlib import sha256

import pytest
from samples import question

from interview_prep import banks
from interview_prep.model import DIFFICULTIES, KINDS, Question
from interview_prep.sampling import minutes, sample


def pool(sections: int = 8, each: int = 8) -> list[Question]:
    """Return questions that share no words, in sections with every difficulty."""
    return [
        question(
            f"p-{s:02}{i:02}",
            sha256(f"{s} {i}".encode()).hexdigest(),
            section=f"Section {s}",
            difficulty=DIFFICULTIES[i % 4],
        )
        for s in range(sections)
        for i in range(each)
    ]


@pytest.mark.parametrize("n", [1, 4, 8, 13, 16, 32, 64])
@pytest.mark.parametrize("seed", [0, 7])
def test_spread_evenly_over_sections_and_difficulties(n: int, seed: int) -> None:
    drawn = sample(pool(), n, random.Random(seed))
    assert len({q.id for q in drawn}) == n
    sections = Counter(q.section for q in drawn)
    levels = Counter(q.difficulty for q in drawn)
    assert max(sections.values()) - min(sections[f"Section {s}"] for s in range(8)) <= 1
    assert max(levels.values()) - min(levels[level] for level in DIFFICULTIES) <= 1


def test_the_order_in_which_banks_are_found_does_not_matter() -> None:
    shuffled = pool()
    random.Random(3).shuffle(shuffled)
    assert sample(pool(), 10, random.Random(1)) == sample(shuffled, 10, random.Random(1))


def test_a_seed_gives_the_same_set_on_every_machine() -> None:
    drawn = [q.id for q in sample(pool(), 5, random.Random(42))]
    assert drawn == ["p-0000", "p-0701", "p-0601", "p-0106", "p-0303"]


def test_seeds_differ() -> None:
    assert len({tuple(q.id for q in sample(pool(), 5, random.Random(seed))) for seed in range(20)}) == 20


def test_easy_questions_come_first() -> None:
    levels = [DIFFICULTIES.index(q.difficulty or "") for q in sample(pool(), 20, random.Random(1))]
    assert levels == sorted(levels)


@pytest.mark.parametrize(
    ("one", "other", "repeats"),
    [
        (question("a", "What is graceful degradation?"), question("b", "Explain graceful degradation"), True),
        (
            question("a", "What is prompt injection?"),
            question("b", "What is prompt injection and how to prevent it?"),
            True,
        ),
        (
            question("a", "Define RAG"),
            question("b", "Who invented backpropagation?", same_as=("a",), bank="other"),
            True,
        ),
        (question("a", "Describe test case generation"), question("b", "Explain template-based generation"), False),
        (question("a", "What is LoRA?"), question("b", "What is RAG?"), False),
    ],
)
def test_nothing_is_asked_twice(one: Question, other: Question, repeats: bool) -> None:
    assert len(sample([one, other], 2, random.Random(0))) == (1 if repeats else 2)


def test_twins_are_linked_over_several_steps() -> None:
    linked = [question("a", "Alpha?", same_as=("b",)), question("b", "Beta?"), question("c", "Gamma?", same_as=("b",))]
    assert len(sample(linked, 3, random.Random(0))) == 1


def test_minutes_grow_with_difficulty() -> None:
    for kind in KINDS:
        figures = [minutes(question("a", kind=kind, difficulty=level)) for level in DIFFICULTIES]
        assert figures == sorted(figures) and figures[0] < figures[-1]


def test_minutes_agree_with_the_document_that_they_rest_on() -> None:
    """15 to 20 questions in 2 to 3 hours, eight to nine minutes each: for sets from all banks, nearly for its own."""
    everything = banks.discover().questions()
    totals = [sum(map(minutes, sample(everything, 20, random.Random(seed)))) for seed in range(60)]
    assert 160 < sum(totals) / len(totals) <= 180 and max(totals) <= 200
    aws = [q for q in everything if q.bank == "aws-production"]
    assert 7.5 < sum(map(minutes, aws)) / len(aws) < 9.5


@pytest.mark.parametrize("seed", [5, 47])
def test_real_banks_give_twenty_sections_and_all_difficulties(seed: int) -> None:
    drawn = sample(banks.discover().questions(), 20, random.Random(seed))
    assert len({(q.bank, q.section) for q in drawn}) == 20
    assert Counter(q.difficulty for q in drawn) == dict.fromkeys(DIFFICULTIES, 5)


@pytest.mark.parametrize("seed", range(12))
def test_two_exchanges_even_out_where_one_does_not(seed: int) -> None:
    """Only the fourth section has an expert question and only the second an intermediate one."""
    sections = (("advanced", "foundational"), ("advanced", "intermediate"), ("foundational",), ("advanced", "expert"))
    found = [
        question(f"p-{s}{level}", sha256(f"{s} {level}".encode()).hexdigest(), section=str(s), difficulty=level)
        for s, levels in enumerate(sections)
        for level in levels
    ]
    drawn = sample(found, 4, random.Random(seed))
    assert len({q.section for q in drawn}) == len({q.difficulty for q in drawn}) == 4
