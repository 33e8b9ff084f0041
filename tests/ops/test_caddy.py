"""The whole way from HTTPS to Django, with Debian's Caddy and a certificate of its own making."""

import contextlib
import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.processes import answers, free_port, running, until

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.slow


@dataclass
class Site:
    client: httpx.Client
    origin: str
    plain: str
    inside: str


def caddyfile(folder: Path, http: int, https: int) -> Path:
    """Ours as it is shipped, with free ports and nothing left behind on the machine."""
    path = folder / "Caddyfile"
    options = f"admin off\nskip_install_trust\nhttp_port {http}\nhttps_port {https}"
    path.write_text(f"{{\n{options}\n}}\nimport {ROOT / 'deploy' / 'Caddyfile'}\n")
    return path


@contextlib.contextmanager
def kindreel(data: Path, origin: str) -> Iterator[int]:
    port = free_port()
    environment = {**os.environ, "KINDREEL_DATA": str(data), "KINDREEL_ORIGIN": origin, "PORT": str(port)}
    environment["DJANGO_SETTINGS_MODULE"] = "kindreel.settings"
    more = {"env": environment, "cwd": ROOT, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "-m", "kindreel.ops.prepare"], check=True, **more)
    with running([sys.executable, "-m", "kindreel.ops.web", "--port", str(port)], **more):
        until(answers(port))
        yield port


@contextlib.contextmanager
def caddy(folder: Path, upstream: int, origin: str, http: int, https: int) -> Iterator[ssl.SSLContext]:
    binary = shutil.which("caddy")
    assert binary, "Caddy is missing: apt install caddy"
    own = {name: str(folder) for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    more = {"KINDREEL_ORIGIN": origin, "KINDREEL_UPSTREAM": f"127.0.0.1:{upstream}"}
    argv = [binary, "run", "--adapter", "caddyfile", "--config", str(caddyfile(folder, http, https))]
    with (
        (folder / "caddy.log").open("w") as log,
        running(argv, env={**os.environ, **own, **more}, stderr=log),
    ):
        authority = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        until(authority.exists, seconds=60)
        yield until(lambda: trusting(authority), seconds=60)


def trusting(authority: Path) -> ssl.SSLContext | None:
    with contextlib.suppress(ssl.SSLError):  # the file is there before all of it is written
        return ssl.create_default_context(cafile=str(authority))
    return None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder, http, https = tmp_path_factory.mktemp("caddy"), free_port(), free_port()
    origin = f"https://localhost:{https}"
    with (
        kindreel(folder / "data", origin) as upstream,
        caddy(folder, upstream, origin, http, https) as trusted,
        httpx.Client(base_url=origin, verify=trusted, timeout=10) as client,
    ):
        until(lambda: is_up(client), seconds=60)
        yield Site(client, origin, f"http://localhost:{http}", f"http://127.0.0.1:{upstream}")


def is_up(client: httpx.Client) -> bool:
    """The certificate is issued a moment after the port opens, so TLS errors count as `not yet`."""
    with contextlib.suppress(httpx.TransportError):
        return client.get("/healthz").status_code == 200
    return False


def test_every_cookie_is_secure(site: Site) -> None:
    cookies = site.client.get("/account/login/").headers.get_list("set-cookie")
    assert cookies
    assert all("; Secure" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_browsers_are_told_to_stay_with_https(site: Site) -> None:
    answer = site.client.get("/account/login/")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_http_leads_to_https(site: Site) -> None:
    answer = httpx.get(site.plain + "/account/login/")
    assert answer.status_code == 308
    assert answer.headers["location"].startswith("https://localhost")


def test_other_host_names_are_refused(site: Site) -> None:
    pretending = {"host": "evil.example"}
    assert site.client.get("/account/login/", headers=pretending).text == ""
    assert httpx.get(site.inside + "/account/login/", headers=pretending).status_code == 400


def test_large_upload_passes_caddy_and_is_refused_by_us_only(site: Site) -> None:
    answer = site.client.post("/account/login/", content=bytes(2_200_000))
    assert answer.status_code == 413
    assert answer.headers["x-request-id"]
