import os
import re
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
VERBS = sorted(path for path in (HOUSE / "bin").iterdir() if path.is_file())


@pytest.mark.parametrize("path", VERBS, ids=lambda path: path.name)
def test_each_verb_is_posix_shell(path: Path) -> None:
    assert path.read_text().startswith("#!/bin/sh\n#")
    assert os.access(path, os.X_OK)
    checked = subprocess.run(["sh", "-n", str(path)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_makefile_only_calls_verbs() -> None:
    lines = (HOUSE / "Makefile").read_text().splitlines()
    recipes = [line.strip() for line in lines if line.startswith("\t")]
    targets = re.findall(r"^([a-z-]+):$", "\n".join(lines), re.MULTILINE)
    assert recipes == [f"@bin/{target}" for target in targets]
    assert [target for target in targets if not (HOUSE / "bin" / target).exists()] == []


def test_missing_python_is_one_line_with_the_fix(tmp_path: Path) -> None:
    """A machine without a Python of ours: only the shell's own tools are there."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "cat", "cksum", "dirname", "rm"):
        real = next(Path(folder) / name for folder in ("/bin", "/usr/bin") if (Path(folder) / name).exists())
        (tools / name).symlink_to(real)
    house = tmp_path / "house"
    for name in ("bin/setup", "requirements/uv.txt", "requirements/run.txt", "requirements/dev.txt"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_bytes((HOUSE / name).read_bytes())
    for name in ("pyproject.toml", "kindwords/pyproject.toml"):
        (house / name).parent.mkdir(exist_ok=True)
        (house / name).write_text("")
    tried = subprocess.run(
        ["/bin/sh", str(house / "bin/setup")],
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (tried.returncode, tried.stdout, tried.stderr.count("\n")) == (1, "", 1)
    assert "sudo apt install python3" in tried.stderr
