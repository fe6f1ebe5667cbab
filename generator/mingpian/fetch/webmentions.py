"""Tells other sites that a page here links to theirs (Webmention, W3C Recommendation of 2017, section 3.1)."""

import re
from collections.abc import Iterable
from urllib.parse import urlencode, urljoin

import msgspec

from mingpian.fetch.hosts import ask_each, by_host
from mingpian.fetch.http import Answer, ForbiddenAddressError, UnreachableError, request
from mingpian.i18n import AnyText, _

HEAD = 1_048_576  # bytes of a page in which its endpoint has to be named
_LINK = re.compile(r"<([^>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|[^\s,;\"]*))*)")
_PART = re.compile(r";\s*([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s,;\"]*))")


class TellResult(msgspec.Struct, frozen=True):
    """What became of telling a page: where it was told, empty where it takes nothing; and what went wrong."""

    endpoint: str = ""
    wrong: AnyText = ""


def tell_all(pairs: Iterable[tuple[str, str]], agent: str) -> dict[tuple[str, str], TellResult]:
    """Tell for each pair of addresses that the first links to the second; hosts at the same time, each with pauses."""
    waiting: dict[str, list[str]] = {}
    for source, target in pairs:
        waiting.setdefault(target, []).append(source)
    found: dict[tuple[str, str], TellResult] = {}
    for target, told in ask_each(by_host(waiting), lambda target: _tell(waiting[target], target, agent)):
        found |= {(source, target): one for source, one in zip(waiting[target], told, strict=True)}
    return found


def _tell(sources: list[str], target: str, agent: str) -> list[TellResult]:
    """Find where a page is told, once, and tell it of each source."""
    try:
        answer = request(target, "GET", {"User-Agent": agent, "Accept": "text/html, */*;q=0.5"})
    except (ForbiddenAddressError, UnreachableError) as failed:
        return [TellResult(wrong=str(failed))] * len(sources)
    if not 200 <= answer.status < 300:
        return [TellResult(wrong=_("it answered {status}", status=answer.status))] * len(sources)
    endpoint = endpoint_of(answer)
    return [_send(endpoint, source, target, agent) if endpoint else TellResult() for source in sources]


def _send(endpoint: str, source: str, target: str, agent: str) -> TellResult:
    headers = {"User-Agent": agent, "Content-Type": "application/x-www-form-urlencoded"}
    try:
        answer = request(endpoint, "POST", headers, urlencode({"source": source, "target": target}).encode())
    except (ForbiddenAddressError, UnreachableError) as failed:
        return TellResult(endpoint, str(failed))
    is_taken = 200 <= answer.status < 300
    return TellResult(endpoint, "" if is_taken else _("it answered {status}", status=answer.status))


def endpoint_of(answer: Answer) -> str:
    """Return where a page says that it is told of links to it: in a header `Link` (RFC 8288), else by its first `link`
    or `a` with that relation; empty when it says nothing. Fragments and comments are not looked at."""
    for address, more in _LINK.findall(answer.headers.get("link", "")):
        rels = (quoted or bare for name, quoted, bare in _PART.findall(more) if name.lower() == "rel")
        if "webmention" in next(rels, "").lower().split():
            return str(urljoin(answer.url, address))
    if "html" not in answer.headers.get("content-type", "html"):
        return ""
    from lxml import etree

    root = etree.fromstring(answer.body[:HEAD] or b"<p>", etree.HTMLParser(no_network=True))
    if root is None:
        return ""
    for link in root.iter("link", "a"):
        if "webmention" in (link.get("rel") or "").lower().split() and link.get("href") is not None:
            return str(urljoin(answer.url, str(link.get("href")).strip()))
    return ""
