"""Which entries the links and wikilinks in a body mean."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from mingpian.content.data_files.topics import fold_topic
from mingpian.core.codes import Code
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, did_you_mean
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _
from mingpian.schema.references import bare
from mingpian.site.assembling import names_of
from mingpian.site.mentions import Mention, mentions_of
from mingpian.site.resolution import TEXTS, Files, called, file_of, files_of, paths_of
from mingpian.site.site import AnyEntry, Site

_CODE = lazy_pattern(
    r"[0-9]+|[A-Za-z]|nodiscard|noreturn|fallthrough|deprecated|maybe_unused|(?:un)?likely|no_unique_address"
)
"""What stands in double brackets in prose about code, and is no name of an entry when nothing is called so."""


_ENDINGS = ("", *TEXTS)


class Links(msgspec.Struct, frozen=True):
    """The names by which bodies refer to entries and files, and what entries refer to."""

    sources: Mapping[str, str]  # path below content/ -> key
    names: Mapping[str, tuple[str, ...]]  # folded slug, title or name -> ids
    files: frozenset[str]  # all files below content/
    spelt: Files  # the same, by the names that people may use
    mentions: Mapping[str, list[Mention]]  # by the key of the entry that refers to it


def links_of(site: Site, files: frozenset[str]) -> Links:
    """Index the entries of a site by the names that writers use for them."""
    names: dict[str, list[str]] = {}
    for entry in site.entries.values():
        for name in names_of(entry):
            names.setdefault(name, []).append(entry.id)
    unique = {name: tuple(dict.fromkeys(ids)) for name, ids in names.items()}
    mentions = {entry.key: mentions_of(entry) for entry in site.entries.values()}
    return Links(site.sources, unique, files, files_of(files), mentions)


def linked(site: Site, files: frozenset[str]) -> tuple[Site, Links]:
    """Return the names by which bodies refer to entries and files, with the site. Where a summary that was made of a
    body names what a wikilink leads to, it has the title of that."""
    links = links_of(site, files)
    new = {key: _with_titles(entry, site, links) for key, entry in site.entries.items() if entry.mentions}
    if not new:
        return site, links
    site = msgspec.structs.replace(
        site,
        entries={key: new.get(key, entry) for key, entry in site.entries.items()},
        ids={id: {lang: new.get(one.key, one) for lang, one in found.items()} for id, found in site.ids.items()},
        listed={where: tuple(new.get(one.key, one) for one in entries) for where, entries in site.listed.items()},
    )
    return site, links


def _with_titles(entry: AnyEntry, site: Site, links: Links) -> AnyEntry:
    pieces, last = list[str](), 0
    for one in entry.mentions:
        found = wiki_entry(site, links, entry.source, one.target, entry.lang)
        title = found.title if found else ""
        if found is None and is_unpublished(site, links, entry.source, name := one.target.partition("#")[0]):
            title = bare(name)
        pieces += (entry.summary[last : one.start], title or f"[[{one.target}]]")
        last = one.end
    return msgspec.structs.replace(entry, summary="".join((*pieces, entry.summary[last:])), mentions=())


def entry_of(site: Site, links: Links, source: str, target: str) -> AnyEntry | None:
    """Return the entry that a link to an `.md` path means."""
    key = key_of(links, source, target)
    return site.entries[key] if key else None


def key_of(links: Links, source: str, target: str) -> str | None:
    """Return the key of the entry that a path means, or the end of one: `note`, `folder/note`."""
    for path in paths_of(source, target):
        bare = path.removesuffix(".html")
        for name in (path, f"{bare}.md", f"{bare}/index.md", f"{path.removesuffix('.md')}/index.md"):
            if key := links.sources.get(links.spelt.find(name)):
                return key
    return next(iter(_called(links, source, target)), None)


def _called(links: Links, source: str, target: str) -> list[str]:
    """Return the keys of the entries whose files are called so, the nearest first."""
    files = (path for ending in _ENDINGS for path in called(links.spelt, source, target, ending))
    return [links.sources[path] for path in files if path in links.sources]


def wiki_entry(site: Site, links: Links, source: str, target: str, lang: str) -> AnyEntry | None:
    """Return the entry that `[[target]]` in the file `source` means, in `lang` if there is one: by what it is called,
    else by its file. Of several, those of the same kind come first."""
    name = target.partition("#")[0]
    ids = _meant_ids(links, source, name)
    if not ids and name and (key := key_of(links, source, name)):
        ids = (site.entries[key].id,)
    return site.best(ids[0], lang) if ids else None


def _meant_ids(links: Links, source: str, name: str) -> tuple[str, ...]:
    """Return what is called so: only entries of the kind of the text that says it, where there are any. Of these the
    one is meant whose slug is written to the letter, if others differ from it in signs alone (`12`, `1-2`)."""
    ids, kind = _ids_of(links, name), source.partition("/")[0]
    ids = tuple(id for id in ids if id.startswith(f"{kind}/")) or ids
    slug = name.strip().rpartition("/")[2].casefold()
    return tuple(id for id in ids if id.rpartition("/")[2].casefold() == slug) or ids


def _ids_of(links: Links, written: str) -> tuple[str, ...]:
    """Return the entries with this name; of a path or an address, the part that names an entry counts."""
    return links.names.get(fold_topic(written)) or links.names.get(fold_topic(bare(written)), ())


def named_entry(site: Site, links: Links, source: str, written: str, lang: str) -> Iterator[AnyEntry]:
    """Return the entries that an argument of a component in `source` may mean: by path, or by name in `lang`.

    `members/lin` and `lin`, a title, a latin name, `/members/lin/` and `../members/lin.md` are all understood.
    """
    if "/" in written and (entry := entry_of(site, links, source, written)):
        yield entry
    for id in _ids_of(links, written):
        if best := site.best(id, lang):
            yield best


def broken(site: Site, links: Links) -> list[Diagnostic]:
    """Report every wikilink in a body that leads nowhere."""
    diagnostics: list[Diagnostic] = []
    for entry in site.entries.values():
        if entry.wikilinks:
            faults = list(_broken_wikilinks(site, links, entry))
            diagnostics += capped([_diagnostic(entry, fault, len(diagnostics) + at) for at, fault in enumerate(faults)])
    return diagnostics


class BrokenReference(NamedTuple):
    """A wikilink that leads nowhere, or to one of several; `known` are the names that `name` may have been meant as."""

    code: Code
    message: AnyText
    needle: str
    name: str
    known: Iterable[str]


def _broken_wikilinks(site: Site, links: Links, entry: AnyEntry) -> Iterator[BrokenReference]:
    for target in entry.wikilinks:
        name = target.partition("#")[0]
        found = wiki_entry(site, links, entry.source, target, entry.lang) if name else entry
        if found is None and not (_CODE.fullmatch(target) or is_unpublished(site, links, entry.source, name)):
            spoken = (name for one in site.entries.values() for name in (one.slug, one.title))
            message = _("nothing is called `{target}`", target=target)
            yield BrokenReference("broken-wikilink", message, f"[[{target}", target, spoken)
        ids = _meant_ids(links, entry.source, name)
        if found is not None and len(ids) > 1:
            message = _("several entries are called `{name}`; `{id}` is meant, the first", name=name, id=ids[0])
            yield BrokenReference("ambiguous-reference", message, f"[[{target}", "", ids[1:])


def is_unpublished(site: Site, links: Links, source: str, name: str) -> bool:
    """Tell whether there is an entry of this name, or a file, that is not published now."""
    return fold_topic(name) in site.unpublished or any(file_of(links.spelt, source, name + one) for one in TEXTS)


def _diagnostic(entry: AnyEntry, fault: BrokenReference, before: int) -> Diagnostic:
    """Return the diagnostic of a fault; `before` is how many were found before it."""
    return Diagnostic(
        code=fault.code,
        message=fault.message,
        file=f"content/{entry.source}",
        needle=fault.needle,
        hints=_meant(fault) if before < HINTED else (),
    )


def _meant(fault: BrokenReference) -> tuple[AnyText, ...]:
    if not fault.name:
        return (_("write one of: {names}", names=", ".join(f"[[{one}]]" for one in fault.known)),)
    return did_you_mean(fault.name, fault.known) or (_(r"write `\[[` for the brackets themselves"),)
