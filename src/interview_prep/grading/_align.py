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


def alignment(
    table: Array, points: Sequence[Sequence[int]], pieces: Sequence[Sequence[int]], shares: Sequence[Array] = ()
) -> Array:
    """Return how much of each point each piece speaks of, 0 to 1: shape (points, pieces).

    Points and pieces are token ids. ``table`` holds a unit vector for each id of the vocabulary, ``shares`` the weights
    of each point's tokens.
    """
    found = np.zeros((len(points), len(pieces)), dtype=np.float32)
    vectors = [(number, table[piece].T) for number, piece in enumerate(pieces) if piece]
    for row, point, share in zip(found, points, shares or map(weights, points), strict=True):
        if point:
            wanted, share_of_all = table[point], share / share.sum()
            for number, told in vectors:
                # Piece by piece: after a larger product the library's threads would spin beside the model's.
                near = (wanted @ told).max(axis=1)
                row[number] = share_of_all @ np.where(near >= _LEAST, near, 0.0)
    return found


def ranked(scores: Sequence[float], lengths: Sequence[int]) -> list[int]:
    """Return the pieces' places, that which speaks most of a point for its length first."""
    worth = [score / max(1, length) ** _LENGTH for score, length in zip(scores, lengths, strict=True)]
    return sorted(range(len(worth)), key=worth.__getitem__, reverse=True)
