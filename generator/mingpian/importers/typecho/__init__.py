"""Typecho: the `.dat` file of its backup, or a dump of its tables as SQL (MySQL, SQLite)."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.i18n import AnyText, _, text_of
from mingpian.importers import blocks, old_lists, texts
from mingpian.importers.draft import ARTICLE, PAGE, Copy, Draft, Found, Importer, Into, OldSite, Skipped
from mingpian.importers.fields import finished, former, one_line, slug_of
from mingpian.importers.html_text import markdown_of
from mingpian.importers.old_settings import languages_of, zone_at
from mingpian.importers.references import attach_files, finder
from mingpian.importers.typecho import backup, dump

MAX_BYTES = 1024 * 1024 * 1024
_MARK = "<!--markdown-->"
_KINDS = {"post": ARTICLE, "page": PAGE, "post_draft": ARTICLE, "page_draft": PAGE}
_ROUTE = re.compile(r'"(post|page)";a:\d+:\{s:3:"url";s:\d+:"([^"]+)"')
_TOKEN = re.compile(r"\[(\w+)(?::\w+)*\]")
_CHINA = 28_800  # seconds: Typecho's own default
_HOST = re.compile(r"https?://[^/\s)\"']+(?=/usr/uploads/)")

Rows = dict[str, list[dict[str, Any]]]  # by the name of the table, without its prefix


def read(path: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the posts and pages of a backup."""
    for file in _files(path):
        try:
            tables = _tables(file)
        except texts.UnfitFileError as unfit:
            yield Skipped(file.name, text_of(unfit))
            continue
        if not tables.get("contents"):
            yield Skipped(file.name, _("it is no backup of Typecho"))
            continue
        yield from _of_tables(tables, file, into)


def _files(path: Path) -> list[Path]:
    return sorted(one for one in path.iterdir() if one.suffix.lower() in (".dat", ".sql")) if path.is_dir() else [path]


def _tables(file: Path) -> Rows:
    data = texts.bytes_of(file, file.parent, MAX_BYTES)
    return backup.tables(data) if data.startswith(backup.START) else dump.tables(texts.decode_text(data)[0])


def _options(tables: Rows) -> dict[str, str]:
    return {one_line(row.get("name")): one_line(row.get("value")) for row in tables.get("options", [])}


def _offset(options: dict[str, str]) -> int:
    """Return by how many seconds the clock of the site was ahead of UTC."""
    stated = options.get("timezone", "")
    return int(stated) if re.fullmatch(r"-?\d{1,5}", stated) else _CHINA


