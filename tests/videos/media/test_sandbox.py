import os
import socket
import sys
import time
from pathlib import Path

import psutil
import pytest

from kindreel.videos.media import sandbox

LINUX = sys.platform == "linux"


def python(code: str, folder: Path, **limits: object) -> sandbox.Done:
    wanted: dict[str, object] = {
        "reads": [],
        "seconds": 10,
        "cpu_seconds": 5,
        "memory_bytes": 600_000_000,
        "file_bytes": 1_000_000,
    }
    argv = [sys.executable, "-I", "-S", "-c", code]
    return sandbox.run(argv, folder=folder, **(wanted | limits))  # type: ignore[arg-type]


def test_run_returns_what_the_program_wrote_and_used(tmp_path: Path) -> None:
    done = python("import sys; print('out'); print('err', file=sys.stderr); sum(range(10**6))", tmp_path)
    assert (done.code, done.stdout, done.stderr_tail) == (0, b"out\n", "err\n")
    assert done.cpu_seconds > 0
    assert 1_000_000 < done.peak_bytes < 100_000_000


def test_run_starts_in_an_empty_environment_in_its_folder(tmp_path: Path) -> None:
    os.environ["KINDREEL_SECRET_FOR_TEST"] = "x"
    try:
        done = python("import os; print(sorted(os.environ), os.getcwd())", tmp_path)
    finally:
        del os.environ["KINDREEL_SECRET_FOR_TEST"]
    assert done.stdout.decode() == f"['LC_ALL', 'MALLOC_ARENA_MAX', 'TMPDIR'] {tmp_path.resolve()}\n"


def test_run_tells_each_line_as_it_comes(tmp_path: Path) -> None:
    lines: list[str] = []
    python("print('one'); print('two')", tmp_path, on_line=lines.append)
    assert lines == ["one", "two"]


def test_run_may_write_in_its_folder_and_read_what_is_named(tmp_path: Path) -> None:
    inside, source = tmp_path / "inside", tmp_path / "source.txt"
    inside.mkdir()
    source.write_text("hello")
    python(f"open('copy', 'w').write(open({str(source)!r}).read())", inside, reads=[source])
    assert (inside / "copy").read_text() == "hello"


def test_run_raises_failed_with_the_code(tmp_path: Path) -> None:
    with pytest.raises(sandbox.Failed) as caught:
        python("raise SystemExit(3)", tmp_path)
    assert type(caught.value) is sandbox.Failed
    assert caught.value.done.code == 3


def test_run_raises_failed_for_a_program_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(sandbox.Failed):
        sandbox.run(
            ["/nowhere/ffmpeg"],
            folder=tmp_path,
            reads=[],
            seconds=5,
            cpu_seconds=5,
            memory_bytes=10**9,
            file_bytes=1,
        )


def test_failed_does_not_say_what_the_program_said(tmp_path: Path) -> None:
    with pytest.raises(sandbox.Failed) as caught:
        python("raise SystemExit('place=+48.2/')", tmp_path)
    assert "48.2" not in str(caught.value) + repr(caught.value)


def test_run_ends_what_takes_too_long_with_all_its_children(tmp_path: Path) -> None:
    code = (
        "import os, sys, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    open('alive', 'w')\n"
        "    os.execv(sys.executable, ['python', '-I', '-S', '-c', 'import time; time.sleep(4321)'])\n"
        "time.sleep(60)"
    )
    began = time.monotonic()
    with pytest.raises(sandbox.TimedOut):
        python(code, tmp_path, seconds=3)
    assert (tmp_path / "alive").exists()
    assert time.monotonic() - began < 20
    assert_soon(lambda: not running("4321"))


def test_run_ends_what_uses_too_much_cpu(tmp_path: Path) -> None:
    with pytest.raises(sandbox.TimedOut):
        python("while True: pass", tmp_path, cpu_seconds=1)


@pytest.mark.parametrize("amount", [800_000_000, 10**15])
def test_run_ends_what_wants_too_much_memory(tmp_path: Path, amount: int) -> None:
    with pytest.raises(sandbox.OutOfMemory):
        python(f"bytearray({amount})", tmp_path)


def test_run_ends_what_writes_too_much(tmp_path: Path) -> None:
    with pytest.raises(sandbox.OutOfRoom):
        python("open('big', 'wb').write(bytes(3_000_000))", tmp_path)
    assert (tmp_path / "big").stat().st_size <= 1_000_000


def test_run_survives_a_flood_of_output(tmp_path: Path) -> None:
    code = "import os\nfor _ in range(200): os.write(1, bytes(65536)); os.write(2, b'e' * 65536)"
    done = python(code, tmp_path)
    assert len(done.stdout) == sandbox.MOST_OUTPUT
    assert len(done.stderr_tail) == sandbox.TAIL


def test_run_leaves_no_pipe_and_no_process(tmp_path: Path) -> None:
    here = psutil.Process()
    python("pass", tmp_path)
    before = here.num_fds()
    for _ in range(3):
        with pytest.raises(sandbox.Failed):
            python("raise SystemExit(1)", tmp_path)
    assert here.num_fds() == before
    assert not [child for child in here.children() if child.status() == psutil.STATUS_ZOMBIE]


def test_program_dies_with_the_one_who_started_it(tmp_path: Path) -> None:
    """`kill -9` of a worker takes its decoder along."""
    if not LINUX:
        return  # macOS has no such signal; the wall clock of the next start is what remains there
    pid = os.fork()
    if pid == 0:
        try:
            python("import time; time.sleep(7654)", tmp_path)
        finally:
            os._exit(0)
    assert_soon(lambda: running("7654"))
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    assert_soon(lambda: not running("7654"))


def test_isolation_names_every_promise() -> None:
    held = sandbox.isolation()
    assert list(held) == ["network", "files", "memory", "cpu", "file_size"]
    assert held["memory"] or not LINUX
    assert held["cpu"]
    assert held["file_size"]


ALONE = [("namespaces", "own_root"), ("landlock",), ("calls",)]


@pytest.mark.parametrize("layers", [*ALONE, sandbox.LAYERS])
def test_each_layer_that_holds_keeps_its_promise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, layers: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sandbox, "LAYERS", layers)
    inside, source, secret = tmp_path / "inside", tmp_path / "source", tmp_path / "secret"
    inside.mkdir()
    source.write_text("seen")
    secret.write_text("secret")
    done = python(f"open('out', 'w').write(open({str(source)!r}).read())", inside, reads=[source])
    assert (inside / "out").read_text() == "seen"
    if {"landlock", "own_root"} & set(done.held):
        assert refused(f"open({str(secret)!r})", inside)
        assert refused(f"open({str(source)!r}, 'a')", inside, reads=[source])
        assert refused("open('/etc/passwd')", inside)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        connect = f"import socket; socket.create_connection({address!r}, 2)"
        assert refused(connect, inside) == bool(done.held)
    if {"namespaces", "calls"} & set(done.held):
        datagram = f"import socket; socket.socket(2, 2).sendto(b'x', {address!r})"
        assert refused(datagram, inside)


def refused(code: str, folder: Path, reads: list[Path] | None = None) -> bool:
    try:
        python(code, folder, reads=reads or [])
    except sandbox.Failed as failure:
        return "Error" in failure.done.stderr_tail
    return False


def running(word: str) -> bool:
    names = [process.info["cmdline"] or [] for process in psutil.process_iter(["cmdline"])]
    return any(word in part and "layers" not in part for line in names for part in line)


def assert_soon(true: object, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.02)
