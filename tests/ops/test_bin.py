import json
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


def test_lock_of_our_pages_has_hashes_and_no_addresses() -> None:
    lock = json.loads((HOUSE / "package-lock.json").read_text())
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert [name for name, about in packages.items() if not about["integrity"].startswith("sha512-")] == []
    assert [name for name, about in packages.items() if "resolved" in about] == []


@pytest.mark.parametrize(("spoil", "code"), [(False, 0), (True, 1)])
def test_libraries_are_fetched_once_and_held_against_their_hash(
    tmp_path: Path, spoil: bool, code: int
) -> None:
    """With an npm that brings what it is told to, and refuses as the real one does."""
    house = tmp_path / "house"
    for name in ("bin/fetch-js", "package.json", "package-lock.json"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / name).write_bytes((HOUSE / name).read_bytes())
    tools = tmp_path / "tools"
    tools.mkdir()
    brings = "mkdir -p node_modules/tus-js-client/dist; cd node_modules/tus-js-client; echo MIT >LICENSE"
    lines = (
        f"{brings}; printf 'one\\n//# sourceMappingURL=x.map' >dist/tus.min.js; echo asked >>{tmp_path}/asked"
    )
    (tools / "npm").write_text(f"#!/bin/sh\nset -eu\n{'echo EINTEGRITY; exit 1' if spoil else lines}\n")
    (tools / "npm").chmod(0o755)
    env = {"PATH": f"{tools}:{os.environ['PATH']}", "PYTHON": "false"}
    for _again in range(2):
        tried = subprocess.run(
            ["sh", house / "bin/fetch-js"], env=env, capture_output=True, text=True, check=False
        )
        assert tried.returncode == code, tried.stderr
    vendor = house / "kindreel/web/static/vendor"
    assert vendor.exists() is not spoil
    if not spoil:
        assert (vendor / "tus.js").read_text() == "one\n"
        assert (tmp_path / "asked").read_text() == "asked\n"
    else:
        assert "EINTEGRITY" in tried.stderr and "bin/fetch-js" in tried.stderr
