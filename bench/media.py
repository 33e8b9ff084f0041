"""How much our care costs: time to the first playable film and to the rest, against the bare ffmpeg commands.

`python -m bench.media [--repeat 3] [FILE …]` prints one table. Each pair runs alternately, so that a busy
machine slows both; the best of the runs counts, in wall time and in CPU time of the children. Memory is the
most that any one child of ours held.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kindreel.videos.media import encode, plan, probe, remux, sandbox
from kindreel.videos.media.ffmpeg import binary
from tests import clips

Cost = tuple[float, float]  # wall and CPU seconds
FIRST_BAR, REST_BAR = 1.15, 1.25
QUIET = ["-nostdin", "-hide_banner", "-loglevel", "error", "-y"]


def cost(work: Callable[[], object]) -> Cost:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


def compare(ours: Callable[[], object], bare: Callable[[], object], repeat: int) -> tuple[Cost, Cost]:
    pairs = [(cost(ours), cost(bare)) for _ in range(repeat)]
    best = [tuple(min(run[side][kind] for run in pairs) for kind in (0, 1)) for side in (0, 1)]
    return best[0], best[1]  # type: ignore[return-value]


@contextmanager
def peaks() -> Iterator[list[int]]:
    """Collects the peak memory of every child that runs meanwhile."""
    found: list[int] = []
    real = sandbox.run

    def noted(argv: list[str], **how: Any) -> sandbox.Done:
        done = real(argv, **how)
        found.append(done.peak_bytes)
        return done

    sandbox.run = noted
    try:
        yield found
    finally:
        sandbox.run = real


def encoder(spec: plan.Spec) -> list[str]:
    rate = ["-maxrate", f"{spec.maxrate_k}k", "-bufsize", f"{spec.maxrate_k * 2}k", "-threads", "2"]
    picture = ["-c:v", "libx264", "-preset", "veryfast", "-crf", str(spec.crf), "-pix_fmt", "yuv420p", *rate]
    return [*picture, "-c:a", "aac", "-b:a", "128k", "-ac", "2", "-movflags", "+faststart"]


def bare(source: Path, specs: list[plan.Spec], folder: Path) -> None:
    """What one would type: one scaled encode, or one decode split into several."""
    argv = [binary(), *QUIET, "-i", str(source)]
    if len(specs) == 1:
        argv += ["-vf", f"scale={specs[0].width}:{specs[0].height}"]
        argv += [*encoder(specs[0]), str(folder / "bare.mp4")]
    else:
        scaled = [f"[s{at}]scale={spec.width}:{spec.height}[v{at}]" for at, spec in enumerate(specs)]
        names = "".join(f"[s{at}]" for at in range(len(specs)))
        argv += ["-filter_complex", ";".join([f"[0:v]split={len(specs)}{names}", *scaled])]
        for at, spec in enumerate(specs):
            argv += ["-map", f"[v{at}]", "-map", "0:a?", *encoder(spec), str(folder / f"bare{at}.mp4")]
    subprocess.run(argv, check=True)


def upload(source: Path, folder: Path) -> None:
    """From the file that arrived to the first film that plays."""
    found = probe.probe(source)
    clean = remux.remux(source, folder / "clean", found)
    encode.first(clean, folder / "first.mp4", found, plan.ladder(found)[0])


def rows(source: Path, folder: Path, repeat: int) -> list[tuple[str, Cost, Cost, float, int]]:
    found = probe.probe(source)
    specs = plan.ladder(found)
    clean = remux.remux(source, folder / "kept", found)
    with peaks() as memory:
        ours, plain = compare(lambda: upload(source, folder), lambda: bare(source, specs[:1], folder), repeat)
    table = [("first playable", ours, plain, FIRST_BAR, max(memory))]
    if specs[1:]:
        targets = {spec: folder / f"{spec.name}.mp4" for spec in specs[1:]}
        with peaks() as memory:
            ours, plain = compare(
                lambda: encode.rest(clean, targets, found), lambda: bare(source, specs[1:], folder), repeat
            )
        table.append(("the rest", ours, plain, REST_BAR, max(memory)))
    return table


def tall(folder: Path) -> Path:
    """A film as a phone makes it, 1080x1920, from a real clip scaled up, 10 seconds."""
    options = ["-t", "10", "-vf", "scale=1080:1920,noise=alls=4:allf=t", "-c:v", "libx264", "-b:v", "8M"]
    loop = ["-stream_loop", "2", "-i", str(clips.portrait())]
    return clips.make(folder / "phone-1080x1920.mp4", *loop, *options, "-preset", "veryfast", "-c:a", "copy")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=3)
    asked = parser.parse_args()
    good = True
    say("| film | what | ours, s | bare, s | time, ratio | CPU, ratio | bar | most memory, MB |")
    say("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chair = clips.clip("neardup_chair-orig-22-sd-bar.mp4")
        for source in asked.files or [tall(folder), clips.portrait(), clips.landscape(), chair]:
            for what, ours, plain, bar, most in rows(source, folder, asked.repeat):
                wall, cpu = ours[0] / plain[0], ours[1] / plain[1]
                good = good and min(wall, cpu) <= bar
                line = f"| {source.stem} | {what} | {ours[0]:.2f} | {plain[0]:.2f}"
                say(f"{line} | {wall:.2f} | {cpu:.2f} | {bar} | {most / 1e6:.0f} |")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
