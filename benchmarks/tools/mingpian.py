"""mingpian itself, as its wheel installs it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from msgspec import structs

from benchmarks.corpus import Corpus, Essay, Member, member_slug
from benchmarks.forms import front_matter, with_links
from benchmarks.tools.tool import Tool, printed

PROJECT = Path(__file__).parents[2]
ESSAYS = "content/essays/{slug}.md"

# What the peers do not make is left out. Lists of topics, cities and series remain: they have no switch.
HEAD = """\
title = "Benchmark"
base_url = "https://bench.example/"
owner = "{owner}"
languages = ["zh-Hans", "zh-Hant", "en"]
page_size = 10
"""
SITE = (
    HEAD
    + """\
without = ["headers", "ical", "llms", "manifest", "opml", "people", "qr", "robots", "search", "share", "sheet", "vcard"]

[feeds]
formats = ["rss"]
per = []
limit = 20
kinds = ["essays"]

[search]
enabled = false
"""
)


def _essay(entry: Essay) -> str:
    return front_matter(
        {
            "title": entry.title,
            "date": entry.date,
            "lang": entry.lang,
            "summary": entry.summary,
            "tags": entry.tags,
            "authors": (entry.author,),
            "series": entry.series,
            "part": entry.part,
        },
        with_links(entry.body, r"\1.md"),
    )


def _member(entry: Member) -> str:
    return front_matter(
        {
            "name": entry.name,
            "name_latin": entry.name_latin,
            "headline": entry.headline,
            "city": entry.city,
            "offers": entry.offers,
            "asks": [{"topic": queries.topic, "text": queries.text, "since": queries.since} for queries in entry.asks],
            "links": [{"platform": platform, "url": url} for platform, url in entry.links],
            "vouches": [{"for": vouch.member, "why": vouch.why} for vouch in entry.vouches],
            "accepts": entry.accepts,
        },
        entry.body,
    )


def entries(corpus: Corpus, site: str = SITE) -> Iterator[tuple[str, str]]:
    """The corpus as a mingpian site with these settings: (path, text) of each file."""
    yield "site.toml", site.format(owner=member_slug(corpus, 0))
    for entry in corpus.all_essays():
        yield ESSAYS.format(slug=entry.slug), _essay(entry)
    for person in corpus.all_members():
        yield f"content/members/{person.slug}.md", _member(person)


def _install(home: Path) -> None:
    """Install the work tree as it is now: an edit of the source in mid-run would make every cache stale."""
    python = _python(home)
    if not Path(python).exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--constraint", str(PROJECT / "constraints.txt"), str(PROJECT)], check=True)
    subprocess.run([*install, "--force-reinstall", "--no-deps", str(PROJECT)], check=True)


def _python(home: Path) -> str:
    return str(home / "bin/python")


TOOL = Tool(
    name="mingpian",
    output="output",
    essays=ESSAYS,
    install=_install,
    entries=entries,
    project=lambda home, site: None,
    command=lambda home: (_python(home), "-m", "mingpian", "build", "--root", "."),
    version=lambda home: printed(_python(home), "-m", "mingpian", "--version").split()[-1],
)

# As a user has it: nothing is left out, whatever the peers make.
DEFAULTS = structs.replace(TOOL, name="mingpian-defaults", entries=partial(entries, site=HEAD))


def forget_all_but_pictures(site: Path) -> None:
    """Take from a built site all but what costs most to make, as if it were built for the first time."""
    (site / ".mingpian/cache").rename(site / "cache")
    shutil.rmtree(site / ".mingpian")
    shutil.rmtree(site / "output")
    (site / ".mingpian").mkdir()
    (site / "cache").rename(site / ".mingpian/cache")


# The same, where what costs most was made before (pictures to share, segments of the search index) and is kept, as a
# server that builds a site again and again may do.
KEPT = structs.replace(DEFAULTS, name="mingpian-kept", forget=forget_all_but_pictures)
