"""Source files that several generators share: YAML front matter over Markdown."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

from benchmarks.corpus import Corpus, Essay, Member

Value = str | int | datetime | tuple[str, ...] | list[dict[str, str]] | Mapping[str, object]
_LINK = re.compile(r"\(essay:([^)]+)\)")


def with_links(body: str, form: str) -> str:
    r"""The body with its links to other essays written in `form`, where `\1` stands for the slug."""
    return _LINK.sub(rf"({form})", body)


def front_matter(fields: Mapping[str, Value], body: str) -> str:
    """An entry's text. A value is written as JSON, which is YAML too; an empty one is left out."""
    lines = [f"{key}: {_yaml(value)}" for key, value in fields.items() if value]
    return "\n".join(["---", *lines, "---", "", body])


def _yaml(value: Value) -> str:
    return value.isoformat() if isinstance(value, datetime) else msgspec.json.encode(value).decode()


def essay_fields(entry: Essay) -> dict[str, Value]:
    """The fields of an essay that all peers read under the same names."""
    return {
        "title": entry.title,
        "date": entry.date,
        "lang": entry.lang,
        "summary": entry.summary,
        "tags": entry.tags,
        "author": {"slug": entry.author, "name": entry.author_name},
        "series": entry.series,
        "part": entry.part,
    }


def member_fields(entry: Member) -> dict[str, Value]:
    """The fields of a member that all peers read under the same names."""
    return {
        "title": entry.name,
        "name_latin": entry.name_latin,
        "headline": entry.headline,
        "city": entry.city,
        "offers": entry.offers,
        "asks": [{"topic": queries.topic, "text": queries.text, "since": queries.since} for queries in entry.asks],
        "links": [{"platform": platform, "url": url} for platform, url in entry.links],
        "vouches": [{"for": vouch.member, "name": vouch.name, "why": vouch.why} for vouch in entry.vouches],
        "accepts": entry.accepts,
    }


def yaml_entries(corpus: Corpus, essays: str, members: str) -> Iterator[tuple[str, str]]:
    """(path, text) of every entry, for peers that read YAML; the two paths have `{slug}` in them."""
    for entry in corpus.all_essays():
        body = with_links(entry.body, r"/essays/\1/")
        yield essays.format(slug=entry.slug), front_matter(essay_fields(entry), body)
    for person in corpus.all_members():
        yield members.format(slug=person.slug), front_matter(member_fields(person), person.body)
