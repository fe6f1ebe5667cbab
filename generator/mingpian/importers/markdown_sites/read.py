"""The texts of a site of Markdown: each in our terms, with its links to the others."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import msgspec

from mingpian import closest_lang, fold_path, slugify
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, old_lists, texts
from mingpian.importers.draft import ARTICLE, PAGE, Copy, Draft, Found, Importer, Into, OldSite, Skipped, distinct_slugs
from mingpian.importers.fields import (
    as_in_addresses,
    cover_alt,
    fields_of,
    finished,
    former,
    iso_date,
    one_line,
    told_in,
)
from mingpian.importers.friends.files import is_page
from mingpian.importers.friends.page import with_friends
from mingpian.importers.markdown_sites import included, syntax
from mingpian.importers.markdown_sites.site import FormerPlace, MarkdownSite, MarkdownSystem, texts_below
from mingpian.importers.noting import UNKNOWN
from mingpian.importers.old_base import rooted, without_base
from mingpian.importers.old_settings import OF_SEARCH, is_of_lists, is_of_search, under
from mingpian.importers.references import Resolve, attach_cover, attach_files, finder, part_of
from mingpian.importers.restricted import note_on

_LINK = re.compile(rf"(?<!!)\[({blocks.LABEL})\]\(<?((?:[^()\s<>]|\([^()\s<>]*\))+)>?(?:\s+\"[^\"\n]*\")?\)")
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")
_OF_DIGITS = re.compile(r"\A#_(?=\d)")  # VuePress and VitePress write `_` before a heading's digit
_HEAD = re.compile(r"\A(?:\s|<!--.*?-->)*^#[ \t]+([^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_MARKUP = re.compile(r"\{#[^{}]*\}|<[^<>]*>|[*`]|!?\[([^\[\]]*)\]\([^()]*\)")
_SAME = re.compile(r"(?:/(?:index|readme))?(?:\.mdx?|\.markdown|\.html?)?/?\Z", re.IGNORECASE)
_OTHER_NAMES = {
    "date": ("pubDatetime", "published", "publishedAt", "publish_date", "createdAt", "created_at"),
    "updated": ("modDatetime", "updatedDate", "lastUpdated", "updatedAt", "lastUpdatedDate"),
    "cover": ("heroImage", "ogImage", "coverImage", "bannerImg", "titleImg"),
    "summary": ("desc",),
}
_OF_THEME = re.compile(  # what shows no text of its own
    r"<!--(?!\s*@include:).*?-->|^\s*<(script|style)\b.*?</\1>|^import\s[^\n]*$|<[A-Z]\w*\s*/>",
    re.DOTALL | re.MULTILINE,
)
_LISTS = ("archivesPage", "categoriesPage", "tagsPage", "blog")
_FILLED = ("home", "hero", "pageComponent", "features", "pageLayout", "portfolio", "blog")


class _Text(msgspec.Struct, frozen=True):
    """A text, where it stood and what it is called here."""

    path: Path
    text: texts.Text
    place: FormerPlace
    slug: str


class _Library(msgspec.Struct, frozen=True):
    """All texts of a site; `named` has them by their paths and addresses, so that links to them are known."""

    site: MarkdownSite
    into: Into
    named: dict[str, _Text]


def importer_of(system: MarkdownSystem) -> Importer:
    """Return the importer of a system."""

    def recognises(root: Path) -> bool:
        return root.is_dir() and system.of(root.resolve()) is not None

    def describes(root: Path) -> OldSite:
        site = system.of(root.resolve())
        return system.describes(site) if site else OldSite()

    return Importer(system.name, system.wants, partial(_read, system), recognises, describes)


def _read(system: MarkdownSystem, root: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the texts of a site, and the friends that its theme showed."""
    yield from with_friends(_texts(system, root, into), root)


def _texts(system: MarkdownSystem, root: Path, into: Into) -> Iterator[Found | Skipped]:
    site = system.of(root.resolve())
    if site is None:
        return
    read: list[tuple[Path, texts.Text, FormerPlace]] = []
    for path in system.files(site) if system.files else texts_below(site.source):
        try:
            text = texts.read_text(path, site.root)
        except texts.UnfitFileError:
            yield Found(path.relative_to(site.root).as_posix(), partial(_again, path, site.root))
            continue
        read.append((path, text, system.place(site, path, text.data)))
    slugs = distinct_slugs((_name(place) for _, _, place in read), [path for path, _, _ in read])
    found = [_Text(path, text, place, as_in_addresses(slugs[path], [place.address])) for path, text, place in read]
    library = _Library(site, into, _named(found, site))
    for one in found:
        yield Found(one.text.name, partial(_entry, one, library))


