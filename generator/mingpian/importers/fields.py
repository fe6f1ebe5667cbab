"""Front matter of other systems in our terms. What has no place here is kept under `extra`."""

import re
from datetime import datetime, timedelta, timezone
from typing import Any
from urllib.parse import unquote

from mingpian import InvalidValueError, check_date, former_path_problem, slug_problem, slugify
from mingpian.i18n import AnyText, _
from mingpian.importers.draft import Into
from mingpian.importers.restricted import note_on, restrictions, without_secrets

_FIRST = {
    "date": ("date", "created", "pubDate", "publishDate", "published_at"),
    "updated": ("updated", "lastmod", "modified", "last_modified_at", "update"),
    "summary": ("summary", "description", "excerpt", "subtitle", "abstract"),
    "expires": ("expires", "expiryDate", "unpublishdate"),
    "series": ("series",),
}
_OF_LOCK = ("password", "encrypt", "message", "wrong_pass_message", "wrong_hash_message")
"""Fields of the plug-ins that lock posts: then `abstract` is what those see who have not the password."""
_TAGS = ("tags", "tag", "categories", "category")
_ALIASES = ("aliases", "alias", "redirect_from", "redirects")
_COVERS = ("cover", "image", "thumbnail", "banner", "featured_image", "hero", "index_img")
_ZEROS = re.compile(r"^(\d{4})-(0*\d{1,2})-(0*\d{1,2})(?!\d)")  # `2022-02-019` is a day for JavaScript
_USUAL = {
    name.lower(): name
    for name in (
        *(name for names in _FIRST.values() for name in names), *_TAGS, *_ALIASES, *_COVERS, "title", "draft", "lang",
        "language", "author", "authors", "toc", "url", "slug", "layout", "type", "params", "featured", "images",
        "cascade",
    )
}  # fmt: skip
_WORDS = re.compile(r"\w\S*\s+\S*\w|[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7af]{2}")  # two of them, or of their signs
_NEVER_TEXT = frozenset({
    "title", "date", "lastmod", "updated", "tags", "categories", "keywords", "aliases", "permalink", "url", "menu",
    "menus", "cascade", "author", "authors", "outputs", "summary", "description", "subtitle", "linktitle", "cover",
    "image", "header", "sidebar", "sitemap", "build", "_build", "created", "modified", "excerpt",
})  # fmt: skip
_TRUE = frozenset({"true", "yes", "1", "on"})
_SAID_WHEN_FALSE = ("toc", "listed")
_LANGUAGES = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-sg": "zh-Hans", "zh-tw": "zh-Hant", "zh-hk": "zh-Hant"}


def fields_of(data: dict[str, Any], into: Into, notes: list[AnyText]) -> dict[str, Any]:
    """Return our fields, in the order in which people write them; `notes` take what could not be kept as it was."""
    rest = without_secrets(data)
    if isinstance(rest.get("series"), list):  # as Hugo's taxonomies are stated; a text is in one here
        rest |= {"series": "".join(words_in(rest["series"])[:1]), "other_series": words_in(rest["series"])[1:]}
    found: dict[str, Any] = {"title": one_line(rest.pop("title", ""))}
    of_lock = ("abstract",) if any(one in data for one in _OF_LOCK) else ()
    for name, theirs in _FIRST.items():
        stated = next((other for other in theirs if one_line(rest.get(other)) and other not in of_lock), "")
        if stated:
            value = one_line(rest.pop(stated))
            found[name] = iso_date(value) if name in ("date", "updated", "expires") else value
            if not found[name]:
                notes.append(_("`{name}: {value}` is no date, and is kept under `extra`", name=stated, value=value))
                rest[stated] = value
    found["tags"] = list(dict.fromkeys(word for name in _TAGS for word in words_in(rest.pop(name, ()))))
    closed = restrictions(data)
    notes += [note_on(closed)] if closed else []
    found["draft"] = _is_true(rest.pop("draft", "")) or bool(closed)
    if one_line(rest.pop("published", "true")).lower() not in ("true", "false"):
        rest["published"] = data["published"]
    if _is_true(rest.pop("unlisted", "")) or one_line(rest.get("list")) == "never":
        found["listed"] = False
    found["aliases"] = former([path for name in _ALIASES for path in words_in(rest.pop(name, ()), ",")], notes)
    found["cover"] = next((rest.pop(name) for name in _COVERS if isinstance(rest.get(name), str) and rest[name]), "")
    found["lang"] = _language(rest, into)
    found["authors"] = [name for field in ("authors", "author") for name in people(rest.pop(field, ()))]
    if one_line(rest.get("toc")) == "false":
        found["toc"] = False
        del rest["toc"]
    found["extra"] = {name: value for name, value in rest.items() if value not in ("", None, [], {})}
    return found


