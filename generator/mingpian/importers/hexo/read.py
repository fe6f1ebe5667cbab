"""The texts of a Hexo site, and its settings."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import msgspec

from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.arrival.formulas import is_switched_on
from mingpian.importers.draft import ARTICLE, PAGE, Copy, Draft, Found, Importer, Into, OldSite, Skipped
from mingpian.importers.fields import cover_alt, fields_of, finished, former, one_line, slug_of, told_in
from mingpian.importers.friends.files import is_page
from mingpian.importers.friends.page import FILLED, with_friends
from mingpian.importers.hexo import addresses
from mingpian.importers.hexo.source import dates_of, source_files
from mingpian.importers.hexo.tags import SYNTAX
from mingpian.importers.html_text import markdown_of
from mingpian.importers.noting import unknown_in
from mingpian.importers.old_base import rooted, without_base
from mingpian.importers.old_settings import (
    NO_FOLDER,
    OF_SEARCH,
    is_of_lists,
    is_of_search,
    is_within,
    languages_of,
    menu_of,
    permalink_of,
    under,
)
from mingpian.importers.owner.accounts import shown_in
from mingpian.importers.owner.portrait import portrait_in, portrait_of
from mingpian.importers.references import Resolve, attach_cover, attach_files, finder
from mingpian.importers.restricted import note_on

_OF_LISTS = frozenset({"tags", "tag", "categories", "category", "archives", "archive", "search", "404", "schedule"})


class _HexoSite(msgspec.Struct, frozen=True):
    """A site: its folder, that of its texts, its settings, and the days that its cache has of texts without one."""

    root: Path
    source: Path
    into: Into
    config: dict[str, Any]
    days: dict[str, str] = {}


def read(root: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the posts, drafts and pages of a Hexo site, and the friends that its theme showed."""
    if reason := texts.unread_settings(root / "_config.yml", root):
        yield Skipped("_config.yml", reason)
    config = _config(root)
    source = root / one_line(config.get("source_dir") or "source")
    days = dates_of(root, addresses.zone_of(config) or ZoneInfo(into.timezone))
    yield from with_friends(_texts(_HexoSite(root, source, into, config, days)), root)


def _texts(site: _HexoSite) -> Iterator[Found | Skipped]:
    if not is_within(site.source, site.root):
        yield Skipped(site.source.as_posix(), NO_FOLDER)
        return
    for file in source_files(site.source, site.config):
        shown = file.path.relative_to(site.root).as_posix()
        if file.why:
            yield Skipped(shown, file.why)
        elif file.inside.parts[0] in ("_posts", "_drafts"):
            yield Found(shown, partial(_post, file.path, site, file.inside.parts[0] == "_drafts"))
        else:
            yield Found(shown, partial(_page, file.path, site))


def _config(root: Path) -> dict[str, Any]:
    return texts.read_settings(root / "_config.yml", root) or texts.read_settings(root / "_config.json", root)


def _post(path: Path, site: _HexoSite, is_draft: bool) -> Draft:
    root, source, config = site.root, site.source, site.config
    text = texts.read_text(path, root)
    notes = list(text.notes)
    fields = fields_of(text.data, site.into, notes)
    name = path.relative_to(source / ("_drafts" if is_draft else "_posts")).with_suffix("").as_posix()
    title, date = addresses.named(name, config)
    fields["date"] = fields.get("date") or date or site.days.get(path.relative_to(source).as_posix(), "")
    stated = one_line(text.data.get("slug")) or title
    if not is_draft:
        zone = ZoneInfo(site.into.timezone)
        paths, unknown = addresses.post_paths(config, stated, text.data, fields["date"], zone)
        fields["aliases"] += former(paths, notes)
        if unknown:
            notes.append(_("its former address is not known: it was made of `:{token}`", token=unknown))
    if reason := _encrypted(config, fields["tags"]):
        notes.append(note_on([reason]))
        fields["draft"] = True
    fields["draft"] = fields["draft"] or is_draft
    fields["title"] = fields["title"] or PurePosixPath(title).name
    places = (path.with_suffix(""), path.parent, source)
    slug = slug_of(title.removesuffix("/index").rpartition("/")[2])
    lists = addresses.lists_of(config, text.data, fields["date"])
    draft = _draft(text, ARTICLE, slug, fields, notes, (root, config, places))
    return msgspec.structs.replace(draft, lists=lists)


def _page(path: Path, site: _HexoSite) -> Draft | Skipped:
    root, source, config = site.root, site.source, site.config
    text = texts.read_text(path, root)
    is_html = path.suffix.lower() in (".html", ".htm")
    inside = PurePosixPath(path.relative_to(source).as_posix())
    form = one_line(text.data.get("type") or text.data.get("layout")).lower()
    is_bare = not re.sub(r"<!--.*?-->", "", text.body, flags=re.DOTALL).strip()
    is_list = form in _OF_LISTS or is_of_lists(inside.with_suffix("").as_posix().removesuffix("/index"))
    if is_of_search(inside.with_suffix("").as_posix().removesuffix("/index")):
        return Skipped(text.name, OF_SEARCH)
    if is_bare and is_list:
        return Skipped(text.name, _("it is the page of a list, which lists here make themselves"))
    if is_bare and (form or not text.data) and not told_in(text.data) and not is_page(text.name):
        return Skipped(text.name, FILLED)
    notes = list(text.notes)
    fields = fields_of(text.data, site.into, notes)
    fields["aliases"] += former([addresses.page_path(inside, text.data)], notes)
    fields["title"] = fields["title"] or path.stem
    name = inside.with_suffix("").as_posix().removesuffix("/index")
    places = (path.with_suffix(""), path.parent, source)
    text = text._replace(body=markdown_of(text.body, notes)) if is_html else text
    return _draft(text, PAGE, slug_of(name.replace("/", "-")), fields, notes, (root, config, places))


