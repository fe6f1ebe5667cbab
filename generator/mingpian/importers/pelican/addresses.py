"""Where Pelican put its pages: what file names, folders and titles say, and how it writes them in addresses."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from mingpian.importers import old_lists
from mingpian.importers.fields import one_line
from mingpian.importers.stated_patterns import stated_pattern

_FIELD = re.compile(r"\{(slug|category|lang|date|author|tags|path)(?::([^{}]*))?\}")
_DATED = r"(?P<date>\d{4}-\d{2}-\d{2}).*"
_SUBSTITUTIONS = ((r"[^\w\s-]", ""), (r"\A\s*", ""), (r"\s*\Z", ""), (r"[-\s]+", "-"))


class Named(NamedTuple):
    """What a text is called in its address; `slug` is empty where its title has letters that only Pelican spells."""

    slug: str
    category: str  # as people read it
    said: dict[str, str]  # by names of files and folders


def named(path: Path, content: Path, data: dict[str, Any], said: dict[str, Any]) -> Named:
    """Return what a text is called: as it says, as its file and folder say, or as its title does."""
    inside = path.relative_to(content)
    found = dict(_of_names(inside, said))
    slug = one_line(data.get("slug")) or found.pop("slug", "")
    if not slug:
        source = path.stem if said.get("SLUGIFY_SOURCE") == "basename" else one_line(data.get("title")) or path.stem
        slug = slugified(source, said)
    is_by_folder = one_line(said.get("USE_FOLDER_AS_CATEGORY", True)) == "True"
    folder = inside.parent.name if is_by_folder else ""
    category = one_line(data.get("category")) or found.pop("category", "") or folder
    return Named(slug, category, found)


def _of_names(inside: Path, said: dict[str, Any]) -> Iterator[tuple[str, str]]:
    patterns = ((said.get("FILENAME_METADATA", _DATED), inside.stem), (said.get("PATH_METADATA"), inside.as_posix()))
    for pattern, name in patterns:
        if pattern and (match := stated_pattern(str(pattern)).match(name)):
            yield from ((key, said) for key, said in match.groupdict().items() if said)


def slugified(text: str, said: dict[str, Any]) -> str:
    """Return a text as Pelican writes it in an address; empty where it has letters beyond ASCII, and the tables of how
    these are written in Latin ones (the extra `reach`) are not installed."""
    text = unicodedata.normalize("NFKC", text)
    if not said.get("SLUGIFY_USE_UNICODE") and not text.isascii():
        try:
            from text_unidecode import unidecode
        except ImportError:
            return ""
        text = unidecode(text)
    stated = said.get("SLUG_REGEX_SUBSTITUTIONS")
    pairs = [one for one in stated if isinstance(one, tuple) and len(one) == 2] if stated else _SUBSTITUTIONS
    for pattern, by in pairs:
        text = stated_pattern(str(pattern)).replaced(text, by)
    return (text if said.get("SLUGIFY_PRESERVE_CASE") else text.lower()).strip()


def path_of(pattern: str, slug: str, category: str, date: str, lang: str, said: dict[str, Any]) -> list[str]:
    """Return the former path of a text, by the pattern of the settings; none where it is not known."""
    known = {"slug": slug, "category": slugified(category or one_line(said.get("DEFAULT_CATEGORY", "misc")), said)}
    known |= {"lang": lang, "author": "", "tags": "", "path": ""}

    def filled(found: re.Match[str]) -> str:
        if found[1] == "date":
            try:
                return datetime.fromisoformat(date).strftime(found[2] or "%Y-%m-%d")
            except ValueError:
                return ""
        return known[found[1]]

    if any(not known.get(name, date) for name, _ in _FIELD.findall(pattern)):
        return []
    path = re.sub("/{2,}", "/", "/" + _FIELD.sub(filled, pattern))
    return [path.removesuffix("index.html")] if path != "/" else []


def lists_of(said: dict[str, Any], category: str, tags: list[str], authors: list[str]) -> dict[str, str]:
    """Return the lists in which an article stood: of its category, tags and authors."""
    terms = {"category": [category] if category else [], "tag": tags, "author": authors}
    found: dict[str, str] = {}
    for kind, words in terms.items():
        pattern = one_line(said.get(f"{kind.upper()}_URL")) or f"{kind}/{{slug}}.html"
        for word in words:
            lead = old_lists.of_person(word) if kind == "author" else old_lists.of_tag(word)
            found |= dict.fromkeys(path_of(pattern, slugified(word, said), "", "", "", said), lead)
    return found
