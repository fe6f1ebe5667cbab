"""Pictures on other people's hosts: taken when that is asked for, else counted, since every reader's browser would ask
these hosts."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from mingpian.importers import blocks
from mingpian.importers.draft import Draft
from mingpian.importers.references import Names

_FAR = r"(?:https?:)?//[^\s()<>\"']+(?:\([^\s()<>\"']*\)[^\s()<>\"']*)*"
_PICTURE = re.compile(
    rf"(!\[{blocks.LABEL}\]\(\s*<?|<img\b(?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*?\ssrc\s*=\s*[\"']?)({_FAR})",
    re.IGNORECASE,
)

Fetch = Callable[[str], Path | None]


def hosts_of(drafts: Iterable[Draft]) -> Counter[str]:
    """Return the hosts on which pictures of drafts are, with how many these are."""
    found: set[str] = set()

    def noted(address: str) -> str:
        found.add(_whole(address))
        return address

    for draft in drafts:
        _changed(draft.body, noted)
    return Counter(sorted(host for address in found if (host := _host(address))))


def fetched(draft: Draft, fetch: Fetch | None) -> Draft:
    """Return a draft with its pictures beside it, as far as `fetch` brings them; as it is without one."""
    if fetch is None:
        return draft
    names, fields = Names(draft.files), dict(draft.fields)

    def near(address: str) -> str:
        path = fetch(_whole(address)) if _host(_whole(address)) else None
        return address if path is None else names.of(path)

    body = _changed(draft.body, near)
    cover = str(fields.get("extra", {}).get("cover", ""))
    if not fields.get("cover") and _host(cover) and (path := fetch(_whole(cover))):
        extra = {name: value for name, value in fields["extra"].items() if name != "cover"}
        fields = {**fields, "cover": names.of(path), "extra": extra}
        fields = {name: value for name, value in fields.items() if name != "extra" or value}
    return msgspec.structs.replace(draft, body=body, fields=fields, files=dict(names.files))


def _changed(body: str, change: Callable[[str], str]) -> str:
    if "//" not in body:
        return body
    return blocks.outside_code(body, lambda text: _PICTURE.sub(lambda found: found[1] + change(found[2]), text))


def _whole(address: str) -> str:
    address = unescape(address)
    return f"https:{address}" if address.startswith("//") else address


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
