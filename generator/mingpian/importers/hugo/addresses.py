"""Where Hugo put its pages: `permalinks`, `url`, `slug`, `uglyURLs`, folders, and how it writes names in addresses."""

import re
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import unquote_plus

from mingpian.importers import old_lists
from mingpian.importers.fields import one_line, words_in
from mingpian.importers.old_settings import under

TOKEN = re.compile(r":([a-z]+)(?:\[([^\]]*)\])?")
_LISTS = {
    **dict.fromkeys(("tags", "tag", "categories", "category"), old_lists.of_tag),
    "series": old_lists.of_series,
}  # fmt: skip
_ALLOWED = frozenset("./\\_#+~-@%")


def sanitized(text: str) -> str:
    """Return a name as Hugo writes it in an address: letters, digits, marks and few signs; blanks become one `-`."""
    made: list[str] = []
    was_hyphen = is_owed = False
    for char in text:
        if char.isalnum() or char in _ALLOWED or _is_mark(char):
            was_hyphen = char == "-"
            if is_owed and not was_hyphen:
                made.append("-")
            is_owed = False
            made.append(char)
        elif made and not was_hyphen and char.isspace():
            is_owed = True
    return "".join(made)


def _is_mark(char: str) -> bool:
    import unicodedata

    return unicodedata.category(char).startswith("M")


class Place(NamedTuple):
    """Where a text lay: its folders, those of them that are sections, and the prefix of its language, if it had one."""

    folders: tuple[str, ...]
    sections: tuple[str, ...]
    lang: str = ""


def page_paths(config: dict[str, Any], place: Place, name: str, data: dict[str, Any], date: str) -> list[str]:
    """Return the paths at which a page stood."""
    folders, sections, lang = place
    url = one_line(data.get("url"))
    if url and "://" not in url:
        return [url if url.startswith("/") else f"/{lang}/{url}".replace("//", "/")]
    section = folders[0] if folders else ""
    pattern = _pattern(config, section)
    slug, title = one_line(data.get("slug")), one_line(data.get("title"))
    made: list[str]
    if pattern:
        # by a pattern, names are read as if they were escaped; some are cut within an escape
        made = (
            [unquote_plus(path).replace("%", "")]
            if (path := _filled(pattern, sections, (name, slug, title), date))
            else []
        )
    else:
        made = ["/".join((*folders, slug or name))]
    return [_whole(config, path, section, lang) for path in made]


def section_path(config: dict[str, Any], folders: tuple[str, ...], lang: str = "") -> str:
    """Return the path at which the list of a section stood."""
    return _whole({**config, "uglyurls": ""}, "/".join(folders), "", lang) if folders else "/"


def lists_of(config: dict[str, Any], sections: tuple[str, ...], data: dict[str, Any], lang: str) -> dict[str, str]:
    """Return the lists in which a page stood: of its sections, and of its terms in all taxonomies."""
    found = {section_path(config, sections[: at + 1], lang): old_lists.ALL for at in range(len(sections))}
    stated = config.get("taxonomies")
    for plural in stated.values() if isinstance(stated, dict) else ("tags", "categories"):
        name = one_line(plural)
        lead = _LISTS.get(name.lower())
        if lead is None:
            continue
        for term in words_in(data.get(name), ","):
            found[_whole(config, f"{name}/{term.replace(' ', '-')}", name, lang)] = lead(term)
    return found


def _pattern(config: dict[str, Any], section: str) -> str:
    patterns = config.get("permalinks")
    page = under(patterns, "page")
    stated = (page if isinstance(page, dict) else patterns) or {}
    return one_line(stated.get(section.lower())) if section and isinstance(stated, dict) else ""


def _filled(pattern: str, folders: tuple[str, ...], names: tuple[str, str, str], date: str) -> str:
    """Return a pattern with its values; empty where one is not known."""
    name, slug, title = names
    known: dict[str, str] = {"section": folders[0] if folders else "", "sections": "/".join(folders)}
    known |= {"title": title or name, "slug": slug or title or name}
    known |= dict.fromkeys(("filename", "contentbasename"), name)
    known |= dict.fromkeys(("slugorfilename", "slugorcontentbasename"), slug or name)
    try:
        day = datetime.fromisoformat(date)
        known |= {
            "year": f"{day:%Y}",
            "month": f"{day:%m}",
            "day": f"{day:%d}",
            "yearday": str(day.timetuple().tm_yday),
        }
        known |= {"monthname": f"{day:%B}", "weekdayname": f"{day:%A}", "weekday": str((day.weekday() + 1) % 7)}
    except ValueError:
        pass

    def value(found: re.Match[str]) -> str:
        if found[1] == "sections" and found[2]:
            return "/".join(_slice(folders, found[2]))
        return known[found[1]].replace("/", "-") if found[1] != "sections" else known["sections"]

    if any(not known.get(token) and token != "sections" for token, _ in TOKEN.findall(pattern)):
        return ""
    return TOKEN.sub(value, pattern)


def _slice(folders: tuple[str, ...], stated: str) -> tuple[str, ...]:
    if stated == "last":
        return folders[-1:]
    first, colon, last = stated.partition(":")
    try:
        start, stop = int(first) if first else 0, int(last) if last and last != "last" else None
    except ValueError:
        return folders
    return folders[start:stop] if colon else folders[start : start + 1]


def _whole(config: dict[str, Any], path: str, section: str, lang: str) -> str:
    is_kept = one_line(config.get("disablepathtolower")).lower() == "true"
    path = re.sub("/{2,}", "/", sanitized(path if is_kept else path.lower())).strip("/")
    ugly = config.get("uglyurls")
    is_ugly = one_line(under(ugly, section) if isinstance(ugly, dict) else ugly).lower() == "true"
    ending = "" if re.search(r"\.html?\Z", path) else ".html" if is_ugly else "/"
    return f"/{lang}/{path}{ending}".replace("//", "/").replace("%", "%25").replace("#", "%23")
