"""The texts of a Jekyll site."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from mingpian.i18n import AnyText, _
from mingpian.importers import blocks, texts
from mingpian.importers.draft import ARTICLE, PAGE, Copy, Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import cover_alt, fields_of, finished, former, one_line, slug_of, told_in
from mingpian.importers.friends.files import is_page
from mingpian.importers.friends.page import with_friends
from mingpian.importers.html_text import markdown_of
from mingpian.importers.jekyll import liquid, settings
from mingpian.importers.noting import unknown_in, values_in
from mingpian.importers.old_base import rooted, without_base
from mingpian.importers.old_settings import OF_SEARCH, is_of_lists, is_of_search, under
from mingpian.importers.references import attach_cover, attach_files, finder

_ENDINGS = (".md", ".markdown", ".mkdown", ".mkd", ".html")
_NOT_OURS = frozenset({"vendor", "node_modules", "assets", "README.md", "404.html", "404.md", "LICENSE.md"})
_OF_PROGRAMS = frozenset(
    {"_layouts", "_includes", "_sass", "_site", "_plugins", "_data", ".git", ".github", ".jekyll-cache"}
)
_LISTS = ("categories", "tags")


class _What(msgspec.Struct, frozen=True):
    """What a file is: a post, a draft, a page or an item of a collection; `name` is that of its collection."""

    form: str
    name: str = ""


def read(root: Path, into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield the posts, drafts, pages and collections of a Jekyll site, and the friends that its theme showed."""
    yield from with_friends(_texts(root, into), root)