def well_spelt(data: dict[str, Any]) -> dict[str, Any]:
    """Return front matter with the names that mean something spelt as usual: `URL` is `url` for Hugo."""
    usual = {name: _USUAL.get(name.lower(), name) for name in data}
    return {usual[name] if usual[name] not in data else name: value for name, value in data.items()}


def finished(found: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without those that say nothing."""
    return {
        name: value
        for name, value in found.items()
        if value not in ("", None, [], {}, False) or name in _SAID_WHEN_FALSE
    }


_DAYS = (datetime(2000, 1, 1), datetime(2004, 2, 1))  # leap years, so that every day of a month is one


def _zone_stated(_name: str, offset: int | None) -> timezone | None:
    """Return the zone that a text states by its offset, in seconds; a name alone means several."""
    return None if offset is None else timezone(timedelta(seconds=offset))


def iso_date(text: str) -> str:
    """Return a date in ISO form, with its zone if it has one; empty when it is none."""
    text = _ZEROS.sub(lambda found: f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", text)
    try:
        return check_date(text.replace("/", "-").strip())
    except InvalidValueError:
        pass
    from dateutil.parser import ParserError, parse

    try:  # what a text leaves out, dateutil takes from today, and names of zones from this machine
        moment, other = (parse(text, default=day, tzinfos=_zone_stated) for day in _DAYS)
    except (ParserError, OverflowError, ValueError):
        return ""
    if moment != other:
        return ""
    is_day = not re.search(r"\d:\d", text)
    return moment.date().isoformat() if is_day else moment.replace(microsecond=0).isoformat()


def one_line(value: Any) -> str:
    """Return a single value as one line of text; empty for lists and mappings."""
    return "" if value is None or isinstance(value, list | dict | tuple) else " ".join(str(value).split())


def words_in(value: Any, separators: str = ",，、") -> list[str]:
    """Return the words of a list, of lists in lists, or of one text in which they stand side by side."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [word for one in value for word in words_in(one, separators)]
    return [word for part in re.split(f"[{separators}]", one_line(value)) if (word := part.strip())]


def people(value: Any) -> list[str]:
    """Return the names of authors, however they are stated."""
    if isinstance(value, dict):
        return people(value.get("name") or list(value.values()))
    if isinstance(value, list | tuple):
        return [name for one in value for name in people(one)]
    return words_in(value, ",，、;")


def slug_of(text: str) -> str:
    """Return a slug as near to the text as can be."""
    return text if text and not slug_problem(text) else slugify(text)


def as_in_addresses(slug: str, paths: list[str]) -> str:
    """Return a slug with the letter case that it had in a former address, so that the page may stay at that."""
    found = (unquote(path).rstrip("/").rpartition("/")[2].removesuffix(".html") for path in paths)
    return next((one for one in found if one.casefold() == slug.casefold()), slug)


def former(paths: list[str], notes: list[AnyText]) -> list[str]:
    """Return the former addresses that can be kept."""
    found = []
    for path in paths:
        rooted = path if path.startswith("/") else f"/{path}"
        if former_path_problem(rooted):
            notes.append(_("the former address `{path}` cannot be kept", path=path))
        else:
            found.append(rooted)
    return found


def told_in(fields: dict[str, Any]) -> list[str]:
    """Return the names of fields, beside those that all systems have, in which there are two words or more to read."""
    return [name for name, value in fields.items() if name not in _NEVER_TEXT and _is_told(value)]


def _is_told(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_is_told, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_is_told, value))
    return bool(_WORDS.search(str(value)))


def cover_alt(data: dict[str, Any]) -> str:
    """Return what front matter says that a cover shows: beside its file (`cover: {image, alt}`), or by a name of its
    own (`coverAlt`)."""
    for name in (*_COVERS, "heroImage", "header"):
        beside = data[name] if isinstance(data.get(name), dict) else {}
        stated = [*map(beside.get, ("alt", "image_alt", "image_description")), data.get(f"{name}_alt")]
        if alt := next(filter(None, map(one_line, (*stated, data.get(f"{name}Alt")))), ""):
            return alt
    nested = data.get("params")
    return cover_alt(nested) if isinstance(nested, dict) else ""


def _language(rest: dict[str, Any], into: Into) -> str:
    """Take the language out, where this site has it."""
    for name in ("lang", "language"):
        stated = one_line(rest.get(name))
        ours = _LANGUAGES.get(stated.lower(), stated)
        if ours in into.languages:
            del rest[name]
            return ours if ours != into.languages[0] else ""
    return ""


def _is_true(value: Any) -> bool:
    return one_line(value).lower() in _TRUE
