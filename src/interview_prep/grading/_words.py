"""How far an answer's words say what a reference's do, each word as it is meant in its own text.

The first layers of the installed MiniLM read both texts, each on its own, through a low-rank adapter (LoRA, Hu et al.
2021); the adapter ships as `words.onnx`, written by `training/words_graph.py`. Then each word of the reference looks
for its likest in the answer (late interaction, Khattab and Zaharia 2020): what reads the two apart cannot learn by
heart what is right of a question, and so knows more of questions unlike those it has learnt from.
"""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from interview_prep.grading import _align
from interview_prep.grading._pairnet import LIMITS, Triple, readers, session
from interview_prep.grading._vocabulary import CLS, SEP, vocabulary, weights

INPUT = "embedded"  # of the graph, beside MiniLM's own weights by their names: vectors (tokens, 384)
_KEPT = 128  # texts whose words are kept: answers to one question have one reference

Array = np.ndarray[Any, np.dtype[np.float32]]


class Text(NamedTuple):
    """A text as it is read: a unit vector for each token, (tokens, 384), and how telling each is, (tokens,)."""

    vectors: Array
    telling: Array


class Words:
    """The model, ready to read. Texts are read one by one, several at a time: none depends on what is beside it."""

    def __init__(self, folder: Path, graph: Path) -> None:
        """Load MiniLM's first layers from its ``folder`` and the adapter from ``graph``."""
        self._session, self._readers = session(graph), readers()
        self._vocabulary = vocabulary(folder)
        self._base = weights(folder, [given.name for given in self._session.get_inputs() if given.name != INPUT])
        self._told = lru_cache(maxsize=_KEPT)(self._read)
        self.about: dict[str, str] = self._session.get_modelmeta().custom_metadata_map

    def spoken(self, triples: Sequence[Triple]) -> list[float]:
        """Return for (question, reference, answer) how much of what the reference adds to the question is said, 0 to 1.

        A reference that adds no word to the question is looked for as a whole.
        """
        known = [self._vocabulary.tokens(triple) for triple in triples]
        rows = [(asked, tuple(wanted[: LIMITS[1]]), tuple(told[: LIMITS[2]])) for asked, wanted, told in known]
        texts = list(dict.fromkeys(text for _, *both in rows for text in both))
        read = dict(zip(texts, self._readers.map(self._told, texts), strict=True))
        return [_said(weights_of(asked, wanted), read[wanted], read[told]) for asked, wanted, told in rows]

    def _read(self, text: tuple[int, ...]) -> Text:
        ids = [CLS, *text, SEP]
        vectors, telling = self._session.run(None, {INPUT: self._vocabulary.embedded(ids, len(ids)), **self._base})
        return Text(vectors[1:-1], np.exp(telling[1:-1, 0]))


def weights_of(asked: Sequence[int], wanted: Sequence[int]) -> Array:
    """Return how much each token of a reference counts: common ones less, those of the question nothing."""
    weight = _align.weights(wanted)
    own: Array = weight * np.array([token not in set(asked) for token in wanted], dtype=np.float32)
    return own if own.any() else weight


def _said(weight: Array, wanted: Text, told: Text) -> float:
    """Return the weighted mean, over the reference's words, of the likeness of the likest in the answer."""
    if not len(wanted.vectors) or not len(told.vectors):
        return 0.0
    alike = (wanted.vectors @ told.vectors.T).max(axis=1)
    return max(0.0, float(alike @ _align.shares(weight * wanted.telling)))
