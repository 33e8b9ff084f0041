import pytest

from kindreel.front.door import shape


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/", "/"),
        ("/healthz", "/healthz"),
        ("/@ana", "/*"),
        ("/v/0aB3dEfGhIjKlMnOpQrStU", "/v/*"),
        ("/api/v1/videos/abc123/comments", "/api/v1/videos/*/comments"),
        ("/accounts/reset/key/1-cxyz-9/", "/accounts/reset/key/*/"),
        ("/tags/Caf\u00e9", "/tags/*"),
    ],
)
def test_shape_keeps_routes_and_hides_what_people_made(path: str, shown: str) -> None:
    assert shape(path) == shown
