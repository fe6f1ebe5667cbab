"""What Jekyll's `_config.yml` says: of the site, of front matter (`defaults`), and of addresses."""

import re
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from mingpian.importers import old_lists, texts
from mingpian.importers.arrival.formulas import is_switched_on
from mingpian.importers.draft import ARTICLE, OldSite, OwnersPicture
from mingpian.importers.fields import one_line, people, words_in
from mingpian.importers.old_base import rooted
from mingpian.importers.old_settings import languages_of, menu_of, permalink_of, under, zone_named
from mingpian.importers.owner.accounts import shown_in
from mingpian.importers.owner.portrait import portrait_in, portrait_of
from mingpian.importers.references import finder

TOKEN = re.compile(r":([a-z_]+)")
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "weekdate": "/:categories/:year/W:week/:short_day/:title.html",
    "none": "/:categories/:title.html",
}


def collections_of(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the collections that have pages, each with what is said of it."""
    stated = config.get("collections")
    if isinstance(stated, list):
        return {}
    tables = {str(name): value or {} for name, value in (stated or {}).items() if isinstance(value, dict | None)}
    return {name: one for name, one in tables.items() if name not in ("posts", "drafts")}


def is_excluded(config: dict[str, Any], inside: str) -> bool:
    """Tell whether Jekyll was told to leave a file alone."""
    stated = config.get("exclude")
    patterns = [one_line(one).strip("/") for one in stated] if isinstance(stated, list) else []
    return any(fnmatch(inside, one) or inside.startswith(f"{one}/") for one in patterns if one)


def with_defaults(config: dict[str, Any], data: dict[str, Any], inside: str, form: str) -> dict[str, Any]:
    """Return front matter with the values that the settings give to all of its folder or type."""
    rows = config.get("defaults")
    found: dict[str, Any] = {}
    for row in rows if isinstance(rows, list) else []:
        path, kind = one_line(under(row, "scope", "path")).strip("/"), one_line(under(row, "scope", "type"))
        values = under(row, "values")
        matches = not path or inside == path or inside.startswith(f"{path}/") or fnmatch(inside, path)
        if matches and kind in ("", form) and isinstance(values, dict):
            found |= values
    return found | data


def post_path(config: dict[str, Any], name: str, data: dict[str, Any], date: str, folders: list[str]) -> str:
    """Return the path at which a post stood; empty when it is not known."""
    stated = one_line(data.get("permalink")) or one_line(config.get("permalink")) or "date"
    pattern = _STYLES.get(stated, stated)
    groups = [*folders, *_categories(data)]
    known = {"title": one_line(data.get("slug")) or name, "slug": one_line(data.get("slug")) or name}
    known |= {"categories": "/".join(dict.fromkeys(one.lower() for one in groups)), "collection": "posts", "path": name}
    known |= {"slugified_categories": "/".join(dict.fromkeys(_slugified(one) for one in groups))}
    known |= {"name": name, "basename": name, "output_ext": ".html"}
    try:
        day = datetime.fromisoformat(date)
        day = day.astimezone(zone) if day.tzinfo and (zone := _zone(config)) else day
        known |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}", "y_day": f"{day:%j}"}
        known |= {"i_month": str(day.month), "i_day": str(day.day), "short_year": f"{day:%y}", "week": f"{day:%V}"}
        known |= {"short_month": f"{day:%b}", "long_month": f"{day:%B}", "short_day": f"{day:%a}", "w_day": f"{day:%u}"}
        known |= {"hour": f"{day:%H}", "minute": f"{day:%M}", "second": f"{day:%S}", "long_day": f"{day:%A}"}
    except ValueError:
        pass
    if any(token not in known for token in TOKEN.findall(pattern)):
        return ""
    path = re.sub("/{2,}", "/", TOKEN.sub(lambda found: known[found[1]], f"/{pattern.lstrip('/')}"))
    return path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}.html"


def page_path(config: dict[str, Any], inside: str, data: dict[str, Any], collection: str = "") -> str:
    """Return the path at which a page, or an item of a collection, stood."""
    stem = re.sub(r"\.\w+\Z", "", inside)
    stated = one_line(data.get("permalink"))
    if not stated and collection:
        stated = one_line(under(config, "collections", collection, "permalink"))
        stem = stem.partition("/")[2]
    name = stem.rpartition("/")[2]
    known = {"path": stem, "name": name, "title": one_line(data.get("slug")) or name, "basename": name, "slug": name}
    known |= {"collection": collection, "output_ext": ".html", "categories": "/".join(_categories(data)), "num": ""}
    if stated and all(token in known for token in TOKEN.findall(stated)):
        path = re.sub("/{2,}", "/", TOKEN.sub(lambda found: known[found[1]], f"/{stated.lstrip('/')}"))
        return path
    if collection:
        return f"/{collection}/{stem}.html"
    is_pretty = one_line(config.get("permalink")).endswith(("/", "pretty"))
    path = f"/{stem}/" if is_pretty else f"/{stem}.html"
    return re.sub(r"index(?:\.html|/)\Z", "", path)


def lists_of(config: dict[str, Any], data: dict[str, Any], date: str) -> dict[str, str]:
    """Return the lists in which a post stood, as the plug-in jekyll-archives makes them."""
    patterns = under(config, "jekyll-archives", "permalinks")
    patterns = patterns if isinstance(patterns, dict) else {}
    tags = data.get("tags") or data.get("tag")
    words = {"tag": words_in(tags.split() if isinstance(tags, str) and "," not in tags else tags)}
    words["category"] = _categories(data)
    found = {}
    for kind, plural in (("tag", "tags"), ("category", "categories")):
        for word in words[kind]:
            for pattern in dict.fromkeys((one_line(patterns.get(kind)) or f"/{kind}/:name/", f"/{plural}/:name/")):
                found[pattern.replace(":name", _slugified(word))] = old_lists.of_tag(word)
    return found | (old_lists.of_dates("/{}/", date) if patterns.get("year") else {})


def _categories(data: dict[str, Any]) -> list[str]:
    stated = data.get("categories") or data.get("category")
    return words_in(stated.split() if isinstance(stated, str) and "," not in stated else stated)


def _slugified(text: str) -> str:
    return re.sub(r"[\W_]+", "-", text.lower()).strip("-")


def _zone(config: dict[str, Any]) -> ZoneInfo | None:
    return zone_named(one_line(config.get("timezone")))


def describes(root: Path) -> OldSite:
    """Return what the settings say of the site."""
    config = texts.read_settings(root / "_config.yml", root)
    navigation = texts.read_settings(root / "_data/navigation.yml", root)
    menus = [config.get(name) for name in ("navs", "nav", "navigation", "menu", "navbar-links", "navbar")]
    menus += [navigation.get("main"), navigation.get("docs")]
    author = config.get("author") or config.get("owner") or under(config, "social", "name")
    stated = one_line(config.get("permalink")) or "date"
    shown = shown_in(config, author=author)
    return OldSite(
        title=one_line(config.get("title") or config.get("name")),
        base_url=base_of(config, root),
        description=one_line(config.get("description")) or one_line(config.get("subtitle")),
        author=next(iter(people(author)), "") if author else "",
        about_author=shown.headline or one_line(config.get("subtitle")),
        email=shown.email,
        links=shown.links,
        portrait=_portrait(config, author, root),
        languages=languages_of(config.get("lang") or config.get("locale") or config.get("language")),
        timezone=one_line(config.get("timezone")),
        menu=menu_of(next((one for one in menus if one), None)),
        permalinks=permalink_of(ARTICLE, _STYLES.get(stated, stated), TOKEN),
        lists=old_lists.OF_THEMES | dict.fromkeys(("/category/", "/tag/"), old_lists.TAGS),
        paging=_paging(config),
        page_size=int(size[:4]) if (size := one_line(config.get("paginate"))).isdecimal() else 10,
        feeds=(f"/{one_line(under(config, 'feed', 'path')).lstrip('/') or 'feed.xml'}",),
        has_formulas=is_switched_on(config),
    )


def _portrait(config: dict[str, Any], author: Any, root: Path) -> OwnersPicture | None:
    """Return the owner's picture: as the settings state it, else the front matter of the page on them (`al-folio`)."""
    about = (texts.front_matter(root / path, root) for path in ("_pages/about.md", "about.md", "index.md"))
    found = portrait_in({"author": author}, config, *about)
    stated = rooted(found.stated, base_of(config, root))
    folders = ("", "assets/img", "assets/images", "images", "assets", "img")  # where themes look for a bare name
    tops = tuple(root / folder for folder in folders)
    return portrait_of(msgspec.structs.replace(found, stated=stated), finder(root, roots=tops))


def base_of(config: dict[str, Any], root: Path) -> str:
    """Return the address of the site; its path alone where its host is not known."""
    host = one_line(config.get("url")).rstrip("/") or (f"https://{_cname(root)}" if _cname(root) else "")
    path = one_line(config.get("baseurl")).strip("/")
    return f"{host}/{path}" if path else host


def _paging(config: dict[str, Any]) -> str:
    stated = (one_line(config.get("paginate_path")) or "/page:num/").strip("/")
    return f"{stated.replace(':num', '{}')}/" if ":num" in stated and "{" not in stated else ""


def _cname(root: Path) -> str:
    try:
        return texts.decode_text(texts.bytes_of(root / "CNAME", root, 1024))[0].split()[0]
    except (texts.UnfitFileError, IndexError):
        return ""
