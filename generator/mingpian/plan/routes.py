"""The URL of everything that has a page. URLs are relative to the site's root and percent-encoded."""

import functools
from collections.abc import Mapping
from urllib.parse import quote, unquote

import msgspec

from mingpian.content.kinds import kinds
from mingpian.core.paths import slugify
from mingpian.site.lists import is_personal
from mingpian.site.site import AnyEntry, Site

_quoted = functools.lru_cache(maxsize=1 << 16)(quote)


class Routes(msgspec.Struct, frozen=True):
    """Where things are. `places` maps the keys of entries to the URLs that their kind's pattern gives them, `fronts`
    those whose page is a front page to that."""

    default_lang: str
    places: Mapping[str, str]
    fronts: Mapping[str, str] = {}

    def entry(self, key: str) -> str:
        """Return the URL of an entry's page."""
        return self.fronts.get(key, self.places[key])

    def place(self, key: str) -> str:
        """Return the URL that the files of an entry belong to, its card and its feed: they stay where they are while
        its page is the front page."""
        return self.places[key]

    def is_front(self, key: str) -> bool:
        """Tell whether the page of an entry is a front page."""
        return key in self.fronts

    def home(self, lang: str) -> str:
        """Return the URL of a language's front page."""
        return "" if lang == self.default_lang else f"{lang.lower()}/"

    def listing(self, group: str, slug: str, lang: str, page: int = 1) -> str:
        """Return the URL of one page of a list; of a group's index when `slug` is empty."""
        parts = [slug] if group == "kind" else [group, slug]
        base = self.home(lang) + "".join(_quoted(part) + "/" for part in parts if part)
        return base if page == 1 else f"{base}page/{page}/"

    def topic(self, key: str, lang: str) -> str:
        """Return the URL of a topic's page."""
        return f"{self.home(lang)}topics/{_quoted(slugify(key))}/"

    def sibling(self, page: str, name: str) -> str:
        """Return the URL of the file `name` that belongs to a page: in the page's folder, else beside it."""
        return sibling_url(page, name)


def sibling_url(page: str, name: str) -> str:
    """Return the URL of the file `name` that belongs to a page: in the page's folder, else beside it."""
    return page + name if page.endswith("/") or not page else f"{page.removesuffix('.html')}-{name}"


def routes_of(site: Site) -> Routes:
    """Decide where every entry stands."""
    routes = Routes(site.config.default_lang, {entry.key: _entry_url(site, entry) for entry in site.entries.values()})
    if not is_personal(site):
        return routes
    fronts = {entry.key: routes.home(lang) for lang, entry in site.ids[site.owner].items()}
    return msgspec.structs.replace(routes, fronts=fronts)


def output_path(url: str) -> str:
    """Return the output path of a page's URL."""
    path = unquote(url)
    return path + "index.html" if path.endswith("/") or not path else path


def url_of(path: str) -> str:
    """Return the URL of an output path: what `output_path` undoes."""
    return quote(path.removesuffix("index.html"))


def _entry_url(site: Site, entry: AnyEntry) -> str:
    config = site.config
    pattern = config.permalinks.get(entry.kind, kinds()[entry.kind].permalink)
    year, month, day = (*(entry.fields.date or getattr(entry.fields, "start", ""))[:10].split("-"), "", "", "")[:3]
    values = {
        "slug": entry.slug,
        "kind": entry.kind,
        "lang": entry.lang.lower(),
        "section": entry.section,
        "year": year or "undated",
        "month": month or "00",
        "day": day or "00",
    }
    path = pattern
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    prefix = "" if entry.lang == config.default_lang else f"{entry.lang.lower()}/"
    return prefix + quote("/".join(part for part in path.split("/") if part) + ("/" if path.endswith("/") else ""))
