"""The preview for other devices of the same network, for as long as it runs: a code lets one in, and a cookie keeps it.

What comes from this machine itself needs none. Everything here is lost when the preview ends, and so is what it let in.
"""

import secrets
import socket
import threading
import time
from collections.abc import Callable
from html import escape
from http.cookies import CookieError, SimpleCookie
from ipaddress import ip_address
from urllib.parse import parse_qs

from mingpian.i18n import Language, _, translate

ENTER = "/.mingpian/enter"
SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
LENGTH = 8  # signs of a code: 40 bits
MOST_SENT = 200  # bytes of what somebody enters
PER_MINUTE, AT_ALL = 10, 100  # wrong codes that are heard, from all devices together
MOST_DEVICES = 50


class Sharing:
    """Knows the code and who gave it. Any thread may ask. `clock` gives seconds that only rise."""

    def __init__(self, address: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.address = address
        self.code = "".join(secrets.choice(SIGNS) for _number in range(LENGTH))
        self._clock = clock
        self._lock = threading.Lock()
        self._devices: list[str] = []
        self._wrong: list[float] = []

    def enter(self, said: str) -> str | None:
        """Return the secret of a device that says the code; nothing for a wrong one, None when too many were wrong."""
        plain = "".join(said.split()).replace("-", "").upper()
        with self._lock:
            now = self._clock()
            if len(self._wrong) >= AT_ALL or sum(at > now - 60 for at in self._wrong) >= PER_MINUTE:
                return None
            if not secrets.compare_digest(plain.encode(), self.code.encode()):
                self._wrong.append(now)
                return ""
            secret = secrets.token_urlsafe(32)
            self._devices = [*self._devices, secret][-MOST_DEVICES:]
            return secret

    def knows(self, cookies: list[str], port: int) -> bool:
        """Tell whether the values of `Cookie` have the secret of a device that gave the code."""
        try:
            said = SimpleCookie("; ".join(cookies)).get(_cookie(port))
        except CookieError:
            return False
        with self._lock:
            known = [*self._devices]
        return said is not None and any(secrets.compare_digest(said.value.encode(), one.encode()) for one in known)


def cookie_of(secret: str, port: int) -> str:
    """Return the value of `Set-Cookie` by which a device is known: no script reads it, no other site sends it."""
    return f"{_cookie(port)}={secret}; Path=/; HttpOnly; SameSite=Strict"


def _cookie(port: int) -> str:
    return f"mingpian-{port}"  # cookies are of all ports of a host


def is_this_machine(client: str) -> bool:
    """Tell whether a connection comes from this machine itself, by the address of its other end."""
    try:
        address = ip_address(client.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def address_here() -> str:
    """Return this machine's address in its network; nothing when it is in none. Nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # for documentation (RFC 5737): the system says by which way it would go
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return "" if ip_address(address).is_loopback or ip_address(address).is_unspecified else address


def said_in(data: bytes) -> str:
    """Return the code in what the form sends."""
    return parse_qs(data.decode("utf-8", "replace")).get("code", [""])[0]


def enter_page(lang: Language, told: str = "") -> bytes:
    """Return the page that asks for the code; `told` is said above it. What stands in its address behind `#` is no part
    of any request: a script puts it into the form."""
    words = {
        "title": translate(_("A shared preview"), lang),
        "ask": translate(_("The code that the terminal shows"), lang),
        "go": translate(_("Enter"), lang),
    }
    said = {name: escape(text) for name, text in words.items()}
    return (
        f'<!doctype html><html lang="{"zh-Hans" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<title>{said["title"]}</title><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/.mingpian/status.css"><script src="/.mingpian/enter.js" defer></script></head>'
        f'<body><main><h1>{said["title"]}</h1><p role="alert">{escape(told)}</p>'
        f'<form method="post" action="{ENTER}"><label for="code">{said["ask"]}</label>'
        '<input id="code" name="code" autocomplete="off" autocapitalize="characters" required>'
        f"<button>{said['go']}</button></form></main></body></html>\n"
    ).encode()
