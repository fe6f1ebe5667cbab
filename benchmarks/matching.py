"""How long matching takes: `python -m benchmarks.matching [MEMBERS]`, each with three asks, on generated members.

Reading content is not part of it: the index is made and every ask matched, in one process. Times are the processor's,
so that others at work on the machine do not count.
"""

import sys
from collections.abc import Iterator
from time import process_time

from benchmarks.corpus import LANGS, Corpus, member, member_slug
from benchmarks.prose import plain, voice
from benchmarks.words import TAGS
from mingpian.matching.index import index_of
from mingpian.matching.ranking import matches
from mingpian.matching.values import Candidate, Evidence, Need, Register

ASKS = 3


def candidates(corpus: Corpus) -> Iterator[Candidate]:
    """The members: three topics offered, a work and an essay each, ten circles of all sizes."""
    for index in range(corpus.members):
        one = member(corpus, index)
        rng, of = corpus.random("evidence", index), voice(LANGS[index % 10])
        offered = tuple(Evidence(topics=(topic,), words=(topic,), text=plain(of, rng, 30)) for topic in one.offers)
        first = one.offers[:1]
        work = Evidence(topics=first, words=first, text=plain(of, rng, 80), entry=f"works/{index}", for_topic=0.6)
        essay = Evidence(topics=(), words=(), text=plain(of, rng, 120), entry=f"essays/{index}", for_text=0.6)
        yield Candidate(
            id=one.slug,
            city=one.city,
            languages=frozenset({LANGS[index % 10]}),
            circles=frozenset({f"circles/{rng.randrange(10)}"}),
            evidence=(*offered, work, essay),
        )


def needs(corpus: Corpus) -> Iterator[Need]:
    """Three asks of each member, about any topic."""
    for index in range(corpus.members):
        rng, of = corpus.random("asks", index), voice(LANGS[index % 10])
        for topic in rng.sample(TAGS, ASKS):
            yield Need(member=member_slug(corpus, index), topic=topic, word=topic, text=plain(of, rng, 60))


def acquaintances(corpus: Corpus) -> dict[str, tuple[str, ...]]:
    """Who knows whom: each member the next one and one far away."""
    slugs = [member_slug(corpus, index) for index in range(corpus.members)]
    known: dict[str, tuple[str, ...]] = dict.fromkeys(slugs, ())
    for index, slug in enumerate(slugs):
        for other in (slugs[(index + 1) % len(slugs)], slugs[(index * 7 + 3) % len(slugs)]):
            known[slug] += (other,)
            known[other] += (slug,)
    return known


def main() -> None:
    """Measure, and print one line for each step."""
    members = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    corpus = Corpus(essays=members * 10)
    listed, asked, known = tuple(candidates(corpus)), tuple(needs(corpus)), acquaintances(corpus)
    started = process_time()
    register = Register(candidates={one.id: one for one in listed}, above={}, known=known)
    index = index_of(register, (), (need.topic for need in asked))
    indexed = process_time()
    found = sum(1 for _ in matches(index, asked, {}))
    done = process_time()
    print(f"{members} members, {len(asked)} asks, {len(TAGS)} topics")
    print(f"index: {indexed - started:.1f} s ({len(index.by_term)} rare terms)")
    print(f"matching: {done - indexed:.1f} s ({found} matches)")


if __name__ == "__main__":
    main()
