"""The exact words of a text: content words by their stems, names and code words."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from interview_prep.grading import _lexicon as lexicon

_STOP = frozenset(lexicon.STOP.split())
_ALIASES: dict[str, str] = dict(pair.split() for pair in lexicon.ALIASES.split(","))
COUNTS: dict[str, float] = {
    word: float(i) for i, word in enumerate(["zero", *lexicon.ONES.split(), *lexicon.TEENS.split()])
}
COUNTS |= {word: 20.0 + 10 * i for i, word in enumerate(lexicon.TENS.split())}
COUNTS |= {"hundred": 100.0, "thousand": 1e3, "million": 1e6, "dozen": 12.0}
_WORD = re.compile(r"[^\W_]+(?:[-'’.+#/_]*[^\W_]+)*[+#]*")
_JOINT = re.compile(r"[-/._]+")
_NAME = re.compile(r"\b[A-Za-z]+[A-Z][\w.-]*|\b[A-Z]{2,}s?\b|\b\w+_\w+|\b[A-Za-z-]+\d[\w-]*|\w+\(\)|`[^`]+`")
_NEGATION = re.compile(rf"\b(?:{lexicon.NEGATION})\b", re.I)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a text holds: stems of content words, exact names (lower case), how many negations."""

    words: frozenset[str]
    names: frozenset[str]
    negations: int


@lru_cache(maxsize=4096)
def terms(text: str) -> Terms:
    """Read the terms of a text; spellings that mean the same (k8s, Kubernetes) give the same term."""
    found = words(text)
    names = {stem(part) for match in _NAME.finditer(text) for part in words(match[0])}
    content = frozenset(stem(word) for word in found if word not in _STOP and not _is_number(word))
    return Terms(content, frozenset(names) & content, len(_NEGATION.findall(text)))


@lru_cache(maxsize=512)  # those of an answer at hand; an answer may be long
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text in order: lower case, accents and apostrophes gone, short forms written out."""
    return tuple(word for match in _WORD.finditer(_folded(text)) for word in _written_out(match[0]))


@lru_cache(maxsize=16384)
def _written_out(match: str) -> tuple[str, ...]:
    """Return the words that stand in one piece of a text: k8s is Kubernetes, state-of-the-art is four."""
    word = match.replace("'", "").replace("’", "")
    parts = filter(None, _JOINT.split(_ALIASES.get(word, word)))
    return tuple(written for part in parts for written in _ALIASES.get(part, part).split("-"))


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
    return word[0].isdigit() or word in COUNTS


def shared(wanted: frozenset[str], told: frozenset[str]) -> frozenset[str]:
    """Return the wanted stems that a text holds, a typo in a word of five letters and more forgiven."""
    found = set(wanted & told)
    long = [word for word in told if len(word) >= 5]
    for word in wanted - found:
        if len(word) >= 5 and long and process.extractOne(word, long, scorer=fuzz.ratio, score_cutoff=84):
            found.add(word)
    return frozenset(found)
