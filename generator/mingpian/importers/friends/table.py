"""Friends out of what themes write of them, and as a table of data and a list to read.

Themes differ in every name but agree in the shape: groups, and in them people with a name and an address.
"""

import csv
import io
import re
from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any

from mingpian import escape_markdown, markdown_link
from mingpian.importers.draft import Copy
from mingpian.importers.fields import one_line

COLUMNS = {
    "name": ("name", "title", "nickname", "author", "site_name", "sitename"),
    "url": ("url", "link", "website", "site", "href", "blog", "homepage", "siteurl"),
    "text": ("text", "descr", "description", "desc", "bio", "intro", "slogan", "info", "des", "introduction"),
    "picture": ("avatar", "image", "cover", "icon", "logo", "img", "pic", "screenshot", "siteshot", "imgurl", "src"),
    "feed": ("feed", "rss", "atom"),
}
NAMES = r"(?:friend[-_]?)?(?:links?|friends?|flinks?|blogroll|友链|友情链接|小伙伴)"
_GROUPS = ("class_name", "group", "group_name", "category", "type_name", "title", "name")
_DEEPEST = 8

Friend = dict[str, str]


def people_in(value: Any, group: str = "", depth: int = 0) -> Iterator[Friend]:
    """Yield every person with a name and an address, at any depth."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from people_in(one, group, depth + 1)
    elif isinstance(value, dict):
        said = {name: _first(value, names) for name, names in COLUMNS.items()}
        if said["name"] and said["url"].startswith(("https://", "http://")):
            yield {**said, "group": group}
            return
        own = _first(value, _GROUPS) or group
        for name, inner in value.items():
            if isinstance(inner, list | dict):
                yield from people_in(inner, own if own or _is_plain(name) else name, depth + 1)


def copy_of(found: Collection[Friend]) -> Copy:
    """Return the table of friends."""
    out = io.StringIO(newline="")
    columns = [name for name in (*COLUMNS, "group") if any(one.get(name) for one in found)]
    table = csv.DictWriter(out, columns, extrasaction="ignore", lineterminator="\n", restval="")
    table.writeheader()
    table.writerows(found)
    return Copy("data/friends.csv", out.getvalue().encode())


def list_of(found: Collection[Friend]) -> str:
    """Return friends as Markdown, by their groups in order."""
    order = {group: number for number, group in enumerate(dict.fromkeys(one["group"] for one in found))}
    made = []
    for group, people in groupby(sorted(found, key=lambda one: order[one["group"]]), lambda one: one["group"]):
        made += [f"## {escape_markdown(group)}", ""] if group else []
        made += [*(_item(one) for one in people), ""]
    return "\n".join(made)


def _item(friend: Friend) -> str:
    said = f" {escape_markdown(friend['text'])}" if friend["text"] else ""
    return f"- {markdown_link(friend['name'], friend['url'])}{said}"


def _is_plain(name: str) -> bool:
    """Tell whether a name is that of a list, and no group's."""
    return re.fullmatch(rf"{NAMES}|link_list|items|list|data|sites|params", str(name), re.IGNORECASE) is not None


def _first(value: dict[str, Any], names: tuple[str, ...]) -> str:
    low = {str(name).lower(): one for name, one in value.items()}
    return next((said for name in names if (said := one_line(low.get(name)))), "")
