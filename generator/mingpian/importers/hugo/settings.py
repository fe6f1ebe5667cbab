"""What Hugo's configuration says, from whichever of its many files."""

from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from mingpian.importers import old_lists, texts
from mingpian.importers.arrival.formulas import is_switched_on
from mingpian.importers.draft import OldSite
from mingpian.importers.fields import one_line, people, words_in
from mingpian.importers.old_settings import languages_of, menu_of, under
from mingpian.importers.owner.accounts import shown_in
from mingpian.importers.owner.portrait import portrait_in, portrait_of
from mingpian.importers.references import Resolve, finder
from mingpian.importers.stated_patterns import stated_pattern

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


def is_ignored(config: dict[str, Any], path: str) -> bool:
    """Tell whether Hugo was told to leave a file alone; a pattern that cannot be read means none."""
    return any(stated_pattern(pattern).search(path) for pattern in words_in(config.get("ignorefiles"), "\n"))


class Mount(NamedTuple):
    """A folder of texts: where it lies, below which folders of the site its texts are, and in which language."""

    folder: Path
    below: tuple[str, ...] = ()
    lang: str = ""


def mounts_of(root: Path, config: dict[str, Any], target: str) -> list[Mount]:
    """Return what `module.mounts` puts into a folder of the site (`content`, `static`, `assets`)."""
    stated = under(config, "module", "mounts")
    found = []
    for one in stated if isinstance(stated, list) else []:
        source, into = one_line(under(one, "source")), PurePosixPath(one_line(under(one, "target")))
        if source and into.parts[:1] == (target,):
            languages = words_in(under(one, "sites", "matrix", "languages") or under(one, "lang"))
            lang = languages[0].lower() if len(languages) == 1 else ""
            found.append(Mount(root / source, into.parts[1:], "" if "*" in lang else lang))
    return found


def prefix_of(config: dict[str, Any], name: str, is_first: bool) -> str:
    """Return the path below which the pages of a language were; empty for none."""
    own, whole = (urlsplit(one_line(one.get("baseurl"))) for one in (under(config, "languages", name) or {}, config))
    if own.netloc and own.netloc == whole.netloc:
        return own.path.strip("/").removeprefix(whole.path.strip("/")).strip("/")
    return "" if is_first and one_line(config.get("defaultcontentlanguageinsubdir")) != "true" else name


def hosts_of(config: dict[str, Any]) -> dict[str, str]:
    """Return the addresses of languages that had a host of their own, by their names; not that of the first."""
    names = list(codes_of(config))
    stated = {name: one_line(under(config, "languages", name, "baseurl")) for name in names}
    first = urlsplit(stated.get(names[0], "") or one_line(config.get("baseurl"))).netloc if names else ""
    return {name: base for name, base in stated.items() if urlsplit(base).netloc not in ("", first)}


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


def _pictures_of(root: Path, config: dict[str, Any]) -> Resolve:
    """Return what finds the pictures that settings name."""
    mounted = [mount.folder for name in ("static", "assets") for mount in mounts_of(root, config, name)]
    return finder(root, roots=(root / "assets", root / "static", *mounted, root / "content", root))


def _translations(config: dict[str, Any], codes: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return what the site is called, and says of itself, in its languages but the first."""
    found = {}
    for name, code in list(codes.items())[1:]:
        own = under(config, "languages", name) or {}
        about = one_line(own.get("description") or under(own, "params", "description"))
        found[code] = {"title": one_line(own.get("title")), "description": about}
    return found


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
        translations=_translations(config, codes),
        author=next(iter(people(author)), "") or one_line(params.get("name") or params.get("authorname")),
        about_author=shown.headline,
        email=shown.email,
        links=shown.links,
        portrait=portrait_of(portrait_in({"author": author}, params), _pictures_of(root, config)),
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
