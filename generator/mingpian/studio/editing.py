"""The form of one entry, with its text and its page beside it; and what becomes of what is sent."""

from collections.abc import Iterable
from urllib.parse import quote

from markupsafe import Markup

from mingpian.content.data_formats.front_matter_edit import edited_front_matter
from mingpian.content.data_formats.frontmatter import FrontMatter, split_front_matter
from mingpian.content.kinds import kinds
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.splices import Splice, between, plain_lines, spliced_as_written
from mingpian.i18n import _
from mingpian.schema.edits import EditError
from mingpian.schema.located import UnreadableError
from mingpian.studio.desk import STUDIO, Desk, KindForm, ListedEntry, form_of, hidden, page, settings_of, told
from mingpian.studio.files import CONTENT, OpenedText, StudioError, open_text, save_text
from mingpian.studio.forms import FormLook, chooser, fields_html, is_picture
from mingpian.studio.values import Node, changes, shown

BODY, WHOLE, MINE = "_body", "_whole", "_mine"
MARKS = {"draft": _("Save, and publish it: no draft any more"), "sample": _("Save; it is mine now, no sample any more")}


def edit_page(desk: Desk, source: str, told: str = "", typed: str = "") -> bytes:
    """Return the form of a file below content/. `told` is said above it; `typed` is what somebody wrote that is in no
    file. Raises StudioError."""
    config = settings_of(desk)
    opened = open_text(desk.root, f"{CONTENT}/{source}")
    form = form_of(source.partition("/")[0], config)
    assert form is not None  # or it would be no file of an entry
    listed = desk.index().at(source)
    wrong = [item for item in desk.problems() if item.file == opened.path]
    parts = _form(desk, form, opened, wrong)
    kept = Markup('<label for="kept">{}</label><textarea id="kept" rows="12" readonly>\n{}</textarea>').format(
        desk.words(_("What you wrote; it is in no file yet")), typed
    )
    body = Markup(
        '<p class="told" role="status">{told}</p>{kept}<div id="problems">{problems}</div>'
        '<div class="beside"><form method="post" action="{studio}save" id="entry" data-source="{source}">{hidden}'
        "{parts}"
        '<p class="row"><button>{save}</button>{marks}<span id="saved" role="status"></span></p></form>'
        "{frame}</div>{other}"
    ).format(
        told=told,
        kept=kept if typed else "",
        problems=problems_html(desk, wrong),
        studio=STUDIO,
        source=source,
        hidden=hidden(desk, file=source, digest=opened.digest),
        parts=parts,
        save=desk.words(_("Save")),
        marks=_marks(desk, opened),
        frame=frame(desk, listed),
        other=_other(desk, source),
    )
    title = listed.title if listed and listed.title else source
    return page(desk, title, body, wide=True)


def save_entry(desk: Desk, source: str, digest: str, tree: dict[str, Node]) -> OpenedText:
    """Write what a form changed. Raises StudioError; then nothing is written."""
    config = settings_of(desk)
    opened = open_text(desk.root, f"{CONTENT}/{source}")
    before = opened._replace(digest=digest)
    if WHOLE in tree:
        return save_text(desk.root, before, _whole(opened.text, tree[WHOLE]))
    form = form_of(source.partition("/")[0], config)
    assert form is not None
    try:
        front = split_front_matter(plain_lines(opened.text))
        sent = {**tree, tree[MINE]: ""} if tree.get(MINE) in MARKS else tree
        text = edited_front_matter(opened.text, changes(form.fields, sent, front.located.data))
        text = _with_body(text, tree[BODY]) if BODY in tree else text
    except (UnreadableError, EditError) as error:
        raise StudioError(_("{path}: {error}", path=opened.path, error=error)) from error
    return save_text(desk.root, before, text)


def problems_html(desk: Desk, items: Iterable[Diagnostic]) -> Markup:
    """Return what is wrong with a file, each with its line and its way out."""
    rows = Markup("").join(
        Markup('<li class="{}"><b>{}</b> {}</li>').format(
            item.severity, f"{item.span.line}:" if item.span else "", told(desk, item)
        )
        for item in items
    )
    return Markup('<ul class="problems">{}</ul>').format(rows) if rows else Markup("")


def _form(desk: Desk, form: KindForm, opened: OpenedText, wrong: list[Diagnostic]) -> Markup:
    """Return the inputs of an entry: its fields and its text; of one that cannot be read, the file as it is."""
    try:
        front = split_front_matter(plain_lines(opened.text))
    except UnreadableError:
        return Markup('<label for="{0}">{1}</label><textarea id="{0}" name="{0}" rows="30">\n{2}</textarea>').format(
            WHOLE, desk.words(_("The fields cannot be read; mend the file here")), plain_lines(opened.text)
        )
    data = front.located.data
    tree = {name: shown(shape, data.get(name)) for name, shape in form.fields.items()}
    first = [name for name in (form.kind.title_field, *form.kind.starters) if name in form.fields]
    first += [name for name, shape in form.fields.items() if (name in data or is_picture(shape)) and name not in first]
    rest = [name for name in form.fields if name not in first]
    look = FormLook(desk.lang, _hints(), _by_field(desk, front, wrong))
    groups = [
        fields_html(form.docs, form.fields, tree, dict.fromkeys(first[1:]), look),
        _text_field(desk, front.body, look),
    ]
    return Markup(
        '{hints}<div class="fields">{title}{one}{other}</div>'
        '<details class="fields"><summary>{more}</summary>{rest}</details>'
    ).format(
        hints=_lists(desk),
        title=fields_html(form.docs, form.fields, tree, first[:1], look),
        one=groups[form.kind.dated],  # of what is dated one writes the text; of a person or a circle, what they are
        other=groups[not form.kind.dated],
        more=desk.words(_("More fields")),
        rest=fields_html(form.docs, form.fields, tree, rest, look),
    )


