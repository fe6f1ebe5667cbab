"""Backups of Halo: tables by name (1.x), or every object as a JSON of its own in one table (2.x).

In 2.x posts, pages, their texts (snapshots) and tags lie side by side. What was published is a snapshot, whole or as a
difference to its base.
"""

import base64
import binascii
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingpian.i18n import AnyText, _
from mingpian.importers import old_lists, texts
from mingpian.importers.draft import ARTICLE, PAGE, OldSite, OwnersPicture
from mingpian.importers.fields import one_line
from mingpian.importers.old_settings import languages_of, under

MAX_BYTES = 512 * 1024 * 1024

Row = dict[str, Any]


def stored(file: Path, root: Path) -> Any:
    """Return what a JSON file says; None when it is none."""
    try:
        return texts.json_value(texts.decode_text(texts.bytes_of(file, root, MAX_BYTES))[0])
    except (texts.UnfitFileError, ValueError, RecursionError):
        return None


def rows(data: Any, name: str) -> list[Row]:
    """Return the rows of a table of 1.x; the user is one alone."""
    stated = data.get(name) if isinstance(data, dict) else None
    listed = stated if isinstance(stated, list) else [stated]
    return [row for row in listed if isinstance(row, dict)]


def of_tables(data: Any) -> Iterator[Row]:
    """Yield the posts of 1.x: tables by name, joined by numbers."""
    names = {
        kind: {row.get("id"): one_line(row.get("name")) for row in rows(data, table)}
        for kind, table in (("tag", "tags"), ("category", "categories"))
    }
    bodies = {row.get("id") or row.get("postId"): row for row in rows(data, "contents")}
    for table, kind in (("posts", ARTICLE), ("sheets", PAGE)):
        for post in rows(data, table):
            content = bodies.get(post.get("id"), {})
            terms = [
                names[term].get(link.get(f"{term}Id"), "")
                for term, links in (("tag", "post_tags"), ("category", "post_categories"))
                for link in rows(data, links)
                if link.get("postId") == post.get("id")
            ]
            status = one_line(post.get("status")).upper()
            is_closed = status not in ("PUBLISHED", "0") or bool(one_line(post.get("password")))
            yield {
                "kind": kind,
                "title": post.get("title"),
                "slug": post.get("slug") or post.get("url"),
                "raw": post.get("originalContent") or content.get("originalContent"),
                "html": post.get("formatContent") or content.get("content"),
                "is_markdown": one_line(post.get("editorType")).upper() not in ("RICHTEXT", "1"),
                "date": post.get("createTime"),
                "updated": post.get("editTime") or post.get("updateTime"),
                "summary": post.get("summary"),
                "cover": post.get("thumbnail"),
                "tags": [term for term in dict.fromkeys(terms) if term],
                "closed": f"{status}{' with a password' if post.get('password') else ''}" if is_closed else "",
                "old": post.get("fullPath"),
            }


def of_objects(data: Any) -> Iterator[Row]:
    """Yield the posts of 2.x, out of its extensions."""
    objects = list(objects_of(data))
    known = {(one_line(one.get("kind")), named(one)): one for one in objects}
    for one in objects:
        kind = {"Post": ARTICLE, "SinglePage": PAGE}.get(one_line(one.get("kind")), "")
        if kind and isinstance(one.get("spec"), dict):
            yield _of_object(one, kind, known)


def objects_of(data: Any) -> Iterator[Row]:
    """Yield the objects of 2.x."""
    for row in _objects(data):
        if found := _object(row):
            yield found


def _objects(data: Any) -> list[Row]:
    return [row for row in data if isinstance(row, dict)] if isinstance(data, list) else rows(data, "extensions")


def _of_object(one: Row, kind: str, known: dict[tuple[str, str], Row]) -> Row:
    spec, status = one["spec"], one.get("status")
    published = known.get(("Snapshot", one_line(spec.get("releaseSnapshot") or spec.get("headSnapshot"))), {})
    base = known.get(("Snapshot", one_line(spec.get("baseSnapshot"))), {})
    raw, why = _text(published, base)
    terms = (
        known.get((term, one_line(name)), {})
        for term, key in (("Tag", "tags"), ("Category", "categories"))
        for name in _list(spec, key)
    )
    words = [one_line(term["spec"].get("displayName")) for term in terms if isinstance(term.get("spec"), dict)]
    excerpt = spec.get("excerpt")
    return {
        "kind": kind,
        "title": spec.get("title"),
        "slug": spec.get("slug"),
        "raw": raw,
        "is_markdown": _raw_type(base).upper() == "MARKDOWN",
        "html": raw,
        "date": spec.get("publishTime") or _meta(one).get("creationTimestamp"),
        "updated": status.get("lastModifyTime") if isinstance(status, dict) else "",
        "summary": excerpt.get("raw") if isinstance(excerpt, dict) else "",
        "cover": spec.get("cover"),
        "tags": [word for word in dict.fromkeys(words) if word],
        "closed": _closed(spec),
        "old": status.get("permalink") if isinstance(status, dict) else "",
        "note": why,
    }


