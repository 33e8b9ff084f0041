import json
import socket
from typing import Any

import pytest
from django.conf import settings

from kindreel.front.pages import Limits
from tests.front.conftest import Front
from tests.processes import until

HOST = {"host": "reels.example.org"}


def seen(front: Front, path: str = "/", **more: Any) -> dict[str, Any]:
    method = more.pop("method", "GET")
    found: dict[str, Any] = front.client.request(method, path, **more).json()
    return found


def output(front: Front) -> str:
    return (front.folder / "output").read_text()


def raw(front: Front, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", front.port), timeout=5) as line:
        line.sendall(request)
        received = b""
        while piece := line.recv(65536):
            received += piece
        return received


def test_django_gets_everything_else(front: Front) -> None:
    asked = seen(front, "/@ana/caf%C3%A9?q=%C3%A9&x=1", headers=HOST)
    assert asked["PATH_INFO"].encode("latin-1").decode() == "/@ana/café"
    assert (asked["QUERY_STRING"], asked["HTTP_HOST"]) == ("q=%C3%A9&x=1", "reels.example.org")
    assert seen(front, "/healthz")["PATH_INFO"] == "/healthz"


def test_every_answer_has_a_number_of_ours_and_nosniff(front: Front) -> None:
    answer = front.client.get("/", headers={"x-request-id": "mine", "X_Request_Id": "mine"})
    number = answer.headers["x-request-id"]
    assert len(number) == 16
    assert answer.json()["HTTP_X_REQUEST_ID"] == number
    assert front.client.get("/").headers["x-request-id"] != number
    assert answer.headers.get_list("x-content-type-options") == ["nosniff"]
    assert len(front.client.get("/media/x").headers["x-request-id"]) == 16


def test_raw_bytes_in_a_query_do_no_harm(front: Front) -> None:
    answer = raw(front, b"GET /?q=\xc3\xa9 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 200")


def test_split_cookies_stay_apart(front: Front) -> None:
    answer = raw(
        front, b"GET / HTTP/1.1\r\nHost: x\r\nCookie: a=1\r\nCookie: b=2\r\nConnection: close\r\n\r\n"
    )
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["HTTP_COOKIE"] == "a=1; b=2"


def test_stranger_cannot_forward(front: Front) -> None:
    pretend = {
        "x-forwarded-for": "9.9.9.9",
        "x-forwarded-proto": "https",
        "x-kindreel-client": "9.9.9.9",
        "x_forwarded_proto": "https",
        "forwarded": "for=9.9.9.9",
        "x-forwarded-host": "evil",
    }
    asked = seen(front, headers=pretend)
    assert (asked["REMOTE_ADDR"], asked["scheme"], asked["HTTP_X_FORWARDED_PROTO"]) == (
        "127.0.0.1",
        "http",
        "http",
    )
    assert asked["HTTP_X_KINDREEL_CLIENT"] == "127.0.0.1"
    assert not {"HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST"} & set(asked)


def test_bodies_arrive_whole(front: Front) -> None:
    for size in (0, 1, 262_144, 262_145, 900_000):
        assert seen(front, method="POST", content=bytes(size))["received"] == size
    large = {"content": bytes(5_000_000), "headers": {"x-person": "ana"}}
    assert seen(front, "/create", method="POST", **large)["received"] == 5_000_000


@pytest.mark.parametrize("content", [bytes(1_000_001), [bytes(100_000)]])
def test_strangers_cannot_fill_the_disk(front: Front, content: bytes | list[bytes]) -> None:
    """Nothing of it is taken: the answer comes while the body is still on its way."""
    answer = front.client.post("/create", content=content if isinstance(content, bytes) else iter(content))
    assert (answer.status_code, answer.text) == (401, "Please sign in to upload.\n")


def test_body_of_unknown_length_arrives_whole(front: Front) -> None:
    asked = seen(front, method="POST", content=iter([b"a" * 1000] * 300))
    assert (asked["received"], asked["CONTENT_LENGTH"]) == (300_000, "300000")


@pytest.mark.parametrize("path", ["/", "/created", "/create/../x"])
def test_too_large_body_is_refused_in_plain_words(front: Front, path: str) -> None:
    answer = front.client.post(path, content=bytes(1_000_001))
    assert answer.status_code == 413
    assert "something smaller" in answer.text


def test_too_large_body_of_unknown_length_is_refused(front: Front) -> None:
    assert front.client.post("/", content=iter([b"a" * 100_000] * 11)).status_code == 413
    large = {"content": bytes(8_000_001), "headers": {"x-person": "ana"}}
    assert front.client.post("/create/part", **large).status_code == 413


def test_refusal_of_the_api_is_problem_details(front: Front) -> None:
    answer = front.client.post("/api/v1/comments", content=bytes(1_000_001))
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 413


def test_crash_is_answered_and_its_words_stay_out_of_the_log(front: Front) -> None:
    answer = front.client.get("/breaks?q=secret")
    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    until(lambda: "request.crashed" in output(front) and "RuntimeError" in output(front))
    log = output(front)
    assert "somebody's words" not in log and "q=secret" not in log


def test_log_names_no_person_and_no_token(front: Front) -> None:
    number = front.client.get("/@ana/reset/9aZ-secret-token?next=/x").headers["x-request-id"]
    until(lambda: number in output(front))
    line = next(line for line in output(front).splitlines() if number in line)
    assert "path=/*/reset/*" in line and "status=200" in line


def test_client_that_goes_away_holds_no_thread(front: Front) -> None:
    for _ in range(70):  # more than there are threads
        with socket.create_connection(("127.0.0.1", front.port), timeout=5) as line:
            line.sendall(b"GET /endless HTTP/1.1\r\nHost: x\r\n\r\n")
            line.recv(100)
    assert front.client.get("/", timeout=20).status_code == 200


def test_refusal_speaks_the_language_of_the_visitor(front: Front) -> None:
    for asked in (
        {"accept-language": "xx, es;q=0.9, en;q=0.5"},
        {"cookie": "language=es"},
        {"accept-language": "*"},
    ):
        answer = front.client.post("/", content=bytes(1_000_001), headers=asked)
        assert (answer.status_code, answer.text.endswith("\n")) == (413, True)


@pytest.mark.parametrize("path", ["/create", "/api/v1/videos"])
def test_pages_that_take_a_video_take_a_large_one(path: str) -> None:
    limits = Limits(settings.UPLOAD_PATHS)
    assert limits.of(path) == limits.upload
