"""What `pelicanconf.py` and `publishconf.py` say: read as text, and never run."""

import ast
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from mingpian.importers import old_lists, texts
from mingpian.importers.draft import ARTICLE, OldSite
from mingpian.importers.fields import one_line
from mingpian.importers.old_settings import languages_of
from mingpian.importers.owner.accounts import shown_in
from mingpian.importers.owner.portrait import portrait_in, portrait_of
from mingpian.importers.references import Resolve, finder

_OURS = {"{slug}": "{slug}", "{date:%Y}": "{year}", "{date:%m}": "{month}", "{date:%d}": "{day}"}


def settings_of(root: Path) -> dict[str, Any]:
    """Return the settings that are plain values; those of publishing have the last word."""
    found: dict[str, Any] = {}
    for name in ("pelicanconf.py", "publishconf.py"):
        try:
            text, _ = texts.decode_text(texts.bytes_of(root / name, root))
            tree = ast.parse(text)
        except (texts.UnfitFileError, SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        for node in tree.body:
            names = (
                [one.id for one in node.targets if isinstance(one, ast.Name)] if isinstance(node, ast.Assign) else []
            )
            with suppress(ValueError, TypeError, RecursionError, MemoryError):
                found |= dict.fromkeys(names, ast.literal_eval(node.value)) if isinstance(node, ast.Assign) else {}
    return found


def describes(root: Path) -> OldSite:
    """Return what the settings say of the site."""
    said = settings_of(root)
    base = one_line(said.get("SITEURL"))
    pattern = re.sub(
        r"(?:/index\.html|\.html/)\Z", "/", "/" + (one_line(said.get("ARTICLE_URL")) or "{slug}.html").lstrip("/")
    )
    for theirs, ours in _OURS.items():
        pattern = pattern.replace(theirs, ours)
    rest = re.sub(r"\{(?:slug|year|month|day)\}", "", pattern)
    menu = [
        (one_line(item[0]), one_line(item[1]))
        for item in said.get("MENUITEMS") or ()
        if isinstance(item, tuple) and len(item) == 2
    ]
    feeds = [one_line(said.get(name)) for name in ("FEED_ALL_ATOM", "FEED_ALL_RSS", "FEED_ATOM", "FEED_RSS")]
    is_ours = "{slug}" in pattern and not re.search(r"[^\w/.\-]", rest) and pattern != "/{slug}/"
    shown, size = shown_in(said), one_line(said.get("DEFAULT_PAGINATION"))
    return OldSite(
        title=one_line(said.get("SITENAME")),
        base_url=base if "://" in base else "",
        description=one_line(said.get("SITESUBTITLE")) or one_line(said.get("SITEDESCRIPTION")),
        author=one_line(said.get("AUTHOR")),
        links=shown.links,
        portrait=portrait_of(portrait_in(said, {"author": _alone(said.get("AUTHORS"))}), _pictures_of(root, said)),
        email=shown.email,
        languages=languages_of(said.get("DEFAULT_LANG")),
        timezone=one_line(said.get("TIMEZONE")),
        menu=tuple((label, address) for label, address in menu if label and address),
        permalinks={ARTICLE: pattern} if is_ours else {},
        lists={"/archives.html": old_lists.ARCHIVE, "/categories.html": old_lists.TAGS, "/tags.html": old_lists.TAGS},
        paging="{stem}{}.html" if size.isdecimal() and int(size[:4]) else "",
        page_size=int(size[:4]) if size.isdecimal() else 10,
        feeds=tuple(f"/{one.lstrip('/')}" for one in feeds if one) or ("/feeds/all.atom.xml",),
        has_formulas="math" in str(said.get("PLUGINS")),
    )


def _alone(authors: Any) -> Any:
    """Return what is said of the one author, where there is one alone."""
    return next(iter(authors.values())) if isinstance(authors, dict) and len(authors) == 1 else None


def _pictures_of(root: Path, said: dict[str, Any]) -> Resolve:
    """Return what finds the pictures that settings name."""
    theme = root / (one_line(said.get("THEME")) or "theme")
    return finder(root, roots=(root / (one_line(said.get("PATH")) or "content"), theme, root))
