"""
The graph: a BERT encoder (Devlin et al. 2019) as an ONNX model whose large weights are in eight bits.

Each product with weights rounds what comes in to eight bits as well, by its own range (dynamic quantisation), and so
does a quarter of the work. The inputs and the output are those of the models that are published: ``input_ids``,
``attention_mask`` and ``token_type_ids``, of shape (batch, length); ``last_hidden_state``, (batch, length, width).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.matching.vectors import Vectors

# What is added to the attention that a padded place gets: exp of it is 0 in float32.
_UNSEEN = -10_000.0
_OPSET, _IR = 17, 8


@dataclass(frozen=True, slots=True)
class Shape:
    """
    What of a model's config.json its graph hangs on.

    Attributes:
        epsilon: What keeps a layer norm from dividing by nothing.
    """

    layers: int
    heads: int
    width: int
    epsilon: float

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Shape:
        """The shape that *config* states."""
        names = ("num_hidden_layers", "num_attention_heads", "hidden_size", "layer_norm_eps")
        layers, heads, width, epsilon = (config[name] for name in names)
        return cls(layers, heads, width, epsilon)


def model(weights: Mapping[str, NDArray[np.float32]], shape: Shape) -> bytes:
    """The ONNX model of *weights*, which are named as in Hugging Face's BertModel."""
    graph = _Graph(weights, shape)
    hidden = graph.embedded()
    mask = graph.mask()
    for layer in range(shape.layers):
        hidden = graph.layer(f"encoder.layer.{layer}", hidden, mask)
    graph.node("Identity", [hidden], "last_hidden_state")
    return graph.model()


