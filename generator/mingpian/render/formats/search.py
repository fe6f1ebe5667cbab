"""The search index of each language: files that `search.js` fetches one by one, as few as a query needs.

Beside the search page lie `index.json` (what results may be narrowed to), `t/` (shards: which entries have a term) and
`d/` (titles and addresses, of sixteen entries each). A shard is made of that shard of every segment; segments are kept
between builds, so that an edit costs the indexing of its own segment and the joining of what was there.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from mingpian.content.chinese_variants import simplified_letters
from mingpian.content.kinds import kinds
from mingpian.content.kinds.member import MEMBERS
from mingpian.core import digest
from mingpian.core.store import atomic_write
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Card
from mingpian.queries.topic_words import TopicWords, keys_by_word, topic_words
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.search import postings, segments
from mingpian.site.model import SiteModel
from mingpian.site.relations import slug_of

HEAD, TOPICS = "index.json", "topics.json"
_WORDS_A_SHARD = 8_000
_MAX_BITS = 11  # 2,048 shards: 2 KB each of 10,000 essays of few different words, 20 KB of many
_CHOICES = 200  # tags, and people, to narrow results to
_TITLE = 60  # characters of a note that stand for its title


class IndexHead(msgspec.Struct, frozen=True):
    """What `index.json` holds: the number of shards, and what results may be narrowed to, by name."""

    version: str
    bits: int
    labels: dict[str, list[tuple[str, str]]]
    topics: bool = False  # `topics.json` is there
    letters: str = ""  # site-relative URL of the file that tells Traditional letters' Simplified forms


class Segments(msgspec.Struct, frozen=True):
    """The segments of a language."""

    lang: str
    bits: int
    known: segments.SearchContext
    names: tuple[str, ...]


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
    entries = [entry for kind in kinds() for entry in model.site.all(kind, lang)]
    bits = _bits(sum(entry.words for entry in entries))
    groups = segments.segments(entries)
    topics = topic_words(model, lang)
    known = _known(model.site.config.languages, model.site.owner, topics)
    names = [segments.segment_name(segment, bits, known) for segment in groups]
    titles = [(entry.key, entry.title, entry.published, model.routes.entry(entry.key)) for entry in entries]
    yield Output(
        base + HEAD, "search", ("head", digest.of((titles, topics)).hex(), str(bits), "0", known.owner, *names), lang
    )
    if topics:
        yield Output(base + TOPICS, "search", ("topics",), lang)
    if known.letters and lang == model.site.config.default_lang:
        yield Output(_of_letters(base), "search", ("letters",), lang)
    for number in range(1 << bits):
        yield Output(f"{base}t/{number:x}.bin", "search", ("shard", str(bits), str(number), known.owner, *names), lang)
    for at, segment in enumerate(groups):
        for number, piece in enumerate(segments.pieces(segment), at * postings.MAX_ENTRIES // segments.PIECE):
            keys = [entry.key for entry in piece]
            yield Output(f"{base}d/{number:x}.json", "search", ("titles", *keys), lang)


def _bits(words: int) -> int:
    return min(_MAX_BITS, (words // _WORDS_A_SHARD).bit_length())


def render(output: Output, context: RenderContext) -> bytes:
    """Write a file of the index."""
    kind, *subject = output.subject
    if kind == "head":
        bits = subject[1]
        return msgspec.json.encode(_head(context, output.lang, _version(context, output.lang, subject), int(bits)))
    if kind == "topics":
        return msgspec.json.encode(
            [
                (one.name, one.url, segments.topic_label(one.key), *one.words)
                for one in context.queries.topic_words(output.lang)
            ]
        )
    if kind == "letters":
        return "".join(f"{letter}{form}" for letter, form in sorted(simplified_letters().items())).encode()
    if kind == "titles":
        return msgspec.json.encode([_hit(context, output.lang, key) for key in subject])
    return _shard(context, output.lang, subject)


def _head(context: RenderContext, lang: str, version: str, bits: int) -> IndexHead:
    queries, words = context.queries, context.theme.words(lang)
    shown = [(kind, words.kinds.get(kind, kind)) for kind in kinds() if queries.keys(kind, lang)]
    tags = sorted(queries.index("tags", lang).terms, key=lambda term: (-term.count, term.name))[:_CHOICES]
    members = [queries.card(key) for key in queries.keys(MEMBERS, lang)[:_CHOICES]]
    people = [(card.key.removesuffix(f".{card.lang}"), card.title) for card in members if card]
    labels = {"kind": shown, "tag": [(slug_of(term.name), term.name) for term in tags], "person": people}
    config = queries.config
    default = queries.site(config.default_lang).search_url
    letters = _of_letters(default) if _letters(config.languages) else ""
    return IndexHead(version[:8], bits, labels, bool(queries.topic_words(lang)), letters)


def _known(languages: tuple[str, ...], owner: str, topics: tuple[TopicWords, ...]) -> segments.SearchContext:
    return segments.SearchContext(owner, keys_by_word(topics), _letters(languages))


def _letters(languages: tuple[str, ...]) -> dict[str, str]:
    return simplified_letters() if any(lang.split("-")[0] == "zh" for lang in languages) else {}


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


def _version(context: RenderContext, lang: str, subject: list[str]) -> str:
    """Return the version of the index, a digest of its content: browsers compare it with the one that they have."""
    shown, *segments_of = subject
    return digest.of((shown, [segment[:4] for segment in _segments(context, lang, segments_of)])).hex()


def _shard(context: RenderContext, lang: str, subject: list[str]) -> bytes:
    """Join that shard of all segments."""
    bits, number, *_names = subject
    return b"".join(postings.shard(one, int(number), int(bits)) for one in _segments(context, lang, subject))


def _segments(context: RenderContext, lang: str, subject: list[str]) -> list[bytes]:
    """Return the segments. Those that are not kept from an earlier build are made."""
    bits, number, owner, *names = subject
    folder = context.cache / "search" / lang
    known = _known(context.queries.config.languages, owner, context.queries.topic_words(lang))
    wanted = Segments(lang, int(bits), known, tuple(names))
    try:
        return _stored_segments(folder, wanted.names)
    except (OSError, ValueError):
        return _made(context.queries, folder, wanted, int(number))


@lru_cache(maxsize=4)
def _stored_segments(folder: Path, names: tuple[str, ...]) -> list[bytes]:
    """Return the segments. Their names tell them apart for ever. Raises OSError or ValueError when one is not there."""
    return [postings.verify_segment((folder / name).read_bytes()) for name in names]


def _made(ask: Queries, folder: Path, wanted: Segments, number: int) -> list[bytes]:
    """Return the segments, those made that are missing; keep them where they can be kept, and drop what nothing names.

    Workers start at different segments, and leave out what another has made meanwhile; so they share the work.
    """
    entries = [ask.entry(key) for kind in kinds() for key in ask.keys(kind, wanted.lang)]
    named = list(zip(wanted.names, segments.segments(entries), strict=True))
    start = number * len(named) >> wanted.bits
    found: dict[str, bytes] = {}
    for name, segment in (*named[start:], *named[:start]):
        kept = _read(folder / name)
        if kept is None:
            texts = (segments.searchable(entry, ask.body(entry.key).text, wanted.known) for entry in segment)
            kept = postings.index_segment(texts, wanted.bits)
            _store_segment(folder / name, kept)
        found[name] = kept
    _drop_others(folder, frozenset(wanted.names))
    return [found[name] for name in wanted.names]


def _read(path: Path) -> bytes | None:
    try:
        return postings.verify_segment(path.read_bytes())
    except (OSError, ValueError):
        return None


def _store_segment(path: Path, data: bytes) -> None:
    """Keep a segment for the next shard and the next build; without a place for it, it is made again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic_write(path, data)
    except OSError:
        return


def _drop_others(folder: Path, names: frozenset[str]) -> None:
    try:
        for path in folder.iterdir():
            if path.name not in names and not path.name.startswith("."):
                path.unlink(missing_ok=True)
    except OSError:
        return


FORMAT = Format("search", plan, render)
