"""The exact words of a text: content words by their stems, names and code words, numbers with their units."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from interview_prep.grading import _lexicon as lexicon

_STOP = frozenset(lexicon.STOP.split())
_ALIASES: dict[str, str] = dict(pair.split() for pair in lexicon.ALIASES.split(","))
_UNITS = {
    name: (unit, float(factor))
    for names, _, rest in (line.partition(" = ") for line in lexicon.UNITS.strip().splitlines())
    for unit, factor in (rest.split(),)
    for name in names.split()
}
_SCALES = lexicon.SCALES
_SMALL = ["zero", *lexicon.ONES.split(), *lexicon.TEENS.split()]
_TENS = {word: 20.0 + 10 * i for i, word in enumerate(lexicon.TENS.split())}
_COUNTS = {word: float(i) for i, word in enumerate(_SMALL)} | _TENS
_COUNTS |= {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "dozen": 12.0}
_COUNT_WORD = re.compile(
    rf"(?<![\d.])(?<!\d\s)\b(?:(?P<tens>{'|'.join(_TENS)})[ -](?P<ones>{'|'.join(_SMALL[1:10])})"
    rf"|(?P<one>{'|'.join(sorted(_COUNTS, key=len, reverse=True))}))"
    r"(?P<scale> (?:hundred|thousand|million|billion))?\b",
    re.I,
)
_QUANTITY = re.compile(
    r"(?<![\w.])(?P<money>[$€])?(?P<number>\d++(?:[.,]\d++)*+)"
    r"(?:[\s-]?(?P<scale>thousand|million|mio|billion|bn|hundred|[kKM](?![A-Za-z])|[kK](?=\s?(?:tok|req|row|user|doc))))?"
    r"(?:[\s-]?(?P<unit>%|[A-Za-zµμ]+))?"
)
_RANGE = re.compile(r"\s?(?:-|–|to|and|or|→|->)\s?$")
_WORD = re.compile(r"[^\W_]+(?:[-'’.+#/_]*[^\W_]+)*[+#]*")
_NAME = re.compile(r"\b[A-Za-z]+[A-Z][\w.-]*|\b[A-Z]{2,}s?\b|\b\w+_\w+|\b[A-Za-z-]+\d[\w-]*|\w+\(\)|`[^`]+`")
_NEGATION = re.compile(rf"\b(?:{lexicon.NEGATION})\b", re.I)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the base unit of its dimension: 100 ms is 0.1 of "s", a bare number has the dimension ""."""

    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text holds: stems of content words, exact names (lower case), quantities, how many negations."""

    words: frozenset[str]
    names: frozenset[str]
    quantities: frozenset[Quantity]
    negations: int


@lru_cache(maxsize=4096)
def terms(text: str) -> Terms:
    """Read the terms of a text; spellings that mean the same (k8s, Kubernetes) give the same term."""
    found = words(text)
    names = {stem(part) for match in _NAME.finditer(text) for part in words(match[0])}
    content = frozenset(stem(word) for word in found if word not in _STOP and not _is_number(word))
    return Terms(content, frozenset(names) & content, quantities(text), len(_NEGATION.findall(text)))


@lru_cache(maxsize=512)  # those of an answer at hand; an answer may be long
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order: lower case, accents and apostrophes gone, short forms written out."""
    plain = _folded(text)
    found: list[str] = []
    for match in _WORD.finditer(plain):
        word = match[0].replace("'", "").replace("’", "")
        for part in re.split(r"[-/._]+", _ALIASES.get(word, word)):
            if part:
                found.extend(_ALIASES.get(part, part).split("-"))
    return tuple(found)


@lru_cache(maxsize=4096)
def flat(text: str) -> str:
    """Return the words of a text between single blanks, so that one text can be looked for in another."""
    return f" {' '.join(words(text))} "


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Return a light stem: plural, -ing, -ed, -ly, -ion and British spellings fall together."""
    word = word.replace("isation", "ization").replace("ising", "izing").replace("ised", "ized")
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ization", "ational", "ations", "ation", "ition", "izing", "ized", "ments", "ment", "ness", "ings",
                   "ing", "edly", "ed", "ions", "ion", "ally", "ly", "ers", "er", "or", "able", "ible", "ance", "ence",
                   "ency", "ity", "ive", "al", "ize", "ise", "ate", "e", "y"):  # fmt: skip
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


def content(text: str) -> list[str]:
    """Return the stems of the content words of a text, in order."""
    return [stem(word) for word in words(text) if word not in _STOP]


def is_stop(word: str) -> bool:
    """Tell whether a normalised word carries no content of its own."""
    return word in _STOP


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in _COUNTS


@lru_cache(maxsize=4096)
def quantities(text: str) -> frozenset[Quantity]:
    """Return the numbers of a text in base units: "twenty" is 20, "1k" 1000, "100 ms" and "0.1 s" the same."""
    spelt = _COUNT_WORD.sub(_digits, text)
    found: list[tuple[float, str]] = []
    end = 0
    for match in _QUANTITY.finditer(spelt):
        dimension, base = _UNITS.get((match["money"] or match["unit"] or "").lower(), ("", 1.0))
        scale = _SCALES.get((match["scale"] or "").lower(), 1.0) if match["scale"] != "M" else 1e6
        if found and not found[-1][1] and dimension and _RANGE.fullmatch(spelt[end : match.start()]):
            found[-1] = (found[-1][0] * base, dimension)  # "20 to 50 GB": the unit belongs to both
        found.append((_float(match["number"]) * scale * base, dimension))
        end = match.end() if dimension or not match["unit"] else match.start("unit")
    return frozenset(Quantity(float(f"{value:.6g}"), dimension) for value, dimension in found)


def _digits(match: re.Match[str]) -> str:
    value = _COUNTS[match["tens"].lower()] + _COUNTS[match["ones"].lower()] if match["tens"] else None
    if value is None:
        value = _COUNTS[match["one"].lower()]
        if value == 1:
            return match[0]  # "one" is a pronoun more often than a number
    if match["scale"]:
        value *= _SCALES[match["scale"].strip().lower()]
    return f"{value:g}" if value < 1e6 else str(int(value))


def _float(text: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return float(text.replace(",", ""))
    head = text.replace(",", ".").split(".")
    return float(head[0] + "." + "".join(head[1:]) if len(head) > 1 else head[0])


def shared(wanted: frozenset[str], told: frozenset[str]) -> frozenset[str]:
    """Return the wanted stems that a text holds, a typo in a word of five letters and more forgiven."""
    found = set(wanted & told)
    long = [word for word in told if len(word) >= 5]
    for word in wanted - found:
        if len(word) >= 5 and long and process.extractOne(word, long, scorer=fuzz.ratio, score_cutoff=84):
            found.add(word)
    return frozenset(found)


def same_quantity(wanted: Quantity, told: Quantity) -> bool:
    """Tell whether two quantities agree within two percent; a number without a unit may stand for one with it."""
    if wanted.unit != told.unit and wanted.unit and told.unit:
        return False
    return abs(wanted.value - told.value) <= 0.02 * max(abs(wanted.value), abs(told.value))
