"""Halo: the JSON of a backup (1.x), the ZIP of one (2.x), or a folder of Markdown that it exported."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mingpian import slugify
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, old_lists, texts
from mingpian.importers.archive import is_zip, names_of, unpacked
from mingpian.importers.draft import ARTICLE, Copy, Draft, Found, Importer, Into, OldSite, Skipped
from mingpian.importers.fields import fields_of, finished, former, one_line, slug_of
from mingpian.importers.halo.backup import Row, described, of_objects, of_tables, stored
from mingpian.importers.halo.beside import beside, moment_of
from mingpian.importers.html_text import markdown_of
from mingpian.importers.references import attach_cover, attach_files, finder

_LISTS = ("tags", "categories")
_NOTHING = described(None)
_UPLOADS = ("attachments/upload", "attachments", "upload", "")


def read(path: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the posts and pages of a backup."""
    is_archive = path.is_dir() or is_zip(path)
    if not is_archive:
        yield from _of_file(path, path.parent, into)
        return
    folder, left = into.until_written.enter_context(unpacked(path))
    yield from (Skipped(name, why) for name, why in left)
    inside = sorted(file for file in folder.rglob("*") if file.is_file())
    files = [file for file in inside if file.name == "extensions.data" or file.suffix.lower() == ".json"]
    for file in files:
        yield from _of_file(file, folder, into)
    for file in (one for one in inside if one.suffix.lower() == ".md"):
        yield Found(file.relative_to(folder).as_posix(), partial(_of_text, file, folder, into))


def _of_file(file: Path, root: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    shown = file.relative_to(root).as_posix()
    data = stored(file, root)
    if data is None:
        yield Skipped(shown, _("it is no backup of Halo"))
        return
    posts = [*of_tables(data), *of_objects(data)]
    if not posts:
        yield Skipped(shown, _("there is no post in it"))
    for post in posts:
        yield Found(
            f"{shown}: {one_line(post.get('title'))}",
            partial(_entry, post, f"{shown}: {one_line(post.get('title'))}", root, into),
        )
    yield from beside(data, shown)


def _of_text(file: Path, root: Path, into: Into) -> Draft:
    """Return the entry of a text that was exported as Markdown. Raises UnfitFileError."""
    text = texts.read_text(file, root)
    data, notes = dict(text.data), list(text.notes)
    old = one_line(data.pop("url", "") or data.pop("permalink", ""))
    data.setdefault("author", data.pop("auther", ""))  # as the plug-in that exports it spells it
    for name in ("tags", "categories"):
        if isinstance(data.get(name), str) and data[name].startswith("-"):  # its lists lack the blank of YAML's
            data[name] = re.split(r"(?:\A|\s)-", data[name])[1:]
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


def _entry(post: Row, shown: str, root: Path, into: Into) -> Draft:
    notes: list[AnyText] = [post["note"]] if post.get("note") else []
    raw, html = (post.get(name) if isinstance(post.get(name), str) else "" for name in ("raw", "html"))
    body = blocks.foreign(raw) if post["is_markdown"] and raw else markdown_of(html or raw or "", notes)
    find = finder(root, *(root / name for name in _UPLOADS))
    body, files = attach_files(body, find, notes)
    if post["closed"]:
        notes.append(_("`{reason}`: it arrives as a draft", reason=post["closed"]))
    slug = slug_of(one_line(post.get("slug")) or one_line(post.get("title")))
    old = urlsplit(one_line(post.get("old"))).path or f"/{'archives/' if post['kind'] == ARTICLE else ''}{slug}"
    fields: dict[str, Any] = {
        "title": one_line(post.get("title")),
        "date": moment_of(post.get("date")),
        "updated": moment_of(post.get("updated")),
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
        lists={f"/{name}/{slugify(tag)}/": old_lists.of_tag(tag) for tag in post["tags"] for name in _LISTS},
        notes=tuple(notes),
    )


def recognises(path: Path) -> bool:
    """Tell whether it is a backup of Halo."""
    names = [name.rpartition("/")[2] for name in names_of(path)] if is_zip(path) else [path.name]
    return "extensions.data" in names or (
        path.is_file() and path.name.lower().startswith("halo") and path.suffix == ".json"
    )


def describes(path: Path) -> OldSite:
    """Return what the settings in a backup say of the site."""
    if not (path.is_dir() or is_zip(path)):
        return described(stored(path, path.parent))
    with unpacked(path) as (folder, _left):
        files = sorted(file for file in folder.rglob("*") if file.name == "extensions.data" or file.suffix == ".json")
        return next((found for file in files if (found := described(stored(file, folder))) != _NOTHING), _NOTHING)


IMPORTER = Importer(
    "halo", _("the JSON or ZIP of a backup, or a folder of exported Markdown"), read, recognises, describes
)