def _again(path: Path, root: Path) -> Skipped:
    """Read a file that cannot be read, so that what is wrong with it is told in its place. Raises UnfitFileError."""
    texts.read_text(path, root)
    return Skipped(path.relative_to(root).as_posix(), "")


def _name(place: FormerPlace) -> str:
    return f"{place.name} {place.lang}" if place.lang else place.name


def _named(found: list[_Text], site: MarkdownSite) -> dict[str, _Text]:
    named: dict[str, _Text] = {}
    for one in found:
        for path in (
            one.place.address,
            "/" + one.path.relative_to(site.source).as_posix() if one.path.is_relative_to(site.source) else "",
        ):
            if path:
                named.setdefault(_same(path), one)
    return named


def _same(path: str) -> str:
    """Return what all ways to write the path of one text share."""
    return fold_path(_SAME.sub("", unquote(path))).rstrip("/") or "/"


def _entry(one: _Text, library: _Library) -> Draft | Skipped:
    site, into, place, text = library.site, library.into, one.place, one.text
    if reason := place.why or _filled_by_theme(text, place):
        return Skipped(text.name, reason)
    first = into.languages[0]
    ours = closest_lang(place.lang, into.languages) if place.lang else first
    if not ours:
        why = _('it is in a language that the site has not: add "{lang}" to `languages` in site.toml', lang=place.lang)
        return Skipped(text.name, why)
    notes = list(text.notes)
    data = _renamed(text.data)
    fields = fields_of({name: value for name, value in data.items() if name not in ("permalink", "lang")}, into, notes)
    fields["date"] = fields.get("date") or place.date
    fields["authors"] = [site.authors.get(name, name) for name in fields["authors"]]
    if locked := next((start for start in site.locked if unquote(place.address).startswith(unquote(start))), ""):
        notes.append(note_on([f"encrypt: {locked}"]))
        fields["draft"] = True
    values = {name: one_line(value) for name, value in data.items()}
    values["title"] = values.get("title") or _titled("", text.body, msgspec.structs.replace(place, name=""))[0]
    body = included.whole(text.body, one.path, site, values)
    body = syntax.converted(body, values, site.is_program or one.path.suffix == ".mdx", _unknown(text, notes))
    fields["title"], body = _titled(fields["title"], body, place)
    find = _finder(one, site)
    body = without_base(_linked(body, one, library), site.base, lambda target: find(unquote(target)))
    body = _linked(body, one, library)
    fields["aliases"] += former([path for path in (*place.others, place.address) if path != "/"], notes)
    body, files = attach_files(body, find, notes, text.at, place.address)
    attach_cover(rooted(fields["cover"] or _cover(data), site.base), fields, find, files, cover_alt(data))
    return Draft(
        source=text.name, kind=_kind(one, data, into), slug=_called(one, library),
        lang=ours if ours != first else "", fields=finished(fields), body=body, files=dict(files), notes=tuple(notes),
        lists={f"{site.tags}{slugify(tag)}/": old_lists.of_tag(tag) for tag in fields["tags"]},
    )  # fmt: skip


def _kind(one: _Text, data: dict[str, Any], into: Into) -> str:
    is_dated = bool(one_line(data.get("date")) or one.place.date)
    is_page = one_line(data.get("article")).lower() == "false" or (one.place.is_page and not is_dated)
    return PAGE if is_page else into.kind or ARTICLE


def _called(one: _Text, library: _Library) -> str:
    """Return the slug of a text: that of the one of which it is a translation; its own where there is none."""
    if not one.place.lang or closest_lang(one.place.lang, library.into.languages) == library.into.languages[0]:
        return one.slug
    for folder, lang in library.site.codes.items():
        prefix = f"/{folder}/"
        if folder and lang == one.place.lang and one.place.address.startswith(prefix):
            first = library.named.get(_same(one.place.address.removeprefix(f"/{folder}")))
            return first.slug if first else one.slug
    return one.slug


