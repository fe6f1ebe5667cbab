"""Where Hexo put its pages: `permalink`, `new_post_name`, `pretty_urls`, and what categories are called there."""

import re
import unicodedata
from datetime import UTC, datetime
from hashlib import sha1
from pathlib import PurePosixPath
from typing import Any
from zlib import crc32
from zoneinfo import ZoneInfo

from mingpian.importers import old_lists
from mingpian.importers.fields import one_line, words_in
from mingpian.importers.old_settings import under, zone_named
from mingpian.importers.stated_patterns import stated_pattern

TOKEN = re.compile(r":([a-z_]+\w*)")
DEFAULT = ":year/:month/:day/:title/"
_FILE_TOKENS = {
    "title": r"(?P<title>.+)", "year": r"(?P<year>\d{4})", "month": r"(?P<month>\d{2})", "day": r"(?P<day>\d{2})",
    "i_month": r"(?P<i_month>\d{1,2})", "i_day": r"(?P<i_day>\d{1,2})", "hash": r"\w+", "id": r"\w+",
}  # fmt: skip
_FOLDERS = {"tag": "tags", "category": "categories", "archive": "archives"}
_SPECIAL = re.compile(r"[\x00-\x1f\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")


def named(name: str, config: dict[str, Any]) -> tuple[str, str]:
    """Return what a post's file name says by `new_post_name`: the title in addresses, and the day if it has one."""
    pattern = PurePosixPath(one_line(config.get("new_post_name")) or ":title.md").with_suffix("").as_posix()
    parts = re.split(r":([a-z_]+)", pattern)
    built = "".join(re.escape(part) if at % 2 == 0 else _FILE_TOKENS.get(part, ".+?") for at, part in enumerate(parts))
    match = stated_pattern(built).fullmatch(name)
    if not match or "title" not in match.groupdict():
        return slugized(name), ""
    said = match.groupdict()
    month, day = said.get("month") or said.get("i_month") or "1", said.get("day") or said.get("i_day") or "1"
    date = f"{said['year']}-{int(month):02}-{int(day):02}" if said.get("year") else ""
    return said["title"], date


def zone_of(config: dict[str, Any]) -> ZoneInfo | None:
    """Return the time zone that the site states; None when it was that of whoever built it."""
    return zone_named(one_line(config.get("timezone")))


def post_paths(
    config: dict[str, Any], title: str, data: dict[str, Any], date: str, zone: ZoneInfo
) -> tuple[list[str], str]:
    """Return the paths at which a post stood, and what its address was made of that is not known here."""
    stated = one_line(data.get("permalink"))
    pattern = stated or one_line(config.get("permalink")) or DEFAULT
    known = _defaults(config) | {key: one_line(value) for key, value in data.items()}
    known |= {"title": title, "name": title.rpartition("/")[2], "category": _category(config, data)}
    known["abbrlink"] = known.get("abbrlink") or abbreviated(config, one_line(data.get("title")))
    known["post_title"] = slugized(one_line(data.get("title")), 1)
    try:
        day = datetime.fromisoformat(date)
    except ValueError:
        day = None
    if day:
        # Hexo takes what the clock says in UTC for the time of its own zone, where front matter states another one
        day = (day.astimezone(UTC) if day.tzinfo else day).replace(tzinfo=zone_of(config) or zone)
        known |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
        known |= {"i_year": f"{day:%y}", "i_month": str(day.month), "i_day": str(day.day)}
        known |= {
            "hour": f"{day:%H}",
            "minute": f"{day:%M}",
            "second": f"{day:%S}",
            "timestamp": f"{day.timestamp():.0f}",
        }
        made = sha1(f"{title}{day.timestamp():.0f}".encode(), usedforsecurity=False).hexdigest()
        known["hash"] = made[:12]
    unknown = next((token for token in TOKEN.findall(pattern) if not known.get(token)), "")
    if unknown:
        return [], unknown
    path = re.sub("/{2,}", "/", TOKEN.sub(lambda found: known[found[1]], pattern).strip("/"))
    path = path.replace("%", "%25").replace("#", "%23").replace("?", "%3F")
    return [f"/{path}" if _is_file(path) else f"/{path}/"] if path else [], ""


