"""Asks that nobody answered, the oldest first; and who did."""

from functools import partial

from markupsafe import Markup

from mingpian.host.decisions import answer
from mingpian.host.pulse import OldAsk, age_of, open_asks
from mingpian.i18n import _
from mingpian.studio.community.matches import AskName, open_ask
from mingpian.studio.community.reading import as_told, member_meant, site_for, title_of
from mingpian.studio.community.sections import DeskSection, act
from mingpian.studio.desk import Desk
from mingpian.studio.files import StudioError
from mingpian.write.planning import PlannedSite

NAME = "asks"


def section(desk: Desk, read: PlannedSite) -> DeskSection:
    """Return the open asks, each with who answered it to be named."""
    items = [partial(_item, desk, read, at, one) for at, one in enumerate(open_asks(read.model))]
    return DeskSection(NAME, _("Open asks"), items, _("No ask is open."))


def _item(desk: Desk, read: PlannedSite, at: int, one: OldAsk) -> Markup:
    need = one.need
    who = Markup('<label for="by-{0}">{1}</label><input id="by-{0}" name="by" list="of-members" required>').format(
        at, desk.words(_("Who answered it"))
    )
    named = {"asker": need.member, "topic": need.topic, "since": need.since}
    return Markup("<h3>{} · {}</h3>{}<p>{}</p>{}").format(
        title_of(read.model, need.member),
        need.word,
        Markup("<p>{}</p>").format(need.text) if need.text not in ("", need.word) else "",
        desk.words(
            _("open for {age}", age=age_of(one))
            if one.matched
            else _("open for {age}; nobody is proposed", age=age_of(one))
        ),
        act(desk, "answer", _("It is answered"), named, who),
    )


def close_ask(desk: Desk, ask: AskName, by: str) -> None:
    """Write who answered an ask, which closes it. Raises StudioError."""
    model = site_for(desk).model
    need, helper = open_ask(model, ask), member_meant(model, by.strip())
    if helper == need.member:
        raise StudioError(_("these are one and the same member"))
    with as_told():
        answer(desk.root, model, need, helper)
