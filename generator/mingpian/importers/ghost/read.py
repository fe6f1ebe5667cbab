"""The texts of an export of Ghost."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from mingpian import slugify
from mingpian.i18n import AnyText, _
from mingpian.importers import old_lists, texts
from mingpian.importers.draft import ARTICLE, PAGE, PERSON, Draft, Found, Importer, Into, OldSite, Skipped
from mingpian.importers.fields import finished, former, iso_date, one_line, slug_of
from mingpian.importers.ghost.cards import html_of, is_cut
from mingpian.importers.html_text import markdown_of
from mingpian.importers.old_settings import languages_of, menu_of
from mingpian.importers.owner.portrait import ShownPicture, portrait_of, portrayed
from mingpian.importers.references import Resolve, attach_cover, attach_files, finder
from mingpian.importers.restricted import note_on

_LIMIT = 512 * 1024 * 1024
_URL = "__GHOST_URL__"

Tables = dict[str, Any]


class _GhostExport(msgspec.Struct, frozen=True):
    """One file, and what its posts are read with, by their ids."""

    file: Path
    into: Into
    tags: dict[str, list[str]]
    authors: dict[str, list[str]]
    metas: dict[str, dict[str, Any]]
    slugs: dict[str, str]  # of tags and authors, by their names


def read(path: Path, into: Into) -> Iterator[Found | Draft | Skipped]:
    """Yield the posts and pages of an export, and the members who wrote them."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            tables = _tables(file)
            posts = [post for post in tables["posts"] if isinstance(post, dict)]
            tags = _joined(tables, "posts_tags", "tag_id", "tags")
            authors = _authors(tables)
            metas = {one_line(row.get("post_id")): row for row in _rows(tables, "posts_meta")}
        except (texts.UnfitFileError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            yield Skipped(file.name, _("it is no export of Ghost"))
            continue
        yield from _members(tables, {name for names in authors.values() for name in names}, file, into)
        rows = (*_rows(tables, "tags"), *_rows(tables, "users"))
        slugs = {one_line(row.get("name")): one_line(row.get("slug")) for row in rows}
        export = _GhostExport(file, into, tags, authors, metas, slugs)
        for post in posts:
            shown = f"{file.name}: {one_line(post.get('title')) or one_line(post.get('slug'))}"
            yield Found(shown, partial(_entry, post, shown, export))


def _tables(file: Path) -> Tables:
    data = texts.json_value(texts.decode_text(texts.bytes_of(file, file.parent, _LIMIT))[0])
    tables: Tables = (data["db"][0] if isinstance(data, dict) and data.get("db") else data)["data"]
    return tables


def _joined(tables: Tables, links: str, key: str, table: str) -> dict[str, list[str]]:
    """Return the names that a table of links gives to each post, in their order."""
    names = {one_line(one.get("id")): one_line(one.get("name")) for one in _rows(tables, table)}
    found: dict[str, list[str]] = defaultdict(list)
    for link in sorted(_rows(tables, links), key=_order):
        if name := names.get(one_line(link.get(key))):
            found[one_line(link.get("post_id"))].append(name)
    return found


def _authors(tables: Tables) -> dict[str, list[str]]:
    """Return the names of each post's authors; before posts had several, each named one."""
    names = {one_line(user.get("id")): one_line(user.get("name")) for user in _rows(tables, "users")}
    alone = {
        one_line(post.get("id")): names.get(one_line(post.get("author_id")), "") for post in _rows(tables, "posts")
    }
    return {id: [name] for id, name in alone.items() if id and name} | _joined(
        tables, "posts_authors", "author_id", "users"
    )


def _rows(tables: Tables, table: str) -> list[dict[str, Any]]:
    return [row for row in tables.get(table) or [] if isinstance(row, dict)]


def _order(link: dict[str, Any]) -> float:
    order = link.get("sort_order")
    return order if isinstance(order, int | float) else 0


def _members(tables: Tables, wrote: set[str], file: Path, into: Into) -> Iterator[Draft]:
    for user in _rows(tables, "users"):
        name, mail = one_line(user.get("name")), one_line(user.get("email"))
        if name in wrote:
            fields: dict[str, Any] = {
                "name": name,
                "headline": one_line(user.get("bio"))[:200],
                "city": one_line(user.get("location")),
            }
            fields |= {"contact": {"email": {"value": mail, "audience": "host"}}} if "@" in mail else {}
            source = _("the author {name}", name=name)
            person = Draft(source=source, kind=PERSON, slug=slugify(name), fields=finished(fields))
            stated = ShownPicture(one_of(user, "profile_image").replace(_URL, ""))
            picture = portrait_of(stated, _finder(file, into))
            yield portrayed(person, picture, into.fetched) if picture else person


def _entry(post: dict[str, Any], shown: str, export: _GhostExport) -> Draft:
    notes: list[AnyText] = []
    id = one_line(post.get("id"))
    slug = slug_of(one_line(post.get("slug")) or one_line(post.get("title")))
    closed = _closed(post, export.metas.get(id, {}))
    notes += [note_on(closed)] if closed else []
    find = _finder(export.file, export.into)
    body, files = attach_files(markdown_of(_html(post, shown, notes), notes), find, notes, address=f"/{slug}/")
    fields: dict[str, Any] = {
        "title": one_line(post.get("title")),
        "date": iso_date(one_of(post, "published_at") or one_of(post, "created_at")),
        "updated": iso_date(one_of(post, "updated_at")),
        "summary": one_line(post.get("custom_excerpt")),
        "tags": [tag for tag in export.tags.get(id, []) if not tag.startswith("#")],  # those are Ghost's own
        "draft": bool(closed),
        "aliases": former([f"/{slug}/"], notes),
        "authors": export.authors.get(id, []),
        "extra": {},
    }
    lists = {f"/tag/{export.slugs.get(tag, '')}/": old_lists.of_tag(tag) for tag in fields["tags"]}
    lists |= {f"/author/{export.slugs.get(name, '')}/": old_lists.of_person(name) for name in fields["authors"]}
    attach_cover(one_of(post, "feature_image").replace(_URL, ""), fields, find, files)
    kind = PAGE if post.get("type") == "page" or str(post.get("page")) in ("1", "True") else ARTICLE
    return Draft(
        source=shown, kind=kind, slug=slug, fields=finished(fields), body=body, files=dict(files),
        lists={} if kind == PAGE else lists, notes=tuple(notes),
    )  # fmt: skip


def _html(post: dict[str, Any], shown: str, notes: list[AnyText]) -> str:
    """Return the HTML of a post: the export's own, else that of its cards."""

    def unknown(form: str) -> None:
        note = _("{place}: `{form}` is a card that is not known here; only its text is taken", place=shown, form=form)
        if note not in notes:
            notes.append(note)

    html = one_of(post, "html")
    if not html:
        try:
            html = html_of(post, unknown)
        except (ValueError, LookupError, TypeError, AttributeError):
            html = ""
        if not html and (post.get("lexical") or post.get("mobiledoc")):
            notes.append(_("the export has no HTML of it; export again from a newer Ghost"))
    return html.replace(_URL, "")


def _closed(post: dict[str, Any], meta: dict[str, Any]) -> list[str]:
    """Return what kept readers from a post: its status, who may see it, whether it was a mail alone."""
    status, visibility = one_line(post.get("status")), one_line(post.get("visibility"))
    found = [] if status in ("published", "") else [f"status: {status}"]
    found += [] if visibility in ("public", "") else [f"visibility: {visibility}"]
    found += ["email_only"] if str(meta.get("email_only") or post.get("email_only")) in ("1", "True", "true") else []
    return found or (["members-only"] if is_cut(post) else [])


def _finder(file: Path, into: Into) -> Resolve:
    """Return what finds pictures: in the folder of the export, else at the old site, when that may be asked."""
    folder, fetched = file.parent, into.fetched
    return (
        finder(folder, folder, roots=(folder, folder / "content", folder.parent))
        if not fetched
        else _either(folder, fetched)
    )


def _either(folder: Path, fetched: Any) -> Resolve:
    beside_it = finder(folder, folder, roots=(folder, folder / "content"))

    def find(target: str) -> Path | None:
        return beside_it(target) or (fetched(target) if target.startswith(("https://", "http://")) else None)

    return find


def one_of(post: dict[str, Any], name: str) -> str:
    """Return a field as text."""
    value = post.get(name)
    return str(value) if isinstance(value, str | int) else ""


def recognises(path: Path) -> bool:
    """Tell whether a file, or one in a folder, is an export."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path] if path.suffix == ".json" else []:
        try:
            tables = _tables(file)
        except (texts.UnfitFileError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OSError):
            continue
        if isinstance(tables.get("posts"), list):
            return True
    return False


def describes(path: Path) -> OldSite:
    """Return what the export's settings say of the site."""
    for file in sorted(path.glob("*.json")) if path.is_dir() else [path]:
        try:
            tables = _tables(file)
            stated = {one_line(row.get("key")): row.get("value") for row in _rows(tables, "settings")}
            authors = _authors(tables)
        except (texts.UnfitFileError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            continue
        names = [name for found in authors.values() for name in found]
        try:
            menu = texts.json_value(str(stated.get("navigation") or "[]"))
        except (ValueError, RecursionError):
            menu = []
        return OldSite(
            title=one_line(stated.get("title")),
            base_url=one_line(stated.get("url")),
            description=one_line(stated.get("description")),
            author=max(dict.fromkeys(names), key=names.count, default=""),
            languages=languages_of(stated.get("locale") or stated.get("lang") or stated.get("default_locale")),
            timezone=one_line(stated.get("timezone") or stated.get("active_timezone")),
            menu=tuple((label, address.replace(_URL, "") or "/") for label, address in menu_of(menu)),
            paging="page/{}/",
            page_size=5,
            feeds=("/rss/", *(f"/tag/{slug}/rss/" for row in _rows(tables, "tags") if (slug := _public_slug(row)))),
        )
    return OldSite()


def _public_slug(tag: dict[str, Any]) -> str:
    return one_line(tag.get("slug")) if one_line(tag.get("visibility")) in ("", "public") else ""


IMPORTER = Importer("ghost", _("the JSON file of Settings → Export"), read, recognises, describes)
