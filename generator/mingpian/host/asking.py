"""The letter to the side that has yet to say something about a vouch or a testimonial."""

from mingpian import SiteModel
from mingpian.host.catalogue import catalogue_of
from mingpian.host.introduction import language_of, profile
from mingpian.host.message import Block, Item, Message
from mingpian.host.pledges import OneSided
from mingpian.host.written import entry_written


def side_asked(one: OneSided) -> str:
    """Return the member (an id) whom the host has to ask."""
    return one.receiver if one.missing == "receiver" else one.giver


def asking_letter(model: SiteModel, one: OneSided) -> Message:
    """Return the letter that asks the other side, in their language: what was said, and what a yes would do."""
    asked = side_asked(one)
    lang = language_of(model, asked)
    say = catalogue_of(lang)
    names = {
        "name": profile(model, asked, lang).title,
        "giver": profile(model, one.giver, lang).title if one.giver in model.site.ids else one.giver,
        "receiver": profile(model, one.receiver, lang).title if one.receiver in model.site.ids else one.receiver,
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
    return entry.title if entry else ""


def _said(model: SiteModel, one: OneSided) -> tuple[str, ...]:
    """Return the words that are waiting."""
    if one.kind == "testimonial":
        return (entry_written(model.site, one.work).fields.testimonial.text,)
    vouches = entry_written(model.site, one.giver).fields.vouches
    return tuple(vouch.why for vouch in vouches if vouch.member == one.receiver and vouch.why)
