"""A graph of a given shape with random weights: for measuring speed, and for tests."""

import numpy as np

from kindwords.training.deep.e5 import Shape
from kindwords.training.deep.graph import build


def random_graph(hidden: int, layers: int, heads: int, inner: int) -> bytes:
    rng = np.random.default_rng(1)
    weights = {"position": rng.normal(0, 0.02, (512, hidden)).astype(np.float32)}
    sizes = {
        "qkv": (3 * hidden, hidden),
        "out": (hidden, hidden),
        "inner": (inner, hidden),
        "outer": (hidden, inner),
    }
    for number in range(layers):
        for part, size in sizes.items():
            name = f"layers.{number}.{part}"
            weights[f"{name}.weight"] = rng.normal(0, 0.05, size).astype(np.float32)
            weights[f"{name}.bias"] = np.zeros(size[0], np.float32)
        for norm in ("norm_one", "norm_two"):
            weights[f"layers.{number}.{norm}.weight"] = np.ones(hidden, np.float32)
            weights[f"layers.{number}.{norm}.bias"] = np.zeros(hidden, np.float32)
    weights |= {"norm.weight": np.ones(hidden, np.float32), "norm.bias": np.zeros(hidden, np.float32)}
    return build(Shape(hidden, layers, heads, inner, 0, 512, 1e-12), weights)
