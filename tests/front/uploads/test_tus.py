import asyncio
import base64
import hashlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from tusclient.client import TusClient

from kindreel.core.shelf import Shelf
from kindreel.front.uploads import tus
from tests.front.conftest import Front
from tests.processes import answers, free_port, running, until

CONTENT = bytes(range(256)) * 4000
KIND = {"content-type": "application/offset+octet-stream"}


def ask(
    front: Front, method: str, path: str = "", person: str = "ana", **more: str | bytes
) -> httpx.Response:
    content = more.pop("content", None)
    headers = {"tus-resumable": "1.0.0", "x-person": person}
    headers |= {name.replace("_", "-"): str(value) for name, value in more.items()}
    return front.client.request(method, path or tus.PATH, headers=headers, content=content)


def patch(front: Front, place: str, at: int, content: bytes, **more: str) -> httpx.Response:
    return ask(
        front,
        "PATCH",
        place,
        upload_offset=str(at),
        content=content,
        content_type=KIND["content-type"],
        **more,
    )


def started(front: Front, length: int = 10, **more: str) -> str:
    answer = ask(front, "POST", upload_length=str(length), **more)
    assert answer.status_code == 201, answer.text
    return answer.headers["location"]


def kept(front: Front, place: str) -> bytes:
    return (front.folder / "uploads" / place.rpartition("/")[2] / "body").read_bytes()


def tuspy(front: Front, **more: Any) -> Any:
    """A stream of our own, for tuspy leaves files open."""
    client = TusClient(f"http://127.0.0.1:{front.port}{tus.PATH}", headers={"x-person": "tuspy"})
    return client.uploader(file_stream=io.BytesIO(CONTENT), **more)


def test_tuspy_uploads_in_chunks(front: Front) -> None:
    uploader = tuspy(front, chunk_size=300_000, metadata={"filename": "clip.mp4"}, upload_checksum=True)
    uploader.upload()
    assert kept(front, uploader.url) == CONTENT


def test_tuspy_goes_on_where_it_was(front: Front) -> None:
    first = tuspy(front, chunk_size=400_000)
    first.upload_chunk()
    again = tuspy(front, chunk_size=400_000, url=first.url)
    assert again.offset == 400_000
    again.upload()
    assert kept(front, first.url) == CONTENT


def test_server_says_what_it_can(front: Front) -> None:
    answer = front.client.options(tus.PATH)
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert answer.headers["tus-extension"].split(",") == tus.EXTENSIONS.split(",")
    assert answer.headers["tus-max-size"] == "50000000"
    assert "sha1" in answer.headers["tus-checksum-algorithm"]


def test_life_of_an_upload(front: Front) -> None:
    place = started(front, upload_metadata="filename Y2xpcC5tcDQ=,private")
    head = ask(front, "HEAD", place)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("0", "10")
    assert head.headers["upload-metadata"] == "filename Y2xpcC5tcDQ=,private"
    assert head.headers["cache-control"] == "no-store" and head.headers["upload-expires"].endswith("GMT")
    first = patch(front, place, 0, b"12345")
    assert (first.status_code, first.headers["upload-offset"]) == (204, "5")
    assert patch(front, place, 5, b"67890").headers["upload-offset"] == "10"
    assert kept(front, place) == b"1234567890"
    assert ask(front, "DELETE", place).status_code == 204
    assert ask(front, "HEAD", place).status_code == 404


def test_creation_may_bring_the_first_bytes(front: Front) -> None:
    answer = ask(front, "POST", upload_length="5", content=b"123", content_type=KIND["content-type"])
    assert (answer.status_code, answer.headers["upload-offset"]) == (201, "3")


def test_method_may_be_named_in_a_header(front: Front) -> None:
    place = started(front)
    answer = ask(
        front,
        "POST",
        place,
        x_http_method_override="PATCH",
        upload_offset="0",
        content=b"12",
        content_type=KIND["content-type"],
    )
    assert (answer.status_code, answer.headers["upload-offset"]) == (204, "2")


@pytest.mark.parametrize("at", [0, 4, 6, 100])
def test_wrong_offset_is_refused(front: Front, at: int) -> None:
    place = started(front)
    patch(front, place, 0, b"12345")
    assert patch(front, place, at, b"x").status_code == 409
    assert kept(front, place) == b"12345"


def test_more_than_announced_is_refused_whole(front: Front) -> None:
    place = started(front)
    assert patch(front, place, 0, b"x" * 11).status_code == 413
    assert ask(front, "HEAD", place).headers["upload-offset"] == "0"


def test_checksum_guards_a_part(front: Front) -> None:
    place = started(front)
    right = "sha1 " + base64.b64encode(hashlib.sha1(b"12345").digest()).decode()
    assert patch(front, place, 0, b"1234x", upload_checksum=right).status_code == 460
    assert ask(front, "HEAD", place).headers["upload-offset"] == "0"
    assert patch(front, place, 0, b"12345", upload_checksum=right).status_code == 204
    assert patch(front, place, 5, b"6", upload_checksum="crc32 AAAA").status_code == 400
    assert patch(front, place, 5, b"6", upload_checksum="sha1 ???").status_code == 400


def test_other_people_find_nothing(front: Front) -> None:
    place = started(front)
    for method in ("HEAD", "DELETE"):
        assert ask(front, method, place, person="ben").status_code == 404
    assert ask(front, "HEAD", place, person="").status_code in {401, 404}
    answer = ask(
        front,
        "PATCH",
        place,
        person="ben",
        upload_offset="0",
        content=b"1",
        content_type=KIND["content-type"],
    )
    assert answer.status_code == 404
    assert ask(front, "HEAD", place).status_code == 200


