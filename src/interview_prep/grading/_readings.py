"""What the pair model reads of an answer for each key point: the whole of it, and what speaks of the point."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from interview_prep.grading import Request, _align, _sides
from interview_prep.grading._gates import gate, said, why_empty
from interview_prep.grading._pairnet import LIMITS
from interview_prep.grading._quantities import wrong_number
from interview_prep.grading._text import ended, sentences
from interview_prep.grading._vocabulary import Vocabulary

_WINDOW = LIMITS[2] - 10  # tokens of an answer that are read at once


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read for one key point: the windows of the whole answer and, last, what speaks of the point.

    ``side`` says how far a comparison puts the point on the right side, and the points of the answer in the mean;
    ``wrong_number`` whether what speaks of the point has another number in the place of one of the point's.
    """

    point: str
    texts: tuple[str, ...]
    evidence: str
    side: tuple[float, float] = (0.0, 0.0)
    wrong_number: bool = False


class Readings:
    """Takes answers apart by the likeness of words, whose vectors are MiniLM's."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the words that the model knows."""
        self._vocabulary, self._table = vocabulary, _unit(vocabulary.words)

    def of(self, requests: Sequence[Request]) -> list[list[Reading]]:
        """Return what the model reads for each key point of each answer; nothing where the answer says nothing."""
        return [[] if gate(request) or not request.points else self._read(request) for request in requests]

    def _read(self, request: Request) -> list[Reading]:
        windows = self.windows(request)
        spans = sentences(request.answer)
        if not windows or not spans:
            return []
        ids = self._vocabulary.tokens([*request.points, *(span.text for span in spans)])
        points, pieces = ids[: len(request.points)], ids[len(request.points) :]
        sizes = [len(piece) for piece in pieces]
        placed = _sides.placed(request.question, request.points, request.answer, self._likeness)
        found = []
        weights = _align.weights_among(points)
        wanted, told = (_align.vectors(self._table, texts) for texts in (points, pieces))
        for point, tokens, weight, side in zip(request.points, wanted, weights, placed, strict=True):
            spoken = _align.spoken_of(tokens, told)
            nearest = _align.nearest(spoken, _align.shares(weight), sizes)
            near = " ".join(ended(spans[i].text) for i in sorted(nearest))
            wrong = wrong_number(point, near, request.answer)
            found.append(Reading(point, (*windows, near), spans[nearest[0]].text, side, wrong))
        return found

    def _likeness(self, text: str, others: Sequence[str]) -> list[float]:
        of_text, *pieces = self._vocabulary.tokens([text, *others])
        found: list[float] = _align.alignment(self._table, [of_text], pieces)[0].tolist()
        return found

    def windows(self, request: Request) -> list[str]:
        """Return the answer as the model reads it: whole, or cut between sentences and lines where it is long."""
        text = said(request)
        if len(text) <= 3 * _WINDOW:  # a token has more than three characters but in code
            return [text] if text else []
        spans = [span.text for span in sentences(request.answer) if not why_empty(span.text, request)]
        sizes = map(len, self._vocabulary.tokens(spans))
        parts = [piece for span, tokens in zip(spans, sizes, strict=True) for piece in _cut(span, tokens)]
        windows: list[str] = []
        size = 0
        for part, ids in zip(parts, self._vocabulary.tokens(parts), strict=True):
            if not windows or size + len(ids) > _WINDOW:
                windows.append(part)
                size = len(ids)
            else:
                windows[-1] = f"{ended(windows[-1])} {part}"
                size += len(ids)
        return windows

    def nearest(self, points: Sequence[str], others: Sequence[str]) -> list[int]:
        """Return for each key point which of some other texts is the likest."""
        ids = self._vocabulary.tokens([*points, *others])
        near = _align.alignment(self._table, ids[: len(points)], ids[len(points) :])
        places: list[int] = near.argmax(axis=1).tolist()
        return places


def _cut(text: str, tokens: int) -> list[str]:
    """Return a text, its blanks folded; where it fits no window, in pieces of whole words that do."""
    found = text.split()
    pieces = 1 if tokens <= _WINDOW else -(-tokens // (_WINDOW * 2 // 3))  # some words have more tokens than others
    size = max(1, -(-len(found) // pieces))
    return [" ".join(found[start : start + size]) for start in range(0, len(found), size)]


def _unit(table: Any) -> Any:
    return table / np.linalg.norm(table, axis=1, keepdims=True).clip(1e-6)
