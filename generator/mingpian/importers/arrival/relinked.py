"""Links to addresses of the old site: where the text that was there came as well, they are wikilinks to it."""

import re
from collections import Counter
from collections.abc import Collection, Mapping
from typing import NamedTuple
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from mingpian import fold_path
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks
from mingpian.importers.draft import PERSON, Draft
from mingpian.importers.references import part_of

_LINK = re.compile(rf"(?<!!)\[({blocks.LABEL})\]\(\s*<?((?:https?:/)?/[^\s()<>]*)>?\s*\)")
_OF_NO_WIKILINK = re.compile(r"[\[\]|\n]|\A\s*\Z")
_FILE = re.compile(r"\.(?!html?\Z|php\Z)\w{1,5}\Z")


class OldPlaces(NamedTuple):
    """What stood where on an old site, whose address is `base`."""

    base: SplitResult
    texts: Mapping[str, Draft]
    lists: frozenset[str]


def places_of(drafts: Collection[Draft], base: str) -> OldPlaces:
    """Return where the texts stood that readers see here, if by its name alone each is known, and the lists of them."""
    public = [draft for draft in drafts if draft.kind != PERSON and not draft.fields.get("draft")]
    named = Counter((fold_path(draft.slug), draft.lang) for draft in drafts)
    stood = {
        _key(path): draft
        for draft in public if named[fold_path(draft.slug), draft.lang] == 1
        for path in (*draft.fields.get("aliases", ()), *draft.addresses)
    }  # fmt: skip
    try:
        whole = urlsplit(base)
    except ValueError:
        whole = urlsplit("")
    return OldPlaces(whole, stood, frozenset(_key(path) for draft in public for path in draft.lists))


def relinked(draft: Draft, places: OldPlaces) -> Draft:
    """Return a draft whose links to the old site lead to what is here; notes name those of its host that do not."""
    notes: dict[AnyText, None] = {}

    def one(found: "re.Match[str]") -> str:
        words, target = found[1], found[2]
        path = _path(target, places.base)
        if path is None:
            return found[0]
        meant, is_whole = places.texts.get(_key(path)), "://" in target
        if meant is None:
            if is_whole and _key(path) in places.lists:
                return f"[{words}]({path})"
            if is_whole and not _FILE.search(path.partition("?")[0]):
                notes[_("`{address}` of the old site leads to no text that came", address=target)] = None
            return found[0]
        if _OF_NO_WIKILINK.search(words) or meant.lang != draft.lang:
            alias = next(iter(meant.fields.get("aliases", ())), "")
            return f"[{words}]({alias}{part_of(target)})" if is_whole and alias else found[0]
        bar = r"\|" if _is_in_table(found) else "|"
        return f"[[{meant.slug}{part_of(target)}{bar}{words}]]"

    body = blocks.outside_code(draft.body, lambda text: _LINK.sub(one, text))
    if body == draft.body and not notes:
        return draft
    return msgspec.structs.replace(draft, body=body, notes=(*draft.notes, *notes))


def _path(target: str, base: SplitResult) -> str | None:
    """Return the path on the old site that an address means, with its query; None for one elsewhere."""
    try:
        said = urlsplit(target)
    except ValueError:
        return None
    if said.netloc and said.netloc.lower().removeprefix("www.") != base.netloc.lower().removeprefix("www."):
        return None
    above = base.path.rstrip("/") if said.netloc else ""
    if not f"{said.path}/".startswith(f"{above}/"):
        return None
    return (said.path[len(above) :] or "/") + (f"?{said.query}" if said.query else "")


def _key(path: str) -> str:
    return fold_path(unquote(path).removesuffix("index.html").rstrip("/"))


def _is_in_table(found: "re.Match[str]") -> bool:
    return found.string[found.string.rfind("\n", 0, found.start()) + 1 :].lstrip(" >").startswith("|")
