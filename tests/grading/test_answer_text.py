from hypothesis import given
from hypothesis import strategies as st

from interview_prep.grading._text import LONGEST, clauses, sentences, truncate, units


def texts(answer: str) -> list[str]:
    return [span.text for span in sentences(answer)]


def test_a_sentence_ends_at_a_stop_a_line_a_semicolon_or_a_bullet() -> None:
    assert texts("First. Second! Third") == ["First.", "Second!", "Third"]
    assert texts("one\ntwo; three") == ["one", "two", "three"]
    assert texts("- one thing\n- another\n1. a third\n2) a fourth") == ["one thing", "another", "a third", "a fourth"]


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
    for span in units(answer):
        assert answer[span.start : span.end] == span.text
        assert span.text.strip()


def test_a_long_answer_is_read_in_part_up_to_the_end_of_a_word() -> None:
    part, cut = truncate("word " * 50_000)
    assert cut and len(part) <= LONGEST and part.endswith("word")
    part, cut = truncate("x" * 100_000)
    assert cut and len(part) == LONGEST
    assert truncate("short") == ("short", False)
