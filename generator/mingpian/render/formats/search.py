"""The search index of each language: files that `search.js` fetches one by one, as few as a query needs.

Beside the search page lie `index.json` (what results may be narrowed to), `t/` (shards: which entries have a term) and
`d/` (titles and addresses, of sixteen entries each). A shard is made of that shard of every segment; segments are kept
between builds, so that an edit costs the indexing of its own segment and the joining of what was there.
"""

from collections.abc import Iterator

import msgspec

from mingpian.content.chinese_variants import simplified_letters
from mingpian.content.kinds import kinds
from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.fragments import Card
from mingpian.queries.search import segments
from mingpian.queries.search.segments import search_index
from mingpian.queries.search.topic_words import topic_words
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.search import postings
from mingpian.render.search.choices import choices
from mingpian.render.search.kept_segments import segments_of
from mingpian.site.model import SiteModel

HEAD, TOPICS = "index.json", "topics.json"
TITLES = "titles"  # a subject
_TITLE = 60  # characters of a note that stand for its title


class IndexHead(msgspec.Struct, frozen=True):
    """What `index.json` holds: the number of shards, and what results may be narrowed to, by name."""

    version: str
    bits: int
    labels: dict[str, list[tuple[str, str]]]
    topics: bool = False  # `topics.json` is there
    letters: str = ""  # site-relative URL of the file that tells Traditional letters' Simplified forms


class Hit(msgspec.Struct, frozen=True, array_like=True):
    """What is shown of a result."""

    url: str
    title: str
    kind: str
    date: str
    lang: str
    people: str


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the files of every language."""
    if model.site.config.search.enabled:
        for lang in model.site.config.languages:
            yield from _planned(model, lang)


def _planned(model: SiteModel, lang: str) -> Iterator[Output]:
    base = output_path(model.routes.listing("kind", "search", lang)).removesuffix("index.html")
    index = search_index(model, lang)
    yield (head := head_output(base, lang))
    if topic_words(model, lang):
        yield Output(base + TOPICS, "search", ("topics",), lang)
    if index.letters and lang == model.site.config.default_lang:
        yield Output(_of_letters(base), "search", ("letters",), lang)
    for number in range(1 << index.bits):
        yield shard_output(head, number)
    entries = [entry for kind in kinds() for entry in model.site.all(kind, lang)]
    for at, segment in enumerate(segments.segments(entries)):
        for number, piece in enumerate(segments.pieces(segment), at * segments.PIECES):
            keys = [entry.key for entry in piece]
            yield Output(f"{base}d/{number:x}.json", "search", (TITLES, *keys), lang)


def head_output(base: str, lang: str) -> Output:
    """Return the output that begins an index in the folder `base`."""
    return Output(base + HEAD, "search", ("head",), lang)


def shard_output(head: Output, number: int) -> Output:
    """Return the output that is a shard of an index."""
    return Output(f"{head.path.removesuffix(HEAD)}t/{number:x}.bin", "search", ("shard", str(number)), head.lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write a file of the index."""
    kind, *subject = output.subject
    if kind == "head":
        return msgspec.json.encode(_head(context, output.lang))
    if kind == "topics":
        return msgspec.json.encode(
            [
                (one.name, one.url, segments.topic_label(one.key), *one.words)
                for one in context.queries.topic_words(output.lang)
            ]
        )
    if kind == "letters":
        return "".join(f"{letter}{form}" for letter, form in sorted(simplified_letters().items())).encode()
    if kind == TITLES:
        return msgspec.json.encode([_hit(context, output.lang, key) for key in subject])
    return _shard(context, output.lang, int(subject[0]))


def _head(context: RenderContext, lang: str) -> IndexHead:
    queries = context.queries
    index, topics = queries.search_index(lang), queries.topic_words(lang)
    default = queries.site(queries.config.default_lang).search_url
    letters = _of_letters(default) if index.letters else ""
    made = [segment[:4] for segment in segments_of(context, lang)]
    labels = choices(queries, context.theme.words(lang), lang)
    version = digest.of((index.shown, topics, made)).hex()  # browsers compare it with the one that they have
    return IndexHead(version[:8], index.bits, labels, bool(topics), letters)


def _of_letters(base: str) -> str:
    return f"{base}letters.txt"


def _hit(context: RenderContext, lang: str, key: str) -> Hit:
    card, words = context.queries.card(key), context.theme.words(lang)
    assert card is not None
    return Hit(
        url=card.url,
        title=card.title or _shortened(card),
        kind=words.kinds.get(card.kind, card.kind),
        date=words.date(card.when) if card.when else "",
        lang=card.lang,
        people=words.comma.join(person.name for person in card.people),
    )


def _shortened(card: Card) -> str:
    return card.summary if len(card.summary) <= _TITLE else card.summary[:_TITLE] + "…"


def _shard(context: RenderContext, lang: str, number: int) -> bytes:
    """Join that shard of all segments."""
    return b"".join(postings.shard(segment, number) for segment in segments_of(context, lang))


FORMAT = Format("search", plan, render)
