import http.client
import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

import kindwords
from kindwords.server.app import Server


@pytest.fixture(scope="module")
def server(engine: kindwords.Engine) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), engine) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def call(
    server: Server, body: Any, path: str = "/v1alpha1/comments:analyze?key=k", method: str = "POST"
) -> Any:
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=10)  # type: ignore[arg-type]
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    connection.request(method, path, body=sent if method == "POST" else None)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    connection.close()
    return answer.status, content


def ask(text: str, **more: Any) -> dict[str, Any]:
    return {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, "languages": ["en"], **more}


def test_analyze_answers_in_perspectives_shape(server: Server) -> None:
    status, body = call(server, ask("you are a stupid loser 😀", clientToken="t", doNotStore=True))
    assert status == 200
    score = body["attributeScores"]["TOXICITY"]
    assert score["summaryScore"] == {"value": score["spanScores"][0]["score"]["value"], "type": "PROBABILITY"}
    assert score["summaryScore"]["value"] > 0.5
    assert (score["spanScores"][0]["begin"], score["spanScores"][0]["end"]) == (
        0,
        25,
    )  # the emoji is two units
    assert (body["languages"], body["detectedLanguages"][0], body["clientToken"]) == (["en"], "en", "t")


def test_spans_are_sentences_in_utf16_units(server: Server) -> None:
    _, body = call(server, ask("😀 nice! you are ugly.", spanAnnotations=True))
    spans = body["attributeScores"]["TOXICITY"]["spanScores"]
    assert [(s["begin"], s["end"]) for s in spans] == [(0, 8), (9, 22)]
    assert spans[0]["score"]["value"] < spans[1]["score"]["value"]


@pytest.mark.parametrize("threshold", [1.0, {"value": 1.0}])
def test_scores_below_the_threshold_are_left_out(server: Server, threshold: object) -> None:
    snake = {"comment": {"text": "hello"}, "requested_attributes": {"THREAT": {"score_threshold": threshold}}}
    status, body = call(server, snake | {"client_token": "x"})
    assert (status, body["attributeScores"], body["clientToken"]) == (200, {"THREAT": {}}, "x")


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [
        (ask(""), "COMMENT_EMPTY", "Comment must be non-empty."),
        (ask("é" * 10_241), "COMMENT_TOO_LONG", "Comment text too long."),
        ({"comment": {"text": "a"}}, "NO_REQUESTED_ATTRIBUTES", "Missing requested_attributes"),
        (
            ask("salut", languages=["fr"]),
            "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "Attribute TOXICITY does not support request languages: fr",
        ),
        (
            ask("merci beaucoup pour cette video, tu es tres forte", languages=[]),
            "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
            "Attribute TOXICITY does not support request languages: fr",
        ),
        (ask("как дела", languages=[]), "LANGUAGE_DETECTION_FAILED", "Unable to detect language"),
        (ask("a", requestedAttributes={"X": {}}), "INVALID_REQUEST", "Unknown requested attribute: X"),
        (
            ask("a", requestedAttributes={"TOXICITY": {"scoreType": "RAW"}}),
            "INVALID_REQUEST",
            "Requested score type RAW is not supported by attribute TOXICITY",
        ),
        (
            {"comment": {"text": "a", "type": "HTML"}, "requestedAttributes": {"TOXICITY": {}}},
            "INVALID_REQUEST",
            "Currently, only 'PLAIN_TEXT' comments are supported",
        ),
        (
            ask(
                "a",
                context={"entries": [{"text": "b"}], "articleAndParentComment": {"article": {"text": "c"}}},
            ),
            "INVALID_REQUEST",
            "Context can have either entries or article_and_parent_comment, but both fields were populated.",
        ),
    ],
)
def test_errors_keep_their_words(server: Server, body: Any, kind: str, message: str) -> None:
    status, answer = call(server, body)
    error = answer["error"]
    assert (status, error["code"], error["status"]) == (400, 400, "INVALID_ARGUMENT")
    assert (error["details"][0]["errorType"], error["message"]) == (kind, message)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"comment": 1}', b'{"comment": {"text": 1}}', b"[" * 100_000,
        b'{"comment":{"text":"a"},"requestedAttributes":[]}', b'{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":1}}',
        b'{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":{}},"languages":"en"}',
        b'{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":{"scoreThreshold":"x"}}}',
        b'{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":{"scoreThreshold":1' + b"0" * 400 + b"}}}",
        b'{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":{"scoreThreshold":NaN}}}',
        b'{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":{}},"spanAnnotations":"false"}',
        b'{"comment":{"text":"a"},"requestedAttributes":{"TOXICITY":{}},"context":' + b'{"entries":' * 950 + b"1" + b"}" * 951,
    ],
)  # fmt: skip
def test_nonsense_is_a_400(server: Server, body: bytes) -> None:
    status, answer = call(server, body)
    assert (status, answer["error"]["code"]) == (400, 400)


