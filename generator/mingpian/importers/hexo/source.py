"""Which files below `source/` Hexo makes pages of, and what its cache (`db.json`) knows of them."""

import re
from collections.abc import Iterator
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from mingpian.i18n import AnyText, _
from mingpian.importers import texts
from mingpian.importers.fields import one_line, words_in
from mingpian.importers.old_settings import under

_MARKDOWN = (".md", ".markdown", ".mkd", ".mkdn", ".mdown")
_HTML = (".html", ".htm")
_TEMPLATES = (".ejs", ".pug", ".jade", ".njk", ".swig")
_OF_POSTS = ("_posts", "_drafts")
_LARGEST = 256 * 1024 * 1024


class HexoFile(NamedTuple):
    """A file of which Hexo may have made a page; `why` says why it did not, or why it is not taken."""

    path: Path
    inside: PurePosixPath
    why: AnyText = ""


def source_files(source: Path, config: dict[str, Any]) -> Iterator[HexoFile]:
    """Yield the texts in order; drafts last, so that a post is called as it was."""
    endings = (*_MARKDOWN, *_HTML, *_TEMPLATES)
    found = [(path, PurePosixPath(path.relative_to(source).as_posix())) for path in source.rglob("*")]
    ours = [(path, inside) for path, inside in found if path.suffix.lower() in endings and path.is_file()]
    for path, inside in sorted(ours, key=lambda one: (one[1].parts[0] == "_drafts", one[0])):
        if path.suffix.lower() not in _MARKDOWN and not _is_page(path, inside):
            continue
        yield HexoFile(path, inside, _left(path, inside, config))


def _is_page(path: Path, inside: PurePosixPath) -> bool:
    """Tell whether a file of HTML or of templates is more than a part: it has front matter, and lies at no text."""
    if inside.parts[0] in _OF_POSTS or any(part.startswith(("_", ".")) for part in inside.parts):
        return False
    try:
        with path.open("rb") as file:
            return file.read(6).removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    except OSError:
        return False


def _left(path: Path, inside: PurePosixPath, config: dict[str, Any]) -> AnyText:
    """Say why a file is left: Hexo publishes nothing that is hidden or excluded; empty for one that is taken."""
    is_post = inside.parts[0] in _OF_POSTS
    parts = inside.parts[1:] if is_post else inside.parts
    shown = inside.as_posix()
    hidden = next((part for part in parts if part.startswith(("_", "."))), "")
    if hidden and (is_post or not _matches(shown, config.get("include"))):
        return _("Hexo publishes nothing of `{folder}`", folder=hidden)
    if not is_post and _matches(shown, config.get("exclude")):
        return _("Hexo was told to leave it out (`exclude`)")
    if path.suffix.lower() in _TEMPLATES:
        return _("it is in the form `{suffix}`, which is not read", suffix=path.suffix)
    return ""


def _matches(inside: str, stated: Any) -> bool:
    return any(fnmatch(inside, one.removeprefix("source/")) for one in words_in(stated) if one)


def dates_of(root: Path, zone: ZoneInfo) -> dict[str, str]:
    """Return the days that Hexo's cache has of its posts and pages, by their paths below `source/`: of texts without a
    date it was that of the file."""
    try:
        data = texts.json_value(texts.decode_text(texts.bytes_of(root / "db.json", root, _LARGEST))[0])
    except (texts.UnfitFileError, ValueError, RecursionError):
        return {}
    rows = [row for name in ("Post", "Page") for row in under(data, "models", name) or () if isinstance(row, dict)]
    return {one_line(row.get("source")): day for row in rows if (day := _day(one_line(row.get("date")), zone))}


def _day(stated: str, zone: ZoneInfo) -> str:
    """Return a moment in UTC by the clock of the site."""
    if not re.match(r"\d{4}-\d\d-\d\dT", stated):
        return ""
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return ""
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return local.replace(tzinfo=None, microsecond=0).isoformat(" ")
