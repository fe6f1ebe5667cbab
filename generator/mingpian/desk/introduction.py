"""The letters that bring two members together: one to each that asks first, and one for both when both said yes.

The site must be modelled for members: then nobody's contacts for the host alone can be in it.
"""

from collections.abc import Callable, Iterator

import msgspec

from mingpian.content.kinds.member import Profile
from mingpian.desk.letter import Block, Item, Letter
from mingpian.desk.phrases import phrases
from mingpian.model.introductions import chain
from mingpian.model.matching_values import Match, Need
from mingpian.model.site import AnyEntry
from mingpian.model.suggestions import matched, open_needs, told
from mingpian.model.world import World
from mingpian.render.words import Words


class Introduction(msgspec.Struct, frozen=True):
    """Two members (by id), and the asks of the first that the second may answer."""

    one: str
    other: str
    matches: tuple[Match, ...]


def introduce(world: World, one: str, other: str) -> Introduction:
    """Find why two members should meet: the first one's asks, else the other's; else nothing but their cards."""
    asker, helper = one, other
    found = _found(world, asker, helper)
    if not found:
        asker, helper = other, one
        found = _found(world, asker, helper)
    return Introduction(asker, helper, found) if found else Introduction(one, other, ())


def _found(world: World, asker: str, helper: str) -> tuple[Match, ...]:
    asks = (need for need in open_needs(world).values() if need.member == asker)
    return tuple(match for need in asks if (match := matched(world, need, helper, ())).reasons)


def letters(world: World, found: Introduction, words: Callable[[str], Words]) -> tuple[Letter, ...]:
    """Return the letter to each, in their language, and the one to both, in one that both read."""
    one, other = (_language(world, id) for id in (found.one, found.other))
    both = [lang for lang in (one, other, *world.site.config.languages) if _reads(world, found.one, lang, found.other)]
    return (
        _first(world, found, (found.one, found.other), words(one)),
        _first(world, found, (found.other, found.one), words(other)),
        *(_together(world, found, words(lang)) for lang in (both[:1] or dict.fromkeys((one, other)))),
    )


def _profile(world: World, id: str, lang: str) -> AnyEntry:
    entry = world.site.best(id, lang)
    assert entry is not None and isinstance(entry.fields, Profile)
    return entry


def _spoken(world: World, id: str) -> tuple[str, ...]:
    languages: tuple[str, ...] = _profile(world, id, world.site.config.default_lang).fields.languages
    return languages


def _language(world: World, id: str) -> str:
    """Return the language of the site that a member reads best: one that they name, else the one they write in."""
    languages = world.site.config.languages
    versions = world.site.ids[id]
    written = next((lang for lang, entry in versions.items() if not entry.translation), next(iter(versions)))
    return next((spoken for spoken in _spoken(world, id) if spoken in languages), written)


def _reads(world: World, one: str, lang: str, other: str) -> bool:
    base = lang.split("-", maxsplit=1)[0]
    stated = [[spoken.split("-")[0] for spoken in _spoken(world, id)] for id in (one, other)]
    return all(base in languages for languages in stated)


def _first(world: World, found: Introduction, pair: tuple[str, str], words: Words) -> Letter:
    to, about = (_profile(world, id, words.lang) for id in pair)
    say = phrases(words.lang)
    opening = "first_pair"
    if found.matches:
        opening = "first_asker" if pair[0] == found.one else "first_helper"
    ask = say["semicolon"].join(_ask(world, match.need, words.lang) for match in found.matches)
    text = say[opening].format(name=to.title, other=_in_a_line(about), ask=ask)
    return Letter(
        words.lang,
        say["first_title"].format(name=to.title),
        (
            Block(text=text),
            *_why(world, found, words),
            Block(items=(Item(f"{say['card']}{say['colon']}{about.title}", _url(world, about)),)),
            Block(text=say["first_question"]),
        ),
    )


def _together(world: World, found: Introduction, words: Words) -> Letter:
    one, other = (_profile(world, id, words.lang) for id in (found.one, found.other))
    say = phrases(words.lang)
    names = {"one": one.title, "other": other.title}
    asks = tuple(Item(_ask(world, match.need, words.lang)) for match in found.matches)
    return Letter(
        words.lang,
        say["together_title"].format(**names),
        (
            Block(text=say["together_text"].format(**names)),
            *(_card(world, entry, words) for entry in (one, other)),
            *((Block(heading=f"{one.title} · {say['ask']}", items=asks),) if asks else ()),
            *_why(world, found, words),
            _path(world, found, words.lang),
            Block(text=say["start"].format(name=one.title)),
        ),
    )


def _in_a_line(entry: AnyEntry) -> str:
    return f"{entry.title} · {entry.fields.headline}".removesuffix(" · ")


def _ask(world: World, need: Need, lang: str) -> str:
    topic = world.site.topics.name(need.topic, lang)
    entry = _profile(world, need.member, lang)
    key = world.site.topics.key
    texts = (ask.text for ask in entry.fields.asks if key(ask.topic) == need.topic and ask.since == need.since)
    text = next((text for text in texts if text), "").rstrip("。. ")
    return f"{topic}{phrases(lang)['colon']}{text}" if text else topic


def _why(world: World, found: Introduction, words: Words) -> Iterator[Block]:
    reasons = dict.fromkeys(
        Item(
            words.because(reason.why, reason.name, reason.card.title if reason.card else ""),
            world.site.config.base_url + reason.card.url if reason.card else "",
        )
        for match in found.matches
        for reason in told(world, match, words.lang)
        if reason.why != "no-language"
    )
    if reasons:
        yield Block(heading=phrases(words.lang)["first_why"], items=tuple(reasons))


def _card(world: World, entry: AnyEntry, words: Words) -> Block:
    fields = entry.fields
    about = words.dot.join(part for part in (fields.city, fields.role, fields.org) if part)
    contacts = (
        Item(f"{words.contact_names.get(name, name)}{words.colon}{contact.value}")
        for name, ways in fields.contact.items()
        for contact in ways
        if contact.value
    )
    items = (Item(phrases(words.lang)["card"], _url(world, entry)), *contacts)
    return Block(heading=entry.title, text="\n".join(filter(None, (fields.headline, about))), items=items)


def _path(world: World, found: Introduction, lang: str) -> Block:
    say = phrases(lang)
    path = [_profile(world, id, lang).title for id in chain(world, found.one, found.other)]
    text = say["path_text"].format(names=say["arrow"].join(path)) if path else say["no_path"]
    return Block(heading=say["path"], text=text)


def _url(world: World, entry: AnyEntry) -> str:
    return world.site.config.base_url + world.routes.entry(entry.key)
