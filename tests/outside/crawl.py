"""Every address that a built site points at, and whether it is there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from tests.example import Site

ADDRESSES = {
    "a[href]": "href",
    "area[href]": "href",
    "link[href]": "href",
    "img[src]": "src",
    "script[src]": "src",
    "source[src]": "src",
    "video[src]": "src",
    "video[poster]": "poster",
    "audio[src]": "src",
    "iframe[src]": "src",
    "embed[src]": "src",
    "track[src]": "src",
    "object[data]": "data",
    "form[action]": "action",
    "use[href]": "href",
    "image[href]": "href",
    "blockquote[cite]": "cite",
    'meta[property="og:url"]': "content",
    'meta[property="og:image"]': "content",
    'meta[name="twitter:image"]': "content",
}
JSON_ADDRESSES = {
    "url",
    "src",
    "start_url",
    "home_page_url",
    "feed_url",
    "image",
    "icon",
    "favicon",
    "avatar",
}
NOT_THE_WEB = ("data:", "mailto:", "tel:", "sms:", "weixin:", "javascript:", "blob:")


class Link(NamedTuple):
    """An address as written, and the URL of the file in which it stands."""

    source: str
    target: str


class Host:
    """A static host under test; each path is asked for once."""

    def __init__(self, origin: str) -> None:
        parts = urlsplit(origin)
        assert parts.hostname and parts.port
        self._connection = HTTPConnection(parts.hostname, parts.port, timeout=20)
        self.get = cache(self._get)

    def _get(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body that the host answers, redirections of folders followed."""
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status == 301:
            return self._get(answer.headers["Location"])
        return answer.status, answer.headers.get_content_type(), body

    @cache  # noqa: B019 (a host lives as long as its test)
    def anchors(self, path: str) -> frozenset[str]:
        """The ids (and names of anchors) of a page."""
        page = LexborHTMLParser(self.get(path)[2].decode("utf-8"))
        ids = {node.attributes["id"] for node in page.css("[id]")}
        return frozenset(name for name in ids | {n.attributes["name"] for n in page.css("a[name]")} if name)


def links(site: Site) -> Iterator[Link]:
    """All addresses in the site's pages, style sheets, feeds, sitemaps and lists of feeds."""
    for path in site.files(".html", ".css", ".xml", ".opml", ".webmanifest", "feed.json"):
        text, source = path.read_text(encoding="utf-8"), site.url(path)
        if path.suffix == ".html":
            found = html_addresses(text)
        elif path.suffix == ".css":
            found = css_addresses(text)
        elif path.suffix in (".json", ".webmanifest"):
            found = json_addresses(json.loads(text))
        else:
            found = xml_addresses(text)
        yield from (Link(source, target) for target in found)


def html_addresses(text: str) -> Iterator[str]:
    """Addresses in the attributes of a page or fragment, in `srcset`s and in styles."""
    page = LexborHTMLParser(text)
    for selector, attribute in ADDRESSES.items():
        for node in page.css(selector):
            yield node.attributes[attribute] or ""
    for node in page.css("[srcset]"):
        for candidate in re.split(r",\s+", (node.attributes["srcset"] or "").strip()):
            yield candidate.split()[0]
    for node in page.css("style"):
        yield from css_addresses(node.text())
    for node in page.css("[style]"):
        yield from css_addresses(node.attributes["style"] or "")


def css_addresses(text: str) -> Iterator[str]:
    """What `url(…)` and `@import` name."""
    for quoted, bare in re.findall(r"""url\(\s*(?:(?:"|')(.*?)(?:"|')|([^"')\s]+))\s*\)""", text):
        yield quoted or bare
    yield from re.findall(r"""@import\s+["'](.*?)["']""", text)


def xml_addresses(text: str) -> Iterator[str]:
    """Addresses in a feed, a sitemap or an OPML file, and in the HTML that its entries carry."""
    from lxml import etree

    for node in etree.fromstring(text.encode("utf-8")).iter(etree.Element):
        name = etree.QName(node).localname
        yield from (str(node.get(key)) for key in ("href", "url", "xmlUrl", "htmlUrl") if node.get(key))
        content = (node.text or "").strip()
        if name in ("loc", "link", "comments", "url") and content:
            yield content
        elif name in ("encoded", "description", "content", "summary") and "<" in content:
            yield from html_addresses(content)


def json_addresses(value: object, key: str = "") -> Iterator[str]:
    """Addresses in a JSON Feed or a web manifest, and in the HTML that its items carry."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from json_addresses(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from json_addresses(inner, key)
    elif isinstance(value, str) and value:
        if key == "content_html":
            yield from html_addresses(value)
        elif key in JSON_ADDRESSES:
            yield value


def broken(site: Site, origin: str) -> list[str]:
    """One line for each address inside the site that its host does not have, or whose anchor is not there."""
    host, complaints = Host(origin), []
    for link in sorted(set(links(site))):
        if link.target.startswith(NOT_THE_WEB):
            continue
        url, anchor = urldefrag(urljoin(link.source, link.target))
        if not url.startswith(site.base_url):
            if urlsplit(url).netloc == urlsplit(site.base_url).netloc:
                complaints.append(f"{link.source} points outside of the site's path: {link.target}")
            continue
        path = urlsplit(url)._replace(scheme="", netloc="").geturl()
        status, kind, _ = host.get(path)
        if status != 200:
            complaints.append(f"{link.source} points at {link.target}: {status}")
        elif anchor and kind == "text/html" and unquote(anchor) not in host.anchors(path):
            complaints.append(f"{link.source} points at {link.target}: the page has no such anchor")
    return complaints


def reachable(site: Site) -> set[str]:
    """The URLs of the pages that a reader comes to from the home page by following links."""
    pages = {site.url(path): path for path in site.files(".html")}
    seen, waiting = set[str](), [site.base_url]
    while waiting:
        url = waiting.pop()
        if url in seen or url not in pages:
            continue
        seen.add(url)
        page = LexborHTMLParser(pages[url].read_text(encoding="utf-8"))
        waiting += [urldefrag(urljoin(url, a.attributes["href"] or ""))[0] for a in page.css("a[href]")]
    return seen
