"""The gaoler: started by `sandbox.run` in its own interpreter, locks itself in, then becomes the program.

Only the standard library, and no import of this project: it runs with `-I -S`, so that nothing here can be
changed by a folder or an environment. It imports as little as it can, because every step of every video waits
for it. A layer that the kernel refuses is left out; which ones held is told through the status pipe. Forking
a threaded Python is what this file exists to avoid: never call it from the site.
"""

# Without pathlib: it and what it loads would take longer than everything else here.
from __future__ import annotations

import ctypes
import errno
import marshal
import os
import resource
import select
import struct
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

SIGKILL = 9
LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x20000, 0x8000000, 0x10000000, 0x20000000, 0x40000000
RDONLY, NOSUID, REMOUNT, BIND, REC, PRIVATE, DETACH = 1, 2, 32, 4096, 16384, 1 << 18, 2
# What Landlock calls its rights. CHANGING: write, make, remove, rename and shorten whatever is in a folder.
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE = 1, 2, 4, 8, 1 << 14
READING, CHANGING = READ_FILE | READ_DIR, 0x7FF2
# socket, ptrace, process_vm_*, io_uring_setup, bpf, keys, mount, unshare, setns, perf_event_open, userfaultfd
REFUSED_CALLS = {
    "x86_64": (0xC000003E, [41, 101, 310, 311, 425, 321, 248, 249, 250, 165, 272, 308, 298, 323]),
    "aarch64": (0xC00000B7, [198, 117, 270, 271, 425, 280, 217, 218, 219, 40, 97, 268, 241, 282]),
}


def call(name: str, *args: Any) -> int:
    """A C function that returns -1 on failure; longs are longs, also on machines where int is shorter."""
    wide = [ctypes.c_ulong(arg) if isinstance(arg, int) else arg for arg in args]
    result = int(getattr(LIBC, name)(*wide))
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{name}: {os.strerror(code)}")
    return result


def die_with_parent() -> None:
    if sys.platform == "linux":
        call("prctl", PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0)


def write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)


def enter_namespaces() -> None:
    """No network, no other processes, and the power to mount; who is inside is nobody in particular."""
    outside = (os.geteuid(), os.getegid())
    call("unshare", NEWUSER | NEWNET | NEWPID | NEWIPC | NEWNS)
    write("/proc/self/setgroups", "deny")
    # Not zero inside: so the powers of a namespace's first member are gone after the program is started.
    write("/proc/self/uid_map", f"1000 {outside[0]} 1")
    write("/proc/self/gid_map", f"1000 {outside[1]} 1")


def limit(limits: dict[str, int]) -> None:
    wanted = {"CPU": limits["cpu"], "AS": limits["memory"], "FSIZE": limits["file"], "NOFILE": 64, "CORE": 0}
    for name, most in wanted.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(kind)[1]
        able = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (able, able))
        except (ValueError, OSError):  # macOS knows RLIMIT_AS and refuses it
            continue


def landlock(folder: str, reads: list[str], programs: list[str]) -> None:
    """Only `folder` may be changed, only what is named may be read; TCP and signals are refused too."""
    abi = call("syscall", 444, None, 0, 1)
    handled = (
        0x1FFF | (1 << 13 if abi > 1 else 0) | (TRUNCATE if abi > 2 else 0) | (1 << 15 if abi > 4 else 0)
    )
    asked = struct.pack("QQQ", handled, 3 if abi > 3 else 0, 3 if abi > 5 else 0)
    ruleset = call("syscall", 444, asked, 24 if abi > 5 else 16 if abi > 3 else 8, 0)
    allowed = [(folder, READING | CHANGING), *((path, READING) for path in reads)]
    allowed += [(path, READING | EXECUTE) for path in programs]
    for path, rights in allowed:
        sensible = handled if os.path.isdir(path) else handled & (EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE)
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
        call("syscall", 445, ruleset, 1, struct.pack("=Qi", rights & sensible, beneath), 0)
        os.close(beneath)
    call("syscall", 446, ruleset, 0)
    os.close(ruleset)


def mount(source: str, target: str, kind: str | None, flags: int) -> None:
    call("mount", source.encode(), target.encode(), kind and kind.encode(), flags, None)