def _draft(
    text: texts.Text, kind: str, slug: str, fields: dict[str, Any], notes: list[AnyText],
    where: tuple[Path, dict[str, Any], tuple[Path, ...]],
) -> Draft:  # fmt: skip
    root, config, places = where
    body = blocks.foreign(text.body)
    body = blocks.converted(body, SYNTAX, unknown_in(text, body, notes))
    if _breaks(config):
        body = blocks.hard_breaks(body)
    address = (fields["aliases"] or [""])[-1]
    find = finder(root, *places, address=address)
    base = _base(config)
    body = without_base(body, base, lambda target: find(unquote(target)))
    body, files = attach_files(body, find, notes, text.at, address)
    attach_cover(rooted(fields["cover"], base), fields, find, files, cover_alt(text.data))
    return Draft(
        source=text.name,
        kind=kind,
        slug=slug,
        fields=finished(fields),
        body=body,
        files=dict(files),
        notes=tuple(notes),
    )


def _breaks(config: dict[str, Any]) -> bool:
    """Tell whether line breaks were seen: they are with Hexo's own renderers of Markdown, unless it is said."""
    stated = [under(config, "marked", "breaks"), under(config, "markdown", "render", "breaks")]
    return not any(one_line(one).lower() == "false" for one in stated)


def _encrypted(config: dict[str, Any], tags: list[str]) -> str:
    """Return the tag whose posts hexo-blog-encrypt locks; empty for none."""
    rows = under(config, "encrypt", "tags")
    names = {one_line(row.get("name")) for row in rows if isinstance(row, dict)} if isinstance(rows, list) else set()
    return next((f"encrypt: {tag}" for tag in tags if tag in names), "")


def recognises(root: Path) -> bool:
    """Tell whether a folder is a Hexo site."""
    config = _config(root) if root.is_dir() else {}
    return bool(config) and (root / one_line(config.get("source_dir") or "source") / "_posts").is_dir()


def describes(root: Path) -> OldSite:
    """Return what `_config.yml` and the theme's settings say of the site."""
    config = _config(root)
    theme = one_line(config.get("theme"))
    files = (f"_config.{theme}.yml", f"source/_data/{theme}.yml", f"themes/{theme}/_config.yml")
    themed = [config.get("theme_config"), *(texts.read_settings(root / path, root) for path in files)]
    themed.insert(1, config)
    places = (("menu",), ("navbar", "menu"), ("nav", "menu"), ("header", "menu"), ("menubar", "items"))
    menus = [menu for one in themed for place in places if (menu := under(one, *place))]
    pattern = one_line(config.get("permalink")) or addresses.DEFAULT
    shown = shown_in(*themed)
    return OldSite(
        title=one_line(config.get("title")),
        base_url=_base(config),
        description=one_line(config.get("description")) or one_line(config.get("subtitle")),
        author=one_line(config.get("author")),
        about_author=shown.headline or one_line(config.get("subtitle")),
        email=shown.email,
        links=shown.links,
        portrait=portrait_of(portrait_in(*themed), _pictures_of(root, config)),
        languages=languages_of(config.get("language")),
        timezone=one_line(config.get("timezone")),
        menu=menu_of(menus[0] if menus else None),
        permalinks=permalink_of(ARTICLE, pattern, addresses.TOKEN),
        feeds=tuple(f"/{path.lstrip('/')}" for path in _feeds(config)),
        lists=addresses.lists_of_all(config),
        paging=f"{one_line(config.get('pagination_dir')) or 'page'}/{{}}/",
        page_size=_page_size(config),
        has_formulas=is_switched_on([*themed, texts.read_settings(root / "package.json", root)]),
    )


def _pictures_of(root: Path, config: dict[str, Any]) -> Resolve:
    """Return what finds the pictures that settings name: the site's own, then those put into the theme's folder."""
    source, theme = one_line(config.get("source_dir")) or "source", one_line(config.get("theme"))
    return finder(root, roots=(root / source, root / "themes" / theme / "source"))


def _page_size(config: dict[str, Any]) -> int:
    """Return how many posts were on the shortest page of a list."""
    stated = [config, *(config.get(f"{name}_generator") for name in ("index", "archive", "tag", "category"))]
    sizes = [int(size) for one in stated if (size := one_line(under(one, "per_page"))).isdecimal() and int(size[:4])]
    return min(sizes, default=10)


def _base(config: dict[str, Any]) -> str:
    url, path = one_line(config.get("url")).rstrip("/"), one_line(config.get("root")).strip("/")
    return f"{url}/{path}" if path and not url.endswith(f"/{path}") else url


def _feeds(config: dict[str, Any]) -> list[str]:
    stated, form = under(config, "feed", "path"), one_line(under(config, "feed", "type"))
    stated = stated or ([f"{form}.xml"] if form else ["atom.xml", "rss2.xml"])
    return [one_line(one) for one in (stated if isinstance(stated, list) else [stated]) if one_line(one)]


IMPORTER = Importer(
    "hexo", _("the folder of a Hexo site, with `_config.yml` and `source/`"), read, recognises, describes
)
