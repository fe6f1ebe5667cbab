"""What the links, wikilinks and pictures in a body mean."""

import functools
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

import msgspec

from mingpian.content.data_files.topics import fold_topic
from mingpian.core.codes import Code
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, did_you_mean
from mingpian.site.site import AnyEntry, Site, names_of


class Links(msgspec.Struct, frozen=True):
    """The names by which bodies refer to entries and files."""

    sources: Mapping[str, str]  # path below content/ -> key
    names: Mapping[str, tuple[str, ...]]  # folded slug, title or name -> ids
    files: frozenset[str]  # all files below content/


def links_of(site: Site, files: frozenset[str]) -> Links:
    """Index the entries of a site by what writers call them."""
    names: dict[str, list[str]] = {}
    for entry in site.entries.values():
        for name in names_of(entry):
            names.setdefault(name, []).append(entry.id)
    unique = {name: tuple(dict.fromkeys(ids)) for name, ids in names.items()}
    return Links(site.sources, unique, files)


def resolve_path(source: str, target: str) -> tuple[str, str]:
    """Return the path below content/ that a relative (or `/`-rooted) target names, and its fragment."""
    return _path_from(source.rpartition("/")[0], target)


@functools.lru_cache(maxsize=1 << 16)
def _path_from(folder: str, target: str) -> tuple[str, str]:
    path, _, fragment = target.partition("#")
    path = unquote(path.partition("?")[0])
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    return posixpath.normpath(joined), fragment


def entry_of(site: Site, links: Links, source: str, target: str) -> AnyEntry | None:
    """Return the entry that a link to an `.md` path means."""
    key = _key_at(links, resolve_path(source, target)[0])
    return site.entries[key] if key else None


def _key_at(links: Links, path: str) -> str | None:
    sources = links.sources
    return (
        sources.get(path)
        or sources.get(f"{path}.md")
        or sources.get(f"{path}/index.md")
        or sources.get(f"{path.removesuffix('.md')}/index.md")
    )


def wiki_entry(site: Site, links: Links, target: str, lang: str, kind: str) -> AnyEntry | None:
    """Return the entry that `[[target]]` means, in `lang` if there is one; entries of the same `kind` come first."""
    name = target.partition("#")[0]
    ids = links.names.get(fold_topic(name), ())
    best = next((id for id in ids if id.startswith(f"{kind}/")), ids[0] if ids else "")
    return site.best(best, lang) if best else None


def named_entry(site: Site, links: Links, source: str, written: str, lang: str) -> Iterator[AnyEntry]:
    """Return the entries that an argument of a component in `source` may mean: by path, or by name in `lang`.

    `members/lin` and `lin`, a title, a latin name, and `../members/lin.md` are all understood.
    """
    if "/" in written and (entry := entry_of(site, links, source, written)):
        yield entry
    for id in links.names.get(fold_topic(written), ()):
        if best := site.best(id, lang):
            yield best


def broken(site: Site, links: Links) -> list[Diagnostic]:
    """Report every link, wikilink and picture in a body that leads nowhere."""
    diagnostics: list[Diagnostic] = []
    for entry in site.entries.values():
        if entry.targets or entry.wikilinks or entry.pictures:
            faults = [
                *_broken_targets(links, entry),
                *_broken_wikilinks(site, links, entry),
                *_missing_pictures(links, entry),
            ]
            diagnostics += capped([_diagnostic(entry, fault, len(diagnostics) + at) for at, fault in enumerate(faults)])
    return diagnostics


class BrokenReference(NamedTuple):
    """A reference in a body that leads nowhere; `known` are the names that `name` may have been meant as."""

    code: Code
    message: str
    needle: str
    name: str
    known: Iterable[str]


def _broken_targets(links: Links, entry: AnyEntry) -> Iterator[BrokenReference]:
    for target in entry.targets:
        path, _ = resolve_path(entry.source, target)
        rooted_page = target.startswith("/") and not path.endswith((".md", ".markdown"))
        if rooted_page or path in links.files or _key_at(links, path):
            continue
        yield BrokenReference("broken-link", f"the link `{target}` leads to nothing", target, path, links.sources)


def _broken_wikilinks(site: Site, links: Links, entry: AnyEntry) -> Iterator[BrokenReference]:
    for target in entry.wikilinks:
        if target.startswith("#") or fold_topic(target.partition("#")[0]) in site.unpublished:
            continue
        if wiki_entry(site, links, target, entry.lang, entry.kind) is None:
            spoken = (name for one in site.entries.values() for name in (one.slug, one.title))
            yield BrokenReference("broken-wikilink", f"nothing is called `{target}`", f"[[{target}", target, spoken)


def _missing_pictures(links: Links, entry: AnyEntry) -> Iterator[BrokenReference]:
    for picture in entry.pictures:
        path, _ = resolve_path(entry.source, picture)
        if path not in links.files:
            others = (file for file in links.files if not file.endswith((".md", ".markdown")))
            yield BrokenReference("missing-picture", f"there is no picture content/{path}", picture, path, others)


def _diagnostic(entry: AnyEntry, fault: BrokenReference, before: int) -> Diagnostic:
    """Return the diagnostic of a fault; `before` is how many were found before it."""
    return Diagnostic(
        code=fault.code,
        message=fault.message,
        file=f"content/{entry.source}",
        needle=fault.needle,
        hints=did_you_mean(fault.name, fault.known) if before < HINTED else (),
    )
