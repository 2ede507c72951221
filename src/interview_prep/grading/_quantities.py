"""The numbers of a text: their units, what they may stand for, what they stand beside; and when one is wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from interview_prep.grading import _lexicon as lexicon
from interview_prep.grading._terms import COUNTS, content

_UNITS = {
    name: (unit, float(factor))
    for names, _, rest in (line.partition(" = ") for line in lexicon.UNITS.strip().splitlines())
    for unit, factor in (rest.split(),)
    for name in names.split()
}
_SCALES = lexicon.SCALES
_TENS, _ONES = lexicon.TENS.split(), lexicon.ONES.split()
_COUNT_WORD = re.compile(
    rf"(?<![\d.])(?<!\d\s)\b(?:(?P<tens>{'|'.join(_TENS)})[ -](?P<ones>{'|'.join(_ONES)})"
    rf"|(?P<one>{'|'.join(sorted(COUNTS, key=len, reverse=True))}))"
    r"(?P<scale> (?:hundred|thousand|million|billion))?\b",
    re.I,
)
_ONE = re.compile(
    r"\b(?:one(?=[ -](?:[a-z]*second|minute|hour|day|week|month|year|[a-z]+byte|percent)\b)|an(?=[ -]hour\b))", re.I
)
_SHORT_YEAR = re.compile(r"(?<!\w)['’](?=\d\d\b)")
_QUANTITY = re.compile(
    r"(?<![\w.])(?P<money>[$€])?(?P<number>\d++(?:[.,]\d++)*+(?:e[-−–+]?\d{1,2}(?!\w))?)"
    r"(?:[\s-]?(?P<scale>thousand|million|mio|billion|bn|hundred|[kKM](?![A-Za-z])|[kK](?=\s?(?:tok|req|row|user|doc))))?"
    r"(?:[\s-]?(?P<unit>%|[A-Za-zµμ]+))?"
)
_SHARED_UNIT = re.compile(r"\s?(?:-|–|to|and|or|→|->)\s?$")  # what stands between two numbers that one unit belongs to
_RANGE = re.compile(r"\s?(?:-|–|to|→|->)\s?$")
_ABOUT = re.compile(r"(?:[~≈]|\b(?:about|around|roughly|some|nearly|almost|approximately|circa|ca\.?))\s*$", re.I)
_BOUND = re.compile(
    r"(?:[<>≥≤]=?|\b(?:at least|at most|(?:more|less|fewer) than|over|under|up to|below|above|exceeds?))\s*$", re.I
)
_CLASS = re.compile(r"x{2,}$")  # 5xx: any code that begins so

_NEAR = 0.02  # how far two numbers may lie apart and still be one
_ROUGH = 0.1  # … where a text says "about"
_YEARS = range(1900, 2101)
_BESIDE = 4  # content words on each side of a number that say what it is a number of
_REACH = 60  # … within so many characters
_SHARED = {True: 1, False: 2}  # of these words two numbers share, with a unit and bare, to be of the same thing


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the base unit of its dimension: 100 ms is 0.1 of "s", a bare number has the dimension ""."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in its place: the range it may stand for, whether it is a mere bound, the words beside it."""

    value: float
    unit: str
    low: float
    high: float
    bound: bool
    beside: frozenset[str]


@lru_cache(maxsize=4096)
def quantities(text: str) -> frozenset[Quantity]:
    """Return the numbers of a text in base units: "twenty" is 20, "1k" 1000, "100 ms" and "0.1 s" the same."""
    return frozenset(Quantity(float(f"{number.value:.6g}"), number.unit) for number in numbers(text))


def same_quantity(wanted: Quantity, told: Quantity) -> bool:
    """Tell whether two quantities agree within two percent; a number without a unit may stand for one with it."""
    if wanted.unit != told.unit and wanted.unit and told.unit:
        return False
    if _is_year(wanted) and _is_year(told):
        return wanted.value == told.value
    return abs(wanted.value - told.value) <= _NEAR * max(abs(wanted.value), abs(told.value))


