"""How fast the engine reads, on this machine, in one thread."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kindwords.engine import load_engine


def measure(folder: Path, texts: Sequence[str]) -> dict[str, Any]:
    begin = time.perf_counter()
    engine = load_engine(folder)
    engine.read("warm up")
    loaded = time.perf_counter() - begin
    sample = list(texts)[:5_000]
    begin = time.thread_time()
    engine.read_many(sample)
    batch = len(sample) / max(1e-9, time.thread_time() - begin)
    singles = sorted(_seconds(engine.read, text) for text in sample[:2_000])
    return {
        "load_seconds": round(loaded, 2),
        "batch_per_second": round(batch),
        "single_p50_ms": round(1000 * singles[len(singles) // 2], 2),
        "single_p99_ms": round(1000 * singles[int(len(singles) * 0.99)], 2),
    }


def _seconds(read: Any, text: str) -> float:
    begin = time.perf_counter()
    read(text)
    return time.perf_counter() - begin