def _closed(spec: Row) -> str:
    """Say what keeps a post from the public; empty when nothing does."""
    visible = one_line(spec.get("visible") or "PUBLIC").upper()
    why = ["deleted"] * _is(spec.get("deleted")) + ["not published"] * (not _is(spec.get("publish")))
    return ", ".join([*why, *([visible] if visible != "PUBLIC" else [])])


def _object(row: Row) -> Row | None:
    """Return an object: as it is, or out of the bytes of its row."""
    if isinstance(row.get("kind"), str):
        return row
    data = row.get("data")
    if isinstance(data, str):
        try:
            found = texts.json_value(base64.b64decode(data).decode() if not data.lstrip().startswith("{") else data)
        except (binascii.Error, ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None
    return None


def _meta(one: Row) -> Row:
    meta = one.get("metadata")
    return meta if isinstance(meta, dict) else {}


def named(one: Row) -> str:
    """Return what an object is called in the backup."""
    return one_line(_meta(one).get("name"))


def _list(spec: Row, name: str) -> list[Any]:
    value = spec.get(name)
    return value if isinstance(value, list) else []


def _is(value: Any) -> bool:
    return value is True or one_line(value).lower() == "true"


def _raw_type(base: Row) -> str:
    spec = base.get("spec")
    return one_line(spec.get("rawType")) if isinstance(spec, dict) else ""


def _text(published: Row, base: Row) -> tuple[str, AnyText]:
    """Return the text that is published, and what is to be told of it. A later snapshot is a list of differences, in
    lines, to the base (`type`, `source` and `target` with their `position` and `lines`)."""
    spec, first = published.get("spec"), base.get("spec")
    whole = str(first.get("rawPatch") or "") if isinstance(first, dict) else ""
    patch = spec.get("rawPatch") if isinstance(spec, dict) else ""
    if published is base or not patch:
        return whole, ""
    try:
        deltas = texts.json_value(str(patch))
        lines = whole.split("\n")
        for delta in sorted(deltas, key=lambda one: -int(one["source"]["position"])):
            at, old, new = (
                int(delta["source"]["position"]),
                delta["source"]["lines"] or [],
                delta["target"]["lines"] or [],
            )
            if lines[at : at + len(old)] != old:
                raise ValueError
            lines[at : at + len(old)] = new
    except (ValueError, LookupError, TypeError, RecursionError):
        return whole, _("its last changes cannot be read, and this is an earlier version: compare it")
    return "\n".join(map(str, lines)), ""


def _item(one: Row) -> Row:
    spec = one.get("spec")
    spec = spec if isinstance(spec, dict) else {}
    return {**spec, "name": spec.get("displayName"), "url": under(one, "status", "href") or spec.get("href")}


def _menu(items: list[Row]) -> tuple[tuple[str, str], ...]:
    ordered = sorted(items, key=lambda one: one["priority"] if isinstance(one.get("priority"), int) else 0)
    return tuple((one_line(one.get("name")), one_line(one.get("url"))) for one in ordered if one.get("url"))


def described(data: Any) -> OldSite:
    """Return what the settings in a backup say of the site."""
    options = {one_line(row.get("key") or row.get("optionKey")): row.get("value") for row in rows(data, "options")}
    options |= data["options"] if isinstance(data, dict) and isinstance(data.get("options"), dict) else {}
    objects = list(objects_of(data))
    system = next((one for one in objects if one.get("kind") == "ConfigMap" and named(one) == "system"), {})
    users = [one.get("spec") for one in objects if one.get("kind") == "User"] + rows(data, "user") + rows(data, "users")
    names = (one_line(under(one, "displayName") or under(one, "nickname")) for one in users)
    pictures = (one_line(under(one, "avatar")) for one in users)
    picture = next((one for one in pictures if one.startswith(("https://", "http://"))), "")
    basic = under(system, "data", "basic")
    try:
        basic = texts.json_value(basic) if isinstance(basic, str) else {}
    except (ValueError, RecursionError):
        basic = {}
    return OldSite(
        title=one_line(options.get("blog_title") or under(basic, "title")),
        base_url=one_line(options.get("blog_url")),
        description=one_line(options.get("seo_description") or under(basic, "subtitle")),
        author=next((name for name in names if name and name not in ("Anonymous User", "Ghost")), ""),
        languages=languages_of(options.get("blog_locale") or under(basic, "language")) or ("zh-Hans",),
        portrait=OwnersPicture(picture) if picture else None,
        timezone="Asia/Shanghai",
        menu=_menu(rows(data, "menus") + [_item(one) for one in objects if one.get("kind") == "MenuItem"]),
        lists=old_lists.OF_THEMES,
        paging="page/{}/",
        feeds=("/rss.xml", "/atom.xml", "/feed.xml"),
    )