def _of_tables(tables: Rows, file: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    metas = {one_line(row.get("mid")): row for row in tables.get("metas", [])}
    terms: dict[str, list[dict[str, Any]]] = {}
    for link in tables.get("relationships", []):
        if meta := metas.get(one_line(link.get("mid"))):
            terms.setdefault(one_line(link.get("cid")), []).append(meta)
    names = {
        one_line(row.get("uid")): one_line(row.get("screenName") or row.get("name")) for row in tables.get("users", [])
    }
    options = _options(tables)
    revised = {
        one_line(row.get("parent")) for row in tables["contents"] if one_line(row.get("type")).endswith("_draft")
    }
    for row in tables["contents"]:
        kind = _KINDS.get(one_line(row.get("type")), "")
        if not kind:
            continue
        shown = f"{file.name}: {one_line(row.get('title')) or one_line(row.get('cid'))}"
        id = one_line(row.get("cid"))
        about = {"terms": terms.get(id, []), "author": names.get(one_line(row.get("authorId")), ""), "options": options}
        notes: list[AnyText] = [_("there is a draft that changes it")] if id in revised - {"0", ""} else []
        yield Found(shown, partial(_entry, row, kind, shown, (file, notes), about))
    if comments := _comments(tables):
        yield Copy("data/comments.json", json.dumps(comments, ensure_ascii=False, indent=1).encode() + b"\n")


def _comments(tables: Rows) -> list[dict[str, str]]:
    """Return the comments that everybody saw; addresses for mail and of machines are not kept."""
    slugs = {one_line(row.get("cid")): one_line(row.get("slug")) for row in tables["contents"]}
    offset = timezone(timedelta(seconds=_offset(_options(tables))))
    return [
        {
            "entry": slugs.get(one_line(row.get("cid")), ""), "id": one_line(row.get("coid")),
            "answers": one_line(row.get("parent")).removeprefix("0"), "by": one_line(row.get("author")),
            "url": one_line(row.get("url")), "date": _moment(row.get("created"), offset),
            "text": str(row.get("text") or "").encode("utf-8", "replace").decode(),
        }
        for row in tables.get("comments", [])
        if one_line(row.get("status")) == "approved" and one_line(row.get("type")) in ("", "comment")
    ]  # fmt: skip


def _entry(
    row: dict[str, Any], kind: str, shown: str, where: tuple[Path, list[AnyText]], about: dict[str, Any]
) -> Draft:
    file, notes = where[0], list(where[1])
    text = str(row.get("text") or "").replace("\r\n", "\n")
    is_markdown = text.startswith(_MARK)
    body = _HOST.sub("", text.removeprefix(_MARK))
    body = blocks.foreign(body) if is_markdown else markdown_of(_paragraphs(body), notes)
    body, files = attach_files(body, finder(file.parent, file.parent), notes)
    status, type = one_line(row.get("status")), one_line(row.get("type"))
    closed = [status] * (status not in ("publish", "")) + ["password"] * bool(one_line(row.get("password")))
    if closed:
        notes.append(_("`{reason}`: it arrives as a draft", reason=", ".join(closed)))
    zone = timezone(timedelta(seconds=_offset(about["options"])))
    slug = slug_of(one_line(row.get("slug")).lstrip("@") or one_line(row.get("title")) or one_line(row.get("cid")))
    fields: dict[str, Any] = {
        "title": one_line(row.get("title")),
        "date": date if (date := _moment(row.get("created"), zone)) else "",
        "updated": _moment(row.get("modified"), zone),
        "tags": [name for meta in about["terms"] if (name := one_line(meta.get("name"))) and name != "默认分类"],
        "draft": bool(closed) or type.endswith("_draft"),
        "aliases": former(_address(row, kind, date, about), notes),
        "authors": [about["author"]] if about["author"] else [],
    }
    return Draft(
        source=shown, kind=kind, slug=slug, fields=finished(fields), body=body, files=dict(files),
        lists=_lists(row, date, about) if kind == ARTICLE else {}, notes=tuple(notes),
    )  # fmt: skip


def _lists(row: dict[str, Any], date: str, about: dict[str, Any]) -> dict[str, str]:
    """Return the lists in which a post stood: of its categories, tags, author, year and month."""
    found = old_lists.of_dates("/{}/", date)
    for meta in about["terms"]:
        found[f"/{meta.get('type')}/{meta.get('slug')}/"] = old_lists.of_tag(one_line(meta.get("name")))
    if about["author"]:
        found[f"/author/{row.get('authorId')}/"] = old_lists.of_person(about["author"])
    return found


def _paragraphs(text: str) -> str:
    if re.search(r"<(?:p|div|h[1-6]|ul|ol|pre|table)\b", text, re.IGNORECASE):
        return text
    return "\n".join(
        f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in re.split(r"\n\s*\n", text) if part.strip()
    )


def _moment(value: Any, zone: timezone) -> str:
    said = one_line(value)
    if not re.fullmatch(r"\d{1,11}", said) or not int(said):
        return ""
    try:
        return datetime.fromtimestamp(int(said), UTC).astimezone(zone).isoformat()
    except (ValueError, OverflowError, OSError):
        return ""


def _address(row: dict[str, Any], kind: str, date: str, about: dict[str, Any]) -> list[str]:
    """Return the former address, by the pattern in the settings where the dump has them."""
    patterns = dict(_ROUTE.findall(about["options"].get("routingTable", "")))
    name, usual = ("post", "/archives/[cid:digital]/") if kind == ARTICLE else ("page", "/[slug].html")
    category: dict[str, Any] = next((meta for meta in about["terms"] if meta.get("type") == "category"), {})
    known = {
        "cid": row.get("cid"),
        "slug": row.get("slug"),
        "category": category.get("slug"),
        "directory": category.get("slug"),
    }
    known |= dict(zip(("year", "month", "day"), date[:10].split("-"), strict=False))
    pattern = patterns.get(name, usual)
    if any(not known.get(token) for token in _TOKEN.findall(pattern)):
        return []
    return [_TOKEN.sub(lambda found: str(known[found[1]]), pattern)]


def recognises(path: Path) -> bool:
    """Tell whether it is a backup or a dump."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        head = file.read(1024 * 1024)
    return head.startswith(backup.START) or (
        path.suffix.lower() == ".sql" and b"_contents" in head and b"_relationships" in head
    )


def describes(path: Path) -> OldSite:
    """Return what the settings in a dump say of the site; a backup has none, but its authors."""
    for file in _files(path):
        try:
            tables = _tables(file)
        except texts.UnfitFileError:
            continue
        options = _options(tables)
        names = [one_line(row.get("screenName") or row.get("name")) for row in tables.get("users", [])]
        return OldSite(
            title=options.get("title", ""),
            base_url=options.get("siteUrl", ""),
            description=options.get("description", ""),
            author=names[0] if names else "",
            languages=languages_of(options.get("lang")) or ("zh-Hans",),
            timezone=zone_at(_offset(options) / 3600),
            feeds=("/feed/", "/feed/rss/", "/feed/atom/"),
            paging="page/{}/",
            page_size=5,
        )
    return OldSite()


IMPORTER = Importer("typecho", _("the .dat file of a backup, or a dump as .sql"), read, recognises, describes)
