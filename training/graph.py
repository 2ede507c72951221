"""The pair model's graph for ONNX Runtime: each linear layer's weights are int8 with one float scale an output.

What a layer reads is brought to int8 as it comes (its operator `DynamicQuantizeMatMul`). Weights go to 63 and not to
127: two products of 7 by 8 bits fit into the 16 in which processors without VNNI add them up.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from interview_prep.grading._pairnet import INPUTS, OUTCOMES

LAYERS, HEADS, SIZE = 6, 12, 384
_GREATEST = 63
_EPSILON = 1e-12
OWN = "com.microsoft"  # where ONNX Runtime's own operators are
_SCALE = ".scale"

Array = np.ndarray[Any, Any]


def write(state: Mapping[str, Array], path: Path, about: Mapping[str, str]) -> None:
    """Write the graph of the model with the weights ``state``, by their names in it; ``about`` is kept beside them."""
    graph = Graph(state)
    hidden = graph.normed(INPUTS[0], "bert.embeddings.LayerNorm")
    for number in range(LAYERS):
        hidden = _layer(graph, f"bert.encoder.layer.{number}.", hidden)
    (pooled,) = graph.add("MatMul", INPUTS[1], hidden)
    (flat,) = graph.add("Reshape", pooled, graph.constant("flat", np.array([1, -1])))
    head = graph.weight("head.weight"), graph.weight("head.bias")
    (logits,) = graph.add("Gemm", flat, *head, transB=1)
    vectors, shares = (
        helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
        for name, shape in zip(INPUTS, ([1, "tokens", SIZE], [1, 3, "tokens"]), strict=True)
    )
    outcome = helper.make_tensor_value_info(logits, TensorProto.FLOAT, [1, len(OUTCOMES)])
    graph.write("pair", [vectors, shares], [outcome], path, about)


def read(path: Path) -> dict[str, Array]:
    """Return the weights that `write` wrote, by their names in the model."""
    kept = {value.name: numpy_helper.to_array(value) for value in onnx.load(path).graph.initializer}
    exact = {name: kept[name].T * kept[name + _SCALE][:, None] for name in kept if name + _SCALE in kept}
    trained = [name for name in kept if name.startswith(("bert.encoder", "head")) and not name.endswith(_SCALE)]
    return {name: np.array(exact.get(name, kept[name])) for name in trained}


class Graph:
    """Nodes and weights as they are put together; a method returns the name of what it makes."""

    def __init__(self, state: Mapping[str, Array]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: dict[str, onnx.TensorProto] = {}
        self._state = state

    def add(self, kind: str, *inputs: str, outputs: int = 1, **attributes: object) -> list[str]:
        """Add a node and return the names of its outputs."""
        made = [f"{kind}.{len(self.nodes)}.{number}" for number in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, made, **attributes))
        return made

    def constant(self, name: str, values: Array) -> str:
        """Hold a constant."""
        self.weights[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def weight(self, name: str) -> str:
        """Hold a weight as it is."""
        return self.constant(name, self._state[name].astype(np.float32))

    def normed(self, hidden: str, name: str) -> str:
        """Add a layer norm."""
        return self.norm(hidden, self.weight(f"{name}.weight"), self.weight(f"{name}.bias"))

    def norm(self, hidden: str, weight: str, bias: str) -> str:
        """Add a layer norm of some weights."""
        return self.add("LayerNormalization", hidden, weight, bias, axis=-1, epsilon=_EPSILON)[0]

    def linear(self, read: Sequence[str], name: str) -> str:
        """Add a linear layer over what `quantized` made."""
        weight = self._state[f"{name}.weight"]
        scale = np.abs(weight).max(axis=1).clip(1e-8) / _GREATEST
        weight = np.round(weight / scale[:, None]).astype(np.int8)
        values, by, zero = read
        ins = (
            values,
            self.constant(f"{name}.weight", weight.T),
            by,
            self.constant(f"{name}.weight{_SCALE}", scale.astype(np.float32)),
            zero,
            "",
            self.weight(f"{name}.bias"),
        )
        return self.add("MatMulIntegerToFloat", *ins, domain=OWN)[0]

    def quantized(self, hidden: str) -> list[str]:
        """Bring what a linear layer reads to int8: values, scale, zero point."""
        return self.add("DynamicQuantizeLinear", hidden, outputs=3)

    def write(
        self,
        name: str,
        inputs: Sequence[onnx.ValueInfoProto],
        outputs: Sequence[onnx.ValueInfoProto],
        path: Path,
        about: Mapping[str, str],
    ) -> None:
        """Write the graph; ``about`` is kept beside the weights."""
        whole = helper.make_graph(self.nodes, name, inputs, outputs, list(self.weights.values()))
        versions = [helper.make_opsetid("", 20), helper.make_opsetid(OWN, 1)]
        model = helper.make_model(whole, opset_imports=versions, ir_version=10)
        helper.set_model_props(model, dict(about))
        path.write_bytes(model.SerializeToString())


def _layer(graph: Graph, name: str, hidden: str) -> str:
    read = graph.quantized(hidden)
    heads = [graph.linear(read, f"{name}attention.self.{part}") for part in ("query", "key", "value")]
    (told,) = graph.add("MultiHeadAttention", *heads, domain=OWN, num_heads=HEADS)
    told = graph.linear(graph.quantized(told), f"{name}attention.output.dense")
    (both,) = graph.add("Add", told, hidden)
    hidden = graph.normed(both, f"{name}attention.output.LayerNorm")
    wide = graph.linear(graph.quantized(hidden), f"{name}intermediate.dense")
    (wide,) = graph.add("Gelu", wide, domain=OWN)
    (both,) = graph.add("Add", graph.linear(graph.quantized(wide), f"{name}output.dense"), hidden)
    return graph.normed(both, f"{name}output.LayerNorm")