@dataclass
class _Graph:
    """A graph that is being written: nodes, and the constants they take, each under a name."""

    weights: Mapping[str, NDArray[np.float32]]
    shape: Shape
    nodes: list[Any] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)

    def node(self, kind: str, inputs: list[str], output: str = "", outputs: int = 1, **more: Any) -> str:
        """Add a node; the name of its first output, made up where *output* is empty."""
        import onnx

        name = output or f"{kind}_{len(self.nodes)}"
        names = [name, *(f"{name}_{at}" for at in range(1, outputs))]
        self.nodes.append(onnx.helper.make_node(kind, inputs, names, **more))
        return name

    def constant(self, name: str, value: Any, kind: Any = np.float32) -> str:
        """Add a constant of that name, once; the name."""
        import onnx

        if name not in self.constants:
            array = np.ascontiguousarray(np.array(value, kind))
            self.constants[name] = onnx.numpy_helper.from_array(array, name)
        return name

    def embedded(self) -> str:
        words = Vectors.of(self.weights["embeddings.word_embeddings.weight"])
        rows = self.node("Gather", [self.constant("words", words.parts, np.int8), "input_ids"])
        scale = self.node("Gather", [self.constant("word_scales", words.scales[:, None]), "input_ids"])
        summed = self.node("Mul", [self.node("Cast", [rows], to=_float()), scale])
        for part in (self._types(), self._positions()):
            summed = self.node("Add", [summed, part])
        return self._norm("embeddings.LayerNorm", summed)

    def _types(self) -> str:
        table = self.constant("types", self.weights["embeddings.token_type_embeddings.weight"])
        return self.node("Gather", [table, "token_type_ids"])

    def _positions(self) -> str:
        table = self.constant("positions", self.weights["embeddings.position_embeddings.weight"])
        length = self.node("Shape", ["input_ids"], start=1, end=2)
        return self.node("Slice", [table, self.constant("from_0", [0], np.int64), length])

    def mask(self) -> str:
        """What is added to every head's attention: shape (batch, 1, 1, length), 0 where a token stands."""
        shown = self.node("Cast", ["attention_mask"], to=_float())
        hidden = self.node("Sub", [self.constant("1", 1.0), shown])
        far = self.node("Mul", [hidden, self.constant("unseen", _UNSEEN)])
        return self.node("Unsqueeze", [far, self.constant("axes_1_2", [1, 2], np.int64)])

    def layer(self, name: str, hidden: str, mask: str) -> str:
        attended = self._linear(f"{name}.attention.output.dense", self._attention(name, hidden, mask))
        between = self._norm(f"{name}.attention.output.LayerNorm", self.node("Add", [attended, hidden]))
        wide = self._gelu(self._linear(f"{name}.intermediate.dense", between))
        narrow = self._linear(f"{name}.output.dense", wide)
        return self._norm(f"{name}.output.LayerNorm", self.node("Add", [narrow, between]))

    def _attention(self, name: str, hidden: str, mask: str) -> str:
        rounded = self._rounded_input(hidden)
        turns = {"query": [0, 2, 1, 3], "key": [0, 2, 3, 1], "value": [0, 2, 1, 3]}
        query, key, value = (
            self._heads(self._product(f"{name}.attention.self.{part}", rounded), turn) for part, turn in turns.items()
        )
        root = self.constant("root", 1 / np.sqrt(self.shape.width // self.shape.heads))
        scores = self.node("Add", [self.node("Mul", [self.node("MatMul", [query, key]), root]), mask])
        seen = self.node("MatMul", [self.node("Softmax", [scores], axis=-1), value])
        together = self.constant("together", [0, 0, self.shape.width], np.int64)
        return self.node("Reshape", [self.node("Transpose", [seen], perm=[0, 2, 1, 3]), together])

    def _heads(self, flat: str, turn: list[int]) -> str:
        apart = [0, 0, self.shape.heads, self.shape.width // self.shape.heads]
        split = self.node("Reshape", [flat, self.constant("apart", apart, np.int64)])
        return self.node("Transpose", [split], perm=turn)

    def _linear(self, name: str, given: str) -> str:
        return self._product(name, self._rounded_input(given))

    def _rounded_input(self, given: str) -> str:
        """*given* in eight bits; its scale and its zero have the same name with _1 and _2."""
        return self.node("DynamicQuantizeLinear", [given], outputs=3)

    def _product(self, name: str, rounded: str) -> str:
        weights = Vectors.of(self.weights[f"{name}.weight"])
        weight = self.constant(f"{name}.weight", weights.parts.T, np.int8)
        whole = self.node("MatMulInteger", [rounded, weight, f"{rounded}_2"])
        scale = self.node("Mul", [f"{rounded}_1", self.constant(f"{name}.scale", weights.scales)])
        product = self.node("Mul", [self.node("Cast", [whole], to=_float()), scale])
        return self.node("Add", [product, self.constant(f"{name}.bias", self.weights[f"{name}.bias"])])

    def _norm(self, name: str, given: str) -> str:
        parts = [self.constant(f"{name}.{part}", self.weights[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.node("LayerNormalization", [given, *parts], epsilon=self.shape.epsilon, axis=-1)

    def _gelu(self, given: str) -> str:
        """x / 2 * (1 + erf(x / sqrt 2)) (Hendrycks & Gimpel 2016)."""
        bent = self.node("Erf", [self.node("Div", [given, self.constant("root_2", np.sqrt(2.0))])])
        gate = self.node("Add", [bent, self.constant("1", 1.0)])
        return self.node("Mul", [self.node("Mul", [given, gate]), self.constant("half", 0.5)])

    def model(self) -> bytes:
        import onnx

        helper = onnx.helper
        whole, size = onnx.TensorProto.INT64, ["batch", "length"]
        names = ("input_ids", "attention_mask", "token_type_ids")
        inputs = [helper.make_tensor_value_info(name, whole, size) for name in names]
        output = helper.make_tensor_value_info("last_hidden_state", _float(), [*size, self.shape.width])
        graph = helper.make_graph(self.nodes, "encoder", inputs, [output], list(self.constants.values()))
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR)
        onnx.checker.check_model(made)
        return bytes(made.SerializeToString(deterministic=True))


def _float() -> int:
    import onnx

    return int(onnx.TensorProto.FLOAT)
