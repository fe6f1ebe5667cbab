"""What is new since a day, to paste into the group's chat, and as Markdown and mail."""

from collections.abc import Iterator

from mingpian import AnyEntry, Event, SiteModel, is_past, kinds, open_needs, seconds_of
from mingpian.host.catalogue import catalogue_of
from mingpian.host.message import Block, Item, Message, chat_block

MOST = 2_000  # characters of one message
_SUMMARY = 80  # characters


def whats_new(model: SiteModel, since: str, lang: str) -> Message:
    """Return what was published, asked, or who joined, on the day `since` or later."""
    say = catalogue_of(lang)
    translation = model.site.config.translations.get(lang)
    title = (translation.title if translation else "") or model.site.config.title
    blocks = tuple(block for block in _blocks(model, since, lang) if block.items)
    return Message(
        lang,
        say["digest_title"].format(title=title, since=since),
        blocks or (Block(text=say["nothing"]),),
    )


def _blocks(model: SiteModel, since: str, lang: str) -> Iterator[Block]:
    say, site = catalogue_of(lang), model.site
    start = seconds_of(since, site.config.timezone)
    for kind in kinds().values():
        entries = site.all(kind.name, lang) if kind.fields.made_by is not None else ()
        new = (entry for entry in entries if entry.published >= start and not _is_over(model, entry))
        yield Block(heading=say.get(kind.name, kind.name), items=tuple(_item(model, entry) for entry in new))
    asks = (need for need in open_needs(model).values() if need.since and seconds_of(need.since, _zone(model)) >= start)
    yield Block(heading=say["asks"], items=tuple(_ask(model, need.member, need.topic, lang) for need in asks))
    joined = (entry for entry in site.all("members", lang) if entry.fields.joined)
    members = (entry for entry in joined if seconds_of(entry.fields.joined, _zone(model)) >= start)
    yield Block(heading=say["members"], items=tuple(_item(model, entry) for entry in members))


def _zone(model: SiteModel) -> str:
    return model.site.config.timezone


def _is_over(model: SiteModel, entry: AnyEntry) -> bool:
    return isinstance(entry.fields, Event) and is_past(model.site, entry.fields)


def _item(model: SiteModel, entry: AnyEntry) -> Item:
    about = getattr(entry.fields, "headline", "") or entry.summary
    short = about if len(about) <= _SUMMARY else about[: _SUMMARY - 1].rstrip() + "…"
    words = f"{entry.title} — {short}" if entry.title and short else entry.title or short
    return Item(words, model.site.config.base_url + model.routes.entry(entry.key))


def _ask(model: SiteModel, member: str, topic: str, lang: str) -> Item:
    entry = model.site.best(member, lang)
    assert entry is not None
    key = model.site.topics.key
    text = next((ask.text for ask in entry.fields.asks if key(ask.topic) == topic and ask.text), "")
    asked = f"{entry.title} · {model.site.topics.name(topic, lang)}"
    words = f"{asked}{catalogue_of(lang)['colon']}{text}" if text else asked
    return Item(words, model.site.config.base_url + model.routes.entry(entry.key))


def chat_messages(message: Message, most: int = MOST) -> tuple[str, ...]:
    """Return a letter as messages for a chat, of at most `most` characters each; cut between items where possible."""
    room = most - len(message.title) - len(catalogue_of(message.lang)["page_of"].format(n=99, all=99)) - 2
    if room < 20:
        raise ValueError("the title leaves no room for anything else")
    parts: list[str] = []
    for piece in _pieces(message, room):
        if parts and len(parts[-1]) + 2 + len(piece) <= room:
            parts[-1] += f"\n\n{piece}" if not piece.startswith("·") else f"\n{piece}"
        else:
            parts.append(piece)
    of = catalogue_of(message.lang)["page_of"]
    heads = (of.format(n=number, all=len(parts)) if len(parts) > 1 else "" for number in range(1, len(parts) + 1))
    return tuple(f"{message.title}{head}\n\n{part}" for head, part in zip(heads, parts, strict=True))


def _pieces(message: Message, room: int) -> Iterator[str]:
    """Yield what shall stay together: a heading with its first item, then each item."""
    for block in message.blocks:
        first = Block(heading=block.heading, text=block.text, items=block.items[:1])
        rest = (Block(items=(item,)) for item in block.items[1:])
        for piece in map(chat_block, (first, *rest)):
            yield from (piece[at : at + room] for at in range(0, len(piece), room))
