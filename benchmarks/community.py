"""A community to build: `python -m benchmarks.community FOLDER [MEMBERS]` writes members who vouch for each other.

Of 2,500 members, 1,000 vouches and 300 testimonials are accepted by both sides; everybody asks and offers, belongs to
one of twenty circles, five of them inside others, and was invited by somebody. All output formats are on.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.corpus import ESSAYS_PER_MEMBER, LANGS, Corpus, member, member_slug
from benchmarks.forms import front_matter
from benchmarks.prose import plain, voice

CIRCLES, NESTED = 20, 5
VOUCHES, TESTIMONIALS = 0.4, 0.12  # of each member
SITE = """title = "Community"
base_url = "https://community.example/"
owner = "{owner}"
languages = ["zh-Hans", "zh-Hant", "en"]
"""


def files(members: int) -> Iterator[tuple[str, str]]:
    """Yield path and text of every file of the site."""
    corpus = Corpus(essays=members * ESSAYS_PER_MEMBER)
    vouches, testimonials = round(members * VOUCHES), round(members * TESTIMONIALS)
    yield "site.toml", SITE.format(owner=member_slug(corpus, 0))
    for number in range(CIRCLES):
        above = {"parent": f"circle-{number - NESTED}"} if NESTED <= number < 2 * NESTED else {}
        steward = member_slug(corpus, number % members)
        told = {"title": f"圈子 {number}", "belief": "先做事，后介绍。"}
        stated: dict[str, Any] = {**told, "stewards": [steward], **above}
        yield f"content/circles/circle-{number}.md", front_matter(stated, "一个圈子。\n")
    for index in range(members):
        yield f"content/members/{member_slug(corpus, index)}.md", _profile(corpus, index, vouches, testimonials)
    for index in range(testimonials):
        of, rng = voice(LANGS[index % 10]), corpus.random("testimonial", index)
        work: dict[str, Any] = {
            "title": plain(of, rng, 20),
            "date": f"2025-0{1 + index % 9}-01",
            "authors": [member_slug(corpus, index)],
            "testimonial": {"by": member_slug(corpus, (index + 1) % members), "text": plain(of, rng, 60)},
        }
        yield f"content/works/work-{index}.md", front_matter(work, plain(of, rng, 200) + "\n")


def _profile(corpus: Corpus, index: int, vouches: int, testimonials: int) -> str:
    """A member vouches for the next one, if their number is among the first; each accepts what concerns them."""
    one, before, after = member(corpus, index), (index - 1) % corpus.members, (index + 1) % corpus.members
    accepted = {
        "vouches": [member_slug(corpus, before)] if before < vouches else [],
        "testimonials": [f"work-{before}"] if before < testimonials else [],
    }
    stated: dict[str, Any] = {
        "name": one.name,
        "name_latin": one.name_latin,
        "headline": one.headline,
        "city": one.city,
        "offers": one.offers,
        "asks": [{"topic": queries.topic, "text": queries.text, "since": queries.since} for queries in one.asks],
        "circles": [f"circle-{index % CIRCLES}"],
        "contact": {"email": {"value": f"{one.slug}@example.com", "audience": "host"}},
        "vouches": [{"for": member_slug(corpus, after), "why": one.vouches[0].why}] if index < vouches else [],
        "accepts": {name: value for name, value in accepted.items() if value},
        "invited_by": member_slug(corpus, index // 2) if index else "",
    }
    return front_matter({name: value for name, value in stated.items() if value}, one.body)


def main() -> None:
    """Write the site."""
    folder, members = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2_500
    for path, text in files(members):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
