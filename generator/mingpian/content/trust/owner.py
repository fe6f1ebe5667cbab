"""Who owns a site, and what else the owner is called where an entry names its authors: for `content/trust/zones.py`."""

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.data_formats import frontmatter
from mingpian.content.kinds.member import MEMBERS
from mingpian.content.naming import is_entry, path_parts
from mingpian.schema.decoding import decode_text
from mingpian.schema.located import UnreadableError
from mingpian.schema.references import slug_in


class Owner(msgspec.Struct, frozen=True):
    """The owner's id, empty for nobody, and all names that mean the owner, folded."""

    id: str = ""
    names: tuple[str, ...] = ()


def owner_of(config: SiteConfig, paths: Iterable[str], read: Callable[[str], bytes]) -> Owner:
    """Find the owner among the files below content/: the member whom site.toml names, else the only one.

    What a member's file says decides nothing here: whoever took the owner's name would be trusted.
    """
    files: dict[str, list[str]] = {}
    for path in sorted(paths):
        if path.startswith(f"{MEMBERS}/") and is_entry(path):
            name = path_parts(path, config.languages)
            if name.kind == MEMBERS:  # not the page of their list
                files.setdefault(f"{MEMBERS}/{name.slug}", []).append(path)
    if not config.owner and len(files) != 1:
        return Owner()
    wanted = config.owner or next(iter(files))
    if wanted not in files:
        alike = [id for id in files if fold_topic(slug_in(id)) == fold_topic(slug_in(wanted))]
        wanted = alike[0] if len(alike) == 1 else wanted
    others = {fold_topic(slug_in(id)) for id in files if id != wanted}
    named = {fold_topic(slug_in(wanted)), *_names(files.get(wanted, ()), read)} - others
    return Owner(wanted, tuple(sorted(named)))


def _names(paths: Iterable[str], read: Callable[[str], bytes]) -> set[str]:
    fronts = [_front(path, read) for path in paths]
    stated = (front.get(field) for front in fronts for field in ("name", "name_latin"))
    return {fold_topic(name) for name in stated if isinstance(name, str) and name.strip()}


def _front(path: str, read: Callable[[str], bytes]) -> dict[str, Any]:
    try:
        return frontmatter.split_front_matter(decode_text(read(path), path)[0] or "").located.data
    except (OSError, KeyError, UnreadableError):
        return {}
