"""An embedder that counts words: similarities that a reader can work out."""

from collections.abc import Sequence

import numpy as np

from interview_prep.grading._terms import content

SIZE = 4096


class BagOfWords:
    """One dimension a stem (hashed without collisions that matter), unit length."""

    name = "bag of words"

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.encoded += texts
        found = np.zeros((len(texts), SIZE), dtype=np.float32)
        for row, text in zip(found, texts, strict=True):
            for word in content(text):
                row[self.places.setdefault(word, len(self.places) % SIZE)] += 1
        return found / np.maximum(1.0, np.linalg.norm(found, axis=1, keepdims=True))

    references = encode
