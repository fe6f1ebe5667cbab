"""content/webmentions.json: what other sites answered to pages of this one (Webmention, W3C), as the host took it in.

Exports of a receiver (webmention.io: jf2, or its older form) are read with care: addresses and plain text alone are
kept, no pictures and no HTML. What is in the file came from strangers, and is checked at every reading.
"""

import json
import re
from html import unescape
from typing import Any, ClassVar, Literal

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema import read as schema
from mingpian.schema.decoding import decode_text
from mingpian.schema.fields import Day, Text, Url
from mingpian.schema.located import Position, SyntaxFault

FILE = "webmentions.json"
MOST = 5_000  # of an export that are read
_HINT = _("the file is made by a command: `mingpian webmention receive EXPORT`; what you take out of it is not shown")
_NAME, _TEXT = 60, 500  # letters
_UNSEEN = lazy_pattern(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff0-\uffff]+")
_TAG = lazy_pattern(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^>]*>?", re.DOTALL | re.IGNORECASE)
_DAY = lazy_pattern(r"\d{4}-\d\d-\d\d")
_SPOKEN = ("reply", "mention")
_KINDS = {
    "like-of": "like",
    "like": "like",
    "repost-of": "repost",
    "repost": "repost",
    "in-reply-to": "reply",
    "reply": "reply",
}


class Webmention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer: `source` is the page that says it, `target` the page here."""

    required: ClassVar[tuple[str, ...]] = ("source", "target")

    source: Url = ""
    target: Url = ""
    kind: Literal["mention", "reply", "like", "repost"] = "mention"
    name: Text = ""
    """Who wrote it."""
    date: Day = ""
    text: Text = ""


def parse_webmentions(data: bytes, file: str) -> tuple[tuple[Webmention, ...], list[Diagnostic]]:
    """Read the bytes of the file. What has errors is left out; the rest stands."""
    text, diagnostics = decode_text(data, file)
    if text is None:
        return (), diagnostics
    try:
        listed = [dict(item) for item in json.loads(text)["webmentions"]]
    except (json.JSONDecodeError, KeyError, TypeError, ValueError, RecursionError) as error:
        position = (
            Position(error.lineno - 1, error.colno - 1) if isinstance(error, json.JSONDecodeError) else Position()
        )
        fault = SyntaxFault("bad-json", _("this is no list of webmentions"), position, (_HINT,))
        return (), [*diagnostics, fault.diagnostic(file, text)]
    found = []
    for item in listed:
        one, problems = schema.read_struct(Webmention, item)
        problems += schema.missing(Webmention, item)
        found += [] if problems else [one]
        diagnostics += [
            Diagnostic(
                code=wrong.code,
                message=wrong.message,
                file=file,
                severity="error",
                needle=str(item.get("source", "")),
                hints=(*wrong.hints, _HINT),
            )
            for wrong in problems
        ]
    return tuple(found), diagnostics


def encode_webmentions(found: tuple[Webmention, ...]) -> bytes:
    """Return the file's bytes, in the order of pages, days and sources."""
    ordered = sorted(found, key=lambda one: (one.target, one.date, one.source))
    return msgspec.json.format(msgspec.json.encode({"webmentions": ordered}), indent=1) + b"\n"


def read_export(data: bytes) -> list[Webmention]:
    """Return what an export of a receiver says, as far as it is sound. Raises ValueError for no such export."""
    try:
        whole = json.loads(data)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(_("it is no JSON")) from error
    listed = whole.get("children", whole.get("links", whole.get("webmentions"))) if isinstance(whole, dict) else whole
    if not isinstance(listed, list):
        raise ValueError(_("it is no export of webmentions: neither jf2 nor the older form of webmention.io"))
    stated = [_stated(item) for item in listed[:MOST] if isinstance(item, dict)]
    read = [(schema.read_struct(Webmention, item), item) for item in stated]
    return [one for (one, wrong), item in read if not wrong and not schema.missing(Webmention, item)]


def _stated(item: dict[str, Any]) -> dict[str, Any]:
    """Return plain data in the form of the file, of an item in jf2, in the older form, or in our own."""
    activity, data = _dict(item.get("activity")), _dict(item.get("data"))
    author = _dict(item.get("author")) or _dict(data.get("author"))
    content = item.get("content", data.get("content"))
    text = content if isinstance(content, str) else _dict(content).get("text") or _dict(content).get("html")
    kind = _KINDS.get(str(item.get("wm-property") or activity.get("type") or item.get("kind")), "mention")
    days = (item.get("published"), data.get("published"), item.get("wm-received"), item.get("date"))
    found = {
        "source": item.get("wm-source") or item.get("source") or item.get("url"),
        "target": item.get("wm-target") or item.get("target"),
        "kind": kind,
        "name": plain(author.get("name") or "", _NAME),
        "date": next((day[:10] for day in days if isinstance(day, str) and _DAY.match(day)), ""),
        "text": plain(text or item.get("text") or item.get("name") or "", _TEXT) if kind in _SPOKEN else "",
    }
    return {name: value for name, value in found.items() if value}


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def plain(html: object, most: int) -> str:
    """Return the text of some HTML in one line, cut at a length; nothing in it is a sign to anything but eyes."""
    text = " ".join(_UNSEEN.sub(" ", unescape(_TAG.sub(" ", str(html)))).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
