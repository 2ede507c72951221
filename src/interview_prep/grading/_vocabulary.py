"""MiniLM's tokens and what its embeddings hold of each: the part of it that the pair model leaves as it was."""

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

CLS, SEP = 101, 102
_PREFIX = "embeddings."
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
        held = _embeddings(folder)
        self.words = held["word_embeddings.weight"]
        self._places = held["position_embeddings.weight"]
        self._parts = held["token_type_embeddings.weight"]

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


def _embeddings(folder: Path) -> dict[str, Array]:
    """Return the weights of MiniLM's embeddings by their names in its file."""
    from safetensors import safe_open

    with safe_open(folder / "model.safetensors", "numpy") as file:
        names = [name for name in file.keys() if name.startswith(_PREFIX)]  # noqa: SIM118  (not a mapping)
        return {name.removeprefix(_PREFIX): file.get_tensor(name) for name in names}
