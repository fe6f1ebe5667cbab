"""The page of all entries: by kind and state, found as one types, and a form to begin a new one."""

from collections.abc import Mapping

from markupsafe import Markup

from mingpian.content.kinds import kinds
from mingpian.i18n import _
from mingpian.render.theme import load_theme
from mingpian.schema.numbers import natural_key
from mingpian.studio.desk import STUDIO, Desk, ListedEntry, hidden, page, settings_of

STATES = {"": _("public"), "draft": _("draft"), "scheduled": _("scheduled"), "expired": _("expired")}


def entries_page(desk: Desk) -> bytes:
    """Return the page. It filters its rows without asking again."""
    called = _kind_words(desk)
    rows = Markup("").join(
        _row(desk, one, called)
        for one in sorted(desk.index().entries, key=lambda one: (one.kind, one.state == "", natural_key(one.source)))
    )
    head = Markup("").join(
        Markup('<th scope="col">{}</th>').format(desk.words(word))
        for word in (_("Title"), _("Kind"), _("State"), _("File"))
    )
    body = Markup(
        '{new}\n<p class="field"><label for="find">{find}</label>'
        '<input id="find" type="search" data-filters="entries" data-counts="found" autocomplete="off"></p>\n'
        '<p class="row"><span id="found" role="status" data-said="{found}"></span>'
        '<button type="button" hidden>{all}</button></p>\n'
        '<div class="scroll"><table id="entries"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    ).format(
        new=_new(desk, called),
        find=desk.words(_("Find an entry")),
        found=desk.words(_("{number} found")),
        all=desk.words(_("Show all")),
        head=head,
        rows=rows,
    )
    return page(desk, desk.words(_("Entries")), body)


def edit_url(source: str) -> str:
    """Return the address of the form of a file below content/."""
    from urllib.parse import quote

    return f"{STUDIO}edit?file={quote(source, safe='/')}"


def _kind_words(desk: Desk) -> Mapping[str, str]:
    """Return what the site's theme calls the kinds that there are."""
    theme, _problems = load_theme(desk.root, settings_of(desk).theme)
    words = theme.words("zh-Hans" if desk.lang == "zh" else "en").kinds
    return {name: words.get(name, name) for name in kinds()}


def _row(desk: Desk, one: ListedEntry, called: Mapping[str, str]) -> Markup:
    return Markup(
        '<tr><td lang="{lang}"><a href="{edit}">{title}</a></td><td>{kind}</td><td>{state}</td>'
        '<td><a href="{site}{url}"><code>{source}</code></a></td></tr>'
    ).format(
        lang=one.lang,
        edit=edit_url(one.source),
        title=one.title or one.source,
        kind=called.get(one.kind, one.kind),
        state=desk.words(STATES.get(one.state, one.state)),
        site=desk.base_path,
        url=one.url,
        source=one.source,
    )


def _new(desk: Desk, called: Mapping[str, str]) -> Markup:
    options = Markup("").join(Markup('<option value="{}">{}</option>').format(*one) for one in called.items())
    return Markup(
        '<form method="post" action="{studio}new" class="row">{hidden}'
        '<label for="kind">{kind}</label><select id="kind" name="kind">{options}</select>'
        '<label for="title">{title}</label><input id="title" name="title">'
        "<button>{make}</button></form>"
    ).format(
        studio=STUDIO,
        hidden=hidden(desk),
        kind=desk.words(_("Kind")),
        options=options,
        title=desk.words(_("Title, or the member's name")),
        make=desk.words(_("New entry")),
    )
