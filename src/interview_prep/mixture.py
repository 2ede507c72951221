"""Questions of another shape than the document's: many make it two documents, a few in a piece of advice are told."""

import re
from collections.abc import Iterator, Sequence

from interview_prep import dialects
from interview_prep.model import Guidance, Problem

_FEW, _MANY = 4, 15  # so many questions of another shape may a piece of advice, or an answer, list


def mixed(name: str, items: Sequence[dialects.Item]) -> Problem | None:
    """Find what one dialect takes for guidance, or for an answer, and is many questions of another shape."""
    parts = [(i.line, piece, _FEW) for i in items if isinstance(i, Guidance) for piece in _pieces(i)]
    parts += [(i.line, i.answer, _MANY) for i in items if isinstance(i, dialects.Draft) and i.answer]
    for line, text, most in parts:
        for other, drafts in _of_another_shape(name, text):
            if len(drafts) > most:
                message = f"two dialects claim it: {name}, and {other} the {len(drafts)} questions below this line"
                return Problem(f"{message}; make its questions all of one shape", line)
    return None


def passed_over(text: str, name: str, items: Sequence[dialects.Item]) -> list[Problem]:
    """Return a problem for each question of another shape in a piece of advice, at its line of the text."""
    lines = text.split("\n")
    found: dict[int, Problem] = {}
    for advice in (item for item in items if isinstance(item, Guidance)):
        for asked in _asked(name, advice):
            below = range(advice.line, len(lines) + 1)
            line = next((number for number in below if lines[number - 1].strip() == asked), advice.line)
            cure = "if it is a question, write it in the shape of the others"
            found[line] = Problem(f"taken for guidance, though it asks: {asked[:60]!r}; {cure}", line)
    return list(found.values())


def _asked(name: str, advice: Guidance) -> Iterator[str]:
    """Yield the lines of a piece of advice at which another dialect finds a question."""
    for piece in _pieces(advice):
        lines = piece.split("\n")
        for _, drafts in _of_another_shape(name, piece):
            yield from (lines[draft.line - 1].strip() for draft in drafts)


def _pieces(advice: Guidance) -> tuple[str, ...]:
    """Return the text of a piece of advice, and the texts between the headings in it."""
    return (advice.text, *re.split(r"^#+ .*$", advice.text, flags=re.M))


def _of_another_shape(name: str, text: str) -> Iterator[tuple[str, list[dialects.Draft]]]:
    """Yield the names of other dialects that claim a piece of text, each with the questions that it finds there."""
    for other in dialects.detect(text):
        if other != name:
            yield other, [item for item in dialects.open_dialect(other).read(text) if isinstance(item, dialects.Draft)]
