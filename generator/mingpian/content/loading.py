"""Everything that a site's folder says: its settings and extensions, what lies in content/, and all of it, read."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from mingpian.config.load import load_config
from mingpian.config.settings import SiteConfig
from mingpian.content import discover, taxonomies
from mingpian.content.chinese_variants import unusable, with_variants
from mingpian.content.discover import FolderListing
from mingpian.content.entry import Entry
from mingpian.content.extensions import LoadedExtensions, load_extensions
from mingpian.content.history import History, history_of, with_history
from mingpian.content.load import Loaded, ParseCache, load_content
from mingpian.content.read_files import CONTENT_FOLDER, WORTH, ParseContext, parse_context
from mingpian.content.revision import others_of
from mingpian.content.settings_check import disagreements
from mingpian.content.trust.settings import missed, wrong_places
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.sources import SourceFile
from mingpian.core.workers import Crew
from mingpian.request import Request


class DiscoveredSite(msgspec.Struct, frozen=True):
    """What there is to read, and how."""

    config: SiteConfig
    extensions: LoadedExtensions
    listing: FolderListing
    listed_at: int  # nanoseconds since 1970
    diagnostics: tuple[Diagnostic, ...]


class LoadedContent(msgspec.Struct, frozen=True):
    """The content as read, and all that was found while reading."""

    config: SiteConfig
    listing: FolderListing
    listed_at: int  # nanoseconds since 1970
    loaded: Loaded
    parse_context: ParseContext
    others: bytes  # digest of the stat facts of all files but entries
    history: History
    code: tuple[SourceFile, ...]  # the site's own
    diagnostics: tuple[Diagnostic, ...]


def discover_site(request: Request, now: int) -> DiscoveredSite:
    """Read the settings and the extensions, and list content/. `now` is in nanoseconds since 1970."""
    config, problems = load_config(request.root, request.base_url)
    extensions = load_extensions(request.root, config.extensions)
    listing, listed_at = list_content(request, now)
    if any(problem.code == "no-site" for problem in problems):  # what it would hold is not missed
        listing = msgspec.structs.replace(listing, diagnostics=())
    config, misnamed = taxonomies.sound(config)
    found = (*disagreements(config), *misnamed, *unusable(config), *wrong_places(config))
    diagnostics = (*problems, *extensions.diagnostics, *found)
    return DiscoveredSite(config, extensions, listing, listed_at, diagnostics)


def list_content(request: Request, now: int) -> tuple[FolderListing, int]:
    """List content/, as it was seen before the build where it was; tell when, too. Whatever is written later has times
    that are later, and is another file to the next build."""
    folder, seen = request.root / CONTENT_FOLDER, request.seen
    if seen is None:
        return discover.list_files(folder, CONTENT_FOLDER), now
    return discover.listing_of(seen.content, folder, CONTENT_FOLDER), seen.at


def parse_site(
    request: Request,
    found: DiscoveredSite,
    stores: tuple[Path, Path],
    cache: Callable[[], ParseCache],
    kept: LoadedContent | None = None,
    meanwhile: Callable[[SiteConfig], object] = bool,
) -> LoadedContent:
    """Parse what was discovered, but for what `cache` has, or nothing at all where all is as it was when it was `kept`.
    `stores` are the folders of bodies and of coloured code. `meanwhile` is called while workers parse."""
    config, own = found.config, found.extensions
    reader = parse_context(config, found.listing, own, request.root, stores)
    reader = msgspec.structs.replace(reader, colors_later=request.originals_first)
    if kept is not None and _is_same(kept, found, reader):
        loaded = kept.loaded
    else:
        crew = Crew(request.jobs, WORTH, partial(meanwhile, config))
        loaded = load_content(reader, found.listing, found.listed_at, cache(), crew, config.topics)
    history = history_of(request.root, config)
    untrusted = missed(config, loaded.files, loaded.parsed, reader.settings.trust)
    diagnostics = (*found.diagnostics, *untrusted, *history.diagnostics, *loaded.diagnostics)
    others = others_of(found.listing, found.listed_at)
    return LoadedContent(config, found.listing, found.listed_at, loaded, reader, others, history, own.code, diagnostics)


def _is_same(kept: LoadedContent, found: DiscoveredSite, reader: ParseContext) -> bool:
    """Tell whether all that was read would be read again just so: the files are the same, any change would show, and
    the settings differ in nothing that reading depends on."""
    are_settled = all(file.settled(kept.listed_at) for file in kept.listing.files)
    is_same = (kept.listing, kept.parse_context) == (found.listing, reader) and are_settled
    return is_same and kept.config.topics == found.config.topics


def entries_of(content: LoadedContent) -> list[Entry[Any]]:
    """Return the entries that were read, with what git knows of them, and their variants of Chinese."""
    entries = [parsed.entry for parsed in content.loaded.parsed if parsed.entry is not None]
    return with_variants(with_history(entries, content.history, content.config.timezone), content.config)
