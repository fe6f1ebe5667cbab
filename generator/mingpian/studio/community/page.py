"""The host's desk: all that waits for a decision, on one page; and what is done when something is clicked."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from mingpian.content.kinds.member import KIND as MEMBERS
from mingpian.i18n import AnyText, _
from mingpian.studio.community import asks, cards, matches, pledges, topics
from mingpian.studio.community.reading import site_for
from mingpian.studio.community.sections import DESK, section_html
from mingpian.studio.desk import Desk, page
from mingpian.studio.values import Node

Done = Callable[[Desk, Mapping[str, Node]], str]


def desk_page(desk: Desk, asked: Mapping[str, str], told: Sequence[AnyText] = ()) -> bytes:
    """Return the page; `told` is said above it. Raises StudioError."""
    read = site_for(desk)
    site = read.model.site
    sections = [part.section(desk, read) for part in (cards, pledges, matches, asks, topics)]
    names = {entry.slug: entry.title for entry in site.all(MEMBERS.name, site.config.default_lang)}
    told = told or ((_("It is written."),) if "done" in asked else ())
    body = Markup('<div class="told" role="status">{}</div><p>{}</p>{}<datalist id="of-members">{}</datalist>').format(
        Markup("").join(Markup("<p>{}</p>").format(desk.words(one)) for one in told),
        desk.words(_("What only the host sees and decides. Nothing of it is published before you accept it.")),
        Markup("").join(section_html(desk, one, asked) for one in sections),
        Markup("").join(Markup('<option value="{}">{}</option>').format(*row) for row in names.items()),
    )
    return page(desk, desk.words(_("Desk")), body)


def _said(tree: Mapping[str, Node], name: str) -> str:
    """Return what a form says under a name."""
    value = tree.get(name, "")
    return value if isinstance(value, str) else ""


def _ask(tree: Mapping[str, Node]) -> matches.AskName:
    return matches.AskName(*(_said(tree, name) for name in ("_asker", "_topic", "_since")))


def _look_for(desk: Desk, _tree: Mapping[str, Node]) -> str:
    matches.look_for(desk)
    return f"{DESK}?done#{matches.NAME}"


def _approve(desk: Desk, tree: Mapping[str, Node]) -> str:
    return matches.settle(desk, _ask(tree), _said(tree, "_member"), "approved")


def _decline(desk: Desk, tree: Mapping[str, Node]) -> str:
    return matches.settle(desk, _ask(tree), _said(tree, "_member"), "declined")


def _accept(desk: Desk, tree: Mapping[str, Node]) -> str:
    pledges.take_word(desk, _said(tree, "_member"), _said(tree, "_what"))
    return f"{DESK}?done#{pledges.NAME}"


def _answer(desk: Desk, tree: Mapping[str, Node]) -> str:
    asks.close_ask(desk, _ask(tree), _said(tree, "by"))
    return f"{DESK}?done#{asks.NAME}"


def _merge(desk: Desk, tree: Mapping[str, Node]) -> str:
    topics.make_one(desk, _said(tree, "_into"), _said(tree, "_other"))
    return f"{DESK}?done#{topics.NAME}"


def _take(desk: Desk, tree: Mapping[str, Node]) -> str:
    cards.settle_card(desk, _said(tree, "_name"), is_taken=True, may_widen=_said(tree, "wider") == "yes")
    return f"{DESK}?done#{cards.NAME}"


def _refuse(desk: Desk, tree: Mapping[str, Node]) -> str:
    cards.settle_card(desk, _said(tree, "_name"), is_taken=False, may_widen=False)
    return f"{DESK}?done#{cards.NAME}"


DONE: dict[str, Done] = {
    "propose": _look_for,
    "approve": _approve,
    "decline": _decline,
    "accept": _accept,
    "answer": _answer,
    "merge": _merge,
    "take": _take,
    "refuse": _refuse,
}
"""What can be sent, by its address below the studio's; each returns where to look next, and may raise StudioError."""
