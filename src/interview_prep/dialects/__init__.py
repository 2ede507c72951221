"""Document dialects: one file for each shape that question documents have.

A dialect has ``recognises(text) -> bool`` and ``read(text) -> Iterator[Item]``; both are pure. Exactly one dialect may
claim a document: there are no priorities.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, cast

from interview_prep import plugins
from interview_prep.model import Guidance, Problem, Repair

DEFAULT_SECTION = "Questions"


@dataclass(frozen=True, slots=True)
class Title:
    """The document's title."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A question as it stands in the document: no id yet; ``number`` is what is printed, ``line`` is 1-based."""

    question: str
    section: str
    line: int
    subsection: str | None = None
    number: int | None = None
    answer: str | None = None


Item = Title | Draft | Guidance | Repair | Problem


class Dialect(Protocol):
    """What a module of this package offers."""

    def recognises(self, text: str) -> bool:
        """Tell whether the text is of this shape."""

    def read(self, text: str) -> Iterator[Item]:
        """Yield what the text holds, in order; a Problem is a line that is neither question, answer nor guidance."""


def detect(text: str) -> list[str]:
    """Return the names of the dialects that claim the text; exactly one is right."""
    package = sys.modules[__name__]
    return [name for name in plugins.names(package) if open_dialect(name).recognises(text)]


def open_dialect(name: str) -> Dialect:
    """Return the dialect of that name; PrepError where there is none."""
    return cast(Dialect, plugins.load(sys.modules[__name__], name))
