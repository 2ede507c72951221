"""MiniLM's tokens and what its embeddings hold of each: the part of it that the pair model leaves as it was."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

CLS, SEP = 101, 102
_EMBEDDINGS = [f"embeddings.{part}_embeddings.weight" for part in ("word", "position", "token_type")]
_KEPT = 128  # texts whose tokens are kept: sentences are read more than once, a question's points with each answer

Array = np.ndarray[Any, np.dtype[np.float32]]


class Vocabulary:
    """Texts to token ids, and token ids to vectors."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # else it warns whenever a process forks
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._ids = lru_cache(maxsize=_KEPT)(self._encoded)
        self.words, self._places, self._parts = weights(folder, _EMBEDDINGS).values()

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the token ids of texts, without special tokens."""
        return [self._ids(text) for text in texts]

    def _encoded(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def embedded(self, ids: Sequence[int], first: int) -> Array:
        """Return one vector a token, (tokens, 384): the first ``first`` tokens are one part, the rest the other."""
        found: Array = self.words[list(ids)] + self._places[: len(ids)]
        found[:first] += self._parts[0]
        found[first:] += self._parts[1]
        return found


@lru_cache(maxsize=1)
def vocabulary(folder: Path) -> Vocabulary:
    """Return MiniLM's vocabulary from its ``folder``, loaded once for all who read with it."""
    return Vocabulary(folder)


def weights(folder: Path, names: Sequence[str]) -> dict[str, Array]:
    """Return some of MiniLM's weights, by their names in the file in its ``folder`` and in the order asked for."""
    from safetensors import safe_open

    with safe_open(folder / "model.safetensors", "numpy") as file:
        return {name: file.get_tensor(name) for name in names}
