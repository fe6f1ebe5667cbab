"""What is new since a day, to paste into the group's chat, and as Markdown and mail."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

import msgspec

from mingpian import AnyEntry, Diagnostic, Event, SiteModel, is_past, kinds, open_needs, seconds_of
from mingpian.host.catalogue import catalogue_of
from mingpian.host.message import Block, Item, Message, chat_block
from mingpian.i18n import _

MOST = 2_000  # characters of one message
_SUMMARY = 80  # characters
MEMBERS = "members"


class Digest(msgspec.Struct, frozen=True):
    """What is new, and what is wrong with the entries that are left out of it."""

    message: Message
    left_out: tuple[Diagnostic, ...] = ()


def whats_new(model: SiteModel, since: str, lang: str) -> Digest:
    """Return what was published, asked, or who joined, on the day `since` or later."""
    say, left_out = catalogue_of(lang), list[Diagnostic]()
    translation = model.site.config.translations.get(lang)
    title = (translation.title if translation else "") or model.site.config.title
    blocks = tuple(block for block in _blocks(model, since, lang, left_out) if block.items)
    head = say["digest_title"].format(title=title, since=since)
    return Digest(Message(lang, head, blocks or (Block(text=say["nothing"]),)), tuple(left_out))


def for_members(model: SiteModel, digest: Digest, since: str, lang: str, names: Mapping[str, str]) -> Digest:
    """Return a digest with how to reach those who joined, as far as the model has it: one for members has more.

    `names` are those of ways to reach somebody, in the language.
    """
    say, start = catalogue_of(lang), seconds_of(since, model.site.config.timezone)
    items = []
    for entry in model.site.all(MEMBERS, lang):
        ways = (
            f"{names.get(way, way)}{say['colon']}{one.value}"
            for way, listed in entry.fields.contact.items()
            for one in listed
            if one.value
        )
        if (
            entry.fields.joined
            and seconds_of(entry.fields.joined, _zone(model)) >= start
            and (known := " · ".join(ways))
        ):
            items.append(Item(f"{entry.title} · {known}"))
    if not items:
        return digest
    message = digest.message
    block = Block(heading=say["reach"], items=tuple(items))
    return msgspec.structs.replace(digest, message=msgspec.structs.replace(message, blocks=(*message.blocks, block)))


def _blocks(model: SiteModel, since: str, lang: str, left_out: list[Diagnostic]) -> Iterator[Block]:
    say, site = catalogue_of(lang), model.site
    start = seconds_of(since, site.config.timezone)

    def published(entry: AnyEntry) -> Item | None:
        return None if entry.published < start or _is_over(model, entry) else _item(model, entry)

    def joined(entry: AnyEntry) -> Item | None:
        day = entry.fields.joined
        return _item(model, entry) if day and seconds_of(day, _zone(model)) >= start else None

    def block(heading: str, entries: Iterable[AnyEntry], item: Callable[[AnyEntry], Item | None]) -> Block:
        found = (_told(entry, item, left_out) for entry in entries)
        return Block(heading=say.get(heading, heading), items=tuple(one for one in found if one))

    for kind in kinds().values():
        if kind.fields.made_by is not None:
            yield block(kind.name, site.all(kind.name, lang), published)
    asks = (need for need in open_needs(model).values() if need.since and seconds_of(need.since, _zone(model)) >= start)
    asked = ((site.best(need.member, lang), need.topic) for need in asks)
    found = (_told(entry, partial(_ask, model, topic, lang), left_out) for entry, topic in asked if entry)
    yield Block(heading=say["asks"], items=tuple(one for one in found if one))
    yield block(MEMBERS, site.all(MEMBERS, lang), joined)


def _told(entry: AnyEntry, item: Callable[[AnyEntry], Item | None], left_out: list[Diagnostic]) -> Item | None:
    """Return what is said of an entry. One of which nothing can be said costs itself alone."""
    try:
        return item(entry)
    except Exception as fault:
        message = _("it is left out: {reason}", reason=f"{type(fault).__name__}: {fault}")
        left_out.append(Diagnostic(code="not-rendered", message=message, file=f"content/{entry.source}"))
        return None


def _zone(model: SiteModel) -> str:
    return model.site.config.timezone


def _is_over(model: SiteModel, entry: AnyEntry) -> bool:
    return isinstance(entry.fields, Event) and is_past(model.site, entry.fields)


def _item(model: SiteModel, entry: AnyEntry) -> Item:
    about = getattr(entry.fields, "headline", "") or entry.summary
    short = about if len(about) <= _SUMMARY else about[: _SUMMARY - 1].rstrip() + "…"
    words = f"{entry.title} — {short}" if entry.title and short else entry.title or short
    return Item(words, model.site.config.base_url + model.routes.entry(entry.key))


def _ask(model: SiteModel, topic: str, lang: str, entry: AnyEntry) -> Item:
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
