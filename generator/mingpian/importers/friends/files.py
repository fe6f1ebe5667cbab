"""Where themes keep friends: files of data, settings, scripts, and the page of links with what stands in it."""

import os
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from mingpian import UnreadableError, yaml_value
from mingpian.i18n import AnyText, _
from mingpian.importers import literals, texts
from mingpian.importers.draft import Skipped
from mingpian.importers.fields import one_line
from mingpian.importers.friends.table import NAMES, Friend, people_in

_CALLED = rf"{NAMES}(?:[-_]?(?:data|list|config|info))?"
_DATA = re.compile(rf"(?:\A|/){_CALLED}\.(?:ya?ml|json|toml)\Z", re.IGNORECASE)
_SCRIPT = re.compile(rf"(?:\A|/){_CALLED}\.(?:m?[jt]s|cjs)\Z", re.IGNORECASE)
_PAGE = re.compile(rf"(?:\A|/){NAMES}(?:/_?index|/readme)?\.(?:[\w-]+\.)?(?:md|mdx|markdown|html?)\Z", re.IGNORECASE)
_SETTINGS = re.compile(r"\A_config(?:\.[\w-]+)?\.ya?ml\Z")
_TABLES = re.compile(rf"{_CALLED}\Z", re.IGNORECASE)
_NOT_OURS = frozenset({"node_modules", "dist", ".git", ".deploy_git", "vendor", "_site", "scaffolds", "archetypes"})
_OF_THEMES = frozenset({"themes", "layouts", "_layouts", "components"})
_TAG = re.compile(r"\{%-?\s*(flink|friends?|links?)\b[^%]*%\}(.*?)\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_INNER = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_CARD = re.compile(r"<a\b(?P<said>[^>]*)>(?P<inner>.*?)</a>", re.DOTALL | re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\b(href|title|alt|src)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_ASKS = re.compile(r"\bfetch\s*\(|\baxios\b|XMLHttpRequest|\.map\s*\(|forEach|getJSON")
_OF_FRIENDS = re.compile(r"friend|flink|友|avatar", re.IGNORECASE)
_POINTER = re.compile(r"\A(?:flink_?url|json|data|api|(?:links?|friends?)(?:_?(?:url|json|data))?)\Z", re.IGNORECASE)
_PLACES = ("source", "static", "public", "assets", "src", "content", "")
_WORKED_OUT = _("friends are worked out by a program, which is not run")


def friends_in(path: Path) -> tuple[list[Friend], list[Skipped]]:
    """Return the friends in a file, or in the files of a site, each address once; and what could not be taken."""
    root = path if path.is_dir() else path.parent
    found: dict[str, Friend] = {}
    left: list[Skipped] = []
    for file in _files(path) if path.is_dir() else [path]:
        shown = file.relative_to(root).as_posix()
        try:
            value, why = _stated(file, root)
            people = list(people_in(value))
        except (texts.UnfitFileError, UnreadableError, ValueError, RecursionError) as broken:
            left.append(Skipped(shown, _("it cannot be read: {reason}", reason=broken)))
            continue
        for one in people:
            found.setdefault(one["url"].rstrip("/"), one)
        if why and not people:
            left.append(Skipped(shown, why))
    return list(found.values()), left


def is_of_friends(path: Path) -> bool:
    """Tell whether a file is one in which themes keep friends."""
    return _DATA.search(path.as_posix()) is not None


def is_page(inside: str) -> bool:
    """Tell whether a path within a site is that of the page of friends."""
    return _PAGE.search(inside) is not None


def _files(root: Path) -> Iterator[Path]:
    is_built = any((root / name).exists() for name in ("source", "hugo.toml", "config.toml", "content"))
    found: list[Path] = []
    for folder, within, names in os.walk(root):
        within[:] = [name for name in within if name not in _NOT_OURS]
        found += [Path(folder, name) for name in names]
    for file in sorted(found):
        inside = file.relative_to(root)
        folders = {*inside.parts[:-1]}
        if is_built and inside.parts[0] == "public":
            continue
        shown = inside.as_posix()
        is_own = bool(_DATA.search(shown) or _PAGE.search(shown) or _SCRIPT.search(shown)) and not folders & _OF_THEMES
        if (is_own or _SETTINGS.match(shown)) and file.is_file():
            yield file


def _stated(file: Path, root: Path) -> tuple[Any, AnyText]:
    """Return what a file says as data; and why it says less than it showed, if it does."""
    ending = file.suffix.lower()
    if _SETTINGS.match(file.name):
        settings = texts.read_settings(file, root)
        return [_of_settings(value) for name, value in settings.items() if _TABLES.match(str(name))], ""
    if ending in (".md", ".mdx", ".markdown"):
        return _of_page(texts.read_text(file, root), root)
    text = texts.decode_text(texts.bytes_of(file, root))[0]
    if ending in (".yml", ".yaml"):
        return yaml_value(text.replace("\t", "  ")), ""
    if ending == ".json":
        return texts.json_value(text), ""
    if ending == ".toml":
        return texts.read_settings(file, root), ""
    return _of_html(text) if ending in (".html", ".htm") else _of_script(text)


def _of_settings(value: Any) -> Any:
    """Return the friends in a theme's settings; NexT writes `name: address`."""
    if not isinstance(value, dict) or one_line(value.get("enable")).lower() == "false":
        return None
    plain = {name: one for name, one in value.items() if isinstance(one, str) and one.startswith("http")}
    return [{"name": name, "url": url} for name, url in plain.items()] if len(plain) == len(value) else value


def _of_page(page: texts.Text, root: Path) -> tuple[Any, AnyText]:
    tags = [yaml_value(match[2].replace("\t", "  ")) for match in _TAG.finditer(page.body)]
    scripts, why = _of_html(page.body) if "<script" in page.body else ([], "")
    pointers = (one_line(value) for name, value in page.data.items() if _POINTER.match(str(name)))
    pointed = [_pointed(one, root) for one in pointers if re.search(r"\A(?:https?:)?/|\.json\Z", one)]
    far = next((one for one in pointed if isinstance(one, str)), "")
    why = _("friends are at {address}, which is not asked", address=far) if far else why
    return [page.data, *tags, *scripts, *(one for one in pointed if not isinstance(one, str))], why


def _pointed(address: str, root: Path) -> Any:
    """Return what lies in the file that a page takes its friends from; the address itself for one elsewhere."""
    for folder in _PLACES if "//" not in address else ():
        file = root / folder / address.lstrip("/")
        if file.is_file():
            return texts.json_value(texts.decode_text(texts.bytes_of(file, root))[0])
    return address


def _of_html(text: str) -> tuple[list[Any], AnyText]:
    """Return what scripts in HTML state, and, in a page that is HTML alone, its links as cards."""
    found: list[Any] = []
    why: AnyText = ""
    for said, inner in _INNER.findall(text):
        if "json" in said.lower():
            found.append(texts.json_value(inner))
            continue
        value, reason = _of_script(inner)
        found.append(value)
        why = why or reason
    if "<html" in text.lower() or "<!doctype" in text.lower():
        found += [_card(match) for match in _CARD.finditer(_INNER.sub("", text))]
    return found, why


def _card(match: "re.Match[str]") -> dict[str, str]:
    """Return the friend that a link shows: its title, else the first of its words; what stands behind tells of them."""
    said = {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(match["said"])}
    inner = {name.lower(): unescape(one or other) for name, one, other in _ATTRIBUTE.findall(match["inner"])}
    words = [unescape(" ".join(part.split())) for part in re.split(r"<[^<>]*>", match["inner"]) if part.strip()]
    name, *rest = [*words, said.get("title", "") or inner.get("alt", "")]
    return {"name": name, "url": said.get("href", ""), "text": " ".join(rest[:-1]), "picture": inner.get("src", "")}


def _of_script(text: str) -> tuple[Any, AnyText]:
    """Return what a script states as plain data; why there is less, where it asks others for it or works it out."""
    stated = [value for _name, value in literals.given(text)]
    if next(iter(list(people_in(stated))), None):
        return stated, ""
    return [], _WORKED_OUT if _ASKS.search(text) and _OF_FRIENDS.search(text) else ""
