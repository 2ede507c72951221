"""Which sentence of an answer speaks of a key point: words matched by meaning, rare ones weighing more.

Uses the word vectors that the pair model begins with, so that no second model has to read the answer.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

_COMMON = 3000  # ids of MiniLM's vocabulary rise with rarity; those below are punctuation and very common words
_LEAST = 0.35  # cosine below which two words have nothing to do with each other

Array = np.ndarray[Any, np.dtype[np.float32]]


def weights(ids: Sequence[int]) -> Array:
    """Return each token's weight, from about 0.1 for a very common word to 1 for a rare one."""
    rarity = np.clip(np.array(ids, dtype=np.float32) / _COMMON, 0.02, 1.0)
    return np.sqrt(rarity)


def alignment(table: Array, point: Sequence[int], pieces: Sequence[Sequence[int]]) -> list[float]:
    """Return for each piece (token ids) how much of the point (token ids) it speaks of, 0 to 1.

    ``table`` holds a unit vector for each id of the vocabulary.
    """
    if not point:
        return [0.0] * len(pieces)
    wanted, share = table[list(point)], weights(point)
    share = share / share.sum()
    found = []
    for piece in pieces:
        if not piece:
            found.append(0.0)
            continue
        near = (wanted @ table[list(piece)].T).max(axis=1)
        found.append(float(share @ np.where(near >= _LEAST, near, 0.0)))
    return found


def best(scores: Sequence[float], lengths: Sequence[int]) -> int:
    """Return the piece that speaks of a point; among pieces almost as good, the shortest."""
    top = max(scores)
    near = [i for i, score in enumerate(scores) if score >= 0.92 * top]
    return min(near, key=lengths.__getitem__)
