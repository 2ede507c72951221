"""Which questions `--section rag`, `--bank`, `--difficulty`, `--kind` and `--tag` mean."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePath

from interview_prep.banks import Library
from interview_prep.errors import PrepError
from interview_prep.model import DIFFICULTIES, KINDS, Question
from interview_prep.suggestions import did_you_mean, unknown

_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset({"a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "vs", "with"})


@dataclass(frozen=True, slots=True)
class Selection:
    """What a user asked for: the values of one option are a union, the options narrow each other."""

    sections: tuple[str, ...] = ()
    banks: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        sections: Iterable[str] | None = None,
        banks: Iterable[str] | None = None,
        difficulties: Iterable[str] | None = None,
        kinds: Iterable[str] | None = None,
        tags: Iterable[str] | None = None,
    ) -> "Selection":
        """Build a selection from the values of the command line's options."""
        return cls(*(tuple(values or ()) for values in (sections, banks, difficulties, kinds, tags)))


def select(library: Library, wanted: Selection) -> list[Question]:
    """Return the questions that are wanted, in the order of the banks, never retired ones.

    Raises PrepError for a name that matches nothing at all, with the nearest name that does; a combination of known
    names that no question satisfies gives an empty list.
    """
    found = library.questions()
    names = _bank_names(library, wanted.banks)
    difficulties = _exact("difficulty", wanted.difficulties, DIFFICULTIES)
    kinds = _exact("kind", wanted.kinds, KINDS)
    tags = _exact("tag", wanted.tags, sorted({topic for q in found for topic in q.topics}))
    places = _places(found, wanted.sections)
    tests: list[Callable[[Question], bool]] = [
        lambda q: not names or q.bank in names,
        lambda q: not difficulties or q.difficulty in difficulties,
        lambda q: not kinds or q.kind in kinds,
        lambda q: not tags or not tags.isdisjoint(q.topics),
        lambda q: not wanted.sections or not places.isdisjoint((q.section, q.subsection, *q.topics)),
    ]
    return [question for question in found if all(test(question) for test in tests)]


def slug(title: str) -> str:
    """Return a title as lower-case words joined by hyphens ("Advanced RAG Techniques": advanced-rag-techniques)."""
    return "-".join(_words(title))


def matches(wanted: str, title: str) -> bool:
    """Tell whether the words of ``wanted`` stand in ``title`` side by side, whole and in order, in any case."""
    return bool(_words(wanted)) and f"-{slug(wanted)}-" in f"-{slug(title)}-"


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def _exact(what: str, wanted: Iterable[str], choices: Iterable[str]) -> set[str]:
    known = {choice.casefold(): choice for choice in choices}
    for name in wanted:
        if name.casefold() not in known:
            raise PrepError(unknown(what, name, list(known.values())))
    return {known[name.casefold()] for name in wanted}


def unreadable(library: Library, wanted: Iterable[str]) -> list[str]:
    """Return what is wrong with the files of the banks that are wanted and could not be read, one line a problem."""
    missing = set(wanted) - {bank.name for bank in library.banks}
    return [line for line in library.warnings if PurePath(re.split(r"\.ya?ml:\d", line)[0]).name in missing]


def _bank_names(library: Library, wanted: Iterable[str]) -> set[str]:
    broken = unreadable(library, wanted)
    if broken:
        raise PrepError("\n".join(broken), exit_code=1)
    return _exact("bank", wanted, sorted(bank.name for bank in library.banks))


def _places(questions: Iterable[Question], wanted: Iterable[str]) -> set[str | None]:
    titles = {name for q in questions for name in (q.section, q.subsection, *q.topics) if name}
    found: set[str | None] = set()
    for name in wanted:
        here = {title for title in titles if matches(name, title)}
        if not here:
            raise PrepError(_unknown_section(name, titles))
        found |= here
    return found


def _unknown_section(given: str, titles: Iterable[str]) -> str:
    slugs = {slug(title) for title in titles}
    words = {word for each in slugs for word in each.split("-")} - _SMALL_WORDS
    cure = did_you_mean(slug(given), sorted(slugs | words)) or "`prep sections` lists what there is"
    return f"unknown section {given!r}; {cure}"
