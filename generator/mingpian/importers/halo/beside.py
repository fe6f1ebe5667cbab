"""What a backup of Halo has beside posts: moments become notes, friends and comments data; photos are named as left."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any

from mingpian.i18n import AnyText, _
from mingpian.importers.draft import NOTE, Copy, Draft, Found, Skipped
from mingpian.importers.fields import finished, iso_date, one_line, slug_of
from mingpian.importers.friends import table as friends
from mingpian.importers.halo.backup import Row, named, objects_of, rows
from mingpian.importers.html_text import markdown_of
from mingpian.importers.old_settings import under
from mingpian.importers.restricted import note_on


def beside(data: Any, shown: str) -> Iterator[Found | Copy | Skipped]:
    """Yield what is no post and no page."""
    objects = list(objects_of(data))
    moments = [*rows(data, "journals"), *(_spec(one) for one in objects if one.get("kind") == "Moment")]
    for moment in moments:
        at = moment_of(moment.get("createTime") or moment.get("releaseTime"))
        name = _("{file}: the moment of {date}", file=shown, date=at)
        yield Found(name, partial(_note, moment, at, name))
    groups = {named(one): one_line(_spec(one).get("displayName")) for one in objects if one.get("kind") == "LinkGroup"}
    links = [*rows(data, "links"), *(_spec(one) for one in objects if one.get("kind") == "Link")]
    if people := [friend for link in links if (friend := _friend(link, groups))["url"]]:
        yield friends.copy_of(people)
    if comments := [*_comments(data), *_answers(objects)]:
        text = json.dumps(comments, ensure_ascii=False, indent=1).encode("utf-8", "replace") + b"\n"
        yield Copy("data/comments.json", text)
    photos = [*rows(data, "photos"), *(one for one in objects if one.get("kind") == "Photo")]
    if photos:
        yield Skipped(shown, _("photos of its gallery that are not taken: {count}", count=len(photos)))


def _spec(one: Row) -> Row:
    spec = one.get("spec")
    return spec if isinstance(spec, dict) else {}


def moment_of(value: Any) -> str:
    """Return a time; Halo 1.x writes milliseconds since 1970."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value / 1000, UTC).replace(microsecond=0).isoformat()
    return iso_date(one_line(value))


def _note(moment: Row, at: str, name: AnyText) -> Draft:
    content = moment.get("content")
    html = str(content.get("html") or content.get("raw") or "") if isinstance(content, dict) else str(content or "")
    media = content.get("medium") if isinstance(content, dict) else None
    shown = [one_line(one.get("url")) for one in media if isinstance(one, dict)] if isinstance(media, list) else []
    visible = one_line(moment.get("type") or moment.get("visible") or "PUBLIC").upper()
    closed = [] if visible in ("PUBLIC", "0") else [visible]
    tags = moment.get("tags")
    fields = {
        "date": at,
        "tags": [one_line(tag) for tag in tags] if isinstance(tags, list) else [],
        "draft": bool(closed),
    }
    pictures = "".join(f"\n\n![]({url})" for url in shown if url)
    return Draft(
        source=name, kind=NOTE, slug=slug_of(f"moment-{at[:19].replace(':', '')}".lower()), fields=finished(fields),
        body=markdown_of(html).strip() + pictures + "\n", notes=(note_on(closed),) if closed else (),
    )  # fmt: skip


def _friend(link: Row, groups: dict[str, str]) -> friends.Friend:
    group = one_line(link.get("team") or link.get("groupName"))
    return {
        "name": one_line(link.get("name") or link.get("displayName")), "url": one_line(link.get("url")),
        "text": one_line(link.get("description")), "picture": one_line(link.get("logo")), "feed": "",
        "group": groups.get(group, group),
    }  # fmt: skip


def _comments(data: Any) -> Iterator[Row]:
    """Yield the comments of 1.x that everybody saw; addresses for mail and of machines are not kept."""
    slugs = {one.get("id"): one_line(one.get("slug")) for table in ("posts", "sheets") for one in rows(data, table)}
    for row in (*rows(data, "post_comments"), *rows(data, "sheet_comments")):
        if one_line(row.get("status")).upper() in ("PUBLISHED", "0"):
            yield {
                "entry": slugs.get(row.get("postId"), ""), "id": one_line(row.get("id")),
                "answers": one_line(row.get("parentId")).removeprefix("0"), "by": one_line(row.get("author")),
                "url": one_line(row.get("authorUrl")), "date": moment_of(row.get("createTime")),
                "text": str(row.get("content") or ""),
            }  # fmt: skip


def _answers(objects: list[Row]) -> Iterator[Row]:
    """Yield the comments of 2.x, and the answers to them, that everybody saw."""
    slugs = {
        named(one): one_line(_spec(one).get("slug")) for one in objects if one.get("kind") in ("Post", "SinglePage")
    }
    entries = {named(one): one_line(under(_spec(one), "subjectRef", "name")) for one in objects}
    for one in (one for one in objects if one.get("kind") in ("Comment", "Reply")):
        spec, first = _spec(one), one_line(_spec(one).get("commentName"))
        if spec.get("approved") is True and spec.get("hidden") is not True:
            owner = spec.get("owner")
            yield {
                "entry": slugs.get(entries.get(first or named(one), ""), ""), "id": named(one),
                "answers": one_line(spec.get("quoteReply")) or first, "by": one_line(under(owner, "displayName")),
                "url": one_line(under(owner, "annotations", "website")),
                "date": moment_of(spec.get("creationTime")), "text": str(spec.get("raw") or spec.get("content") or ""),
            }  # fmt: skip