def wrong_number(point: str, told: str, answer: str) -> bool:
    """Tell whether a text puts another number in the place of one of a key point's, which the answer has nowhere.

    Two numbers are in the same place when their units are alike and the words beside them too. Bounds ("at least 3")
    and numbers within the other's range ("10 to 20") are no others.
    """
    own, others = numbers(point), numbers(told)
    strange = [number for number in others if not any(_agree(number, each) for each in own)]
    return any(
        wanted.unit == number.unit and len(wanted.beside & number.beside) >= _SHARED[bool(wanted.unit)]
        for wanted in own
        if strange and not wanted.bound and not any(_agree(wanted, each) for each in numbers(answer))
        for number in strange
    )


@lru_cache(maxsize=4096)
def numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text in their places."""
    spelt = _ONE.sub("1", _COUNT_WORD.sub(_digits, text))
    return tuple(_placed(_SHORT_YEAR.sub("20", spelt)))


def _placed(spelt: str) -> Iterator[Number]:
    held: Number | None = None  # the last one: what follows may tell its unit and its range, or take them over
    base, end = 1.0, 0
    for match in _QUANTITY.finditer(spelt):
        if _CLASS.match(match["unit"] or "") or match["number"].count(".") > 1:
            continue
        between = spelt[end : match.start()]
        unit, factor = _UNITS.get((match["money"] or match["unit"] or "").lower(), ("", 1.0))
        if held and held.unit and not match["unit"] and _RANGE.fullmatch(between):
            unit, factor = held.unit, base  # "9 minutes to 6"
        number = _number(match, spelt, unit, factor)
        if held and not held.unit and unit and _SHARED_UNIT.fullmatch(between):
            held = _scaled(held, factor, unit)  # "20 to 50 GB"
        if held and held.unit == unit and _RANGE.fullmatch(between):
            low, high = min(held.low, number.low), max(held.high, number.high)
            held, number = replace(held, low=low, high=high), replace(number, low=low, high=high)
        if held:
            yield held
        held, base = number, factor
        end = match.end() if unit or not match["unit"] else match.start("unit")
    if held:
        yield held


def _scaled(number: Number, factor: float, unit: str) -> Number:
    value, low, high = (factor * each for each in (number.value, number.low, number.high))
    return replace(number, value=value, low=low, high=high, unit=unit)


def _number(match: re.Match[str], spelt: str, unit: str, factor: float) -> Number:
    scale = _SCALES.get((match["scale"] or "").lower(), 1.0) if match["scale"] != "M" else 1e6
    value = _float(match["number"]) * scale * factor
    before = spelt[max(0, match.start() - _REACH) : match.start()]
    after = spelt[match.end("unit") if unit and match["unit"] else match.end("number") :][:_REACH]
    spread = _ROUGH if _ABOUT.search(before) else 0.0
    beside = [word for word in content(before) if word.isalpha()][-_BESIDE:]
    beside += [word for word in content(after) if word.isalpha()][:_BESIDE]
    bound = bool(_BOUND.search(before))
    return Number(value, unit, value * (1 - spread), value * (1 + spread), bound, frozenset(beside))


def _agree(one: Number, other: Number) -> bool:
    if one.unit != other.unit and one.unit and other.unit:
        return False
    if _is_year(one) and _is_year(other):
        return one.low <= other.value <= one.high or other.low <= one.value <= other.high
    return one.low * (1 - _NEAR) <= other.high * (1 + _NEAR) and other.low * (1 - _NEAR) <= one.high * (1 + _NEAR)


def _is_year(number: Quantity | Number) -> bool:
    return not number.unit and number.value in _YEARS


def _digits(match: re.Match[str]) -> str:
    value = COUNTS[match["tens"].lower()] + COUNTS[match["ones"].lower()] if match["tens"] else None
    if value is None:
        value = COUNTS[match["one"].lower()]
        if value == 1:
            return match[0]  # "one" is a pronoun more often than a number
    if match["scale"]:
        value *= _SCALES[match["scale"].strip().lower()]
    return f"{value:g}" if value < 1e6 else str(int(value))


def _float(text: str) -> float:
    digits, exponent, power = text.partition("e")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        value = float(digits.replace(",", ""))
    else:
        head = digits.replace(",", ".").split(".")
        value = float(head[0] + "." + "".join(head[1:]) if len(head) > 1 else head[0])
    return value * 10.0 ** int(re.sub("[−–]", "-", power)) if exponent else value