def abbreviated(config: dict[str, Any], title: str) -> str:
    """Return the name that hexo-abbrlink makes of a title where front matter has none: a CRC of its UTF-8."""
    stated = under(config, "abbrlink")
    number = crc32(title.encode()) if one_line(under(stated, "alg")) == "crc32" else _crc16(title.encode())
    return f"{number:x}" if one_line(under(stated, "rep")) == "hex" else str(number)


def _crc16(data: bytes) -> int:
    """Return CRC-16/ARC."""
    number = 0
    for byte in data:
        number ^= byte
        for _ in range(8):
            number = number >> 1 ^ (0xA001 if number & 1 else 0)
    return number


def page_path(inside: PurePosixPath, data: dict[str, Any]) -> str:
    """Return the path at which a page stood: its file's, or what it states."""
    if stated := one_line(data.get("permalink")):
        return f"/{stated.lstrip('/')}"
    path = inside.with_suffix(".html").as_posix()
    return f"/{path.removesuffix('index.html')}"


def slugized(text: str, case: int = 0) -> str:
    """Return a text as Hexo writes it in addresses: accents off, signs become `-`."""
    characters = unicodedata.normalize("NFD", text)
    plain = unicodedata.normalize("NFC", re.sub("[\u0300-\u036f]", "", characters))
    made = re.sub("-{2,}", "-", _SPECIAL.sub("-", plain)).strip("-")
    return made.lower() if case == 1 else made.upper() if case == 2 else made


def categories_of(value: Any) -> list[list[str]]:
    """Return the categories of a post as paths: a list is one path, lists in a list are several."""
    if isinstance(value, list | tuple):
        if any(isinstance(one, list | tuple) for one in value):
            return [[one_line(word) for word in (one if isinstance(one, list | tuple) else [one])] for one in value]
        return [[one_line(one) for one in value]] if value else []
    return [[one_line(value)]] if one_line(value) else []


def lists_of(config: dict[str, Any], data: dict[str, Any], date: str) -> dict[str, str]:
    """Return the lists in which a post stood: of its tags, of its categories, of its year and month."""
    folders = {name: one_line(config.get(f"{name}_dir")) or usual for name, usual in _FOLDERS.items()}
    found = {}
    for tag in words_in(data.get("tags") or data.get("tag")):
        found[f"/{folders['tag']}/{_written(config, 'tag_map', tag)}/"] = old_lists.of_tag(tag)
    for path in categories_of(data.get("categories") or data.get("category")):
        for at, word in enumerate(path, 1):
            made = "/".join(_written(config, "category_map", one) for one in path[:at])
            found[f"/{folders['category']}/{made}/"] = old_lists.of_tag(word)
    return found | old_lists.of_dates(f"/{folders['archive']}/{{}}/", date)


def lists_of_all(config: dict[str, Any]) -> dict[str, str]:
    """Return where the archive was, and the lists of all tags and categories that themes have."""
    leads = {"tag": old_lists.TAGS, "category": old_lists.TAGS, "archive": old_lists.ARCHIVE}
    return {f"/{one_line(config.get(f'{name}_dir')) or usual}/": leads[name] for name, usual in _FOLDERS.items()}


def _written(config: dict[str, Any], names: str, word: str) -> str:
    renamed = config.get(names)
    case = {"1": 1, "2": 2}.get(one_line(config.get("filename_case")), 0)
    return slugized((one_line(renamed.get(word)) if isinstance(renamed, dict) else "") or word, case)


def _category(config: dict[str, Any], data: dict[str, Any]) -> str:
    paths = categories_of(data.get("categories") or data.get("category"))
    path = paths[-1] if paths else [one_line(config.get("default_category")) or "uncategorized"]
    return "/".join(_written(config, "category_map", word) for word in path)


def _defaults(config: dict[str, Any]) -> dict[str, str]:
    stated = config.get("permalink_defaults")
    return {str(key): one_line(value) for key, value in stated.items()} if isinstance(stated, dict) else {}


def _is_file(path: str) -> bool:
    return bool(re.search(r"\.(?:html?|php|aspx?|jsp|shtml)\Z", path))
