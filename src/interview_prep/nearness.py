"""How near texts are to each other by the words that carry their content."""

import re
import unicodedata
from collections.abc import Mapping

_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_EMPTY_WORDS = frozenset(
    _WORD.findall(
        "a about an and any approach are as at be been between by can concept could define describe did difference "
        "different discuss do does each every example explain first for from give had handle has have how if "
        "implement in into is it its list me might more must name of on one or our over own role should so some "
        "such tell than that the their them then there these they this those through to typical under up us use "
        "used using via vs was way we were what when where which while who why will with without work would you "
        "your"
    )
)


def content_words(text: str) -> list[str]:
    """Return the content words of a text in order: folded to lower case and singular, empty words left out."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    return [_singular(word) for word in words if word not in _EMPTY_WORDS]


def key(text: str) -> str:
    """Return the content words, each once and sorted, as one line: what `near` compares."""
    return " ".join(sorted(set(content_words(text))))


def near(wanted: str, keys: Mapping[str, str], shared: float, ratio: float) -> set[str]:
    """Return the names of the keys that are near ``wanted``.

    Near is: of the words of both at least ``shared`` (0..1) are common, or the letters agree by ``ratio`` (0..100),
    which forgives typos and endings.
    """
    from rapidfuzz import fuzz, process

    words = set(wanted.split())
    by_letters = process.extract(wanted, keys, scorer=fuzz.ratio, score_cutoff=ratio, limit=None)
    found = {name for _, _, name in by_letters}
    for name, other in keys.items():
        theirs = other.split()
        common = sum(word in words for word in theirs)
        if common and common >= shared * (len(words) + len(theirs) - common):
            found.add(name)
    return found


def folded(text: str) -> str:
    """Return all words of a text in order, without case and punctuation."""
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
