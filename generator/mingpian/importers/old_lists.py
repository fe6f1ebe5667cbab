"""Lists of an old site, such as that of a category: where they stood, and the lists here that they lead to."""

from collections import Counter
from collections.abc import Iterable

from mingpian import slugify
from mingpian.importers.draft import ARTICLE, NOTE, PERSON, Draft, OldSite

ALL, ARCHIVE, TAGS = f"/{ARTICLE}/", "/archive/", "/tags/"
OF_THEMES = {
    "/archives/": ARCHIVE,
    "/categories/": TAGS,
    "/tags/": TAGS,
    "/series/": "/series/",
}  # where most themes have them


def of_tag(name: str) -> str:
    """Return where the list of a tag is."""
    return f"{TAGS}{slugify(name)}/"


def of_series(name: str) -> str:
    """Return where the list of a series is."""
    return f"/series/{slugify(name)}/"


def of_person(name: str) -> str:
    """Return where the page of a member is, with what they wrote."""
    return f"/{PERSON}/{slugify(name)}/"


def of_dates(pattern: str, date: str) -> dict[str, str]:
    """Return the lists of a year and of a month; `pattern` has a `{}`."""
    year, _, month = date[:7].partition("-")
    return {pattern.replace("{}", said): ARCHIVE for said in (year, f"{year}/{month}")} if month else {}


def redirects_of(old: OldSite, drafts: Iterable[Draft]) -> dict[str, str]:
    """Return the paths at which lists stood, page by page, and the lists here that they lead to."""
    drafts = list(drafts)
    public = [draft for draft in drafts if not draft.fields.get("draft") and draft.kind in (ARTICLE, NOTE)]
    found, counts = {"/": ALL, **old.lists}, Counter[str]()
    for draft in public:
        leads = {path: f"/{draft.lang}{target}" if draft.lang else target for path, target in draft.lists.items()}
        found = {**leads, **found}
        counts.update(draft.lists.keys())
    single = old.lists if "{stem}" in old.paging else {}  # Pelican's lists of all have one page
    for path in (path for path in list(found) if path not in single):
        count = counts.get(path, len(public) if path == "/" or path in old.lists else 0)
        for number in range(2, -(-count // old.page_size) + 1 if old.paging and old.page_size else 0):
            folder, _slash, name = path.rpartition("/")
            paged = old.paging.replace("{stem}", name.partition(".")[0] or "index").replace("{}", str(number))
            found[f"{folder}/{paged}"] = found[path]
    missing = missing_of(drafts) | _lost(public, found.values())
    aliases = {path.rstrip("/") for draft in public for path in draft.fields.get("aliases", ())}
    return {
        path: target for path, target in sorted(found.items())
        if path != "/" and path.rstrip("/") not in (target.rstrip("/"), *aliases) and target not in missing
    }  # fmt: skip


def _lost(public: Iterable[Draft], targets: Iterable[str]) -> set[str]:
    """Return the series among targets that have no text: each is in one series here, whatever it was in before."""
    has = {
        f"{f'/{draft.lang}' if draft.lang else ''}{of_series(str(draft.fields['series']))}"
        for draft in public if draft.fields.get("series")
    }  # fmt: skip
    return {target for target in targets if "/series/" in target and not target.endswith("/series/")} - has


def missing_of(drafts: Iterable[Draft]) -> set[str]:
    """Return the lists that a site of these drafts has not, since nothing would stand in them."""
    public = [draft for draft in drafts if not draft.fields.get("draft")]
    has = {
        ALL: any(draft.kind == ARTICLE for draft in public),
        ARCHIVE: any(draft.kind in (ARTICLE, NOTE) for draft in public),
        TAGS: any(draft.fields.get("tags") for draft in public),
        "/series/": any(draft.fields.get("series") for draft in public),
    }
    return {target for target, is_there in has.items() if not is_there}


def feeds_of(old: OldSite, drafts: Iterable[Draft]) -> list[str]:
    """Return the paths at which feeds stood: those of the site, and of lists that had their own."""
    lists = dict(old.lists)
    for draft in drafts:
        lists |= {} if draft.fields.get("draft") else draft.lists
    folders = {_folder(path): target for path, target in sorted(lists.items())}
    had = [path for path, target in folders.items() if path in old.lists or target == ALL or _is_called(path, target)]
    of_lists = [f"{path}{old.list_feed}" for path in had if old.list_feed]
    return [*dict.fromkeys((*old.feeds, *of_lists))]


def _folder(path: str) -> str:
    return f"{path.removesuffix('.html').rstrip('/')}/"


def _is_called(path: str, target: str) -> bool:
    """Tell whether two lists have one name, by which a feed of the first is known to be one of the second."""
    return slugify(path.rstrip("/").rpartition("/")[2]) == target.rstrip("/").rpartition("/")[2]
