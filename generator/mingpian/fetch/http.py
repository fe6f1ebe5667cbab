"""Asks a public server for something, and nobody else: no address of this machine, this network, or in disguise.

A name is resolved once, every address that it has must be public, and the connection goes to one of just these; so a
name cannot turn into an inner address between the look and the call (DNS rebinding), nor by a redirect.
"""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Literal
from urllib.parse import quote, urljoin, urlsplit

import msgspec

from mingpian.core.errors import MingpianError
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

MAX_BYTES = 4 * 1024 * 1024
TIMEOUT = 15.0  # seconds, of connecting and of each read
PATIENCE = 60.0  # seconds that an answer may take in all: one that drips a byte at a time never runs into TIMEOUT
REDIRECTS = 5
PORTS = frozenset({80, 443, 8080, 8443})
_MAPPED = ipaddress.ip_network("64:ff9b::/96")  # NAT64: an IPv4 address in its last four bytes (RFC 6052)
_MOVED = frozenset({301, 302, 303, 307, 308})

Method = Literal["HEAD", "GET", "POST"]


class ForbiddenAddressError(MingpianError):
    """The address is not one that may be asked; the text says why."""


class UnreachableError(MingpianError):
    """Nobody answered, or not in a way that can be read; the text says how."""


class Answer(msgspec.Struct, frozen=True):
    """What a server said. `url` is the address that answered in the end."""

    status: int
    url: str
    headers: dict[str, str]
    body: bytes = b""


def request(
    url: str, method: Method, headers: Mapping[str, str], data: bytes | None = None, most: int = MAX_BYTES
) -> Answer:
    """Return the answer of a public server, after at most a few redirects. `most` is how many bytes it may have.

    Raises ForbiddenAddressError or UnreachableError.
    """
    for _attempt in range(REDIRECTS + 1):
        answer = _once(url, method, headers, data, most)
        target = answer.headers.get("location")
        if method == "POST":  # what is sent is sent once
            return answer
        if answer.status not in _MOVED or not target:
            return answer
        url = urljoin(url, target)
    raise UnreachableError(_("more than {most} redirects", most=REDIRECTS))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public network, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in _MAPPED:
            return is_public(str(ipaddress.IPv4Address(ip.packed[-4:])))
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _once(url: str, method: Method, headers: Mapping[str, str], data: bytes | None, most: int) -> Answer:
    scheme, host, port, path = _parts(url)
    address = _address(host, port)
    connection = _FixedConnection(host, port, address) if scheme == "http" else _FixedTLSConnection(host, port, address)
    try:
        connection.connect()
        with _patience(connection.sock):
            connection.request(method, path, data, headers={"Accept": "*/*", "Connection": "close", **headers})
            response = connection.getresponse()
            body = response.read(most + 1) if method != "HEAD" else b""
        if len(body) > most:
            raise UnreachableError(_("the answer has more than {size} MB", size=most // 1024 // 1024))
        found = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, url, found, body)
    except (OSError, HTTPException, ValueError) as error:
        raise UnreachableError(str(error) or type(error).__name__) from None
    finally:
        connection.close()


@contextmanager
def _patience(connected: socket.socket) -> Iterator[None]:
    """Hang up when the body has not ended after so many seconds. Raises UnreachableError then, whatever was read."""
    over = threading.Event()

    def hang_up() -> None:
        over.set()
        with suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(PATIENCE, hang_up)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        if over.is_set():
            raise UnreachableError(_("the answer takes more than {seconds} s", seconds=f"{PATIENCE:.0f}"))


def _parts(url: str) -> tuple[str, str, int, str]:
    """Return scheme, host, port and path of an address, encoded. Raises ForbiddenAddressError."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode()
    except (ValueError, UnicodeError):
        raise ForbiddenAddressError(_("it is no address")) from None
    if parts.scheme not in ("http", "https") or not host:
        raise ForbiddenAddressError(_("it is no address of the web"))
    if parts.username is not None or parts.password is not None:
        raise ForbiddenAddressError(_("it carries a name or a password"))
    if port not in PORTS:
        raise ForbiddenAddressError(_("port {port} is not one of the web", port=port))
    path = quote(parts.path or "/", safe="/:@!$&'()*+,;=~%-._") + (f"?{_query(parts.query)}" if parts.query else "")
    return parts.scheme, host, port, path


def _query(query: str) -> str:
    return quote(query, safe="/?:@!$&'()*+,;=~%-._[]")


def _address(host: str, port: int) -> str:
    """Return an address of the host. Raises ForbiddenAddressError when any that it has is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        said = foreign(getattr(error, "strerror", None) or error)
        raise UnreachableError(_("there is no host {host}: {error}", host=host, error=said)) from None
    addresses = [str(info[4][0]) for info in found]
    if not addresses or not all(map(is_public, addresses)):
        raise ForbiddenAddressError(_("{host} is not on the public network", host=host))
    return addresses[0]


class _FixedConnection(HTTPConnection):
    """A connection to one address, whatever the name may mean by now."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), TIMEOUT)


class _FixedTLSConnection(HTTPSConnection):
    """The same with TLS: the certificate has to be that of the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=TIMEOUT, context=ssl.create_default_context())
        self._address = address
        self._trust = ssl.create_default_context()

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), TIMEOUT)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)
