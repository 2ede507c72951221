"""The bank's own words in an answer: a key point, or the reference's sentence for it, said word for word."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from interview_prep.grading import Request
from interview_prep.grading._text import sentences

Nearest: TypeAlias = Callable[[Sequence[str], Sequence[str]], Sequence[int]]


def quotes(request: Request, nearest: Nearest) -> tuple[list[str], list[str]]:
    """Return for each key point the answer's sentence that is the bank's own for it, or "", and all other sentences.

    ``nearest`` tells for each of some points which of some sentences speaks most of it.
    """
    told = {_folded(span.text): span.text for span in sentences(request.answer)}
    reference = [_folded(span.text) for span in sentences(request.reference or "")]
    points = [_folded(point) for point in request.points]
    own = list(points)
    if not told.keys().isdisjoint(reference):
        places = nearest(request.points, reference)
        own = [point if point in told else reference[place] for point, place in zip(points, places, strict=True)]
    known = {*reference, *points}
    return [told.get(sentence, "") for sentence in own], [text for said, text in told.items() if said not in known]


def _folded(sentence: str) -> str:
    """Return a sentence as it is compared: its signs kept, as `<` and `>` are all that parts some of them."""
    return " ".join(sentence.lower().split()).rstrip(".!?")
