"""What Hugo's configuration says, from whichever of its many files."""

from pathlib import Path
from typing import Any

from mingpian.importers import old_lists, texts
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line, people
from mingpian.importers.formulas import is_switched_on
from mingpian.importers.old_settings import languages_of, menu_of, under
from mingpian.importers.owner import shown_in

_STEMS = ("hugo", "config")
_ENDINGS = (".toml", ".yaml", ".yml", ".json")
_FOLDERS = ("config/_default", "config/production")  # the second is what `hugo` builds by


def settings_of(root: Path) -> dict[str, Any]:
    """Return the settings of a site, all names in small letters, as Hugo takes them."""
    found: dict[str, Any] = {}
    for stem in _STEMS:
        for ending in _ENDINGS:
            _merge(found, _small(texts.read_settings(root / f"{stem}{ending}", root)))
    for folder in _FOLDERS:
        for path in sorted((root / folder).glob("*")):
            if path.suffix in _ENDINGS:
                _merge(found, _placed(path.stem.lower(), _small(texts.read_settings(path, root))))
    return found


def _placed(stem: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return what a file of a folder of settings says, below the name that its own name gives it."""
    name, _, lang = stem.partition(".")
    name = {"menu": "menus"}.get(name, name)
    inner = data if name in _STEMS else {name: data.get(name, data)}
    return {"languages": {lang: inner}} if lang else inner


def _small(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(name).lower(): _small(value) for name, value in data.items()}
    return [_small(one) for one in data] if isinstance(data, list) else data


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            _merge(into[name], value)
        else:
            into[name] = value


def codes_of(config: dict[str, Any]) -> dict[str, str]:
    """Return the languages of a site as we write them, by Hugo's own names; the first has no suffix."""
    table = config.get("languages")
    table = table if isinstance(table, dict) else {}
    first = one_line(config.get("defaultcontentlanguage")).lower()
    names = sorted((str(name) for name in table), key=lambda name: (name != first, _weight(table[name])))
    if not names:
        stated = languages_of(first) or languages_of(config.get("languagecode") or config.get("locale"))
        stated = stated or (("zh-Hans",) if one_line(config.get("hascjklanguage")).lower() == "true" else ())
        return {first or "en": stated[0]} if stated else {}
    found: dict[str, str] = {}
    for name in names:
        stated = languages_of(name) or languages_of(under(table, name, "languagecode") or under(table, name, "locale"))
        if stated and one_line(under(table, name, "disabled")).lower() != "true":
            found[name] = stated[0]
    return found


def _weight(table: Any) -> int:
    stated = one_line(under(table, "weight"))
    return int(stated) if stated.isdecimal() else 0


def described(root: Path, permalinks: dict[str, str]) -> OldSite:
    """Return what the settings say of the site."""
    config = settings_of(root)
    codes = codes_of(config)
    own = under(config, "languages", next(iter(codes), "")) or {}
    params = {**(config.get("params") or {}), **(under(own, "params") or {})}
    author = own.get("author") or params.get("author") or config.get("author")
    names = ("main", "header", "nav", "navbar", "primary", "top")
    menus = [under(one, key, name) for name in names for one in (own, config) for key in ("menu", "menus")]
    menus.append(params.get("navitems"))
    social = [under(one, key, "social") for one in (own, config) for key in ("menu", "menus")]
    shown = shown_in(params, {"social": next(filter(None, social), None)}, author=author)
    feed = one_line(under(config, "outputformats", "rss", "basename")) or "index"
    size = one_line(under(config, "pagination", "pagersize") or config.get("paginate"))
    return OldSite(
        title=one_line(own.get("title")) or one_line(config.get("title")),
        base_url=one_line(own.get("baseurl")) or one_line(config.get("baseurl")),
        description=one_line(own.get("description") or params.get("description")) or one_line(params.get("subtitle")),
        author=next(iter(people(author)), "") or one_line(params.get("name") or params.get("authorname")),
        about_author=shown.headline,
        email=shown.email,
        links=shown.links,
        languages=tuple(dict.fromkeys(codes.values())),
        timezone=one_line(config.get("timezone")),
        menu=menu_of(next((menu for menu in menus if menu), None)),
        permalinks=permalinks,
        feeds=(f"/{feed}.xml",),
        lists=old_lists.OF_THEMES,
        paging=f"{one_line(under(config, 'pagination', 'path') or config.get('paginatepath')) or 'page'}/{{}}/",
        page_size=int(size[:4]) if size.isdecimal() else 10,
        list_feed=f"{feed}.xml",
        has_formulas=is_switched_on([params, under(config, "markup")]),
    )
