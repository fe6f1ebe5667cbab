"""Pelican, from the Python Package Index."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.corpus import Corpus, Essay, Member
from benchmarks.forms import with_links
from benchmarks.tools.tool import Tool, copy_project, pip_install, printed

ESSAYS = "content/essays/{slug}.md"


def _header(fields: Mapping[str, object], body: str) -> str:
    lines = [f"{key}: {value}" for key, value in fields.items() if value]
    return "\n".join([*lines, "", body])


def _essay(entry: Essay) -> str:
    fields = {
        "title": entry.title,
        "date": entry.date.isoformat(),
        "slug": entry.slug,
        # Pelican takes entries in other languages for translations of a missing original.
        "language": entry.lang,
        "summary": entry.summary,
        "tags": ", ".join(entry.tags),
        "person": entry.author,
        "person_name": entry.author_name,
        "series": entry.series,
        "part": entry.part,
    }
    return _header(fields, "[TOC]\n\n" + with_links(entry.body, r"/essays/\1/"))


def _member(entry: Member) -> str:
    """Pelican's metadata are flat, so that the lists of a member become part of the text."""
    fields = {
        "title": entry.name,
        "slug": entry.slug,
        "name_latin": entry.name_latin,
        "headline": entry.headline,
        "city": entry.city,
    }
    lists = (
        [f"- {offer}" for offer in entry.offers],
        [f"- {queries.topic} {queries.since}: {queries.text}" for queries in entry.asks],
        [f"- [{platform}]({url})" for platform, url in entry.links],
        [f"- [{vouch.name}](/members/{vouch.member}/): {vouch.why}" for vouch in entry.vouches],
    )
    sections = ["### " + name for name in ("Offers", "Asks", "Links", "Vouches")]
    blocks = [f"{head}\n\n" + "\n".join(lines) for head, lines in zip(sections, lists, strict=True)]
    return _header(fields, "\n\n".join([*blocks, entry.body]))


def _entries(corpus: Corpus) -> Iterator[tuple[str, str]]:
    for entry in corpus.all_essays():
        yield ESSAYS.format(slug=entry.slug), _essay(entry)
    for person in corpus.all_members():
        yield f"content/members/{person.slug}.md", _member(person)


def _program(home: Path) -> str:
    return str(home / "bin/pelican")


TOOL = Tool(
    name="pelican",
    output="public",
    essays=ESSAYS,
    install=pip_install("pelican.txt", probe="bin/pelican"),
    entries=_entries,
    project=copy_project("pelican"),
    command=lambda home: (_program(home), "--settings", "pelicanconf.py", "--quiet"),
    version=lambda home: printed(_program(home), "--version"),
)
