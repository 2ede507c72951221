"""The graph of the model of words for ONNX Runtime: the adapter's weights are in it, MiniLM's own are handed to it."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper

from interview_prep.grading._words import INPUT
from training.graph import HEADS, OWN, SIZE, Array, Graph

LAYERS = 3
LINEAR = {  # a layer's linear parts with the sizes of what they read and say
    **dict.fromkeys([f"attention.self.{part}" for part in ("query", "key", "value")], (SIZE, SIZE)),
    "attention.output.dense": (SIZE, SIZE),
    "intermediate.dense": (SIZE, 4 * SIZE),
    "output.dense": (4 * SIZE, SIZE),
}


def write(adapter: Mapping[str, Array], path: Path, about: Mapping[str, str]) -> None:
    """Write the graph with the weights ``adapter``; ``about`` is kept beside them.

    Those are `NAME.down` and `NAME.up` for each linear part NAME of MiniLM, and `telling.weight` and `telling.bias`.
    """
    graph = _Adapted(adapter)
    hidden = graph.normed(INPUT, "embeddings.LayerNorm")
    for number in range(LAYERS):
        hidden = _layer(graph, f"encoder.layer.{number}.", hidden)
    (vectors,) = graph.add("LpNormalization", hidden, axis=-1)
    (telling,) = graph.add("Gemm", hidden, graph.weight("telling.weight"), graph.weight("telling.bias"), transB=1)
    embedded, *found = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, ["tokens", size])
        for name, size in ((INPUT, SIZE), (vectors, SIZE), (telling, 1))
    )
    graph.write("words", [embedded, *graph.base], found, path, about)


class _Adapted(Graph):
    """Nodes over MiniLM's own weights, which are inputs, ``base``."""

    def __init__(self, adapter: Mapping[str, Array]) -> None:
        super().__init__(adapter)
        self.base: list[onnx.ValueInfoProto] = []

    def given(self, name: str, *shape: int) -> str:
        """Take one of MiniLM's own weights as an input."""
        self.base.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))
        return name

    def normed(self, hidden: str, name: str) -> str:
        """Add a layer norm."""
        numbers = [self.given(f"{name}.{part}", SIZE) for part in ("weight", "bias")]
        return self.norm(hidden, *numbers)

    def adapted(self, hidden: str, layer: str, name: str) -> str:
        """Add a linear part and what its adapter adds to it."""
        reads, says = LINEAR[name]
        own = self.given(f"{layer}{name}.weight", says, reads), self.given(f"{layer}{name}.bias", says)
        (told,) = self.add("Gemm", hidden, *own, transB=1)
        (low,) = self.add("Gemm", hidden, self.weight(f"{layer}{name}.down"), transB=1)
        return self.add("Gemm", low, self.weight(f"{layer}{name}.up"), told, transB=1)[0]


def _layer(graph: _Adapted, name: str, hidden: str) -> str:
    heads = [graph.adapted(hidden, name, f"attention.self.{part}") for part in ("query", "key", "value")]
    first = graph.constant("first", np.array([0]))
    rows = [graph.add("Unsqueeze", head, first)[0] for head in heads]
    (told,) = graph.add("MultiHeadAttention", *rows, domain=OWN, num_heads=HEADS)
    (told,) = graph.add("Squeeze", told, first)
    (both,) = graph.add("Add", graph.adapted(told, name, "attention.output.dense"), hidden)
    hidden = graph.normed(both, f"{name}attention.output.LayerNorm")
    (wide,) = graph.add("Gelu", graph.adapted(hidden, name, "intermediate.dense"), domain=OWN)
    (both,) = graph.add("Add", graph.adapted(wide, name, "output.dense"), hidden)
    return graph.normed(both, f"{name}output.LayerNorm")
