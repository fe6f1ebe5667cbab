"""The letters that bring two members together: one to each that asks first, and one for both when both said yes.

The site must be modelled for members: then nobody's contacts for the host alone can be in it.
"""

from collections.abc import Callable, Iterator

import msgspec

from mingpian import (
    AnyEntry,
    Match,
    Need,
    Profile,
    SiteModel,
    Words,
    introduction_path,
    match_of,
    match_reasons,
    open_needs,
)
from mingpian.host.catalogue import catalogue_of
from mingpian.host.message import Block, Item, Message


class Introduction(msgspec.Struct, frozen=True):
    """Two members (by id), and the asks of the first that the second may answer."""

    one: str
    other: str
    matches: tuple[Match, ...]


def introduce(model: SiteModel, one: str, other: str) -> Introduction:
    """Find why two members should meet: the first one's asks, else the other's; else nothing but their cards."""
    asker, helper = one, other
    matches = _found(model, asker, helper)
    if not matches:
        asker, helper = other, one
        matches = _found(model, asker, helper)
    return Introduction(asker, helper, matches) if matches else Introduction(one, other, ())


def _found(model: SiteModel, asker: str, helper: str) -> tuple[Match, ...]:
    asks = (need for need in open_needs(model).values() if need.member == asker)
    return tuple(match for need in asks if (match := match_of(model, need, helper, ())).reasons)


def messages(model: SiteModel, found: Introduction, words: Callable[[str], Words]) -> tuple[Message, ...]:
    """Return the letter to each, in their language, and the one to both, in one that both read."""
    one, other = (language_of(model, id) for id in (found.one, found.other))
    both = [lang for lang in (one, other, *model.site.config.languages) if _reads(model, found.one, lang, found.other)]
    return (
        _first(model, found, (found.one, found.other), words(one)),
        _first(model, found, (found.other, found.one), words(other)),
        *(_together(model, found, words(lang)) for lang in (both[:1] or dict.fromkeys((one, other)))),
    )


def profile(model: SiteModel, id: str, lang: str) -> AnyEntry:
    """Return a member's entry in a language, or in one that there is."""
    entry = model.site.best(id, lang)
    assert entry is not None and isinstance(entry.fields, Profile)
    return entry


def _spoken(model: SiteModel, id: str) -> tuple[str, ...]:
    languages: tuple[str, ...] = profile(model, id, model.site.config.default_lang).fields.languages
    return languages


def language_of(model: SiteModel, id: str) -> str:
    """Return the language of the site that a member reads best: one that they name, else the one they write in."""
    languages = model.site.config.languages
    versions = model.site.ids[id]
    written = next((lang for lang, entry in versions.items() if not entry.translation), next(iter(versions)))
    return next((spoken for spoken in _spoken(model, id) if spoken in languages), written)


def _reads(model: SiteModel, one: str, lang: str, other: str) -> bool:
    base = lang.split("-", maxsplit=1)[0]
    stated = [[spoken.split("-")[0] for spoken in _spoken(model, id)] for id in (one, other)]
    return all(base in languages for languages in stated)


def _first(model: SiteModel, found: Introduction, pair: tuple[str, str], words: Words) -> Message:
    to, about = (profile(model, id, words.lang) for id in pair)
    say = catalogue_of(words.lang)
    opening = "first_pair"
    if found.matches:
        opening = "first_asker" if pair[0] == found.one else "first_helper"
    ask = say["semicolon"].join(_ask(model, match.need, words.lang) for match in found.matches)
    text = say[opening].format(name=to.title, other=about.title, ask=ask)
    return Message(
        words.lang,
        say["first_title"].format(name=to.title),
        (
            Block(text=text),
            *_why(model, found, words),
            Block(items=(Item(f"{say['card']}{say['colon']}{_in_a_line(about)}", _url(model, about)),)),
            Block(text=say["first_question"]),
        ),
    )


def _together(model: SiteModel, found: Introduction, words: Words) -> Message:
    one, other = (profile(model, id, words.lang) for id in (found.one, found.other))
    say = catalogue_of(words.lang)
    names = {"one": one.title, "other": other.title}
    asks = tuple(Item(_ask(model, match.need, words.lang)) for match in found.matches)
    return Message(
        words.lang,
        say["together_title"].format(**names),
        (
            Block(text=say["together_text"].format(**names)),
            *(_card(model, entry, words) for entry in (one, other)),
            *((Block(heading=f"{one.title} · {say['ask']}", items=asks),) if asks else ()),
            *_why(model, found, words),
            _path(model, found, words.lang),
            Block(text=say["start"].format(name=one.title)),
        ),
    )


def _in_a_line(entry: AnyEntry) -> str:
    return f"{entry.title} · {entry.fields.headline}".removesuffix(" · ")


def _ask(model: SiteModel, need: Need, lang: str) -> str:
    topic = model.site.topics.name(need.topic, lang)
    entry = profile(model, need.member, lang)
    key = model.site.topics.key
    texts = (ask.text for ask in entry.fields.asks if key(ask.topic) == need.topic and ask.since == need.since)
    text = next((text for text in texts if text), "").rstrip("。. ")
    return f"{topic}{catalogue_of(lang)['colon']}{text}" if text else topic


def _why(model: SiteModel, found: Introduction, words: Words) -> Iterator[Block]:
    reasons = dict.fromkeys(
        Item(
            words.because(reason.why, reason.name, reason.card.title if reason.card else ""),
            model.site.config.base_url + reason.card.url if reason.card else "",
        )
        for match in found.matches
        for reason in match_reasons(model, match, words.lang)
        if reason.why != "no-language"
    )
    if reasons:
        yield Block(heading=catalogue_of(words.lang)["first_why"], items=tuple(reasons))


def _card(model: SiteModel, entry: AnyEntry, words: Words) -> Block:
    fields = entry.fields
    about = words.dot.join(part for part in (fields.city, fields.role, fields.org) if part)
    contacts = (
        Item(f"{words.contact_names.get(name, name)}{words.colon}{contact.value}")
        for name, ways in fields.contact.items()
        for contact in ways
        if contact.value
    )
    items = (Item(catalogue_of(words.lang)["card"], _url(model, entry)), *contacts)
    return Block(heading=entry.title, text="\n".join(filter(None, (fields.headline, about))), items=items)


def _path(model: SiteModel, found: Introduction, lang: str) -> Block:
    say = catalogue_of(lang)
    path = [profile(model, id, lang).title for id in introduction_path(model, found.one, found.other)]
    text = say["path_text"].format(names=say["arrow"].join(path)) if path else say["no_path"]
    return Block(heading=say["path"], text=text)


def _url(model: SiteModel, entry: AnyEntry) -> str:
    return model.site.config.base_url + model.routes.entry(entry.key)
