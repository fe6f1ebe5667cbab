"""Where references lead on this site: to the page of an entry, a published file, or a path from the root."""

from typing import Any

import msgspec

from mingpian.queries import cards
from mingpian.queries.fragments import Card
from mingpian.queries.query import query
from mingpian.queries.views import Embedded, LinkTarget
from mingpian.schema.references import bare
from mingpian.schema.walk import mapped, values
from mingpian.site import anchors
from mingpian.site.attachments import is_readable, may_publish
from mingpian.site.links import entry_of, is_unpublished, named_entry, wiki_entry
from mingpian.site.model import SiteModel
from mingpian.site.resolution import file_of, file_url, is_text
from mingpian.site.site import AnyEntry

_LINK = frozenset({"link"})


@query
def target(model: SiteModel, source: str, written: str, lang: str) -> LinkTarget | None:
    """Return where a link in a body leads.

    `source` is the file that it stands in, `lang` the language of its reader. None when it leads nowhere.
    """
    fragment = written.partition("#")[2]
    entry = entry_of(model.site, model.links, source, written)
    if entry is not None and lang in model.site.config.variants:  # readers of a variant stay in it
        entry = model.site.best(entry.id, lang)
    if entry is not None:
        return LinkTarget(model.routes.entry(entry.key) + anchors.suffix(entry, fragment))
    path = file_of(model.links.spelt, source, written)
    if path and not is_text(path):
        return LinkTarget(file_url(path) + _after(written, path)) if _is_published(model, source, path) else None
    return LinkTarget(_from_root(written)) if written.startswith("/") else None


@query
def wikilink(model: SiteModel, source: str, written: str, lang: str) -> LinkTarget | None:
    """Return where a wikilink in a body leads.

    `source` is the file that it stands in, `written` stands between the brackets, `lang` is the language of its reader.
    None when it leads nowhere.
    """
    entry = wiki_entry(model.site, model.links, source, written, lang)
    if entry is None:
        name = written.partition("#")[0]
        return LinkTarget("", bare(name), True) if is_unpublished(model.site, model.links, source, name) else None
    return LinkTarget(model.routes.entry(entry.key) + anchors.suffix(entry, written.partition("#")[2]), entry.title)


@query
def embed(model: SiteModel, source: str, written: str, lang: str) -> Embedded | None:
    """Return what an embedded text shows.

    `source` is the file that it stands in, `written` stands between the brackets of `![[…]]`, `lang` is the language of
    its reader. None for nothing, and for what lists leave out.
    """
    entry = wiki_entry(model.site, model.links, source, written, lang)
    if entry is None or not entry.fields.listed:
        return None
    fragment = written.partition("#")[2]
    place = anchors.place_in(entry, fragment)
    return Embedded(entry.key, place) if place or not fragment else None


@query
def named(model: SiteModel, source: str, written: str, kinds: str, lang: str) -> Card | None:
    """Return the entry that an argument of a component in a body names.

    `kinds` are those that it may be of, with blanks between; all when empty.
    """
    allowed = kinds.split()
    entries = named_entry(model.site, model.links, source, written, lang)
    return next((cards.card_of(model, one) for one in entries if not allowed or one.kind in allowed), None)


def _from_root(written: str) -> str:
    """Return a path from the root without its `/`; what stands before a colon in it is no scheme (RFC 3986, 4.2)."""
    path = written.lstrip("/\\")
    return f"./{path}" if ":" in path.partition("/")[0] else path


def address(model: SiteModel, source: str, written: str, lang: str) -> str:
    """Return the address that a field states, as a path from the root where it leads to this site."""
    if not written or written.startswith("#") or ":" in written.partition("/")[0]:
        return written
    found = target(model, source, written, lang)
    return f"/{found.url}" if found else written


def with_links(model: SiteModel, entry: AnyEntry) -> AnyEntry:
    """Return the entry with the links in its fields as paths from the root, where they lead to this site."""
    if not values(entry.fields, _LINK):
        return entry
    fields: Any = mapped(entry.fields, _LINK, lambda url: address(model, entry.source, url, entry.lang))
    return msgspec.structs.replace(entry, fields=fields)


def _is_published(model: SiteModel, source: str, path: str) -> bool:
    entry = model.site.entries.get(model.site.sources.get(source, ""))
    may = not source or (entry is not None and may_publish(entry, path, model.links.files))
    return may and is_readable(model.site, path)


def _after(written: str, path: str) -> str:
    """Return the fragment of a reference to a file; one that is part of the file's name is none."""
    mark, fragment = written.partition("#")[1:]
    return mark + fragment if fragment and "#" not in path else ""
