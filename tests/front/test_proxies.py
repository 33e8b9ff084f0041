from typing import Any

import pytest

from kindreel.front.proxies import Caller, Proxies

PROXIES = Proxies.named(["127.0.0.1", "::1", "10.0.0.0/8"])


def called(peer: str, **headers: str) -> Caller:
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "client": (peer, "1"), "scheme": "http", "headers": lines}
    return PROXIES.caller(scope)


@pytest.mark.parametrize(
    ("peer", "forwarded", "caller"),
    [
        ("127.0.0.1", "5.6.7.8", "5.6.7.8"),
        ("::1", "2001:db8::1", "2001:db8::1"),
        ("::ffff:127.0.0.1", "5.6.7.8", "5.6.7.8"),
        ("10.1.2.3", "6.6.6.6, 5.6.7.8, 10.0.0.9", "5.6.7.8"),
        ("127.0.0.1", "5.6.7.8, nonsense", "127.0.0.1"),
        ("127.0.0.1", "10.0.0.1, 10.0.0.2", "10.0.0.1"),
        ("9.9.9.9", "5.6.7.8", "9.9.9.9"),
    ],
)
def test_caller_is_the_last_one_that_no_proxy_of_ours_has(peer: str, forwarded: str, caller: str) -> None:
    assert called(peer, x_forwarded_for=forwarded).address == caller


def test_scheme_is_believed_from_proxies_only() -> None:
    assert called("127.0.0.1", x_forwarded_proto="https").scheme == "https"
    assert called("127.0.0.1", x_forwarded_proto="https, http").scheme == "http"
    assert called("127.0.0.1", x_forwarded_proto="gopher").scheme == "http"
    assert called("9.9.9.9", x_forwarded_proto="https").scheme == "http"


def test_wrong_proxy_stops_the_start() -> None:
    with pytest.raises(ValueError, match="does not appear"):
        Proxies.named(["proxy.example"])