def _marks(desk: Desk, opened: OpenedText) -> Markup:
    """Return the buttons that save, and take out what keeps an entry from being public."""
    try:
        data = split_front_matter(plain_lines(opened.text)).located.data
    except UnreadableError:
        return Markup("")
    return Markup("").join(
        Markup('<button name="{}" value="{}">{}</button>').format(MINE, name, desk.words(word))
        for name, word in MARKS.items()
        if str(data.get(name, "")).casefold() == "true"
    )


def _text_field(desk: Desk, body: str, look: FormLook) -> Markup:
    return Markup(
        '<div class="field"><label for="{0}">{1}</label>'
        '<textarea id="{0}" name="{0}" class="text" rows="24" spellcheck="true">\n{2}</textarea>{3}</div>'
    ).format(BODY, desk.words(_("Text (Markdown)")), body.lstrip("\n"), chooser(look))


def _by_field(desk: Desk, front: FrontMatter, wrong: list[Diagnostic]) -> dict[str, tuple[str, ...]]:
    """Return what is wrong, by the field in whose lines it is."""
    starts = sorted((front.located.name_of((name,)).line + front.text_line, name) for name in front.located.data)
    found: dict[str, tuple[str, ...]] = {}
    for item in wrong:
        line = item.span.line - 1 if item.span else -1
        name = str(item.field[0]) if item.field else next((one for at, one in reversed(starts) if at <= line), "")
        if name and line < front.body_line:
            found[name] = (*found.get(name, ()), told(desk, item))
    return found


def _hints() -> dict[str, str]:
    return {**{name: f"of-{name}" for name in kinds()}, "topic": "of-topics"}


def _lists(desk: Desk) -> Markup:
    """Return what may be written where a member, another entry or a topic is named."""
    index = desk.index()
    named = {name: [(one.slug, one.title) for one in index.entries if one.kind == name] for name in kinds()}
    named = {**named, "topics": [(topic, "") for topic in index.topics]}
    return Markup("").join(
        Markup('<datalist id="of-{}">{}</datalist>').format(
            name,
            Markup("").join(Markup('<option value="{}">{}</option>').format(*row) for row in dict.fromkeys(rows)),
        )
        for name, rows in named.items()
    )


def frame(desk: Desk, listed: ListedEntry | None) -> Markup:
    """Return the entry's page beside its form, as soon as it has one."""
    if listed is None:
        return Markup('<p class="page">{}</p>').format(desk.words(_("It has no page yet; mend what is told of above")))
    return Markup('<iframe class="page" title="{}" src="{}{}"></iframe>').format(
        desk.words(_("Its page")), desk.base_path, listed.url
    )


def _other(desk: Desk, source: str) -> Markup:
    """Return the forms for another address and for the trash."""
    return Markup(
        '<p><a href="{studio}history?file={source}">{history}</a></p>'
        '<details><summary>{more}</summary><form method="post" action="{studio}rename" class="row">{hidden}'
        '<label for="slug">{slug}</label><input id="slug" name="slug" required><button>{rename}</button></form>'
        '<form method="post" action="{studio}delete" class="row">{hidden}<button>{delete}</button></form>'
        "</details>"
    ).format(
        source=quote(source, safe="/"),
        history=desk.words(_("What it was before")),
        more=desk.words(_("Another address, or the trash")),
        studio=STUDIO,
        hidden=hidden(desk, file=source),
        slug=desk.words(_("Last part of the address")),
        rename=desk.words(_("Change it; the old address leads here")),
        delete=desk.words(_("Put it in the trash")),
    )


def _with_body(text: str, body: Node) -> str:
    """Return a text with another body, if it is another; lines end as they do in the file, and begin where they did."""
    source = plain_lines(text)
    old = split_front_matter(source).body
    if not isinstance(body, str) or body == old.lstrip("\n"):
        return text
    at = source.rindex(old) if old else len(source)
    at += len(old) - len(old.lstrip("\n"))
    new = (
        body
        if at == 0 or source[:at].endswith("\n\n")
        else f"\n{body}"
        if source[:at].endswith("\n")
        else f"\n\n{body}"
    )
    steps = between(source[at:], new)
    return spliced_as_written(text, [Splice(at + one.start, at + one.end, one.text) for one in steps])


def _whole(text: str, whole: Node) -> str:
    new = whole if isinstance(whole, str) else ""
    return spliced_as_written(text, [Splice(0, len(plain_lines(text)), new)])
