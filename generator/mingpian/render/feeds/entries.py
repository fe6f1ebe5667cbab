"""An entry in the words of each feed format: composed once, and carried by every feed that has it."""

from email.utils import format_datetime
from functools import lru_cache
from html import escape
from typing import Any

import msgspec

from mingpian.queries.enclosures import Enclosure
from mingpian.queries.ownership.rights import Rights
from mingpian.render.feeds.elements import element, empty_element, escaped, text_element
from mingpian.render.feeds.items import FeedItem, xml_text
from mingpian.render.notices import Notice

LICENSES = "http://backend.userland.com/creativeCommonsRssModule"  # namespace of the module for RSS
_LEAD = 40  # characters of a note that stand for its title where one is required
_INDENT, _BREAK = "  ", "\n"  # before an item of a JSON Feed: a blank for each level


def rss(one: FeedItem) -> str:
    """Return the item of RSS 2.0: its author as `dc:creator`, since RSS itself knows e-mail addresses only."""
    summary = escape(one.summary or one.title, quote=False) or one.url  # HTML, by custom
    return element("item", 4, [
        *([text_element("title", one.title)] if one.title else []),
        text_element("link", one.url),
        text_element("description", summary),
        f"<content:encoded>{_escaped_once(one.html)}</content:encoded>",
        text_element("guid", one.url, isPermaLink="true"),
        *(text_element("category", tag.name, domain=tag.url) for tag in one.tags),
        *(empty_element("enclosure", url=e.url, length=str(e.size), type=e.type) for e in one.enclosures[:1]),
        text_element("pubDate", format_datetime(one.published)),
        *(text_element("dc:creator", who.name) for who in one.authors),
        *rights_elements(one.rights, one.notice, "rss"),
    ])  # fmt: skip


def atom(one: FeedItem) -> str:
    """Return the entry of Atom (RFC 4287, section 4.1.2)."""
    title = one.title or one.summary[:_LEAD] or one.published.date().isoformat()
    return element("entry", 2, [
        text_element("id", one.url),
        text_element("title", title),
        text_element("updated", one.updated.isoformat()),
        *(_author(who.name, who.url) for who in one.authors if who.name),
        f'<content type="html">{_escaped_once(one.html)}</content>',
        *([text_element("summary", one.summary)] if one.summary else []),
        *(empty_element("category", term=tag.name, scheme=tag.url) for tag in one.tags),
        text_element("published", one.published.isoformat()),
        empty_element("link", href=one.url, rel="alternate", type="text/html", hreflang=one.lang),
        *(empty_element("link", href=e.url, rel="enclosure", type=e.type, length=str(e.size)) for e in one.enclosures),
        *rights_elements(one.rights, one.notice, "atom"),
    ])  # fmt: skip


def json_item(one: FeedItem) -> str:
    """Return the item of JSON Feed 1.1, without what is empty, as it stands in the list of items."""
    item: dict[str, Any] = {
        "id": one.url,
        "url": one.url,
        "title": one.title,
        "content_html": "",
        "summary": one.summary,
        "image": one.image,
        "date_published": one.published.isoformat(),
        "date_modified": one.updated.isoformat() if one.updated != one.published else "",
        "authors": [{"name": who.name} | ({"url": who.url} if who.url else {}) for who in one.authors],
        "tags": [tag.name for tag in one.tags],
        "language": one.lang,
        "attachments": [_attachment(e) for e in one.enclosures],
        "_rights": rights_object(one.rights, one.notice),
    }
    stated = {name: value for name, value in item.items() if value or name == "content_html"}
    lines = msgspec.json.format(msgspec.json.encode(stated), indent=1)  # no string has a line break of its own
    text = f'"content_html": {msgspec.json.encode(one.html).decode()}'  # put in at last: it is most of it
    return f"{_INDENT}{lines.decode().replace(_BREAK, _BREAK + _INDENT)}".replace('"content_html": ""', text)


def _attachment(one: Enclosure) -> dict[str, Any]:
    known = {"size_in_bytes": one.size, "duration_in_seconds": one.seconds}
    return {"url": one.url, "mime_type": one.type} | {name: value for name, value in known.items() if value}


def rights_object(rights: Rights | None, notice: Notice | None) -> dict[str, str]:
    """Return what an extension of JSON Feed says of rights (JSON Feed 1.1, "Extensions"), without what is empty."""
    if rights is None or notice is None:
        return {}
    found = {
        "about": "https://schema.org/copyrightNotice",
        "notice": notice.text,
        "holder": rights.holder,
        "license": rights.license.id if rights.license else "",
        "license_url": rights.license_url,
        "credit": notice.credit,
        "origin": rights.origin.kind,
        "origin_url": rights.origin.url,
        "reprint": rights.reprint,
        **rights.signals,
        "made_with_ai": rights.made_with_ai,
    }
    return {name: value for name, value in found.items() if value}


def rights_of_feed(rights: Rights | None, notice: Notice | None, form: str) -> str:
    """Return the lines of an RSS or Atom feed that say whose it is, as a whole."""
    indent = "    " if form == "rss" else "  "
    lines = rights_elements(rights, notice, form)
    return "".join(f"{indent}{line}\n" for line in lines).replace("dc:rights>", "copyright>")


def rights_elements(rights: Rights | None, notice: Notice | None, form: str) -> list[str]:
    """Return the elements of an item of RSS (Dublin Core, Creative Commons) or Atom (RFC 4287, 4.2.10; RFC 4946)."""
    if rights is None or notice is None:
        return []
    url, name = rights.license_url, "dc:rights" if form == "rss" else "rights"
    said = [text_element(name, xml_text(notice.text))] if notice.text else []
    if form == "rss":
        return said + ([text_element("creativeCommons:license", url)] if url else [])
    return said + ([empty_element("link", href=url, rel="license")] if url else [])


@lru_cache(maxsize=1)
def _escaped_once(html: str) -> str:
    """Return a text as the content of an element: RSS and Atom write it one after the other."""
    return escaped(html)


def _author(name: str, url: str) -> str:
    return element("author", 4, [text_element("name", name), *([text_element("uri", url)] if url else [])]).strip()
