"""Which requests are answered at all. A page of another site, open in the same browser, must not read a draft.

A name under the control of somebody else can be made to point to this machine (DNS rebinding); the `Host` header then
tells. Numbers cannot be made to.
"""

from ipaddress import ip_address
from urllib.parse import urlsplit

import msgspec

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
ANY = "0.0.0.0"  # to listen in every network that this machine is in


class Guard(msgspec.Struct, frozen=True):
    """Knows the host that the server was told to listen on."""

    host: str
    shared: str = ""  # the address at which other devices of the network ask, if they may

    @property
    def is_private(self) -> bool:
        """Tell whether only this machine can reach the server."""
        return self.host in LOOPBACK

    def allows_host(self, headers: list[str]) -> bool:
        """Tell whether the values of `Host` (RFC 9112, 3.2: exactly one) name this server."""
        name = _name(headers[0]) if len(headers) == 1 else ""
        if self.shared:
            return name in LOOPBACK or name == self.shared
        return name in LOOPBACK or name == self.host.lower() or (_is_any(self.host) and _is_number(name))

    def allows_origin(self, host: str, origins: list[str], site: str) -> bool:
        """Tell whether a script that asks is of a page of ours, by its `Origin` headers and its `Sec-Fetch-Site`.

        Browsers leave out `Origin` where it is the same.
        """
        return site in ("", "same-origin", "none") and all(origin == f"http://{host}" for origin in origins)


def _name(host: str) -> str:
    """Return the name or number in a `Host` header; empty when it is not well-formed."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return ""
    is_bare = parts.netloc == host and "@" not in host and not parts.path and not host.endswith(":")
    return (parts.hostname or "").lower() if is_bare else ""


def _is_any(host: str) -> bool:
    return host in ("", ANY, "::")


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
