"""What open pages are told, as server-sent events (WHATWG HTML, 9.2)."""

from pathlib import Path
from typing import Any

import msgspec

from mingpian.core.diagnostics import Diagnostic, Span, visible
from mingpian.serve.edition import Edition
from mingpian.serve.editor import address

PATIENCE = 15.0  # seconds of silence; then a comment is sent, by which a page that has gone is noticed
ALIVE = b":\n\n"
REACH = 80  # characters of a source line that are shown before the place, and after


def event(edition: Edition, seen: int, root: Path) -> bytes:
    """Return the event for a page that has seen an edition; which files changed is known from the one just before."""
    told: dict[str, Any] = {
        "edition": str(edition.number),
        "changed": [] if seen == edition.number else edition.loaded() if seen == edition.number - 1 else None,
        "errors": [_told(item, root) for item in edition.errors],
    }
    return f"id: {edition.number}\ndata: ".encode() + msgspec.json.encode(told) + b"\n\n"


def _told(item: Diagnostic, root: Path) -> dict[str, Any]:
    """Return a diagnostic as the overlay shows it; all of it is text."""
    place = f"{item.file}:{item.span.line}:{item.span.column}" if item.span else item.file
    return {
        "place": visible(place),
        "address": address(root, item.file, item.span),
        "code": item.code,
        "message": visible(item.message),
        "source": _source(item.span) if item.span else [],
        "hints": [visible(hint) for hint in item.hints],
    }


def _source(span: Span) -> list[str]:
    """Return the source line in three: before the place, the place, after it."""
    start = max(0, span.column - 1)
    end = start + max(1, span.length)
    before = span.source[max(0, start - REACH) : start]
    return [visible(part) for part in (before, span.source[start:end], span.source[end : start + REACH])]