def _texts(root: Path, into: Into) -> Iterator[Found | Skipped]:
    if reason := texts.unread_settings(root / "_config.yml", root):
        yield Skipped("_config.yml", reason)
    config = texts.read_settings(root / "_config.yml", root)
    collections = settings.collections_of(config)
    found = (path for path in root.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    for path in sorted(found, key=lambda path: ("_drafts" in path.parts, path)):  # so that a post is called as it was
        inside = path.relative_to(root)
        what = _what(inside, collections, one_line(config.get("collections_dir")))
        if why := _left(path, inside, what, config):
            if path.suffix.lower() != ".html":
                yield Skipped(inside.as_posix(), why)
        elif what:
            yield Found(inside.as_posix(), partial(_entry, path, root, into, (what, config)))


def _left(path: Path, inside: Path, what: _What | None, config: dict[str, Any]) -> AnyText:
    """Say why a file is no text of the site; empty for one that is, or is of a program."""
    hidden = next((part for part in inside.parts[:-1] if part.startswith(("_", "."))), "")
    if settings.is_excluded(config, inside.as_posix()):
        return _("Jekyll was told to leave it out (`exclude`)")
    if not what:
        is_program = hidden in _OF_PROGRAMS or inside.parts[0] in _NOT_OURS
        return _("Jekyll publishes nothing of `{name}`", name=hidden) if hidden and not is_program else ""
    if what.form in ("pages", "items") and not _has_front_matter(path):
        return _("Jekyll only copied it: it has no front matter")
    return ""


def _has_front_matter(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(9).removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xef\xbb\xbf")[:3] in (b"---", b"+++")
    except OSError:
        return True  # reading it says what is wrong


def _what(inside: Path, collections: dict[str, Any], folder: str) -> _What | None:
    """Return what a file is; None for one that is not taken."""
    parts = inside.parts[1:] if folder and inside.parts[0] == folder else inside.parts
    folders = parts[:-1]
    if "_posts" in folders or "_drafts" in folders:
        return _What("posts" if "_posts" in folders else "drafts")
    if folders and folders[0].startswith("_") and folders[0][1:] in collections:
        return _What("items", folders[0][1:])
    if any(part.startswith(("_", ".")) and part != "_pages" for part in folders):
        return None
    if not parts or parts[0] in _NOT_OURS or inside.name in _NOT_OURS:
        return None
    return None if inside.suffix == ".html" and inside.stem == "index" else _What("pages")


def _entry(path: Path, root: Path, into: Into, about: tuple[_What, dict[str, Any]]) -> Draft | Skipped:
    what, config = about
    inside, text = path.relative_to(root), _without_lists(texts.read_text(path, root))
    stated = settings.with_defaults(config, text.data, inside.as_posix(), what.name or what.form)
    if reason := _filled_by_layout(text, inside, what):
        return Skipped(text.name, reason)
    notes = list(text.notes)
    words = {name: _apart(value) if name in _LISTS else value for name, value in stated.items()}
    fields = fields_of(words, into, notes)
    fields["extra"].pop("permalink", None)
    dated = liquid.DATED.match(path.stem)
    name = dated[4] if dated else path.stem
    if dated and not fields.get("date"):
        fields["date"] = f"{dated[1]}-{int(dated[2]):02}-{int(dated[3]):02}"
    fields["aliases"] += former(_paths(config, what, inside, name, (stated, fields.get("date") or "")), notes)
    if what.form == "items" and one_line(under(config, "collections", what.name, "output")).lower() != "true":
        notes.append(
            _("the collection `{name}` had no pages (`output: true` is not set), so it is a draft", name=what.name)
        )
        fields["draft"] = True
    fields["draft"] = fields["draft"] or what.form == "drafts"
    fields["title"] = fields["title"] or name.replace("-", " ")
    address, base = (fields["aliases"] or [""])[-1], settings.base_of(config, root)
    find = finder(root, path.parent, root, address=address)
    body = without_base(text.body, base, lambda target: find(unquote(target)))
    body = _body(text._replace(body=body), config, path.suffix == ".html", notes)
    body, files = attach_files(body, find, notes, text.at, address)
    attach_cover(rooted(fields["cover"] or _cover(stated), base), fields, find, files, cover_alt(stated))
    own = one_line(text.data.get("slug")) or (path.parent.name if name == "index" else name)
    return Draft(
        source=text.name,
        kind=ARTICLE if what.form in ("posts", "drafts") else PAGE,
        slug=slug_of(f"{what.name}-{own}" if what.form == "items" else own),
        fields=finished(fields),
        body=body,
        files=dict(files),
        lists=settings.lists_of(config, stated, fields.get("date") or "") if what.form == "posts" else {},
        notes=tuple(notes),
    )


def _cover(data: dict[str, Any]) -> str:
    shown = (one_line(under(data, "image", name)) for name in ("path", "src", "url"))
    return next(filter(None, shown), "")


def _body(text: texts.Text, config: dict[str, Any], is_html: bool, notes: list[AnyText]) -> str:
    body = blocks.outside_blocks_of_code(blocks.foreign(text.body), liquid.with_ids)
    body = blocks.outside_code(body, liquid.links)
    body = blocks.converted(body, liquid.SYNTAX, unknown_in(text, body, notes))
    body = blocks.outside_code(body, lambda part: liquid.without_attributes(liquid.filled(part, config, text.data)))
    values_in(text, body, liquid.VALUE, notes)
    body = liquid.code_of(body)
    return markdown_of(body, notes) if is_html else body


def _without_lists(text: texts.Text) -> texts.Text:
    """Return the page of friends without a body that only goes through a list of them."""
    return text._replace(body="") if is_page(text.name) and _is_bare(text.body) else text


def _is_bare(body: str) -> bool:
    """Tell whether there is nothing to read but what Liquid puts there."""
    rest = liquid.SYNTAX.opening.sub("", liquid.SYNTAX.closing.sub("", liquid.VALUE.sub("", body)))
    return not "".join(char for char in markdown_words(rest) if char.isalnum())


def _filled_by_layout(text: texts.Text, inside: Path, what: _What) -> AnyText:
    """Say why a page is left whose layout filled it; empty for one with a text of its own."""
    if what.form != "pages":
        return ""
    if is_of_search(inside.with_suffix("").as_posix().removeprefix("_pages/").removesuffix("/index")):
        return OF_SEARCH
    is_bare, is_list = _is_bare(text.body), is_of_lists(inside.with_suffix("").as_posix()) or is_of_lists(inside.stem)
    if is_page(text.name):
        return ""  # that of friends, who are known from elsewhere
    if is_bare and (is_list or "{%" in text.body):
        return _("it is the page of a list, which lists here make themselves")
    return _("it has no text: its layout filled it") if is_bare and not told_in(text.data) else ""


def markdown_words(text: str) -> str:
    """Return a text without its tags of HTML, for a look at whether there is anything to read."""
    import re

    return re.sub(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^<>]*>", "", text, flags=re.DOTALL)


def _paths(
    config: dict[str, Any], what: _What, inside: Path, name: str, stated: tuple[dict[str, Any], str]
) -> list[str]:
    data, date = stated
    if what.form == "drafts":
        return []
    if what.form == "posts":
        folders = list(inside.parts[: inside.parts.index("_posts")])
        path = settings.post_path(config, name, data, date, folders)
    else:
        path = settings.page_path(config, inside.as_posix().removeprefix("_pages/"), data, what.name)
    return [path] if path not in ("", "/") else []


def _apart(value: Any) -> Any:
    """Return the words of a list that stands in one line with blanks between."""
    return value.split() if isinstance(value, str) and "," not in value else value


def recognises(root: Path) -> bool:
    """Tell whether a folder is a Jekyll site; some have pages alone."""
    return (root / "_config.yml").is_file() and any((root / name).is_dir() for name in ("_posts", "_layouts"))


IMPORTER = Importer("jekyll", _("the folder of a Jekyll site, with `_posts/`"), read, recognises, settings.describes)