def test_stranger_cannot_upload(front: Front) -> None:
    answer = front.client.post(tus.PATH, headers={"tus-resumable": "1.0.0", "upload-length": "5"})
    assert answer.status_code == 401
    assert answer.json()["status"] == 401


@pytest.mark.parametrize("length", ["", "0", "-1", "1.5", "x", "9" * 30])
def test_length_has_to_make_sense(front: Front, length: str) -> None:
    assert ask(front, "POST", upload_length=length).status_code == 400


def test_too_long_is_said_before_a_byte_is_sent(front: Front) -> None:
    assert ask(front, "POST", upload_length="50000001").status_code == 413


@pytest.mark.parametrize("metadata", ["a b c", "a YQ==,a YQ==", ",", "a ???", "a,,b YQ==", "a " + "Y" * 4000])
def test_metadata_has_to_make_sense(front: Front, metadata: str) -> None:
    assert ask(front, "POST", upload_length="5", upload_metadata=metadata).status_code == 400


def test_other_versions_and_kinds_are_refused(front: Front) -> None:
    answer = front.client.post(tus.PATH, headers={"upload-length": "5", "x-person": "ana"})
    assert (answer.status_code, answer.headers["tus-version"]) == (412, "1.0.0")
    place = started(front)
    assert ask(front, "PATCH", place, upload_offset="0", content=b"1").status_code == 415
    assert ask(front, "PUT", place).status_code == 405
    assert ask(front, "GET").status_code == 405


def test_strangers_do_not_interrupt(front: Front) -> None:
    size = 300_000
    place = started(front, length=size)
    with slow_patch(front.port, place, size, bytes(size - 1)) as line:
        until(lambda: len(kept(front, place)) > 0)
        for method in ("HEAD", "DELETE"):
            assert ask(front, method, place, person="ben").status_code == 404
        line.sendall(b"0")
        assert b" 204 " in line.recv(200)
    assert confirmed(front, place) == size


def test_no_part_eats_the_room_that_the_server_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(tmp_path)
    upload = shelf.create("ana", 10, "", time.time())
    app = tus.Uploads(shelf, lambda headers: "ana", 100)
    headers = {"tus-resumable": "1.0.0", "upload-offset": "0", "host": "x", **KIND}

    async def send_part() -> int:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
            place = f"{tus.PATH}/{upload.id}"
            return (await client.patch(place, headers=headers, content=bytes(10))).status_code

    usage = shutil.disk_usage(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "disk_usage", lambda path: usage._replace(free=tus.RESERVE))
        assert asyncio.run(send_part()) == 507
    assert asyncio.run(send_part()) == 204


def test_unfinished_uploads_are_limited(front: Front) -> None:
    for _ in range(tus.MOST_AT_ONCE):
        started(front, person="eager")
    assert ask(front, "POST", person="eager", upload_length="5").status_code == 429


def slow_patch(port: int, place: str, length: int, sent: bytes) -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=5)
    head = (
        f"PATCH {place} HTTP/1.1\r\nHost: x\r\nX-Person: ana\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
    )
    line.sendall(
        f"{head}Content-Type: {KIND['content-type']}\r\nContent-Length: {length}\r\n\r\n".encode() + sent
    )
    return line


def confirmed(front: Front, place: str) -> int:
    """Read from the disk, for a HEAD would interrupt whoever is sending."""
    info = front.folder / "uploads" / place.rpartition("/")[2] / "info.json"
    return int(json.loads(info.read_text())["offset"])


def test_broken_line_keeps_what_came(front: Front) -> None:
    place = started(front, 1_000_000)
    slow_patch(front.port, place, 1_000_000, b"x" * 300_000).close()
    until(lambda: confirmed(front, place) == 300_000)


def test_dead_line_gives_way_to_the_next(front: Front) -> None:
    place = started(front, 400_000)
    with slow_patch(front.port, place, 400_000, b"x" * 300_000) as line:
        until(lambda: len(kept(front, place)) >= 262_144)
        at = int(ask(front, "HEAD", place).headers["upload-offset"])
        assert 262_144 <= at <= 300_000
        assert b" 423 " in line.recv(1000)
    assert patch(front, place, at, b"y" * (400_000 - at)).headers["upload-offset"] == "400000"


@pytest.fixture
def mortal(tmp_path: Path) -> Iterator[tuple[list[str], int]]:
    port = free_port()
    return [sys.executable, "-m", "tests.front.stub", str(port), str(tmp_path)], port


def test_confirmed_bytes_outlive_a_killed_server(mortal: tuple[list[str], int]) -> None:
    argv, port = mortal
    base = {"base_url": f"http://127.0.0.1:{port}", "headers": {"tus-resumable": "1.0.0", "x-person": "ana"}}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with running(argv, **quiet) as process, httpx.Client(**base) as client:
        until(answers(port))
        place = client.post(tus.PATH, headers={"upload-length": "30000000"}).headers["location"]
        assert (
            client.patch(place, headers={"upload-offset": "0", **KIND}, content=b"a" * 1000).status_code
            == 204
        )
        os.kill(process.pid, signal.SIGKILL)
    with running(argv, **quiet), httpx.Client(**base) as client:
        until(answers(port))
        assert client.head(place).headers["upload-offset"] == "1000"
        assert client.patch(place, headers={"upload-offset": "1000", **KIND}, content=b"b").status_code == 204
