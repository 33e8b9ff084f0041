import pytest

from tests.front.conftest import Front


def test_hashed_name_is_kept_for_ever_and_plain_name_is_checked(front: Front) -> None:
    folder = front.folder / "static" / "css"
    folder.mkdir(exist_ok=True)
    for name in ("app.css", "app.0123456789ab.css"):
        (folder / name).write_text("body{}")
    hashed = front.client.get("/static/css/app.0123456789ab.css")
    assert (hashed.text, hashed.headers["content-type"]) == ("body{}", "text/css; charset=utf-8")
    assert hashed.headers["cache-control"] == "public, max-age=31536000, immutable"
    plain = front.client.get("/static/css/app.css")
    assert plain.headers["cache-control"] == "no-cache"
    known = front.client.get("/static/css/app.css", headers={"if-none-match": plain.headers["etag"]})
    assert known.status_code == 304


def test_picture_of_ours_cannot_run_anything(front: Front) -> None:
    (front.folder / "static" / "icons.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    answer = front.client.get("/static/icons.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path", ["/static/", "/static/css", "/static/no.css", "/static/..%2ffiles", "/static//etc/passwd"]
)
def test_what_is_not_there_is_404(front: Front, path: str) -> None:
    answer = front.client.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
