"""The parts of the host's desk: a heading, its items a page at a time, and a form for each thing that can be done."""

from collections.abc import Callable, Mapping, Sequence

import msgspec
from markupsafe import Markup

from mingpian.host.message import Message, chat_text
from mingpian.i18n import AnyText, _
from mingpian.studio.desk import STUDIO, Desk, hidden

DESK = f"{STUDIO}desk"
_AT_ONCE = 30  # items of one section


class DeskSection(msgspec.Struct, frozen=True):
    """One kind of work: its name in addresses, what it is called, what is to be done, and what is said of none. An item
    is drawn when it is shown: there may be thousands."""

    name: str
    title: AnyText
    items: Sequence[Callable[[], Markup]]
    none: AnyText
    head: Markup = Markup("")


def section_html(desk: Desk, section: DeskSection, asked: Mapping[str, str]) -> Markup:
    """Return a section; of a long one the items from where the address asks."""
    said = asked.get("from", "") if asked.get("of") == section.name else ""
    start = int(said) if said.isascii() and said.isdecimal() and len(said) < 8 else 0
    shown = section.items[start : start + _AT_ONCE]
    items = Markup("").join(Markup("<li>{}</li>").format(item()) for item in shown)
    return Markup('<section aria-labelledby="{0}"><h2 id="{0}">{1} ({2})</h2>{3}{4}{5}</section>\n').format(
        section.name,
        desk.words(section.title),
        len(section.items),
        section.head,
        Markup('<ul class="work">{}</ul>').format(items)
        if items
        else Markup("<p>{}</p>").format(desk.words(section.none)),
        _turns(desk, section, start),
    )


def _turns(desk: Desk, section: DeskSection, start: int) -> Markup:
    """Return the links to what comes before, and after."""
    places = {start - _AT_ONCE: _("the {count} before"), start + _AT_ONCE: _("the {count} after")}
    links = [
        Markup('<a href="{0}?of={1}&amp;from={2}#{1}">{3}</a>').format(
            DESK, section.name, at, desk.words(text.with_values(count=_AT_ONCE))
        )
        for at, text in places.items()
        if 0 <= at < len(section.items)
    ]
    return Markup('<p class="row">{}</p>').format(Markup(" ").join(links)) if links else Markup("")


def act(desk: Desk, path: str, word: AnyText, named: Mapping[str, str], more: Markup | str = "") -> Markup:
    """Return a form of one button that does something with what is `named`; `more` stands before it."""
    return Markup('<form method="post" action="{}{}" class="row">{}{}<button>{}</button></form>').format(
        STUDIO, path, hidden(desk, **named), more, desk.words(word)
    )


def letter_html(desk: Desk, name: str, letter: Message) -> Markup:
    """Return a letter to be copied, as it is sent in a chat."""
    return Markup(
        '<div class="letter"><label for="{name}">{title}</label>'
        '<textarea id="{name}" rows="{rows}" readonly lang="{lang}">\n{text}</textarea>'
        '<button type="button" data-copies="{name}" hidden>{copy}</button> <span role="status"></span></div>'
    ).format(
        name=name,
        title=letter.title,
        lang=letter.lang,
        text=(text := chat_text(letter)),
        rows=min(18, text.count("\n") + 2),
        copy=desk.words(_("Copy")),
    )


def folded(summary: str, inside: Markup) -> Markup:
    """Return what is shown when it is asked for."""
    return Markup("<details><summary>{}</summary>{}</details>").format(summary, inside)