def show(path: str, root: str, read_only: bool) -> None:
    """Let one path appear under the new root, in its old place."""
    place = root + path
    if os.path.isdir(path):
        os.makedirs(place, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        write(place, "")
    mount(path, place, None, BIND)
    if read_only:  # the flags that the outer world set are locked: leaving one out is refused
        locked = os.statvfs(path).f_flag & 0xF
        mount("none", place, None, BIND | REMOUNT | RDONLY | locked)


def own_root(folder: str, reads: list[str]) -> None:
    """The same promise as Landlock, for kernels without it: a root that holds nothing else."""
    root = f"{folder}/.root"
    os.mkdir(root)
    mount("none", "/", None, REC | PRIVATE)
    mount("tmpfs", root, "tmpfs", NOSUID)
    shown = "\0"
    for path in sorted(reads):
        if not path.startswith(shown):
            show(path, root, read_only=True)
            shown = path + "/"
    show(folder, root, read_only=False)  # last: it may lie below something that is only for reading
    os.chdir(root)
    call("syscall", {"x86_64": 155, "aarch64": 41}[os.uname().machine], b".", b".")
    call("umount2", b".", DETACH)
    os.chdir(folder)
    os.rmdir(".root")


def refuse_calls() -> None:
    """A short list of system calls that no decoder needs answers "not permitted" from here on."""
    arch, refused = REFUSED_CALLS[os.uname().machine]
    load, jump_equal, jump_at_least, give = 0x20, 0x15, 0x35, 0x06
    steps = [(load, 0, 0, 4), (jump_equal, 1, 0, arch), (give, 0, 0, 0x80000000), (load, 0, 0, 0)]
    steps.append((jump_at_least, len(refused) + 1, 0, 0x40000000))
    steps += [(jump_equal, len(refused) - at, 0, number) for at, number in enumerate(refused)]
    steps += [(give, 0, 0, 0x7FFF0000), (give, 0, 0, 0x00050000 | errno.EPERM)]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    call("prctl", PR_SET_SECCOMP, 2, program, 0, 0)


def attempt(name: str, layers: list[str], held: list[str], lock: Callable[[], object]) -> None:
    if name in layers and sys.platform == "linux":
        try:
            lock()
        except (OSError, KeyError, AttributeError):
            return
        held.append(name)


def tell(status: int, *words: object) -> None:
    os.write(status, (" ".join(map(str, words)) + "\n").encode())


def become(spec: dict[str, Any], held: list[str], status: int, alive: int) -> None:
    """In the child: every lock, in an order in which each still works, then the program."""
    die_with_parent()
    if select.select([alive], [], [], 0)[0]:
        os._exit(1)  # the gaoler died between the fork and the line above
    layers, folder, reads, programs = spec["layers"], spec["folder"], spec["reads"], spec["programs"]
    os.chdir(
        folder
    )  # SIGXFSZ stays ignored, as Python has it: a full file is an error that the program reports
    if sys.platform == "linux":
        call("prctl", PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    attempt("landlock", layers, held, lambda: landlock(folder, reads, programs))
    if "landlock" not in held and "namespaces" in held:
        attempt("own_root", layers, held, lambda: own_root(folder, reads + programs))
    limit(spec["limits"])
    attempt("calls", layers, held, refuse_calls)
    tell(status, "held", *held)
    os.execve(spec["argv"][0], spec["argv"], spec["env"])  # noqa: S606  (there is no shell: that is the point)


def main() -> None:
    """`confine.main()` with the spec as hex in the first argument and the status pipe in the second."""
    spec, status = marshal.loads(bytes.fromhex(sys.argv[1])), int(sys.argv[2])  # noqa: S302  (our own words)
    os.set_inheritable(status, False)
    die_with_parent()
    if os.getppid() != spec["parent"]:
        os._exit(1)
    held: list[str] = []
    attempt("namespaces", spec["layers"], held, enter_namespaces)
    alive, keep = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(keep)
            become(spec, held, status, alive)
        except (OSError, ValueError) as problem:
            tell(status, "lost", type(problem).__name__, getattr(problem, "errno", ""))
        os._exit(127)
    os.close(1)  # or whoever reads would wait for us
    os.close(2)
    _, code, usage = os.wait4(child, 0)
    scale = 1 if sys.platform == "darwin" else 1024
    cpu = usage.ru_utime + usage.ru_stime
    tell(status, "end", os.waitstatus_to_exitcode(code), cpu, usage.ru_maxrss * scale)
    os._exit(0)
