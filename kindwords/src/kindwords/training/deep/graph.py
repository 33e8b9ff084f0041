"""The taught encoder as an ONNX graph, written node by node, with eight-bit weights.

Activations are quantised block by block inside each row (MatMulNBits, accuracy level 4), so the scores of
a text do not depend on its batch. Texts of one call have one length: there is no padding and no mask.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from kindwords.training.deep.e5 import Shape

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]
BLOCK = 64
_OPSET = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]


@dataclass(slots=True)
class _Graph:
    shape: Shape
    weights: Weights
    bits: int
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name, **attributes))
        return name

    def linear(self, x: str, name: str) -> str:
        weight = self.weights[f"{name}.weight"]
        packed, scales = quantised(weight, self.bits)
        inputs = [x, self.constant(f"{name}.q", packed), self.constant(f"{name}.s", scales)]
        bias = self.constant(f"{name}.b", self.weights[f"{name}.bias"])
        size = {"N": weight.shape[0], "K": weight.shape[1], "bits": self.bits, "block_size": BLOCK}
        product = self.node(
            "MatMulNBits", inputs, f"{name}.product", domain="com.microsoft", accuracy_level=4, **size
        )
        return self.node("Add", [product, bias], f"{name}.out")

    def norm(self, x: str, name: str) -> str:
        scale = self.constant(f"{name}.w", self.weights[f"{name}.weight"])
        bias = self.constant(f"{name}.b", self.weights[f"{name}.bias"])
        return self.node(
            "LayerNormalization", [x, scale, bias], f"{name}.out", axis=-1, epsilon=self.shape.epsilon
        )

    def layer(self, x: str, number: int) -> str:
        at = f"layers.{number}"
        parts = [f"{at}.{part}" for part in ("query", "key", "value")]
        qkv = self.linear(x, f"{at}.qkv")
        self.nodes.append(helper.make_node("Split", [qkv, "thirds"], parts, f"{at}.split", axis=-1))
        heads = {"domain": "com.microsoft", "num_heads": self.shape.heads}
        mixed = self.node("MultiHeadAttention", parts, f"{at}.attention", **heads)
        x = self.norm(self.node("Add", [x, self.linear(mixed, f"{at}.out")], f"{at}.sum"), f"{at}.norm_one")
        inner = self.node("Gelu", [self.linear(x, f"{at}.inner")], f"{at}.gelu")
        return self.norm(
            self.node("Add", [x, self.linear(inner, f"{at}.outer")], f"{at}.sum2"), f"{at}.norm_two"
        )


def quantised(weight: Floats, bits: int) -> tuple[NDArray[np.uint8], Floats]:
    """(packed values, scales): symmetric in blocks along the input."""
    rows, width = weight.shape
    blocks = weight.reshape(rows, width // BLOCK, BLOCK)
    middle = 1 << (bits - 1)
    scales = np.maximum(np.abs(blocks).max(-1), 1e-9) / (middle - 1)
    values = np.clip(np.rint(blocks / scales[..., None]) + middle, 0, 2 * middle - 1).astype(np.uint8)
    if bits == 4:
        values = values[..., ::2] | (values[..., 1::2] << 4)
    return values, scales.astype(np.float32).reshape(-1)


def build(shape: Shape, weights: Weights, bits: int = 8) -> bytes:
    """`weights`: the reader's state by name. Input `embedded` (rows, length, hidden), output `hidden`: the
    head is applied outside, where it also says which pieces carried a score."""
    graph = _Graph(shape, weights, bits)
    graph.constant("thirds", np.array([shape.hidden] * 3, np.int64))
    graph.constant("zero", np.array([0], np.int64))
    graph.constant("position", weights["position"][:256])
    size = graph.node("Shape", ["embedded"], "length", start=1, end=2)
    placed = graph.node("Slice", ["position", "zero", size, "zero"], "places")
    x = graph.norm(graph.node("Add", ["embedded", placed], "placed"), "norm")
    for number in range(shape.layers):
        x = graph.layer(x, number)
    graph.nodes.append(helper.make_node("Identity", [x], ["hidden"], "hidden"))
    size_of = ["rows", "length", shape.hidden]
    into = helper.make_tensor_value_info("embedded", TensorProto.FLOAT, size_of)
    out = helper.make_tensor_value_info("hidden", TensorProto.FLOAT, size_of)
    made = helper.make_graph(graph.nodes, "kindwords", [into], [out], graph.constants)
    model = helper.make_model(made, opset_imports=_OPSET, ir_version=9, producer_name="kindwords")
    return bytes(model.SerializeToString())
