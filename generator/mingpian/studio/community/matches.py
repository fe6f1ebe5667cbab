"""Matches: who may have the answer to an open ask, why, and the letters; looked for, approved and declined by click."""

from functools import partial
from typing import Literal, NamedTuple

from markupsafe import Markup

from mingpian.content.data_files.matches import Decision
from mingpian.host.decisions import decide, needs_of, of_open_asks
from mingpian.host.introduction import introduce, messages
from mingpian.host.proposals import add_proposals, propose, reasons_now
from mingpian.i18n import _
from mingpian.matching.values import Need
from mingpian.site.model import SiteModel
from mingpian.studio.community.reading import as_told, member_meant, site_for, title_of
from mingpian.studio.community.sections import DESK, DeskSection, act, letter_html
from mingpian.studio.desk import STUDIO, Desk, page
from mingpian.studio.files import StudioError
from mingpian.write.planning import PlannedSite

NAME = "matches"


class AskName(NamedTuple):
    """What a form calls an ask by: its member's id, its topic's key, its day."""

    asker: str
    topic: str
    since: str


def section(desk: Desk, read: PlannedSite) -> DeskSection:
    """Return what is to decide, then what was approved and is yet to be introduced."""
    waiting = (*of_open_asks(read.model, "proposed"), *of_open_asks(read.model, "approved"))
    items = [partial(_item, desk, read, *one) for one in waiting]
    head = act(desk, "propose", _("Look for matches"), {})
    return DeskSection(NAME, _("Matches"), items, _("No match waits."), head)


def _item(desk: Desk, read: PlannedSite, need: Need, row: Decision) -> Markup:
    model = read.model
    words = read.theme.words(model.site.config.default_lang)
    why = [*reasons_now(model, need, row, words)] or [desk.words(_("nothing speaks for it now"))]
    return Markup("<h3>{} · {} → {}</h3>{}<ul>{}</ul>{}").format(
        title_of(model, need.member),
        need.word,
        title_of(model, row.member),
        Markup("<p>{}</p>").format(need.text) if need.text not in ("", need.word) else "",
        Markup("").join(Markup("<li>{}</li>").format(one) for one in why),
        _choices(desk, need, row),
    )


def _choices(desk: Desk, need: Need, row: Decision) -> Markup:
    """Return the buttons, and the way to the letters."""
    named = {"asker": need.member, "topic": need.topic, "since": need.since, "member": row.member}
    buttons = [act(desk, "decline", _("Decline"), named)]
    if row.decision == "proposed":
        buttons = [act(desk, "approve", _("Approve"), named), *buttons]
    letters = Markup('<a href="{}">{}</a>').format(_letters_url(need.member, row.member), desk.words(_("The letters")))
    return Markup('<div class="row">{}{}</div>').format(Markup("").join(buttons), letters)


def _letters_url(one: str, other: str) -> str:
    from urllib.parse import urlencode

    return f"{STUDIO}letters?{urlencode({'one': one, 'other': other})}"


def letters_page(desk: Desk, one: str, other: str) -> bytes:
    """Return the letters that bring two members together. Nothing that is for the host alone is in them."""
    read = site_for(desk, "members")
    model = read.model
    pair = member_meant(model, one), member_meant(model, other)
    if pair[0] == pair[1]:
        raise StudioError(_("these are one and the same member"))
    letters = messages(model, introduce(model, *pair), read.theme.words)
    body = Markup('<p><a href="{}">{}</a></p>{}').format(
        DESK,
        desk.words(_("Back to the desk")),
        Markup("").join(letter_html(desk, f"letter-{number}", letter) for number, letter in enumerate(letters, 1)),
    )
    return page(
        desk,
        desk.words(_("Letters: {one}, {other}", one=title_of(model, pair[0]), other=title_of(model, pair[1]))),
        body,
    )


def look_for(desk: Desk) -> None:
    """Add what matching finds to the file. Raises StudioError."""
    read = site_for(desk, "public")
    found = propose(read.model).new
    with as_told():
        add_proposals(desk.root, read.model, found, read.theme.words(read.model.site.config.default_lang))


def settle(desk: Desk, ask: AskName, member: str, decision: Literal["approved", "declined"]) -> str:
    """Write a decision; return where to look next: at the letters, when it was approved. Raises StudioError."""
    model = site_for(desk).model
    need, helper = open_ask(model, ask), member_meant(model, member)
    if helper == need.member:
        raise StudioError(_("these are one and the same member"))
    with as_told():
        decide(desk.root, model, need, helper, decision)
    return _letters_url(need.member, helper) if decision == "approved" else f"{DESK}#{NAME}"


def open_ask(model: SiteModel, ask: AskName) -> Need:
    """Return the open ask that a form names. Raises StudioError."""
    found = needs_of(model, member_meant(model, ask.asker), ask.topic, ask.since)
    need = next((one for one in found if one.since == ask.since), None)
    if need is None:
        raise StudioError(_("that ask is not open any more"))
    return need
