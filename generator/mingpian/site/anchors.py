"""Which place within an entry the fragment of a link means: an id of its text, or a heading as people say it."""

from collections.abc import Iterable, Iterator

from mingpian.content.markdown.blocks import block_id
from mingpian.content.markdown.headings import same_but_for_signs, slug
from mingpian.content.markdown.sanitise import PREFIX
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.i18n import _
from mingpian.site.links import Links, entry_of, wiki_entry
from mingpian.site.site import AnyEntry, Site


def suffix(entry: AnyEntry, fragment: str) -> str:
    """Return what stands in the URL of an entry after its path: `#` and an id, or nothing for no fragment.

    Writers name a heading by its id or by its words; ids in the text of others than the owner have a prefix of which
    they need not know.
    """
    return f"#{_anchor(entry, fragment) or slug(fragment.rpartition('#')[2])}" if fragment else ""


def place_in(entry: AnyEntry, fragment: str) -> str:
    """Return the id in the entry's text that a fragment means; empty when there is none."""
    return _anchor(entry, fragment) or ""


def lost(site: Site, links: Links) -> list[Diagnostic]:
    """Warn of links to a place that the text of an entry in the same language does not have."""
    return [warning for entry in site.entries.values() for warning in _lost(site, links, entry)]


def _lost(site: Site, links: Links, entry: AnyEntry) -> Iterator[Diagnostic]:
    for written, found, fragment in _places(site, links, entry):
        if fragment and found and found.lang == entry.lang and _anchor(found, fragment) is None:
            yield Diagnostic(
                code="lost-anchor",
                message=_(
                    "there is no heading `{fragment}` in content/{source}", fragment=fragment, source=found.source
                ),
                file=f"content/{entry.source}",
                severity="warning",
                needle=written,
                hints=did_you_mean(slug(fragment), found.anchors),
            )


def _places(site: Site, links: Links, entry: AnyEntry) -> Iterator[tuple[str, AnyEntry | None, str]]:
    """Yield the references of an entry that name a place, with the entry that they lead to."""
    for target in entry.targets:
        if "#" in target:
            yield target, entry_of(site, links, entry.source, target), target.partition("#")[2]
    for target in entry.wikilinks:
        if "#" in target:
            name, _, fragment = target.partition("#")
            found = wiki_entry(site, links, entry.source, name, entry.lang) if name else entry
            yield f"[[{target}", found, fragment


def _anchor(entry: AnyEntry, fragment: str) -> str | None:
    """Return the id in the entry's text that a fragment means: of `A#B`, headings within each other, the last."""
    fragment = fragment.rpartition("#")[2]
    is_block = fragment.startswith("^")
    id = block_id(fragment[1:]) if is_block else slug(fragment)
    candidates: Iterable[str] = (fragment, PREFIX + fragment, id, PREFIX + id)
    found = next((name for name in candidates if name in entry.anchors), None)
    return found or (None if is_block else same_but_for_signs(fragment, entry.anchors) or None)
