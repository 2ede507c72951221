import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_prep.grading._text import LONGEST, clauses, sentences, truncate, units


def texts(answer: str) -> list[str]:
    return [span.text for span in sentences(answer)]


def test_a_sentence_ends_at_a_stop_a_line_a_semicolon_or_a_bullet() -> None:
    assert texts("First. Second! Third") == ["First.", "Second!", "Third"]
    assert texts("one\ntwo; three") == ["one", "two", "three"]
    assert texts("- one thing\n- another\n1. a third\n2) a fourth") == ["one thing", "another", "a third", "a fourth"]


LONG = "it brings passages into the prompt of the model"  # a line as long as prose is wrapped at


@pytest.mark.parametrize(
    ("answer", "parts"),
    [
        (f"{LONG} before\nit answers the question.", 1),
        (f"First it reads. {LONG}\nbefore it answers", 2),  # the stop may come before the wrap
        (f"{LONG} (in all\n3 of them) and\nSo On.", 1),
        (f"{LONG} with\nOpenSearch", 1),  # a last word that says the line goes on
        ("it stores the\nvectors of\nthe passages", 1),  # short lines too, where the last word cannot be the last
        (f"{LONG},\nOpenSearch keeps them", 1),
        (f"{LONG}\r\nbefore it answers.", 1),
        ("retrieves passages\nputs them into the prompt\ncites sources", 3),  # notes
        (f"{LONG}\n{LONG} too\nfine-tuning changes weights", 3),  # long notes, all small letters, no stop
        (f"{LONG} e.g. three\n{LONG} too", 2),  # an abbreviation is no stop
        (f"{LONG}\nOpenSearch keeps them.", 2),
        (f"It reads. {LONG}\nOpenSearch keeps them.", 3),
        (f"{LONG}:\nbefore it answers.", 2),
        (f"{LONG};\nbefore it answers.", 2),
        (f"{LONG}\n\nbefore it answers.", 2),
        (f"{LONG}\n  \nbefore it answers.", 2),
        (f"It has the\n- {LONG}\n- before it answers.\n* an answer", 4),
        (f"It reads, and {LONG}\n1. before it answers.\n2) an answer\na) or two", 4),
        ("low latency,\nhigh throughput,\nlow cost", 3),
        ("know what it is for\nmeasure it.", 2),
    ],
)
def test_a_line_end_that_only_wraps_a_sentence_does_not_cut_it(answer: str, parts: int) -> None:
    """Prose broken by hand is read as it was meant; notes, one on each line, stay apart."""
    assert len(texts(answer)) == parts


def test_abbreviations_decimals_and_numbering_end_no_sentence() -> None:
    assert texts("Use a cache, e.g. Redis. It costs 0.5 ms.") == ["Use a cache, e.g. Redis.", "It costs 0.5 ms."]
    assert texts("It takes 100 ms. Every 5 s. Or no. J. Smith wrote it.") == [
        "It takes 100 ms.",
        "Every 5 s.",
        "Or no.",
        "J. Smith wrote it.",
    ]
    assert texts("1. Scale out. 2. Cache.") == ["Scale out.", "Cache."]


def test_clauses_begin_where_a_new_claim_may_and_have_three_words() -> None:
    (sentence,) = sentences("we cache every response because the model is slow, and we retry with jitter")
    assert [c.text for c in clauses(sentence)] == [
        "we cache every response",
        "because the model is slow",
        "we retry with jitter",
    ]
    (short,) = sentences("cache, retry, log")
    assert [c.text for c in clauses(short)] == ["cache, retry, log"]


@given(st.text(alphabet="ab .,;:!?\n-*()→12'é—", max_size=200))
def test_every_unit_is_verbatim_and_where_it_says(answer: str) -> None:
    for span in [*sentences(answer), *units(answer)]:
        assert answer[span.start : span.end] == span.text
        assert span.text.strip()


def test_a_long_answer_is_read_in_part_up_to_the_end_of_a_word() -> None:
    part, cut = truncate("word " * 50_000)
    assert cut and len(part) <= LONGEST and part.endswith("word")
    part, cut = truncate("x" * 100_000)
    assert cut and len(part) == LONGEST
    assert truncate("short") == ("short", False)
