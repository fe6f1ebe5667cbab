"""A deterministic corpus of essays and members: a pure function of its size, the same on every machine."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random

from msgspec import Struct

from benchmarks.bodies import essay_body
from benchmarks.prose import line, paragraph, plain, voice
from benchmarks.words import GIVEN_NAMES, SURNAMES, TAGS

# Six of ten are Simplified Chinese, two Traditional, two English; essay i speaks LANGS[i % 10].
LANGS = ("zh-Hans", "zh-Hans", "en", "zh-Hans", "zh-Hant", "zh-Hans", "zh-Hans", "zh-Hant", "zh-Hans", "en")
FIRST_DAY = datetime(2010, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=16 * 365)
ESSAYS_PER_MEMBER = 10
SERIES_EVERY, SERIES_PARTS = 25, 5
SCATTER = 7919  # a prime: multiplying by it permutes every corpus size that it does not divide


class Essay(Struct, frozen=True):
    """One article. In `body` a link to another reads `[text](essay:SLUG)`: each tool has its own form."""

    slug: str
    title: str
    date: datetime
    lang: str
    summary: str
    tags: tuple[str, ...]
    author: str
    author_name: str
    series: str
    part: int
    body: str


class Ask(Struct, frozen=True):
    """What a member is looking for."""

    topic: str
    text: str
    since: str


class Vouch(Struct, frozen=True):
    """That a member stands up for another, `member` being the slug of the other."""

    member: str
    name: str
    why: str


class Member(Struct, frozen=True):
    """One person; `links` are (platform, URL), `accepts` the slugs of those whose vouches are accepted."""

    slug: str
    name: str
    name_latin: str
    headline: str
    city: str
    offers: tuple[str, ...]
    asks: tuple[Ask, ...]
    links: tuple[tuple[str, str], ...]
    vouches: tuple[Vouch, ...]
    accepts: tuple[str, ...]
    body: str


class Corpus(Struct, frozen=True):
    """`essays` articles and a tenth as many members. Nothing is kept: each entry is made when asked for."""

    essays: int
    seed: str = "mingpian"

    @property
    def members(self) -> int:
        """How many members there are, at least one."""
        return max(1, self.essays // ESSAYS_PER_MEMBER)

    def all_essays(self) -> Iterator[Essay]:
        """The essays, oldest first."""
        return (essay(self, index) for index in range(self.essays))

    def all_members(self) -> Iterator[Member]:
        """The members."""
        return (member(self, index) for index in range(self.members))

    def random(self, what: str, index: int) -> Random:
        """The source of chance of one entry.

        It is seeded from text, so that neither the hash seed nor the order of calls changes what comes out.
        """
        return Random(f"{self.seed}/{what}/{index}")


def essay_slug(corpus: Corpus, index: int) -> str:
    """The slug of an essay. Its order is not that of the dates, as in real folders."""
    number = index if corpus.essays % SCATTER == 0 else index * SCATTER % corpus.essays
    return f"essay-{number:06d}"


def essay_title(corpus: Corpus, index: int) -> str:
    """The title of an essay, without making the rest of it."""
    return line(voice(LANGS[index % 10]).titles, corpus.random("title", index))


def essay(corpus: Corpus, index: int) -> Essay:
    """The essay with this number, counted from the oldest."""
    rng = corpus.random("essay", index)
    of = voice(LANGS[index % 10])
    block, place = divmod(index, SERIES_EVERY)
    in_series = place < SERIES_PARTS
    author = rng.randrange(corpus.members)
    others = (rng.randrange(corpus.essays), rng.randrange(corpus.essays))
    first, second = ((essay_title(corpus, other), essay_slug(corpus, other)) for other in others)
    return Essay(
        slug=essay_slug(corpus, index),
        title=essay_title(corpus, index),
        date=FIRST_DAY + timedelta(seconds=int(SPAN.total_seconds() * index / corpus.essays)),
        lang=of.lexicon.lang,
        summary=plain(of, rng, 120),
        tags=tuple(sorted(rng.sample(TAGS, 3))),
        author=member_slug(corpus, author),
        author_name=_names(corpus, author)[0],
        series=f"{TAGS[block % len(TAGS)]} {block}" if in_series else "",
        part=place + 1 if in_series else 0,
        body=essay_body(of, rng, (first, second)),
    )


def _names(corpus: Corpus, index: int) -> tuple[str, str]:
    rng = corpus.random("name", index)
    surname, given = rng.choice(SURNAMES), rng.choice(GIVEN_NAMES)
    return surname[0] + given[0], f"{given[1]} {surname[1]}"


def member_slug(corpus: Corpus, index: int) -> str:
    """The slug of a member."""
    return f"{_names(corpus, index)[1].lower().replace(' ', '-')}-{index:05d}"


def _vouched_for(corpus: Corpus, index: int) -> list[int]:
    others = {(index + 1) % corpus.members, (index * 7 + 3) % corpus.members}
    return sorted(others - {index})


def member(corpus: Corpus, index: int) -> Member:
    """The member with this number."""
    rng = corpus.random("member", index)
    of = voice(LANGS[index % 10])
    slug = member_slug(corpus, index)
    name, latin = _names(corpus, index)
    topics = rng.sample(TAGS, 5)
    previous = (index - 1) % corpus.members
    return Member(
        slug=slug,
        name=name,
        name_latin=latin,
        headline=line(of.items, rng),
        city=rng.choice(of.lexicon.place),
        offers=tuple(topics[:3]),
        asks=tuple(
            Ask(topic, plain(of, rng, 60), f"20{rng.randrange(18, 26)}-0{rng.randrange(1, 10)}-15")
            for topic in topics[3 : 3 + rng.randrange(1, 3)]
        ),
        links=(("website", f"https://{slug}.example/"), ("github", f"https://github.com/{slug}")),
        vouches=tuple(
            Vouch(member_slug(corpus, other), _names(corpus, other)[0], plain(of, rng, 60))
            for other in _vouched_for(corpus, index)
        ),
        # Every other vouch is accepted, so that both states occur.
        accepts=(member_slug(corpus, previous),) if index % 2 and previous != index else (),
        body=f"{paragraph(of, rng, 400)}\n\n{paragraph(of, rng, 300)}\n",
    )
