import pytest

from interview_prep.grading._terms import shared, stem, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("k8s", "Kubernetes"),
        ("Postgres", "PostgreSQL"),
        ("behaviour", "behavior"),
        ("optimisation", "optimization"),
        ("optimising", "optimize"),
        ("caches", "caching"),
        ("Café", "cafe"),
        ("k-NN", "knn"),
        ("DBs", "databases"),
    ],
)
def test_spellings_of_a_word_fall_together(one: str, other: str) -> None:
    assert [stem(w) for w in words(one)] == [stem(w) for w in words(other)]


def test_a_typo_in_a_long_word_is_forgiven_in_a_short_one_not() -> None:
    wanted = terms("exponential backoff").words
    assert shared(wanted, terms("exponental backof").words) == wanted
    assert not shared(terms("read").words, terms("road").words)


def test_names_are_code_words_acronyms_and_camel_case() -> None:
    assert terms("DetectSentiment in Comprehend via TLS and user_id").names >= {"tls"}
    assert not terms("plain words only").names
