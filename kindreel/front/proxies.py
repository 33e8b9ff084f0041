"""Who is really calling: forwarded headers count only from proxies that the operator named."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from ipaddress import IPv4Network as Network4

from starlette.datastructures import Headers
from starlette.types import Scope

Address = IPv4Address | IPv6Address


@dataclass(frozen=True)
class Caller:
    address: str
    scheme: str


@dataclass(frozen=True)
class Proxies:
    networks: tuple[Network4 | IPv6Network, ...]

    @classmethod
    def named(cls, names: Iterable[str]) -> "Proxies":
        """Addresses or networks; a wrong one stops the start instead of trusting too few or too many."""
        return cls(tuple(ip_network(name.strip()) for name in names))

    def caller(self, scope: Scope) -> Caller:
        """The last address that no trusted proxy has, and the scheme that the nearest proxy saw."""
        peer = (scope.get("client") or ("", 0))[0]
        if not self._trusts(_address(peer)):
            return Caller(peer, "http" if scope.get("scheme") != "https" else "https")
        headers = Headers(scope=scope)
        proto = ",".join(headers.getlist("x-forwarded-proto")).rpartition(",")[2].strip().lower()
        scheme = proto if proto in {"http", "https"} else str(scope.get("scheme", "http"))
        return Caller(self._first_stranger(peer, headers.getlist("x-forwarded-for")), scheme)

    def _first_stranger(self, peer: str, forwarded: list[str]) -> str:
        caller = peer
        for hop in reversed(",".join(forwarded).split(",")):
            address = _address(hop.strip())
            if address is None:
                break
            caller = str(address)
            if not self._trusts(address):
                break
        return caller

    def _trusts(self, address: Address | None) -> bool:
        return address is not None and any(address in network for network in self.networks)


def _address(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
