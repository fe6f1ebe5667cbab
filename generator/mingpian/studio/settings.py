"""The form of site.toml. A setting is changed where it stands; what would be an error is told, and not written."""

from markupsafe import Markup

from mingpian.config.load import parse_config
from mingpian.config.settings import SiteConfig
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.splices import plain_lines
from mingpian.i18n import _, clauses
from mingpian.schema import toml_data
from mingpian.schema.docstrings import field_docs
from mingpian.schema.edits import EditError, changed
from mingpian.schema.located import UnreadableError
from mingpian.schema.shapes import record_of
from mingpian.schema.toml_edit import edited_toml
from mingpian.studio.desk import STUDIO, Desk, hidden, page
from mingpian.studio.files import SETTINGS, OpenedText, StudioError, open_text, save_text
from mingpian.studio.forms import FormLook, fields_html
from mingpian.studio.values import Node, changes, shown

_FIRST = ("title", "description", "base_url", "owner", "languages", "theme", "menu", "links", "email", "footer")


def settings_page(desk: Desk, told: str = "") -> bytes:
    """Return the form. Raises StudioError."""
    opened = open_text(desk.root, SETTINGS)
    fields, docs = record_of(SiteConfig).fields, field_docs(SiteConfig)
    data = data_of(opened)
    tree = {name: shown(shape, data.get(name)) for name, shape in fields.items()}
    first = list(dict.fromkeys((*_FIRST, *(name for name in fields if name in data))))
    rest = [name for name in fields if name not in first]
    look = FormLook(desk.lang, {})
    body = Markup(
        '<p class="told" role="status">{told}</p><form method="post" action="{studio}settings">{hidden}'
        '<div class="fields">{first}</div><details class="fields"><summary>{more}</summary>{rest}</details>'
        '<p class="row"><button>{save}</button></p></form>'
    ).format(
        told=told,
        studio=STUDIO,
        hidden=hidden(desk, digest=opened.digest),
        first=fields_html(docs, fields, tree, first, look),
        more=desk.words(_("More settings")),
        rest=fields_html(docs, fields, tree, rest, look),
        save=desk.words(_("Save")),
    )
    return page(desk, desk.words(_("Settings")), body)


def save_settings(desk: Desk, digest: str, tree: dict[str, Node]) -> OpenedText:
    """Write what the form changed. Raises StudioError; then nothing is written."""
    opened = open_text(desk.root, SETTINGS)
    data = data_of(opened)
    try:
        text = edited_toml(opened.text, changed(data, changes(record_of(SiteConfig).fields, tree, data)))
    except EditError as error:
        raise StudioError(_("{path}: {error}", path=SETTINGS, error=error)) from error
    errors_in(text, before=opened.text)
    return save_text(desk.root, opened._replace(digest=digest), text)


def errors_in(text: str, before: str) -> None:
    """Raise StudioError where settings would have errors that they had not `before`."""
    known = {item.message for item in _errors(before)}
    wrong = [item for item in _errors(text) if item.message not in known]
    if wrong:
        raise StudioError(clauses(part for item in wrong for part in (item.message, *item.hints)))


def _errors(text: str) -> list[Diagnostic]:
    return [item for item in parse_config(text.encode())[1] if item.severity == "error"]


def data_of(opened: OpenedText) -> dict[str, Node]:
    """Return what site.toml says. Raises StudioError."""
    try:
        return toml_data.load(plain_lines(opened.text)).data
    except UnreadableError as error:
        raise StudioError(clauses(fault.message for fault in error.faults)) from error