def test_null_is_a_field_left_out(server: Server) -> None:
    body = ask("a", context=None, clientToken=None, spanAnnotations=None, languages=None)
    body["comment"]["type"] = None
    body["requestedAttributes"] = {"TOXICITY": {"scoreType": None, "scoreThreshold": None}, "INSULT": None}
    assert call(server, body)[0] == 200


def test_unsupported_attributes_can_be_dropped(server: Server) -> None:
    status, body = call(server, ask("salut", languages=["fr"], dropUnsupportedAttributes=True))
    assert (status, body["attributeScores"], body["languages"]) == (200, {}, ["fr"])


def test_lone_surrogates_and_nul_are_read(server: Server) -> None:
    status, _ = call(server, b'{"comment":{"text":"a\\ud800\\u0000b"},"requestedAttributes":{"TOXICITY":{}}}')
    assert status == 200


def test_suggestions_are_checked_and_answered(server: Server) -> None:
    path = "/v1alpha1/comments:suggestscore?key=k"
    good = {
        "comment": {"text": "x"}, "clientToken": "c", "languages": ["en"], "communityId": "Coral:x",
        "attributeScores": {"TOXICITY": {"summaryScore": {"value": 1}}},
    }  # fmt: skip
    assert call(server, good, path) == (
        200,
        {"clientToken": "c", "detectedLanguages": [], "requestedLanguages": ["en"]},
    )
    for wrong in ({}, {"TOXICITY": {}}, {"TOXICITY": {"spanScores": 5}}, {"TOXICITY": {"spanScores": [{}]}}):
        assert call(server, good | {"attributeScores": wrong}, path)[0] == 400
    assert call(server, good | {"attributeScores": {"TOXICITY": {"spanScores": None}}}, path)[0] == 200


def test_the_discovery_document_leads_back_here(server: Server) -> None:
    status, body = call(server, b"", "/$discovery/rest?version=v1alpha1", "GET")
    host, port = server.server_address[:2]
    assert (status, body["rootUrl"]) == (200, f"http://{host!s}:{port}/")
    assert body["resources"]["comments"]["methods"]["analyze"]["path"] == "v1alpha1/comments:analyze"


def test_paths_that_nobody_serves_are_404(server: Server) -> None:
    assert call(server, ask("a"), "/v1alpha1/comments:nope")[0] == 404
    assert call(server, b"", "/", "GET")[0] == 404
    assert call(server, ask("a"), "/v1alpha1//comments%3Aanalyze?key=k")[0] == 200


@pytest.mark.parametrize(("length", "code"), [("", 411), ("x", 411), ("\xb2", 411), ("9" * 5000, 413)])
def test_lengths_that_are_none_are_errors(server: Server, length: str, code: int) -> None:
    with socket.create_connection(server.server_address[:2], timeout=10) as raw:  # type: ignore[arg-type]
        head = f"POST /v1alpha1/comments:analyze HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n"
        raw.sendall(head.encode("latin-1"))
        assert raw.makefile("rb").readline().split()[1] == str(code).encode()


def test_other_methods_are_errors_in_json(server: Server) -> None:
    status, body = call(server, b"", method="PUT")
    assert (status, body["error"]["code"], body["error"]["status"]) == (501, 501, "UNIMPLEMENTED")


def test_a_fault_of_ours_is_a_500_that_quotes_nobody(
    server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("what somebody wrote")

    monkeypatch.setattr("kindwords.server.app.analyze", broken)
    status, body = call(server, ask("what somebody wrote"))
    assert (status, body["error"]["status"]) == (500, "INTERNAL")
    assert "somebody" not in capsys.readouterr().err
