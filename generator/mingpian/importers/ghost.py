"""Ghost: the JSON file of Settings → Export."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from mingpian.i18n import AnyText, _
from mingpian.importers import texts
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import finished, iso_date, one_line, slug_of
from mingpian.importers.html_text import markdown_of
from mingpian.importers.references import attach_cover, attach_files, finder

_LIMIT = 512 * 1024 * 1024


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the posts and pages of an export."""
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    for file in files:
        try:
            data = texts.json_value(texts.decode_text(texts.bytes_of(file, file.parent, _LIMIT))[0])
            tables = (data["db"][0] if isinstance(data, dict) and data.get("db") else data)["data"]
            posts = [post for post in tables["posts"] if isinstance(post, dict)]
            tags = _joined(tables, "posts_tags", "tag_id", "tags")
            authors = _joined(tables, "posts_authors", "author_id", "users")
        except (texts.UnfitFileError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
            yield Skipped(file.name, _("it is no export of Ghost"))
            continue
        for post in posts:
            shown, id = f"{file.name}: {one_line(post.get('title'))}", one_line(post.get("id"))
            yield Found(shown, partial(_entry, post, shown, file, tags.get(id, []), authors.get(id, [])))


def _joined(tables: dict[str, Any], links: str, key: str, table: str) -> dict[str, list[str]]:
    """Return the names that a table of links gives to each post, in their order."""
    names = {one_line(one.get("id")): one_line(one.get("name")) for one in _rows(tables, table)}
    found: dict[str, list[str]] = defaultdict(list)
    for link in sorted(_rows(tables, links), key=_order):
        if name := names.get(one_line(link.get(key))):
            found[one_line(link.get("post_id"))].append(name)
    return found


def _rows(tables: dict[str, Any], table: str) -> list[dict[str, Any]]:
    return [row for row in tables.get(table) or [] if isinstance(row, dict)]


def _order(link: dict[str, Any]) -> float:
    order = link.get("sort_order")
    return order if isinstance(order, int | float) else 0


def _entry(post: dict[str, Any], shown: str, file: Path, tags: list[str], authors: list[str]) -> Draft:
    notes: list[AnyText] = []
    html = one_of(post, "html").replace("__GHOST_URL__", "")
    if not html and (one_of(post, "lexical") or one_of(post, "mobiledoc")):
        notes.append(_("the export has no HTML of it; export again from a newer Ghost"))
    body, files = attach_files(markdown_of(html) if html else "", find := finder(file.parent, file.parent), notes)
    slug = slug_of(one_line(post.get("slug")) or one_line(post.get("title")))
    fields: dict[str, Any] = {
        "title": one_line(post.get("title")),
        "date": iso_date(one_of(post, "published_at") or one_of(post, "created_at")),
        "updated": iso_date(one_of(post, "updated_at")),
        "summary": one_line(post.get("custom_excerpt")),
        "tags": [tag for tag in tags if not tag.startswith("#")],  # those are Ghost's own
        "draft": one_line(post.get("status")) not in ("published", "scheduled", "sent"),
        "aliases": [f"/{slug}/"],
        "authors": authors,
        "extra": {},
    }
    attach_cover(one_of(post, "feature_image").replace("__GHOST_URL__", ""), fields, find, files)
    kind = "pages" if post.get("type") == "page" or str(post.get("page")) in ("1", "True") else "essays"
    return Draft(
        source=shown, kind=kind, slug=slug, fields=finished(fields), body=body, files=dict(files), notes=tuple(notes)
    )


def one_of(post: dict[str, Any], name: str) -> str:
    """Return a field as text."""
    value = post.get(name)
    return str(value) if isinstance(value, str | int) else ""


IMPORTER = Importer("ghost", _("the JSON file of Settings → Export"), read)
