"""Links to elsewhere: which there are in the pages of a site, and whether somebody still answers there."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from pathlib import Path

import msgspec

from mingpian.core.store import atomic_write
from mingpian.fetch.hosts import ask_each, by_host
from mingpian.fetch.http import ForbiddenAddressError, UnreachableError, request
from mingpian.i18n import AnyText, _, text_of

FRESH = {True: 7 * 86_400, False: 86_400}  # seconds for which an answer holds: a good one, another

_LINK = re.compile(rb"""<a\s(?:[^<>"']|"[^"]*"|'[^']*')*?href=["'](https?:[^"'<>\s]+)""")
_TRY_GET = frozenset({400, 403, 404, 405, 406, 501})  # some servers answer GET alone
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504})

Log = Callable[[AnyText], None]


class LinkAnswer(msgspec.Struct, frozen=True):
    """What an address answered, and when (seconds since 1970). `status` is 0 where nobody did."""

    status: int
    when: int
    said: AnyText = ""

    @property
    def is_good(self) -> bool:
        """Tell whether there was something."""
        return 200 <= self.status < 400 or self.status in (401, 403)  # the door is there, closed to programs

    @property
    def is_dead(self) -> bool:
        """Tell whether it is certain that nothing is there now."""
        return not self.is_good and self.status not in _LATER


def links_in(output: Path, base_url: str) -> dict[str, list[str]]:
    """Return every address that pages link to outside of the site, with the pages."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for page in sorted(output.rglob("*.html")):
        name = "/" + page.relative_to(output).as_posix().removesuffix("index.html")
        for written in dict.fromkeys(_LINK.findall(page.read_bytes())):
            url = unescape(written.decode("utf-8", "replace")).partition("#")[0]
            if not url.startswith(base_url):
                found[url].append(name)
    return dict(sorted(found.items()))


def check_links(
    urls: Iterable[str], known: Mapping[str, LinkAnswer], agent: str, now: int, log: Log
) -> dict[str, LinkAnswer]:
    """Return what each address answers: as it is known, when that is fresh, else asked now."""
    found = {url: seen for url in urls if (seen := known.get(url)) and now - seen.when < FRESH[seen.is_good]}
    hosts = by_host(url for url in urls if url not in found)
    log(
        _(
            "asking {hosts} hosts about {addresses} addresses; {known} are known",
            hosts=len(hosts),
            addresses=sum(map(len, hosts.values())),
            known=len(found),
        )
    )
    return found | dict(ask_each(hosts, lambda url: _asked(url, agent, now)))


def _asked(url: str, agent: str, now: int) -> LinkAnswer:
    try:
        answer = request(url, "HEAD", {"User-Agent": agent})
        if answer.status in _TRY_GET:
            answer = request(url, "GET", {"User-Agent": agent, "Range": "bytes=0-0"})
    except ForbiddenAddressError as refused:
        return LinkAnswer(0, now, _("not asked: {addresses}", addresses=refused))
    except UnreachableError as silent:
        return LinkAnswer(0, now, text_of(silent))
    moved = _("now at {url}", url=answer.url) if answer.url.rstrip("/") != url.rstrip("/") else ""
    return LinkAnswer(answer.status, now, moved)


def load_answers(path: Path) -> dict[str, LinkAnswer]:
    """Return what was seen at earlier times."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, LinkAnswer])
    except (OSError, msgspec.MsgspecError):
        return {}


def save_answers(path: Path, seen: Mapping[str, LinkAnswer]) -> None:
    """Keep what was seen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    atomic_write(path, msgspec.json.encode(dict(sorted(seen.items()))))
