"""What is new since a day, to paste into the group's chat, and as Markdown and mail."""

from collections.abc import Iterator

from mingpian.content.kinds.event import Event
from mingpian.desk.letter import Block, Item, Letter, plain_block
from mingpian.desk.phrases import phrases
from mingpian.model.occurrences import is_past
from mingpian.model.site import AnyEntry
from mingpian.model.suggestions import open_needs
from mingpian.model.world import World
from mingpian.schema.dates import seconds

MOST = 2_000  # characters of one message
_KINDS = ("essays", "notes", "works", "offers", "events", "collaborations")
_SUMMARY = 80  # characters


def digest(world: World, since: str, lang: str) -> Letter:
    """Return what was published, asked, or who joined, on the day `since` or later."""
    say = phrases(lang)
    translation = world.site.config.translations.get(lang)
    title = (translation.title if translation else "") or world.site.config.title
    blocks = tuple(block for block in _blocks(world, since, lang) if block.items)
    return Letter(
        lang,
        say["digest_title"].format(title=title, since=since),
        blocks or (Block(text=say["nothing"]),),
    )


def _blocks(world: World, since: str, lang: str) -> Iterator[Block]:
    say, site = phrases(lang), world.site
    start = seconds(since, site.config.timezone)
    for kind in _KINDS:
        found = [entry for entry in site.all(kind, lang) if entry.published >= start]
        items = tuple(_item(world, entry) for entry in found if not _is_over(world, entry))
        yield Block(heading=say[kind], items=items)
    asks = (need for need in open_needs(world).values() if need.since and seconds(need.since, _zone(world)) >= start)
    yield Block(heading=say["asks"], items=tuple(_ask(world, need.member, need.topic, lang) for need in asks))
    joined = (entry for entry in site.all("members", lang) if entry.fields.joined)
    new = (entry for entry in joined if seconds(entry.fields.joined, _zone(world)) >= start)
    yield Block(heading=say["members"], items=tuple(_item(world, entry) for entry in new))


def _zone(world: World) -> str:
    return world.site.config.timezone


def _is_over(world: World, entry: AnyEntry) -> bool:
    return isinstance(entry.fields, Event) and is_past(world.site, entry.fields)


def _item(world: World, entry: AnyEntry) -> Item:
    about = getattr(entry.fields, "headline", "") or entry.summary
    short = about if len(about) <= _SUMMARY else about[: _SUMMARY - 1].rstrip() + "…"
    words = f"{entry.title} — {short}" if entry.title and short else entry.title or short
    return Item(words, world.site.config.base_url + world.routes.entry(entry.key))


def _ask(world: World, member: str, topic: str, lang: str) -> Item:
    entry = world.site.best(member, lang)
    assert entry is not None
    key = world.site.topics.key
    text = next((ask.text for ask in entry.fields.asks if key(ask.topic) == topic and ask.text), "")
    asked = f"{entry.title} · {world.site.topics.name(topic, lang)}"
    words = f"{asked}{phrases(lang)['colon']}{text}" if text else asked
    return Item(words, world.site.config.base_url + world.routes.entry(entry.key))


def messages(letter: Letter, most: int = MOST) -> tuple[str, ...]:
    """Return a letter as messages for a chat, of at most `most` characters each; cut between items where possible."""
    room = most - len(letter.title) - len(phrases(letter.lang)["page_of"].format(n=99, all=99)) - 2
    if room < 20:
        raise ValueError("the title leaves no room for anything else")
    parts: list[str] = []
    for piece in _pieces(letter, room):
        if parts and len(parts[-1]) + 2 + len(piece) <= room:
            parts[-1] += f"\n\n{piece}" if not piece.startswith("·") else f"\n{piece}"
        else:
            parts.append(piece)
    of = phrases(letter.lang)["page_of"]
    heads = (of.format(n=number, all=len(parts)) if len(parts) > 1 else "" for number in range(1, len(parts) + 1))
    return tuple(f"{letter.title}{head}\n\n{part}" for head, part in zip(heads, parts, strict=True))


def _pieces(letter: Letter, room: int) -> Iterator[str]:
    """Yield what shall stay together: a heading with its first item, then each item."""
    for block in letter.blocks:
        first = Block(heading=block.heading, text=block.text, items=block.items[:1])
        rest = (Block(items=(item,)) for item in block.items[1:])
        for piece in map(plain_block, (first, *rest)):
            yield from (piece[at : at + room] for at in range(0, len(piece), room))
