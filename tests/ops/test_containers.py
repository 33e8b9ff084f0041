"""Container, compose and systemd files: no engine is at hand, so they are read with care."""

import configparser
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n\s*", "", (DEPLOY / "Containerfile").read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in lines)]


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return found


def unit(name: str) -> dict[str, str]:
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((DEPLOY / name).read_text())
    return dict(parser["Service"])


def test_images_have_a_fixed_version() -> None:
    images = [rest.split()[0] for name, rest in instructions() if name == "FROM"]
    images += [service["image"] for service in compose()["services"].values()]
    for image in images:
        tag = image.rpartition("/")[2].partition(":")[2]
        assert re.match(r"\d+\.\d+", tag), image


def test_every_copied_source_exists() -> None:
    for name, rest in instructions():
        words = [word for word in shlex.split(rest) if not word.startswith("--")]
        if name == "COPY" and "--from=" not in rest:
            assert [word for word in words[:-1] if not (ROOT / word).exists()] == []


def test_copied_sources_are_not_ignored() -> None:
    kept = {
        line[1:] for line in (DEPLOY / "Containerfile.dockerignore").read_text().split() if line[0] == "!"
    }
    copied = [
        shlex.split(rest)[:-1] for name, rest in instructions() if name == "COPY" and "--from" not in rest
    ]
    assert {word.split("/")[0] for words in copied for word in words} == kept


def test_container_runs_as_nobody_special() -> None:
    names = [name for name, _ in instructions()]
    users = [rest for name, rest in instructions() if name == "USER"]
    assert users == ["10001:10001"]
    assert names.index("USER") < names.index("ENTRYPOINT")


def test_last_stage_installs_nothing() -> None:
    last = (DEPLOY / "Containerfile").read_text().rpartition("\nFROM ")[2]
    assert not re.search(r"\b(pip|apt-get|curl|wget)\b", last)


def test_services_can_do_no_more_than_they_must() -> None:
    for service in compose()["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not {"privileged", "network_mode", "pid"} & set(service)


def test_only_caddy_is_reachable_and_only_its_network_is_trusted() -> None:
    services, networks = compose()["services"], compose()["networks"]
    assert "ports" not in services["kindreel"]
    subnet = networks["inside"]["ipam"]["config"][0]["subnet"]
    assert services["kindreel"]["environment"]["KINDREEL_TRUSTED_PROXIES"] == subnet


def test_compose_names_files_and_volumes_that_exist() -> None:
    found = compose()
    assert (DEPLOY / found["services"]["kindreel"]["build"]["context"]).resolve() == ROOT
    assert (ROOT / found["services"]["kindreel"]["build"]["dockerfile"]).is_file()
    mounts = [mount for service in found["services"].values() for mount in service["volumes"]]
    for source in [mount.partition(":")[0] for mount in mounts]:
        assert (DEPLOY / source).is_file() if source.startswith(".") else source in found["volumes"]


@pytest.mark.parametrize("name", ["kindreel.service", "kindreel-backup.service"])
def test_units_are_locked_down(name: str) -> None:
    service = unit(name)
    assert service["User"] == "kindreel" and service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict" and service["ProtectHome"] == "yes"
    assert service["CapabilityBoundingSet"] == ""
    assert "/opt/kindreel/.venv/bin/kindreel" in service["ExecStart"]
