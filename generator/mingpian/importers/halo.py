"""Halo: the JSON of a backup (1.x), the ZIP of one (2.x), or a folder of Markdown that it exported.

A backup of 2.x keeps every object as a JSON of its own in one table: posts, pages, their texts (snapshots) and tags lie
in it side by side. What was published is a snapshot, whole or as a difference to its base.
"""

import base64
import binascii
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.archive import is_zip, names_of, unpacked
from mingpian.importers.draft import ARTICLE, PAGE, Copy, Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import fields_of, finished, former, iso_date, one_line, slug_of
from mingpian.importers.html_text import markdown_of
from mingpian.importers.references import attach_cover, attach_files, finder

MAX_BYTES = 512 * 1024 * 1024
_UPLOADS = ("attachments/upload", "attachments", "upload", "")

Row = dict[str, Any]


def read(path: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the posts and pages of a backup."""
    is_archive = path.is_dir() or is_zip(path)
    if not is_archive:
        yield from _of_file(path, path.parent, into)
        return
    with unpacked(path) as (folder, left):
        yield from (Skipped(name, why) for name, why in left)
        inside = sorted(file for file in folder.rglob("*") if file.is_file())
        files = [file for file in inside if file.name == "extensions.data" or file.suffix.lower() == ".json"]
        for file in files:
            yield from _of_file(file, folder, into)
        for file in (one for one in inside if one.suffix.lower() == ".md"):
            yield Found(file.relative_to(folder).as_posix(), partial(_of_text, file, folder, into))


def _of_file(file: Path, root: Path, into: Into) -> Iterator[Found | Skipped]:
    shown = file.relative_to(root).as_posix()
    try:
        data = texts.json_value(texts.decode_text(texts.bytes_of(file, root, MAX_BYTES))[0])
    except (texts.UnfitFileError, ValueError, RecursionError):
        yield Skipped(shown, _("it is no backup of Halo"))
        return
    posts = [*_old(data), *_new(data)]
    if not posts:
        yield Skipped(shown, _("there is no post in it"))
    for post in posts:
        yield Found(
            f"{shown}: {one_line(post.get('title'))}",
            partial(_entry, post, f"{shown}: {one_line(post.get('title'))}", root, into),
        )


def _of_text(file: Path, root: Path, into: Into) -> Draft:
    """Return the entry of a text that was exported as Markdown. Raises UnfitFileError."""
    text = texts.read_text(file, root)
    data, notes = dict(text.data), list(text.notes)
    old = one_line(data.pop("url", "") or data.pop("permalink", ""))
    fields = fields_of(data, into, notes)
    fields["aliases"] += former([urlsplit(old).path], notes) if old else []
    find = finder(root, file.parent, root)
    body, files = attach_files(blocks.foreign(text.body), find, notes)
    attach_cover(fields["cover"], fields, find, files)
    fields["title"] = fields["title"] or file.stem
    shown = file.relative_to(root).as_posix()
    return Draft(
        source=shown,
        kind=ARTICLE,
        slug=slug_of(urlsplit(old).path.strip("/").rpartition("/")[2]) if old else slug_of(file.stem),
        fields=finished(fields),
        body=body,
        files=dict(files),
        notes=tuple(notes),
    )


def _rows(data: Any, name: str) -> list[Row]:
    rows = data.get(name) if isinstance(data, dict) else None
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _old(data: Any) -> Iterator[Row]:
    """Yield the posts of 1.x: tables by name, joined by numbers."""
    names = {
        kind: {row.get("id"): one_line(row.get("name")) for row in _rows(data, table)}
        for kind, table in (("tag", "tags"), ("category", "categories"))
    }
    bodies = {row.get("id") or row.get("postId"): row for row in _rows(data, "contents")}
    for table, kind in (("posts", ARTICLE), ("sheets", PAGE)):
        for post in _rows(data, table):
            content = bodies.get(post.get("id"), {})
            terms = [
                names[term].get(link.get(f"{term}Id"), "")
                for term, links in (("tag", "post_tags"), ("category", "post_categories"))
                for link in _rows(data, links)
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


def _new(data: Any) -> Iterator[Row]:
    """Yield the posts of 2.x, out of its extensions."""
    stored = data if isinstance(data, list) else _rows(data, "extensions")
    objects = [found for row in stored if isinstance(row, dict) and (found := _object(row))]
    named = {(one_line(one.get("kind")), _named(one)): one for one in objects}
    for one in objects:
        kind = {"Post": ARTICLE, "SinglePage": PAGE}.get(one_line(one.get("kind")), "")
        if kind and isinstance(one.get("spec"), dict):
            yield _of_object(one, kind, named)


def _of_object(one: Row, kind: str, named: dict[tuple[str, str], Row]) -> Row:
    spec, status = one["spec"], one.get("status")
    published = named.get(("Snapshot", one_line(spec.get("releaseSnapshot") or spec.get("headSnapshot"))), {})
    base = named.get(("Snapshot", one_line(spec.get("baseSnapshot"))), {})
    raw, why = _text(published, base)
    terms = (
        named.get((term, one_line(name)), {})
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


def _named(one: Row) -> str:
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


def _entry(post: Row, shown: str, root: Path, into: Into) -> Draft:
    notes: list[AnyText] = [post["note"]] if post.get("note") else []
    raw, html = (post.get(name) if isinstance(post.get(name), str) else "" for name in ("raw", "html"))
    body = blocks.foreign(raw) if post["is_markdown"] and raw else markdown_of(html or raw or "")
    find = finder(root, *(root / name for name in _UPLOADS))
    body, files = attach_files(body, find, notes)
    if post["closed"]:
        notes.append(_("`{reason}`: it arrives as a draft", reason=post["closed"]))
    slug = slug_of(one_line(post.get("slug")) or one_line(post.get("title")))
    old = one_line(post.get("old")) or f"/{'archives/' if post['kind'] == ARTICLE else ''}{slug}"
    fields: dict[str, Any] = {
        "title": one_line(post.get("title")),
        "date": _moment(post.get("date")),
        "updated": _moment(post.get("updated")),
        "summary": one_line(post.get("summary")),
        "tags": post["tags"],
        "draft": bool(post["closed"]),
        "aliases": former([old], notes),
        "extra": {},
    }
    attach_cover(one_line(post.get("cover")), fields, find, files)
    return Draft(
        source=shown,
        kind=post["kind"],
        slug=slug,
        fields=finished(fields),
        body=body,
        files=dict(files),
        notes=tuple(notes),
    )


def _moment(value: Any) -> str:
    """Return a time; Halo 1.x writes milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        from datetime import UTC, datetime

        return datetime.fromtimestamp(value / 1000, UTC).replace(microsecond=0).isoformat()
    return iso_date(one_line(value))


def recognises(path: Path) -> bool:
    """Tell whether it is a backup of Halo."""
    names = [name.rpartition("/")[2] for name in names_of(path)] if is_zip(path) else [path.name]
    return "extensions.data" in names or (
        path.is_file() and path.name.lower().startswith("halo") and path.suffix == ".json"
    )


IMPORTER = Importer("halo", "the JSON or ZIP of a backup, or a folder of exported Markdown", read, recognises)
