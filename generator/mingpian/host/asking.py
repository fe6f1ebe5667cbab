"""What one side alone says in a vouch or a testimonial: in words, whom to ask, and the letter to them."""

from mingpian import SiteModel
from mingpian.host.catalogue import catalogue_of
from mingpian.host.introduction import language_of, profile
from mingpian.host.message import Block, Item, Message
from mingpian.host.pledges import OneSided
from mingpian.host.written import entry_written
from mingpian.i18n import AnyText, _


def side_asked(one: OneSided) -> str:
    """Return the member (an id) whom the host has to ask."""
    return one.receiver if one.missing == "receiver" else one.giver


def agreement(one: OneSided) -> tuple[str, str] | None:
    """Return who would accept, and what (ids: a member, then a member or a work); None where there is nothing to accept
    yet."""
    if one.kind == "testimonial":
        return one.giver, one.work
    return (one.receiver, one.giver) if one.missing == "receiver" else None


def what_waits(model: SiteModel, one: OneSided) -> AnyText:
    """Return what one side says, and what is missing."""
    lang = model.site.config.default_lang
    names = {"giver": _title(model, one.giver, lang), "receiver": _title(model, one.receiver, lang)}
    if one.kind == "testimonial":
        return _("{giver} is quoted on `{work}`, and has not confirmed it", work=_title(model, one.work, lang), **names)
    if one.missing == "receiver":
        return _("{giver} vouches for {receiver}, who has not accepted it", **names)
    return _("{receiver} accepts a vouch of {giver}, who has not given it", **names)


def asking_letter(model: SiteModel, one: OneSided) -> Message:
    """Return the letter that asks the other side, in their language: what was said, and what a yes would do."""
    asked = side_asked(one)
    lang = language_of(model, asked)
    say = catalogue_of(lang)
    names = {
        "name": profile(model, asked, lang).title,
        "giver": _title(model, one.giver, lang),
        "receiver": _title(model, one.receiver, lang),
        "work": _title(model, one.work, lang),
    }
    key = f"asking_{one.kind}_{one.missing}"
    items = tuple(Item(text) for text in _said(model, one))
    return Message(
        lang,
        say["asking_title"].format(**names),
        (Block(text=say[key].format(**names), items=items), Block(text=say["asking_question"])),
    )


def _title(model: SiteModel, id: str, lang: str) -> str:
    entry = model.site.best(id, lang) if id else None
    return entry.title if entry else id


def _said(model: SiteModel, one: OneSided) -> tuple[str, ...]:
    """Return the words that are waiting."""
    if one.kind == "testimonial":
        return (entry_written(model.site, one.work).fields.testimonial.text,)
    vouches = entry_written(model.site, one.giver).fields.vouches
    return tuple(vouch.why for vouch in vouches if vouch.member == one.receiver and vouch.why)
