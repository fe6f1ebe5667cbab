"""content/planet.json: what members published on sites of their own, as `mingpian planet` found it in their feeds.

It holds addresses and plain text alone, and names no member: whoever still links to a site on their page has its
entries, and nobody else. What is in it came from strangers, and is checked at every reading.
"""

import json
from typing import Any, ClassVar

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.schema import read as schema
from mingpian.schema.decoding import decode_text
from mingpian.schema.fields import Day, Lang, Text, Url
from mingpian.schema.located import Position, SyntaxFault

FILE = "planet.json"

_HINT = _("the file is made by a command: delete it, and run `mingpian planet`")


class Elsewhere(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An entry of another site."""

    required: ClassVar[tuple[str, ...]] = ("title", "url")

    title: Text = ""
    url: Url = ""
    date: Day = ""
    """In UTC."""
    summary: Text = ""


class Outpost(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A member's own site. `feed` is empty where none was found; `etag` and `modified` are what its server calls the
    version that was read (RFC 9110, 8.8)."""

    required: ClassVar[tuple[str, ...]] = ("url",)

    url: Url = ""
    """As the member's page links to it."""
    feed: Url = ""
    title: Text = ""
    lang: Lang = ""
    etag: Text = ""
    modified: Text = ""
    entries: tuple[Elsewhere, ...] = ()


class Planet(msgspec.Struct, frozen=True):
    """All of them, in the order of their addresses."""

    sites: tuple[Outpost, ...] = ()


def parse_outpost(data: dict[str, Any]) -> tuple[Outpost | None, list[schema.Problem]]:
    """Read what is said of one site. An entry that may not stand in a page is left out, and None is the site itself."""
    site, problems = schema.read_struct(Outpost, {**data, "entries": []})
    problems += schema.missing(Outpost, data)
    is_sound = not problems
    entries = []
    for item in data.get("entries", ()):
        entry, wrong = schema.read_struct(Elsewhere, item)
        wrong += schema.missing(Elsewhere, item)
        problems += wrong
        entries += [] if wrong else [entry]
    return msgspec.structs.replace(site, entries=tuple(entries)) if is_sound else None, problems


def parse_planet(data: bytes, file: str) -> tuple[Planet, list[Diagnostic]]:
    """Read the bytes of the file. What has errors is left out; the rest stands."""
    text, diagnostics = decode_text(data, file)
    if text is None:
        return Planet(), diagnostics
    try:
        listed = json.loads(text)["sites"]
        sites = [(item, *parse_outpost(item)) for item in listed]
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
        position = (
            Position(error.lineno - 1, error.colno - 1) if isinstance(error, json.JSONDecodeError) else Position()
        )
        fault = SyntaxFault("bad-json", _("this is not what `mingpian planet` writes"), position, (_HINT,))
        return Planet(), [*diagnostics, fault.diagnostic(file, text)]
    for item, _site, problems in sites:
        url = str(item.get("url", ""))
        diagnostics += [
            Diagnostic(
                code=one.code, message=one.message, file=file, severity="error", needle=url, hints=(*one.hints, _HINT)
            )
            for one in problems
        ]
    return Planet(tuple(site for _item, site, _problems in sites if site is not None)), diagnostics


def encode_planet(planet: Planet) -> bytes:
    """Return the file's bytes."""
    return msgspec.json.format(msgspec.json.encode(planet), indent=1) + b"\n"
