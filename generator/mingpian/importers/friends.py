"""Lists of friends that themes of Hexo and Hugo keep as data (links.yml, the page of links): one table of data.

Themes differ in every name but agree in the shape: groups, and in them people with a name and an address.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from mingpian import UnreadableError, yaml_value
from mingpian.i18n import _
from mingpian.importers import texts
from mingpian.importers.draft import Copy, Importer, Into, Skipped
from mingpian.importers.fields import one_line

COLUMNS = {
    "name": ("name", "title", "nickname", "author", "site_name"),
    "url": ("url", "link", "website", "site", "href", "blog", "homepage"),
    "text": ("text", "descr", "description", "desc", "bio", "intro", "slogan", "info"),
    "picture": ("avatar", "image", "cover", "icon", "logo", "img", "pic", "screenshot", "siteshot"),
    "feed": ("feed", "rss", "atom"),
}
_GROUPS = ("class_name", "group", "group_name", "category", "type_name", "title", "name")
_NAMES = r"(?:links?|friends?|flinks?|blogroll|友链|友情链接)"
_DATA = re.compile(
    rf"(?:\A|/)(?:_data|data|links?|friends?)/(?:[\w-]+/)*{_NAMES}\.(?:ya?ml|json|toml)\Z", re.IGNORECASE
)
_PAGE = re.compile(rf"(?:\A|/){_NAMES}(?:/_?index)?\.(?:[\w-]+\.)?(?:md|markdown)\Z", re.IGNORECASE)
_TAG = re.compile(r"\{%-?\s*(flink|friends?|links?)\b[^%]*%\}(.*?)\{%-?\s*end\1\s*-?%\}", re.DOTALL)
_DEEPEST = 8

Friend = dict[str, str]


def read(path: Path, into: Into) -> Iterator[Copy | Skipped]:
    """Yield the table of all friends in a file, or in the files of a site where themes keep them."""
    root = path if path.is_dir() else path.parent
    found: dict[str, Friend] = {}
    for file in _files(path) if path.is_dir() else [path]:
        try:
            friends = list(_friends(_stated(file, root)))
        except (texts.UnfitFileError, UnreadableError, ValueError, RecursionError) as broken:
            yield Skipped(file.relative_to(root).as_posix(), _("it cannot be read: {reason}", reason=broken))
            continue
        for one in friends:
            found.setdefault(one["url"], one)
    if found:
        yield copy_of(found.values())


def copy_of(found: Collection[Friend]) -> Copy:
    """Return the table of friends."""
    out = io.StringIO(newline="")
    columns = [name for name in (*COLUMNS, "group") if any(one.get(name) for one in found)]
    table = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n", restval="")
    table.writeheader()
    table.writerows(found)
    return Copy("data/friends.csv", out.getvalue().encode())


def _files(root: Path) -> Iterator[Path]:
    for file in sorted(root.rglob("*")):
        inside = file.relative_to(root).as_posix()
        if "node_modules/" not in inside and (_DATA.search(inside) or _PAGE.search(inside)) and file.is_file():
            yield file


def _stated(file: Path, root: Path) -> Any:
    """Return what a file says: data, or those of a page's front matter and tags."""
    if file.suffix.lower() not in (".md", ".markdown"):
        text = texts.decode_text(texts.bytes_of(file, root))[0]
        if file.suffix.lower() in (".yml", ".yaml"):
            return yaml_value(text.replace("\t", "  "))
        return texts.json_value(text) if file.suffix.lower() == ".json" else texts.read_settings(file, root)
    page = texts.read_text(file, root)
    return [page.data, *(yaml_value(match[2].replace("\t", "  ")) for match in _TAG.finditer(page.body))]


def _friends(value: Any, group: str = "", depth: int = 0) -> Iterator[Friend]:
    """Yield every person with a name and an address, at any depth."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _friends(one, group, depth + 1)
    elif isinstance(value, dict):
        said = {name: _first(value, names) for name, names in COLUMNS.items()}
        if said["name"] and said["url"].startswith(("https://", "http://")):
            yield {**said, "group": group}
            return
        own = _first(value, _GROUPS) or group
        for name, inner in value.items():
            if isinstance(inner, list | dict):
                yield from _friends(inner, own if own or _is_plain(name) else name, depth + 1)


def _is_plain(name: str) -> bool:
    """Tell whether a name is that of a list, and no group's."""
    return re.fullmatch(rf"{_NAMES}|link_list|items|list|data|sites|params", str(name), re.IGNORECASE) is not None


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((said for name in names if (said := one_line(value.get(name)))), "")


def recognises(path: Path) -> bool:
    """Tell whether it is a file of friends; a site's folder is first of all that of its system."""
    return path.is_file() and _DATA.search(path.as_posix()) is not None


IMPORTER = Importer(
    "friends", _("a theme's list of friends (links.yml), or the folder of the site with it"), read, recognises
)
