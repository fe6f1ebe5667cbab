"""The page `/.mingpian/`: what only the preview shows, and what the last build had to say."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from mingpian.core.diagnostics import Diagnostic, Span, visible
from mingpian.serve.builder import Row
from mingpian.serve.edition import Edition
from mingpian.serve.editor import address

STYLE = "/.mingpian/status.css"


def status(edition: Edition, rows: Iterable[Row], root: Path) -> bytes:
    """Return the page. Everything in it that is not ours is escaped."""
    built = edition.built
    counts = ", ".join(f"{count} {kind}" for kind, count in built.entries.items()) or "no entries"
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><title>Preview</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<link rel="stylesheet" href="{STYLE}"></head><body><main>',
        f'<h1>Preview</h1><p><a href="{escape(edition.base_path)}">To the site</a></p>',
        f"<p>{escape(counts)}; {built.outputs} files.</p>",
        "<h2>Only in the preview</h2>",
        _table([_row(row, edition.base_path, root) for row in rows]),
        "<h2>Diagnostics</h2>",
        _table([_diagnostic(item, root) for item in built.diagnostics]),
        "</main></body></html>",
    ]
    return "\n".join(parts).encode()


def _table(rows: list[str]) -> str:
    return f"<table>{''.join(rows)}</table>" if rows else "<p>None.</p>"


def _row(row: Row, base_path: str, root: Path) -> str:
    page = f'<a href="{escape(base_path + row.url)}" lang="{escape(row.lang)}">{escape(row.title or row.source)}</a>'
    source = _source(f"content/{row.source}", root)
    return f"<tr><td>{escape(row.state)}</td><td>{escape(row.kind)}</td><td>{page}</td><td>{source}</td></tr>"


def _diagnostic(item: Diagnostic, root: Path) -> str:
    said = "; ".join((item.message, *item.hints))
    place = _source(item.file, root, item.span) if item.file else ""
    kind = f"{item.severity} {item.code}"
    return f"<tr><td>{escape(kind)}</td><td>{escape(visible(said))}</td><td>{place}</td></tr>"


def _source(file: str, root: Path, span: Span | None = None) -> str:
    """Return the file's name and place; as a link that opens it in the editor, where that can be."""
    line = f":{span.line}:{span.column}" if span else ""
    shown = f"<code>{escape(visible(file + line))}</code>"
    link = address(root, file, span)
    return f'<a href="{escape(link)}">{shown}</a>' if link else shown