def _filled_by_theme(text: texts.Text, place: FormerPlace) -> AnyText:
    """Say why a page without a text of its own is left; empty for one that has one."""
    if is_of_search(place.address):
        return OF_SEARCH
    if _OF_THEME.sub("", text.body).strip():
        return ""
    if is_page(text.name):
        return ""  # that of friends, who are known from elsewhere
    if is_of_lists(place.address) or any(name in text.data for name in _LISTS):
        return _("it is the page of a list, which lists here make themselves")
    if not text.body.strip() and not text.data:
        return _("it is empty")
    is_filled = any(name in text.data for name in _FILLED) or (text.body.strip() and not text.data.get("date"))
    is_post = bool(text.data.get("date") or place.date) or bool(told_in(text.data))
    return _("it has no text: its theme filled it") if is_filled or ("layout" in text.data and not is_post) else ""


def _renamed(data: dict[str, Any]) -> dict[str, Any]:
    """Return front matter with the names that all systems have."""
    found = dict(data)
    for name, others in _OTHER_NAMES.items():
        for other in others:
            said = one_line(found.get(other))
            if said and not one_line(found.get(name)) and (name not in ("date", "updated") or iso_date(said)):
                found[name] = found.pop(other)
    return found


def _cover(data: dict[str, Any]) -> str:
    stated = (under(data, name, inner) for name in ("image", "cover", "heroImage") for inner in ("src", "url", "path"))
    return next((one_line(one) for one in stated if one_line(one)), "")


def _titled(stated: str, body: str, place: FormerPlace) -> tuple[str, str]:
    """Return the title, and the text without it where it stands at its head."""
    match = _HEAD.match(body)
    said = " ".join(_MARKUP.sub(r"\1", match[1]).split()) if match else ""
    if match and said and stated in ("", said):
        return said, body[: match.start(1)].rstrip("# \t") + body[match.end() :]
    return stated or place.name, body


def _unknown(text: texts.Text, notes: list[AnyText]) -> syntax.Unknown:
    told: set[str] = set()

    def unknown(name: str, words: str) -> None:
        if name not in told:
            told.add(name)
            place = text.at(words) or text.name
            is_program = words.lower().startswith(("<script", "<style", "import", "export"))
            template = _LEFT if is_program else UNKNOWN["value" if words.startswith("{{") else "tag"]
            notes.append(template.with_values(place=place, name=name))

    return unknown


_LEFT = _("{place}: `{name}` is of a program, and is left")


def _linked(body: str, one: _Text, library: _Library) -> str:
    """Return a text whose links to other texts of the site lead to what these are now."""
    folder = (
        f"/{one.path.parent.relative_to(library.site.source).as_posix()}/"
        if one.path.is_relative_to(library.site.source)
        else "/"
    )

    def link(found: re.Match[str]) -> str:
        words, target = found[1], found[2]
        if _ELSEWHERE.match(target) or "![" in words or "|" in words:
            return found[0]
        bare = target.partition("#")[0].partition("?")[0]
        for base in (folder, one.place.folder, one.place.address):
            meant = library.named.get(_same(_joined(base, bare)))
            if meant is not None and not meant.place.why:
                return f"[[{_called(meant, library)}{_OF_DIGITS.sub('#', part_of(target))}|{words}]]"
        return found[0]

    return blocks.outside_code(body, lambda text: _LINK.sub(link, text))


def _joined(base: str, target: str) -> str:
    try:
        return urljoin(base, target)
    except ValueError:
        return target


def _finder(one: _Text, site: MarkdownSite) -> Resolve:
    """Return what finds pictures: beside the text, and in the folders whose files stood at the root."""
    tops = (*site.public, site.source, site.root, site.root / "src")
    folders = (
        one.path.parent,
        one.path.with_suffix(""),
        *([site.root / one.place.folder.strip("/")] if one.place.folder else []),
    )
    find = finder(site.root, *folders, roots=tops, address=one.place.address)

    def found(target: str) -> Path | None:
        path = find(target)
        if path is None and (short := re.match(r"~?@?[\w-]*/(.+)\Z", target)) and target[0] in "~@":
            return find(f"/{short[1]}") or find(f"/{target.lstrip('~@')}")
        return path

    return found
