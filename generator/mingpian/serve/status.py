"""The page `/.mingpian/`, for what is at hand: entries by their state, what has to be mended, and the host's desk."""

from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from mingpian.content.kinds import counted_entries
from mingpian.core.diagnostics import SEVERITIES, Diagnostic, Span, escape_controls
from mingpian.i18n import AnyText, Language, _, clauses, listed, translate
from mingpian.serve import host_pages
from mingpian.serve.edition import Edition
from mingpian.serve.editor import editor_url
from mingpian.studio.desk import STUDIO, ListedEntry, SiteIndex
from mingpian.studio.entries import STATES, edit_url

STYLE = "/.mingpian/status.css"
DESK = "/.mingpian/desk/"


def status(edition: Edition, index: SiteIndex, root: Path, lang: Language, desk_files: Iterable[str]) -> bytes:
    """Return the page. Everything in it that is not ours is escaped."""
    built, base = edition.built, edition.base_path
    parts = [
        "<!doctype html>",
        f'<html lang="{"zh-Hans" if lang == "zh" else "en"}"><head><meta charset="utf-8">',
        f"<title>{translate('Preview', lang)}</title>",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<link rel="stylesheet" href="{STYLE}"></head><body><main>',
        f'<h1>{translate("Preview", lang)}</h1><p><a href="{escape(base)}">{translate("To the site", lang)}</a>'
        f' · <a href="{STUDIO}">{translate("Write and change entries", lang)}</a></p>',
        f"<h2>{translate('To be mended', lang)}</h2>",
        _table([_diagnostic(item, root, lang) for item in built.diagnostics], lang),
        f"<h2>{translate('Entries', lang)}</h2>",
        f"<p>{escape(translate(listed(_counts(built.entries, index)), lang))}</p>",
        _table([_row(row, base, root, lang) for row in index.unpublished], lang),
        f"<h2>{translate('Desk', lang)}</h2>",
        _table([*_waiting(index, root, lang), *_desk(desk_files, root)], lang),
        f"<p>{translate('`mingpian pulse`, `match`, `intro` and `digest` put their papers here.', lang)}</p>",
        "</main></body></html>",
    ]
    return "\n".join(parts).encode()


_COUNTED = {"draft": _("{count} draft"), "scheduled": _("{count} scheduled"), "expired": _("{count} expired")}


def _counts(entries: dict[str, int], index: SiteIndex) -> Iterator[AnyText]:
    """Yield how many entries there are in each state, and of which kinds they are."""
    states = Counter(row.state for row in index.unpublished)
    yield _("{count} published", count=sum(entries.values()) - states.total())
    yield from (_COUNTED[state].with_values(count=count) for state, count in sorted(states.items()))
    yield from (counted_entries(kind, count) for kind, count in entries.items())


def _table(rows: list[str], lang: Language) -> str:
    return f"<table>{''.join(rows)}</table>" if rows else f"<p>{translate('None.', lang)}</p>"


def _row(row: ListedEntry, base_path: str, root: Path, lang: Language) -> str:
    page = f'<a href="{escape(base_path + row.url)}" lang="{escape(row.lang)}">{escape(row.title or row.source)}</a>'
    source, edit = _source(f"content/{row.source}", root), f'<a href="{escape(edit_url(row.source))}">'
    state = translate(STATES[row.state], lang)
    cells = (state, escape(row.kind), page, source, f"{edit}{translate('Edit', lang)}</a>")
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _diagnostic(item: Diagnostic, root: Path, lang: Language) -> str:
    told = translate(clauses((item.message, *item.hints)), lang)
    place = _source(item.file, root, item.span) if item.file else ""
    kind = f"{translate(SEVERITIES[item.severity], lang)} {item.code}"
    return f"<tr><td>{escape(kind)}</td><td>{escape(escape_controls(told))}</td><td>{place}</td></tr>"


def _waiting(index: SiteIndex, root: Path, lang: Language) -> Iterator[str]:
    if index.matches:
        waiting = translate(_("{number} matches to decide", number=index.matches), lang)
        place = _source("content/matches.toml", root)
        yield f'<tr><td><a href="{STUDIO}desk">{waiting}</a></td><td>{place}</td></tr>'


def _desk(names: Iterable[str], root: Path) -> Iterator[str]:
    for name in names:
        shown = escape(escape_controls(name))
        page = f'<a href="{DESK}{quote(name)}">{shown}</a>' if name.endswith(".html") else shown
        yield f"<tr><td>{page}</td><td>{_source(f'{host_pages.FOLDER}/{name}', root)}</td></tr>"


def _source(file: str, root: Path, span: Span | None = None) -> str:
    """Return the file's name and place; as a link that opens it in the editor, where that can be."""
    line = f":{span.line}:{span.column}" if span else ""
    shown = f"<code>{escape(escape_controls(file + line))}</code>"
    link = editor_url(root, file, span)
    return f'<a href="{escape(link)}">{shown}</a>' if link else shown
