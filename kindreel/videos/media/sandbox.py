"""Runs one program that reads what strangers sent: alone, limited, and gone when its time is over.

`run` starts `confine.py`, which locks itself in as far as this kernel allows and becomes the program. Limits
on time, CPU, memory and file size hold everywhere; `isolation()` tries out which of the rest hold here.
"""

import contextlib
import marshal
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
GAOLER = f"import sys; sys.path.append({str(HERE)!r}); import confine; confine.main()"
LAYERS = ("namespaces", "landlock", "own_root", "calls")
LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/nix/store")
MOST_OUTPUT, TAIL = 4_000_000, 8_000
ENOMEM, ENOSPC, EFBIG = 244, 228, 229  # how ffmpeg's exit code spells these errors
NO_MEMORY = ("annot allocate memory", "MemoryError", "malloc of size", "Resource temporarily unavailable")


@dataclass(frozen=True)
class Done:
    code: int
    stdout: bytes
    stderr_tail: str
    cpu_seconds: float
    peak_bytes: int
    held: tuple[str, ...] = ()


class Failed(Exception):
    """The program ended with an error. `done.stderr_tail` may quote the file: never log it."""

    def __init__(self, done: Done) -> None:
        super().__init__(f"exit code {done.code} after {done.cpu_seconds:.2f} CPU seconds")
        self.done = done


class TimedOut(Failed):
    """The wall clock or the CPU limit ended it."""


class OutOfMemory(Failed):
    pass


class OutOfRoom(Failed):
    """The disk is full, or the file grew beyond its limit."""


@dataclass
class _Watch:
    """What has come out of the three pipes so far."""

    on_line: Callable[[str], None] | None
    stdout: bytes = b""
    stderr: bytes = b""
    status: bytes = b""
    line: bytes = b""

    def take(self, name: str, data: bytes) -> None:
        if name == "stderr":
            self.stderr = (self.stderr + data)[-TAIL:]
        elif name == "status":
            self.status += data
        else:
            self.stdout = (self.stdout + data)[:MOST_OUTPUT]
            self._lines(data)

    def _lines(self, data: bytes) -> None:
        if self.on_line:
            *whole, rest = (self.line + data).split(b"\n")
            self.line = rest[-TAIL:]
            for line in whole:
                self.on_line(line.decode("utf-8", "replace"))

    def told(self) -> dict[str, list[str]]:
        """What the gaoler said: which layers held, what went wrong, how it ended."""
        lines = [line.split() for line in self.status.decode().splitlines()]
        return {name: words for name, *words in lines}


def run(
    argv: list[str],
    *,
    folder: Path,
    reads: list[Path],
    seconds: float,
    cpu_seconds: int,
    memory_bytes: int,
    file_bytes: int,
    on_line: Callable[[str], None] | None = None,
) -> Done:
    """Run `argv` (its first word an absolute path) with nothing but `reads` to read and `folder` to write."""
    spec = {
        "argv": argv,
        "env": {"LC_ALL": "C.UTF-8", "TMPDIR": str(folder.resolve()), "MALLOC_ARENA_MAX": "2"},
        "folder": str(folder.resolve()),
        "reads": [str(path.resolve()) for path in reads],
        "programs": _programs(argv[0]),
        "limits": {"cpu": cpu_seconds, "memory": memory_bytes, "file": file_bytes},
        "layers": LAYERS,
        "parent": os.getpid(),
    }
    watch = _Watch(on_line)
    process, status = _start(spec)
    try:
        in_time = _listen(process, status, watch, time.monotonic() + seconds)
    finally:
        _end(process)
        os.close(status)
    return _judge(watch, in_time, cpu_seconds)


def _programs(program: str) -> list[str]:
    """What the program itself is made of; with Python, its libraries and this package too."""
    own = [sys.prefix, sys.base_prefix, str(HERE)] if program == sys.executable else []
    return [path for path in (*LIBRARIES, program, *own) if Path(path).exists()]


def _start(spec: dict[str, Any]) -> tuple[subprocess.Popen[bytes], int]:
    status, told = os.pipe()
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", GAOLER, marshal.dumps(spec).hex(), str(told)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={},
            cwd=spec["folder"],
            pass_fds=(told,),
            start_new_session=True,
        )
    except BaseException:
        os.close(status)
        raise
    finally:
        os.close(told)
    return process, status


def _listen(process: subprocess.Popen[bytes], status: int, watch: _Watch, until: float) -> bool:
    """Read all pipes until they close; False when the time was over first."""
    with selectors.DefaultSelector() as pipes:
        for pipe, name in ((process.stdout, "stdout"), (process.stderr, "stderr"), (status, "status")):
            if pipe is not None:
                pipes.register(pipe, selectors.EVENT_READ, name)
        while pipes.get_map():
            left = until - time.monotonic()
            if left <= 0:
                return False
            for key, _ in pipes.select(left):
                data = os.read(key.fd, 65536)
                watch.take(key.data, data)
                if not data:
                    pipes.unregister(key.fileobj)
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """Nothing of the group is left, and no pipe stays open."""
    # PermissionError is what macOS says of a group in which all are dead.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe:
            pipe.close()


def _judge(watch: _Watch, in_time: bool, cpu_seconds: int) -> Done:
    told, tail = watch.told(), watch.stderr.decode("utf-8", "replace")
    if "lost" in told:
        tail += " ".join(told["lost"])
    code, cpu, peak = told.get("end", ("-9", "0", "0"))
    done = Done(int(code), watch.stdout, tail, float(cpu), int(peak), tuple(told.get("held", ())))
    if not in_time or (done.code == -signal.SIGKILL and done.cpu_seconds >= cpu_seconds - 0.5):
        raise TimedOut(done)
    if done.code in (ENOMEM, -signal.SIGKILL) or any(sign in tail for sign in NO_MEMORY):
        raise OutOfMemory(done)
    if done.code in (ENOSPC, EFBIG) or "No space left on device" in tail or "File too large" in tail:
        raise OutOfRoom(done)
    if done.code:
        raise Failed(done)
    return done


ESCAPES = {
    "network": "import socket; socket.create_connection(('127.0.0.1', {port}), 2)",
    "files": "open({secret!r}).read()",
    "memory": "x = bytearray(800_000_000)",
    "cpu": "while True: pass",
    "file_size": "open('big', 'wb').write(bytes(2_000_000))",
}


@cache
def isolation() -> dict[str, bool]:
    """Tries to break out in each way, and says for each whether it was held back on this machine."""
    with (
        tempfile.TemporaryDirectory() as inside,
        tempfile.NamedTemporaryFile() as secret,
        socket.create_server(("127.0.0.1", 0)) as server,
    ):
        names = {"port": server.getsockname()[1], "secret": secret.name}
        works = _escapes("pass", Path(inside))
        return {
            name: works and not _escapes(code.format(**names), Path(inside)) for name, code in ESCAPES.items()
        }


def _escapes(code: str, folder: Path) -> bool:
    argv = [sys.executable, "-I", "-S", "-c", code]
    try:
        run(
            argv,
            folder=folder,
            reads=[],
            seconds=3,
            cpu_seconds=1,
            memory_bytes=600_000_000,
            file_bytes=1_000_000,
        )
    except Failed:
        return False
    return True
