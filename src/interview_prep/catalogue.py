"""What `--section` can name: sections, subsections and topics, with how many questions each has."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from interview_prep.model import Question


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a bank, a subsection (``inside`` its section), or a topic of all banks (``bank`` is None)."""

    what: str
    name: str
    questions: int
    due: int
    bank: str | None = None
    inside: str | None = None


def places(questions: Iterable[Question], due: Collection[str] = ()) -> list[Place]:
    """Return sections with their subsections in the order of the banks, then topics by name.

    ``due`` holds the ids of the questions that are due.
    """
    asked = list(questions)
    counts = Counter(_keys(asked))
    waiting = Counter(_keys(question for question in asked if question.id in due))
    order = {key: at for at, key in enumerate(counts)}

    def rank(key: tuple[str, str, str, str]) -> tuple[int, int, str]:
        what, bank, inside, name = key
        if what == "topic":
            return len(order), 0, name
        return order["section", bank, "", inside or name], order[key], ""

    return [
        Place(what, name, counts[key], waiting[key], bank or None, inside or None)
        for key in sorted(counts, key=rank)
        for what, bank, inside, name in [key]
    ]


def _keys(questions: Iterable[Question]) -> Iterator[tuple[str, str, str, str]]:
    for question in questions:
        yield "section", question.bank, "", question.section
        if question.subsection:
            yield "subsection", question.bank, question.section, question.subsection
        for topic in question.topics:
            yield "topic", "", "", topic
