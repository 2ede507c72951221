"""Which sentence of an answer speaks of a key point: words matched by meaning, rare ones weighing more.

Uses the word vectors that the pair model begins with, so that no second model has to read the answer.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

_COMMON = 3000  # ids of MiniLM's vocabulary rise with rarity; those below are punctuation and very common words
_LEAST = 0.25  # cosine below which two words have nothing to do with each other
_LENGTH = 0.35  # power of a piece's length that its likeness is divided by: a long one is like everything a little
_LEAD = 0.1  # of a point: what the piece right after the nearest is taken to add beside what its words show

Array = np.ndarray[Any, np.dtype[np.float32]]


def weights(ids: Sequence[int]) -> Array:
    """Return each token's weight, from about 0.1 for a very common word to 1 for a rare one."""
    rarity = np.clip(np.array(ids, dtype=np.float32) / _COMMON, 0.02, 1.0)
    return np.sqrt(rarity)


def weights_among(points: Sequence[Sequence[int]]) -> list[Array]:
    """Return each token's weight for every point: what other points have too tells little of which one is meant."""
    held = Counter(token for point in points for token in set(point))
    alone = {token: 1.0 if count == 1 else max(0.02, 1 - count / len(points)) for token, count in held.items()}
    return [weights(point) * np.array([alone[token] for token in point], dtype=np.float32) for point in points]


def alignment(table: Array, points: Sequence[Sequence[int]], pieces: Sequence[Sequence[int]]) -> Array:
    """Return how much of each point each piece speaks of, 0 to 1: shape (points, pieces).

    Points and pieces are token ids. ``table`` holds a unit vector for each id of the vocabulary.
    """
    told = vectors(table, pieces)
    spoken = [spoken_of(table[point], told) @ shares(weights(point)) for point in points]
    return np.array(spoken, dtype=np.float32).reshape(len(points), len(pieces))


def vectors(table: Array, texts: Sequence[Sequence[int]]) -> list[Array]:
    """Return the vectors of each text's tokens."""
    return [table[text] for text in texts]


def spoken_of(point: Array, pieces: Sequence[Array]) -> Array:
    """Return how far each piece speaks of each token of a point, all as vectors, 0 to 1: shape (pieces, tokens)."""
    found = np.zeros((len(pieces), len(point)), dtype=np.float32)
    for row, piece in zip(found, pieces, strict=True):
        if len(point) and len(piece):
            # Piece by piece: after a larger product the library's threads would spin beside the model's.
            (point @ piece.T).max(axis=1, out=row)
    found[found < _LEAST] = 0.0
    return found


def shares(weights: Array) -> Array:
    """Return the tokens' shares of their point."""
    return weights / weights.sum() if len(weights) else weights


def nearest(spoken: Array, share: Array, lengths: Sequence[int]) -> list[int]:
    """Return the places of the piece that speaks most of a point for its length, and of the one that adds most to it.

    The piece right after the first has a lead, for it often goes on with what that one began. ``spoken`` is as
    `spoken_of` returns it, ``share`` says how much each token of the point counts.
    """
    size = np.maximum(1, lengths) ** _LENGTH
    told = spoken @ share
    first = int(np.argmax(told / size))
    added = np.maximum(spoken, spoken[first]) @ share - told[first]
    added[first + 1 : first + 2] += _LEAD
    added[first] = -1.0
    return [first, int(np.argmax(added / size))][: len(lengths)]
