"""Vouches and testimonials that wait for their other side: whom to ask, the letter, and that they agree."""

from functools import partial

from markupsafe import Markup

from mingpian.host.acceptance import accept, waiting
from mingpian.host.asking import agreement, asking_letter, side_asked, what_waits
from mingpian.host.pledges import OneSided
from mingpian.i18n import _
from mingpian.studio.community.reading import as_told, member_meant, site_for, title_of
from mingpian.studio.community.sections import DeskSection, act, folded, letter_html
from mingpian.studio.desk import Desk
from mingpian.studio.files import StudioError
from mingpian.write.planning import PlannedSite

NAME = "pledges"


def section(desk: Desk, read: PlannedSite) -> DeskSection:
    """Return what one side alone says."""
    items = [partial(_item, desk, read, at, one) for at, one in enumerate(waiting(read.model))]
    return DeskSection(NAME, _("Vouches of one side"), items, _("Nothing waits for its other side."))


def _item(desk: Desk, read: PlannedSite, at: int, one: OneSided) -> Markup:
    model, agreed = read.model, agreement(one)
    letter = Markup("")
    if side_asked(one) in model.site.ids:
        ask = desk.words(_("Ask {name}: the letter", name=title_of(model, side_asked(one))))
        letter = folded(ask, letter_html(desk, f"asking-{at}", asking_letter(model, one)))
    button = act(desk, "accept", _("They agree: accept"), {"member": agreed[0], "what": agreed[1]}) if agreed else ""
    return Markup("<p>{}</p>{}{}").format(desk.words(what_waits(model, one)), letter, button)


def take_word(desk: Desk, member: str, what: str) -> None:
    """Write that a member accepts what another, or a work, says. Raises StudioError."""
    model = site_for(desk).model
    if what not in model.site.ids:
        raise StudioError(_("there is no entry `{name}`", name=what))
    with as_told():
        accept(desk.root, model, member_meant(model, member), what)
