"""What open pages are told, as server-sent events (WHATWG HTML, 9.2)."""

from pathlib import Path
from typing import Any

import msgspec

from mingpian.core.diagnostics import Diagnostic, Span, escape_controls
from mingpian.i18n import AnyText, Language, _, translate
from mingpian.serve.edition import Edition
from mingpian.serve.editor import editor_url

PATIENCE = 15.0  # seconds of silence; then a comment is sent, by which a page that has gone is noticed
ALIVE = b":\n\n"
_WORDS = {"hide": _("Hide until the next change"), "more": _("all of the preview")}
REACH = 80  # characters of a source line that are shown before the place, and after


def event(edition: Edition, seen: int, root: Path, lang: Language = "en") -> bytes:
    """Return the event for a page that has seen an edition; which files changed is known from the one just before."""
    told: dict[str, Any] = {
        "edition": str(edition.number),
        "changed": [] if seen == edition.number else edition.loaded() if seen == edition.number - 1 else None,
        "errors": [_told(item, root, lang) for item in edition.errors],
        "title": translate(_counted(len(edition.errors)), lang),
        "words": {word: translate(text, lang) for word, text in _WORDS.items()},
    }
    return f"id: {edition.number}\ndata: ".encode() + msgspec.json.encode(told) + b"\n\n"


def _counted(errors: int) -> AnyText:
    return _("1 error") if errors == 1 else _("{errors} errors", errors=errors)


def _told(item: Diagnostic, root: Path, lang: Language) -> dict[str, Any]:
    """Return a diagnostic as the overlay shows it; all of it is text."""
    place = f"{item.file}:{item.span.line}:{item.span.column}" if item.span else item.file
    return {
        "place": escape_controls(place),
        "address": editor_url(root, item.file, item.span),
        "code": item.code,
        "message": escape_controls(translate(item.message, lang)),
        "source": _source(item.span) if item.span else [],
        "hints": [escape_controls(translate(hint, lang)) for hint in item.hints],
    }


def _source(span: Span) -> list[str]:
    """Return the source line in three: before the place, the place, after it."""
    start = max(0, span.column - 1)
    end = start + max(1, span.length)
    before = span.source[max(0, start - REACH) : start]
    return [escape_controls(part) for part in (before, span.source[start:end], span.source[end : start + REACH])]
