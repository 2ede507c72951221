import pytest

from interview_prep.grading._quantities import Quantity, quantities, same_quantity, wrong_number


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
        ("a rate of 2e-5", "0.00002"),
        ("from nine to six minutes", "from 9 minutes to 6"),
        ("since '23", "since 2023"),
        ("one hour", "60 min"),
    ],
)
def test_one_quantity_however_it_is_written(one: str, other: str) -> None:
    assert quantities(one) == quantities(other) != frozenset()


@pytest.mark.parametrize(
    ("one", "other"), [("100 ms", "100 s"), ("5%", "5"), ("10 GB", "10 MB"), ("3", "30"), ("2e-5", "2e-3")]
)
def test_other_quantities_differ(one: str, other: str) -> None:
    assert quantities(one) != quantities(other)


def test_a_bare_number_may_stand_for_one_with_a_unit() -> None:
    assert same_quantity(Quantity(30, "s"), Quantity(30, ""))
    assert not same_quantity(Quantity(30, "s"), Quantity(30, "B"))
    assert not same_quantity(Quantity(30, "s"), Quantity(31, "s"))


def test_years_are_exact() -> None:
    assert not same_quantity(Quantity(2021, ""), Quantity(2023, ""))


@pytest.mark.parametrize("text", ["any 5xx status", "the host 10.0.0.1"])
def test_codes_and_addresses_are_no_quantities(text: str) -> None:
    assert not quantities(text)


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ("Refresh interval raised to 30s", "we set the refresh interval to 5s"),
        ("Hyperparameters: epochs=3, batch-size=4, learning-rate=2e-5", "3 epochs, batch size 4, learning rate 2e-2"),
        ("It was released to users in September 2023.", "Users got it released in September 2021."),
        ("Packages stay small (< 50 packages, 20% of the limit)", "Packages take 80% of the limit"),
    ],
)
def test_another_number_in_the_place_of_a_point_s_is_wrong(point: str, told: str) -> None:
    assert wrong_number(point, told, told)
    assert not wrong_number(point, point, point)
    assert not wrong_number(point, told, f"{told} {point}"), "the answer has the right one elsewhere"


@pytest.mark.parametrize(
    ("point", "told"),
    [
        ("Timeout of 30 seconds", "we give it 512 MB"),  # another unit
        ("A canary takes 1 to 5 percent of the traffic", "the canary takes 2 percent of the traffic"),  # in the range
        ("IPv4 has about 4.3 billion addresses", "IPv4 has 4 billion addresses"),  # about as many
        ("The job runs on at least 2 worker machines", "the job runs on 4 worker machines"),  # a bound
        ("Retried three times", "I waited for 20 customers"),  # of something else
    ],
)
def test_what_is_no_wrong_number(point: str, told: str) -> None:
    assert not wrong_number(point, told, told)
