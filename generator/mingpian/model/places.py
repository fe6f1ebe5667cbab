"""Where references lead on this site: to the page of an entry, a published file, or a path from the root."""

from typing import Any

import msgspec

from mingpian.model import anchors
from mingpian.model.attachments import is_readable, may_publish
from mingpian.model.links import entry_of
from mingpian.model.resolution import file_of, file_url, is_text
from mingpian.model.site import AnyEntry
from mingpian.model.views import Target
from mingpian.model.world import World
from mingpian.schema.walk import mapped, values

_LINK = frozenset({"link"})


def target(world: World, source: str, written: str, lang: str) -> Target | None:
    """Return where a reference in `source` leads, for a reader of `lang`; None when nowhere."""
    fragment = written.partition("#")[2]
    found = entry_of(world.site, world.links, source, written)
    if found is not None and lang in world.site.config.variants:  # whoever reads a variant goes on reading it
        found = world.site.best(found.id, lang)
    if found is not None:
        return Target(world.routes.entry(found.key) + anchors.suffix(found, fragment), found.title)
    path = file_of(world.links.spelt, source, written)
    if path and not is_text(path):
        return Target(file_url(path) + _after(written, path)) if _is_published(world, source, path) else None
    return Target(_from_root(written)) if written.startswith("/") else None


def _from_root(written: str) -> str:
    """Return a path from the root without its `/`; what stands before a colon in it is no scheme (RFC 3986, 4.2)."""
    path = written.lstrip("/\\")
    return f"./{path}" if ":" in path.partition("/")[0] else path


def address(world: World, source: str, written: str, lang: str) -> str:
    """Return the address that a field states, as a path from the root where it leads to this site."""
    if not written or written.startswith("#") or ":" in written.partition("/")[0]:
        return written
    found = target(world, source, written, lang)
    return f"/{found.url}" if found else written


def with_links(world: World, entry: AnyEntry) -> AnyEntry:
    """Return the entry with the links in its fields as paths from the root, where they lead to this site."""
    if not any(True for _ in values(entry.fields, _LINK)):
        return entry
    fields: Any = mapped(entry.fields, _LINK, lambda url: address(world, entry.source, url, entry.lang))
    return msgspec.structs.replace(entry, fields=fields)


def _is_published(world: World, source: str, path: str) -> bool:
    entry = world.site.entries.get(world.site.sources.get(source, ""))
    may = not source or (entry is not None and may_publish(entry, path, world.links.files))
    return may and is_readable(world.site, path)


def _after(written: str, path: str) -> str:
    """Return the fragment of a reference to a file; one that is part of the file's name is none."""
    mark, fragment = written.partition("#")[1:]
    return mark + fragment if fragment and "#" not in path else ""
