"""Readings a second on one core, beside a model of BERT-base's shape in the same eight bits, in the same run.

    python bench/speed.py [--json]

alt-profanity-check is measured too where it is installed; the BERT shape needs `onnx`.
"""

import argparse
import importlib.util
import json
import resource
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kindwords

EXAMPLES = Path(__file__).parents[1] / "tests" / "examples.toml"
SECONDS = 3.0


def everyday() -> list[str]:
    """Four in five friendly, one in five not: kinder than the internet, harsher than a class."""
    examples = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    texts = []
    for code, friendly in examples["friendly"].items():
        for i, text in enumerate(friendly):
            texts.append(text)
            if i % 4 == 0:
                texts.append(examples["blunt"][code][i // 4])
    return texts


def rate(read: Callable[[], Any], count: int) -> float:
    """Texts a CPU-second."""
    read()
    begin, done = time.process_time(), 0
    while time.process_time() - begin < SECONDS:
        read()
        done += count
    return done / (time.process_time() - begin)


def ours(texts: list[str]) -> dict[str, float]:
    begin = time.perf_counter()
    engine = kindwords.load()
    engine.read(texts[0])
    loaded = time.perf_counter() - begin
    singles = sorted(_timed(engine, text) for _ in range(5) for text in texts)
    return {
        "batch": rate(lambda: engine.read_many(texts), len(texts)),
        "single": rate(lambda: [engine.read(t) for t in texts], len(texts)),
        "single_p99_ms": 1000 * singles[int(len(singles) * 0.99)],
        "load_s": loaded,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def _timed(engine: kindwords.Engine, text: str) -> float:
    begin = time.process_time()
    engine.read(text)
    return time.process_time() - begin


def bert_shape(texts: list[str]) -> dict[str, float]:
    import numpy as np
    import onnxruntime

    from kindwords.training.deep.bare import random_graph

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(random_graph(768, 12, 12, 3072), options)
    one = np.zeros((1, 16, 768), np.float32)
    many = np.zeros((32, 16, 768), np.float32)
    return {
        "batch": rate(lambda: session.run(None, {"embedded": many}), 32),
        "single": rate(lambda: session.run(None, {"embedded": one}), 1),
    }


def alt_profanity_check(texts: list[str]) -> dict[str, float]:
    from profanity_check import predict_prob

    return {
        "batch": rate(lambda: predict_prob(texts), len(texts)),
        "single": rate(lambda: [predict_prob([t]) for t in texts], len(texts)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    texts = everyday()
    found = {"kindwords": ours(texts)}
    if importlib.util.find_spec("onnx"):
        found["BERT-base shape, int8, 16 pieces"] = bert_shape(texts)
    if importlib.util.find_spec("profanity_check"):
        found["alt-profanity-check"] = alt_profanity_check(texts)
    if chosen.json:
        print(json.dumps(found))
        return
    for name, measured in found.items():
        print(name, *(f"{key} {value:,.1f}" for key, value in measured.items()), sep="  ")


if __name__ == "__main__":
    main()
