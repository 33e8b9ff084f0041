"""ffmpeg, and how well programs that read strangers' files are locked in on this machine."""

import subprocess
from collections.abc import Iterator

from kindreel.ops.finding import Finding, broken, note, well
from kindreel.videos.media import ffmpeg as tool
from kindreel.videos.media import sandbox

WANTED = {"libx264": "H.264", "aac": "AAC sound", "mjpeg": "JPEG pictures"}


def ffmpeg() -> Iterator[Finding]:
    path = tool.binary()
    try:
        said = subprocess.run(
            [path, "-hide_banner", "-encoders"], capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError) as error:
        mend = "Run `make setup` again, or name a working one in FFMPEG_BINARY."
        yield broken("ffmpeg", f"{path} does not run ({type(error).__name__})", mend)
        return
    have = {line.split()[1] for line in said.stdout.splitlines() if len(line.split()) > 1}
    missing = [shown for name, shown in WANTED.items() if name not in have]
    if missing:
        mend = "Unset FFMPEG_BINARY, so that the one from the package is used."
        yield broken("ffmpeg", f"{path} lacks {', '.join(missing)}", mend)
    else:
        yield well("ffmpeg", f"runs, and has {', '.join(WANTED.values())}")


def isolation() -> Iterator[Finding]:
    """Where a kernel cannot hold a limit, the others still do; the operator should know which are missing."""
    holds = sandbox.isolation()
    missing = [name for name, is_held in holds.items() if not is_held]
    if not missing:
        yield well("isolation", f"video programs are held back in all ways: {', '.join(holds)}")
        return
    mend = (
        "Allow unprivileged user namespaces (sysctl kernel.unprivileged_userns_clone=1), or use a kernel "
        "with Landlock (5.13 or later). In a container, allow the unshare call."
    )
    yield note("isolation", f"does not hold here: {', '.join(missing)}", mend)
