import pytest

from interview_prep.grading._terms import Quantity, quantities, same_quantity, shared, stem, terms, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("100 ms", "100ms"),
        ("100 ms", "0.1 s"),
        ("100 milliseconds", "<100ms"),
        ("1k", "1000"),
        ("1,000", "a thousand"),
        ("twenty", "20"),
        ("twenty-five seconds", "25s"),
        ("20–50 GB", "between twenty and fifty gigs"),
        ("from 1s to 30s", "1s→30s"),
        ("5%", "five percent"),
        ("40 million rows", "40,000,000 rows"),
        ("a 30-day TTL", "30 days"),
        ("128GB", "128 gigabytes"),
        ("$20k", "$20,000"),
        ("two hundred ms", "0.2 seconds"),
    ],
)
def test_one_quantity_however_it_is_written(one: str, other: str) -> None:
    assert quantities(one) == quantities(other) != frozenset()


@pytest.mark.parametrize(("one", "other"), [("100 ms", "100 s"), ("5%", "5"), ("10 GB", "10 MB"), ("3", "30")])
def test_other_quantities_differ(one: str, other: str) -> None:
    assert quantities(one) != quantities(other)


def test_a_bare_number_may_stand_for_one_with_a_unit() -> None:
    assert same_quantity(Quantity(30, "s"), Quantity(30, ""))
    assert not same_quantity(Quantity(30, "s"), Quantity(30, "B"))
    assert not same_quantity(Quantity(30, "s"), Quantity(31, "s"))


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
