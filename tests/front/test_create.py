"""Other ways of delivery: the front checks the address, something else sends the bytes."""

import asyncio
from pathlib import Path
from typing import Any

import httpx

from kindreel.core import addresses
from kindreel.front.create import create_app
from tests.front.stub import SECRET, stub


def get(folder: Path, address: str, **more: Any) -> httpx.Response:
    app = create_app(stub, files=folder, static=folder, secret=SECRET, **more)

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get(address)

    return asyncio.run(ask())


def test_proxy_gets_the_place_of_the_file(tmp_path: Path) -> None:
    name = addresses.new_name("mp4", public=False)
    answer = get(tmp_path, addresses.address(name, secret=SECRET), accel="/inside/")
    assert answer.headers["x-accel-redirect"] == f"/inside/{name}"
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["cache-control"] == "private, max-age=600"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert get(tmp_path, f"/media/{name}", accel="/inside/").status_code == 404


def test_storage_elsewhere_is_where_the_client_is_sent(tmp_path: Path) -> None:
    name = addresses.new_name("jpg", public=True)
    address = addresses.address(name)
    answer = get(tmp_path, address, elsewhere=lambda name: f"https://store.example/{name}?signed")
    assert (answer.status_code, answer.headers["location"]) == (302, f"https://store.example/{name}?signed")
    assert answer.headers["cache-control"] == "no-store"
