"""Tells a hub of new feeds (WebSub, section 7) and search engines of changed pages (IndexNow)."""

import json
from collections.abc import Sequence
from urllib.parse import urlencode, urlsplit

import msgspec

from mingpian.fetch.http import ForbiddenAddressError, UnreachableError, request

INDEXNOW = "https://api.indexnow.org/indexnow"
MOST = 10_000  # addresses in one message to IndexNow


class Announcement(msgspec.Struct, frozen=True):
    """What is told to whom."""

    to: str
    kind: str  # of its content
    body: bytes
    about: tuple[str, ...]


def to_hub(hub: str, feeds: Sequence[str]) -> list[Announcement]:
    """Return a message for each feed."""
    kind = "application/x-www-form-urlencoded"
    return [
        Announcement(hub, kind, urlencode({"hub.mode": "publish", "hub.url": feed}).encode(), (feed,)) for feed in feeds
    ]


def to_engines(base_url: str, key: str, pages: Sequence[str]) -> list[Announcement]:
    """Return the messages that name the changed pages."""
    told = {"host": urlsplit(base_url).netloc, "key": key, "keyLocation": f"{base_url}{key}.txt"}
    parts = [tuple(pages[start : start + MOST]) for start in range(0, len(pages), MOST)]
    return [
        Announcement(INDEXNOW, "application/json; charset=utf-8", json.dumps({**told, "urlList": part}).encode(), part)
        for part in parts
    ]


def send(message: Announcement, agent: str) -> str:
    """Send a message; return what went wrong, or nothing."""
    try:
        answer = request(message.to, "POST", {"User-Agent": agent, "Content-Type": message.kind}, message.body)
    except (ForbiddenAddressError, UnreachableError) as failed:
        return str(failed)
    return "" if 200 <= answer.status < 300 else f"it answered {answer.status}"
