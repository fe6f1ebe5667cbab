"""References that lead nowhere, or to what readers cannot see: in texts, in fields, in site.toml."""

import posixpath
import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from mingpian.config.settings import CONFIG_FILE
from mingpian.content.media.pictures import is_unshown
from mingpian.core.codes import Code
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, nearest
from mingpian.core.paths import composed, on_own_computer, on_own_network
from mingpian.i18n import AnyText, _
from mingpian.site.links import Links, key_of
from mingpian.site.mentions import Mention, mentions_in
from mingpian.site.resolution import by_path, called, file_of, is_address, is_as_named, is_text, paths_of, written_as
from mingpian.site.site import AnyEntry, Site

FEW = 3  # paths that a hint lists


class Fault(NamedTuple):
    """What is wrong with a reference, and how it is put right; `near` are the names that may have been meant."""

    code: Code
    message: AnyText
    hints: tuple[AnyText, ...] = ()
    near: Iterable[str] = ()


def missing(site: Site, links: Links, planned: Iterable[str]) -> list[Diagnostic]:
    """Report what entries and site.toml refer to and readers do not get. `planned` are all paths below output/."""
    pages = frozenset(map(composed, planned))
    diagnostics: list[Diagnostic] = []
    for entry in site.entries.values():
        if entry.made_from:
            continue
        faults = [
            (mention, fault)
            for mention in links.mentions[entry.key]
            if (fault := _fault(links, pages, entry.source, mention, entry))
        ]
        diagnostics += capped(
            [_diagnostic(f"content/{entry.source}", *pair, len(diagnostics) + at) for at, pair in enumerate(faults)]
        )
    own = [
        (mention, fault) for mention in mentions_in(site.config) if (fault := _fault(links, pages, "", mention, None))
    ]
    return diagnostics + [_diagnostic(CONFIG_FILE, *pair, at) for at, pair in enumerate(own)]


def _fault(links: Links, pages: frozenset[str], source: str, mention: Mention, entry: AnyEntry | None) -> Fault | None:
    written, use = mention.written, mention.use
    if on_own_computer(written) or on_own_network(written):
        hint = _("put the file beside the text, and write its name alone")
        return Fault(
            "own-computer", _("`{written}` is on your own computer, where no reader gets", written=written), (hint,)
        )
    if is_address(written):
        is_loaded = use == "picture" or (use == "file" and mention.field)
        return _not_loaded(written) if is_loaded and entry is not None and not entry.trusted else None
    path = file_of(links.spelt, source, written)
    if path and not is_text(path):
        is_named = entry is not None and written in entry.bracketed
        return _of_file(links, source, mention, path) or _of_called(links, source, mention, is_named)
    if use == "argument" or (path and use == "link"):
        return None  # `misuse` tells of arguments; a text that is there is no broken link, published or not
    return (
        None if use == "link" and _leads_to_a_page(links, pages, source, written) else _nowhere(links, source, mention)
    )


def _of_file(links: Links, source: str, mention: Mention, path: str) -> Fault | None:
    """Return what is wrong with a reference to a file that is there."""
    if is_unshown(path):
        ending = path.rpartition(".")[2].upper()
        hint = _("save it as JPEG, PNG or WebP; a phone's picture also says where it was taken")
        return Fault(
            "not-for-browsers",
            _("browsers do not show {ending}: `{written}` is not published", ending=ending, written=mention.written),
            (hint,),
        )
    if by_path(links.spelt, source, mention.written) and not is_as_named(source, mention.written, path):
        message = _(
            "`{written}` is called `{name}`; most hosts tell the two apart",
            written=mention.written,
            name=written_as(source, path),
        )
        return Fault("other-case", message, (_("write it as the file is called"),))
    return None


def _of_called(links: Links, source: str, mention: Mention, is_named: bool) -> Fault | None:
    """Say which file is taken that no path leads to: the nearest of that name. Double brackets ask for just that."""
    written = mention.written
    files = [] if by_path(links.spelt, source, written) else called(links.spelt, source, written)
    if not files or (is_named and len(files) == 1):
        return None
    first, *others = (written_as(source, file) for file in files)
    if not is_named:
        fault = _nowhere(links, source, mention)
        return fault._replace(near=(), hints=(_("`{first}` is taken, which is called so: write that", first=first),))
    message = _("several files are called `{written}`; `{first}` is taken, the nearest", written=written, first=first)
    hint = _("write its path; the others are {others}", others=", ".join(f"`{one}`" for one in others[:FEW]))
    return Fault("ambiguous-reference", message, (hint,))


def _nowhere(links: Links, source: str, mention: Mention) -> Fault:
    written, use = mention.written, mention.use
    known = (
        written_as(source, file) for file in links.files if file != source and (use == "link" or not is_text(file))
    )
    hints = _way_out(source, mention)
    if use == "link":
        return Fault("broken-link", _("the link `{written}` leads to nothing", written=written), hints, known)
    if use == "picture":
        return Fault("missing-picture", _("there is no picture `{written}`", written=written), hints, known)
    return Fault("missing-file", _("there is no file `{written}`", written=written), hints, known)


def _way_out(source: str, mention: Mention) -> tuple[AnyText, ...]:
    """Say what to write where no file of the site can have been meant."""
    if posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(mention.written))).startswith("../"):
        return (_("only what lies in content/ is published: put a copy there, and write where it is"),)
    if mention.field and mention.use == "link" and not re.search("[./#]", mention.written):
        return (_("write the whole address: https://…"),)
    return ()


def _not_loaded(written: str) -> Fault:
    hint = _("put the file beside the entry; or let the owner write the entry")
    message = _("`{written}` is on another site, which would learn who reads this: it is not loaded", written=written)
    return Fault("picture-elsewhere", message, (hint,))


def _leads_to_a_page(links: Links, pages: frozenset[str], source: str, written: str) -> bool:
    if key_of(links, source, written):
        return True
    if any(links.spelt.find(f"{path}{more}") for path in paths_of(source, written) for more in (".md", "/index.md")):
        return True  # one that is not published now
    if not written.startswith("/"):
        return False
    path = composed(unquote(written.partition("#")[0].partition("?")[0])).strip("/")
    return any(page in pages for page in (path, f"{path}/index.html".lstrip("/"), f"{path}.html"))


def _diagnostic(file: str, mention: Mention, fault: Fault, before: int) -> Diagnostic:
    """Return the diagnostic of a fault; `before` is how many were found before it."""
    near = _meant(mention.written, fault.near) if fault.near and before < HINTED else ()
    return Diagnostic(
        code=fault.code,
        message=fault.message,
        file=file,
        severity="warning",
        field=mention.field,
        needle="" if mention.field else mention.written,
        hints=near or fault.hints,
    )


def _meant(written: str, known: Iterable[str]) -> tuple[AnyText, ...]:
    """Say which file may have been meant: one whose own name is like it; folders and endings are like many."""
    by_stem: dict[str, str] = {}
    for path in known:
        by_stem.setdefault(_stem(path), path)
    near = nearest(_stem(written), by_stem)
    return (_("did you mean `{name}`?", name=by_stem[near]),) if near else ()


def _stem(path: str) -> str:
    """Return what tells a file from others: its name without the ending, or that of its folder."""
    return posixpath.basename(posixpath.splitext(path)[0].removesuffix("/index"))
