import os
import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import httpx
import pytest

from kindreel.core import addresses
from tests.front.conftest import CONTENT, Front
from tests.front.stub import SECRET

SIZE = len(CONTENT)


def test_open_file_comes_whole_and_for_ever(front: Front) -> None:
    _, address = front.keep()
    answer = front.client.get(address)
    assert (answer.status_code, answer.content) == (200, CONTENT)
    assert answer.headers["content-type"] == "video/mp4"
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_head_tells_the_length_without_the_bytes(front: Front) -> None:
    _, address = front.keep()
    answer = front.client.head(address, headers={"range": "bytes=0-9"})
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, str(SIZE), b"")


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=100-199", 100, 200),
        ("bytes=255000-", 255_000, SIZE),
        ("bytes=-7", SIZE - 7, SIZE),
        ("bytes=60000-200000", 60_000, 200_001),
    ],
)
def test_one_range_is_served(front: Front, asked: str, start: int, end: int) -> None:
    _, address = front.keep()
    answer = front.client.get(address, headers={"range": asked})
    assert (answer.status_code, answer.content) == (206, CONTENT[start:end])
    assert answer.headers["content-range"] == f"bytes {start}-{end - 1}/{SIZE}"
    assert answer.headers["content-length"] == str(end - start)


def test_many_ranges_come_as_parts(front: Front) -> None:
    _, address = front.keep()
    answer = front.client.get(address, headers={"range": "bytes=0-9, 100-109, -10"})
    assert answer.status_code == 206
    assert int(answer.headers["content-length"]) == len(answer.content)
    whole = b"Content-Type: " + answer.headers["content-type"].encode() + b"\r\n\r\n" + answer.content
    message = message_from_bytes(whole, policy=policy.HTTP)
    assert isinstance(message, EmailMessage)
    parts = [(part["content-range"], part["content-type"]) for part in message.iter_parts()]
    assert parts == [
        (f"bytes {span}/{SIZE}", "video/mp4") for span in ("0-9", "100-109", f"{SIZE - 10}-{SIZE - 1}")
    ]
    assert all(CONTENT[at : at + 10] in answer.content for at in (0, 100, SIZE - 10))


def test_range_outside_of_the_file_gets_416(front: Front) -> None:
    _, address = front.keep()
    answer = front.client.get(address, headers={"range": f"bytes={SIZE}-"})
    assert (answer.status_code, answer.headers["content-range"]) == (416, f"bytes */{SIZE}")


@pytest.mark.parametrize("asked", ["bytes=9-1", "bytes=x", "lines=1-2", "bytes=" + "0-0," * 20])
def test_malformed_range_is_ignored(front: Front, asked: str) -> None:
    _, address = front.keep()
    answer = front.client.get(address, headers={"range": asked})
    assert (answer.status_code, len(answer.content)) == (200, SIZE)


def test_if_range_gives_a_part_of_the_same_file_only(front: Front) -> None:
    _, address = front.keep()
    first = front.client.get(address)
    for value in (first.headers["etag"], first.headers["last-modified"]):
        same = front.client.get(address, headers={"range": "bytes=0-9", "if-range": value})
        assert (same.status_code, len(same.content)) == (206, 10)
    for value in ('"another"', "W/" + first.headers["etag"], "Mon, 01 Jan 2001 00:00:00 GMT", "nonsense"):
        other = front.client.get(address, headers={"range": "bytes=0-9", "if-range": value})
        assert (other.status_code, len(other.content)) == (200, SIZE)


def test_known_file_is_not_sent_again(front: Front) -> None:
    _, address = front.keep()
    first = front.client.get(address)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    for known in ({"if-none-match": tag}, {"if-none-match": f'"x", W/{tag}'}, {"if-modified-since": date}):
        answer = front.client.get(address, headers=known)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == tag
    changed = {"if-none-match": '"x"', "if-modified-since": date}
    assert front.client.get(address, headers=changed).status_code == 200
    assert front.client.get(address, headers={"if-modified-since": "not a date"}).status_code == 200


def test_kept_file_needs_a_signed_address(front: Front) -> None:
    _, address = front.keep(public=False)
    answer = front.client.get(address)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, max-age=600")
    plain = address.partition("?")[0]
    assert front.client.get(plain).status_code == 404
    assert front.client.get(plain.replace("kept", "open")).status_code == 404
    assert front.client.get(address[:-2]).status_code == 404


def test_kept_address_ends(front: Front) -> None:
    path, _ = front.keep(public=False)
    name = str(path.relative_to(front.folder / "files"))
    old = addresses.address(name, time.time() - 1200, SECRET)
    assert front.client.get(old).status_code == 404


@pytest.mark.parametrize("ext", ["svg", "html", "mkv", "js", "x"])
def test_other_kinds_are_never_served(front: Front, ext: str) -> None:
    _, address = front.keep(ext)
    assert front.client.get(address).status_code == 404


def test_deleted_or_renamed_file_is_gone_at_once(front: Front) -> None:
    path, address = front.keep()
    assert front.client.get(address).status_code == 200
    path.rename(path.with_name("elsewhere"))
    answer = front.client.get(address)
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


def test_links_and_odd_files_are_not_followed(front: Front) -> None:
    path, address = front.keep()
    secret = front.folder / "secret"
    secret.write_text("not for you")
    path.unlink()
    path.symlink_to(secret)
    assert front.client.get(address).status_code == 404
    path.unlink()
    os.mkfifo(path)
    assert front.client.get(address).status_code == 404
    path.unlink()
    path.mkdir()
    assert front.client.get(address).status_code == 404
    path.rmdir()
    real = path.parent.with_name("real")
    path.parent.rename(real)
    (real / path.name).write_bytes(CONTENT)
    path.parent.symlink_to(real)
    assert front.client.get(address).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/media/open/..%2f..%2fsecret", "/media/%2e%2e/secret", "/media/open/%00", "/media//etc/passwd"],
)
def test_paths_lead_nowhere_else(front: Front, path: str) -> None:
    assert front.client.get(path).status_code == 404


def test_only_reading_is_allowed(front: Front) -> None:
    _, address = front.keep()
    answer = front.client.post(address)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


def test_empty_file_is_served(front: Front) -> None:
    _, address = front.keep(content=b"")
    assert front.client.get(address).content == b""
    assert front.client.get(address, headers={"range": "bytes=0-"}).status_code == 416


def test_running_transfer_ends_when_the_file_goes(front: Front) -> None:
    path, address = front.keep(content=bytes(30_000_000))
    with front.client.stream("GET", address) as answer:
        pieces = answer.iter_raw(65536)
        next(pieces)
        path.unlink()
        with pytest.raises(httpx.RemoteProtocolError):
            assert sum(map(len, pieces)) < 29_000_000
