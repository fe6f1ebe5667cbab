"""What an export of WordPress says of the whole site: titles, people, the menu, addresses, comments."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from hashlib import md5
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mingpian import slugify
from mingpian.i18n import _
from mingpian.importers.arrival.elsewhere import Fetch
from mingpian.importers.draft import ARTICLE, PERSON, Copy, Draft, OldSite, OwnersPicture
from mingpian.importers.fields import slug_of
from mingpian.importers.old_settings import languages_of, zone_at
from mingpian.importers.owner.portrait import portrayed

if TYPE_CHECKING:
    from lxml.etree import _Element

_PATTERNS = (
    "/{year}/{month}/{day}/{slug}/", "/{year}/{month}/{slug}/", "/{year}/{slug}/", "/blog/{slug}/", "/archives/{slug}/",
    "/{year}/{month}/{day}/{slug}.html", "/{year}/{month}/{slug}.html", "/{slug}.html", "/archives/{slug}.html",
    "/posts/{slug}/", "/post/{slug}/", "/archives/{slug}",
)  # fmt: skip
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


def of(item: "_Element", name: str) -> str:
    """Return the text of an element of WordPress's own, whatever the version of the format."""
    return next(((child.text or "").strip() for child in item if str(child.tag).endswith(f"}}{name}")), "")


def meta(item: "_Element", name: str) -> str:
    """Return what WordPress keeps of a post under a name."""
    for one in item:
        if str(one.tag).endswith("}postmeta") and of(one, "meta_key") == name:
            return of(one, "meta_value")
    return ""


def text(item: "_Element", name: str) -> str:
    """Return the text of an element of RSS, without entities that were written twice."""
    return unescape((item.findtext(name) or "").strip())


def decoded(path: str) -> str:
    """Return a percent-encoded path as text; bytes of a character that was cut off go."""
    return unquote(path, errors="ignore")


def slug_in(item: "_Element") -> str:
    """Return the last part of an item's address."""
    name = decoded(of(item, "post_name"))
    return slug_of(name) if name else slugify(text(item, "title") or of(item, "post_id") or "untitled")


def names_of(root: "_Element") -> dict[str, str]:
    """Return the names of authors by their logins."""
    authors = [one for one in root.iter() if str(one.tag).endswith("}author")]
    return {
        of(one, "author_login"): unescape(of(one, "author_display_name")) or of(one, "author_login") for one in authors
    }


def members_of(root: "_Element", fetch: Fetch | None) -> list[Draft]:
    """Return the members who wrote something, each with an address for mail that only the host sees; with `fetch` also
    with the picture that the site showed of them, which an export has not."""
    wrote = {(item.findtext(_CREATOR) or "").strip() for item in root.iter("item")}
    found = []
    for one in (one for one in root.iter() if str(one.tag).endswith("}author")):
        login, mail = of(one, "author_login"), of(one, "author_email")
        name = unescape(of(one, "author_display_name")) or login
        if login in wrote and name:
            contact = {"contact": {"email": {"value": mail, "audience": "host"}}} if "@" in mail else {}
            source = _("the author {name}", name=name)
            person = Draft(source=source, kind=PERSON, slug=slugify(name), fields={"name": name, **contact})
            picture = fetch(_gravatar(mail)) if fetch and contact else None
            found.append(portrayed(person, OwnersPicture(picture), fetch) if picture else person)
    return found


def _gravatar(mail: str) -> str:
    """Return the address at which Gravatar has the picture of an address for mail, as WordPress shows it."""
    name = md5(mail.strip().lower().encode(), usedforsecurity=False).hexdigest()
    return f"https://www.gravatar.com/avatar/{name}?s=512&d=404"


def has_amp(root: "_Element") -> bool:
    """Tell whether the site had the plug-in AMP."""
    return any(str(one.tag).endswith("}postmeta") and of(one, "meta_key") == "amp_status" for one in root.iter())


def comments_of(root: "_Element") -> Copy | None:
    """Return the approved comments as data; addresses for mail and of machines are not kept."""
    rows = []
    for item in root.iter("item"):
        for one in (child for child in item if str(child.tag).endswith("}comment")):
            if of(one, "comment_approved") in ("1", "") and of(one, "comment_type") in ("", "comment"):
                rows.append(
                    {
                        "entry": slug_in(item), "title": text(item, "title"), "id": of(one, "comment_id"),
                        "answers": of(one, "comment_parent").removeprefix("0"), "by": of(one, "comment_author"),
                        "url": of(one, "comment_author_url"), "date": of(one, "comment_date"),
                        "text": of(one, "comment_content"),
                    }
                )  # fmt: skip
    data = json.dumps(rows, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
    return Copy("data/comments.json", data) if rows else None


def described(root: "_Element") -> OldSite:
    """Return what the export says of the site."""
    channel = root.find("channel")
    assert channel is not None
    items = list(channel.iter("item"))
    posts = [item for item in items if of(item, "post_type") == "post" and of(item, "status") == "publish"]
    writers = Counter((item.findtext(_CREATOR) or "").strip() for item in posts)
    first = writers.most_common(1)[0][0] if writers else ""
    base = of(channel, "base_blog_url") or of(channel, "base_site_url") or (channel.findtext("link") or "").strip()
    return OldSite(
        title=text(channel, "title"),
        base_url=base,
        description=text(channel, "description"),
        author=names_of(root).get(first, first),
        languages=languages_of(channel.findtext("language")),
        timezone=_zone(posts),
        menu=_menu(items),
        permalinks=_permalinks(posts, urlsplit(base).path.rstrip("/")),
        feeds=("/feed/", "/feed/atom/", *_feeds(channel)),
        paging="page/{}/",
    )


def _feeds(channel: "_Element") -> Iterator[str]:
    """Yield the paths of the feeds of categories, which lie within those above them."""
    above, base = above_of(channel), bases_of(channel)["category"]
    for name in (name for name in above if name and name != "uncategorized"):
        yield f"/{base}/{with_those_above(name, above)[-1]}/feed/"


def bases_of(root: "_Element") -> dict[str, str]:
    """Return below what the lists of categories and of tags stood. An export does not say whether they were renamed;
    the links to them in texts and menus do."""
    channel = next(root.iter("channel"))
    whole = urlsplit(of(channel, "base_blog_url") or (channel.findtext("link") or "").strip())
    items = list(root.iter("item"))
    own = {urlsplit(text(item, "link")).path.removeprefix(whole.path.rstrip("/")).strip("/") for item in items}
    said = "\n".join(one for item in items for one in (item.findtext(_CONTENT) or "", meta(item, "_menu_item_url")))
    host = re.escape(whole.netloc.removeprefix("www.") + whole.path.rstrip("/"))
    pattern = rf"https?://(?:www\.)?{host}(/[^\s\"'<>?#)]+)"
    linked = [decoded(path).strip("/") for path in re.findall(pattern, said)] if whole.netloc else []
    above = above_of(root)
    tags = (one for one in root.iter() if str(one.tag).endswith("}tag"))
    names = {
        "category": {with_those_above(name, above)[-1] for name in above if name},
        "tag": {decoded(of(one, "tag_slug")) for one in tags} - {""},
    }
    return {kind: _base(kind, known, [path for path in linked if path not in own]) for kind, known in names.items()}


def _base(usual: str, names: set[str], linked: list[str]) -> str:
    """Return what stands before a name most often; where nothing does, what WordPress writes there."""
    before: Counter[str] = Counter()
    for path in linked:
        parts = path.split("/")
        for at in range(1, len(parts)):
            lead = "/".join(parts[:at])
            if "/".join(parts[at:]) in names and not re.search(r"\d{4}|^(?:wp-|feed$|page$)", lead):
                before[lead] += 1
                break
    return before.most_common(1)[0][0] if before else usual


def above_of(root: "_Element") -> dict[str, str]:
    """Return the category above each, by their names in addresses."""
    rows = (one for one in root.iter() if str(one.tag).endswith("}category"))
    return {decoded(of(one, "category_nicename")): decoded(of(one, "category_parent")) for one in rows}


def with_those_above(name: str, above: dict[str, str]) -> tuple[str, ...]:
    """Return the paths of a category: its name alone, and within those above it."""
    path = [name]
    while (upper := above.get(path[0], "")) and upper not in path:
        path.insert(0, upper)
    return tuple(dict.fromkeys((name, "/".join(path))))


def _zone(posts: "list[_Element]") -> str:
    """Return the time zone by which dates were written, from the same dates in GMT."""
    hours: Counter[float] = Counter()
    for item in posts:
        try:
            here = datetime.fromisoformat(of(item, "post_date"))
            hours[(here - datetime.fromisoformat(of(item, "post_date_gmt"))).total_seconds() / 3600] += 1
        except ValueError:
            continue
    return zone_at(hours.most_common(1)[0][0]) if hours else ""


def _permalinks(posts: "list[_Element]", base: str) -> dict[str, str]:
    """Return the pattern that all addresses have; none when there is no such."""
    stated = [(decoded(urlsplit(text(item, "link")).path).removeprefix(base), item) for item in posts]
    for pattern in _PATTERNS:
        if stated and all(path == _filled(pattern, item) for path, item in stated):
            return {ARTICLE: pattern}
    return {}


def _filled(pattern: str, item: "_Element") -> str:
    year, month, day = (*of(item, "post_date")[:10].split("-"), "", "", "")[:3]
    return pattern.format(year=year, month=month, day=day, slug=slug_in(item))


def _menu(items: "list[_Element]") -> tuple[tuple[str, str], ...]:
    links = {of(item, "post_id"): (text(item, "title"), urlsplit(text(item, "link")).path) for item in items}
    found = []
    for item in items:
        if of(item, "post_type") == "nav_menu_item" and of(item, "status") in ("publish", ""):
            title, link = links.get(meta(item, "_menu_item_object_id"), ("", ""))
            custom = meta(item, "_menu_item_type") == "custom"
            label, address = text(item, "title") or title, meta(item, "_menu_item_url") if custom else link
            order = re.sub(r"\D", "", of(item, "menu_order")) or "0"
            found.append((int(order[:6]), label, address))
    return tuple((label, address) for _, label, address in sorted(found) if label and address)
