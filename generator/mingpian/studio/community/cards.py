"""What came in: each card a proposal, field by field beside what is there; accepted, it is an entry."""

import base64
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from mingpian.content.kinds import kinds
from mingpian.core.media_types import type_of
from mingpian.core.paths import slugify
from mingpian.host.intake.acceptance import accept
from mingpian.host.intake.handed_in import NotTaken
from mingpian.host.intake.inbox import take_in
from mingpian.host.intake.proposals import FieldDifference, Proposal, differences, meant, on_the_desk, take_away
from mingpian.host.intake.words import FormWords, form_words
from mingpian.i18n import AnyText, _
from mingpian.site.model import SiteModel
from mingpian.studio.community.reading import as_told, site_for
from mingpian.studio.community.sections import DeskSection, act
from mingpian.studio.desk import STUDIO, Desk, hidden, settings_of
from mingpian.studio.files import StudioError
from mingpian.studio.forms import AUDIENCES
from mingpian.studio.multipart import MULTIPART, SentPart
from mingpian.write.planning import PlannedSite

NAME = "cards"
_PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})


def section(desk: Desk, read: PlannedSite) -> DeskSection:
    """Return the proposals, and the form by which more come in."""
    items = [partial(_item, desk, read.model, one) for one in on_the_desk(desk.root) if one.kind in kinds()]
    return DeskSection(NAME, _("What came in"), items, _("No card waits."), _inbox(desk))


def _inbox(desk: Desk) -> Markup:
    """Return the form for what members sent."""
    return Markup(
        '<form method="post" action="{}take-in" enctype="{}" class="inbox">{}'
        '<label for="files">{}</label><input id="files" name="files" type="file" multiple>'
        '<label for="pasted">{}</label><textarea id="pasted" name="pasted" rows="3"></textarea>'
        "<button>{}</button></form>"
    ).format(
        STUDIO,
        MULTIPART,
        hidden(desk),
        desk.words(_("Files that members sent (of the form, tables, vCards, mails): drop them here, or choose them")),
        desk.words(_("or a text of a chat, pasted")),
        desk.words(_("Put it on the desk")),
    )


def _item(desk: Desk, model: SiteModel, one: Proposal) -> Markup:
    kind = kinds()[one.kind]
    entry = meant(model, one, kind)
    changes = differences(one, kind, entry)
    what = _("renews {file}", file=f"content/{entry.source}") if entry else _("a new entry")
    rows = [_row(desk, one, change) for change in changes]
    if one.body:
        rows.append(_cells(desk.words(_("text")), "", Markup("<pre>{}</pre>").format(one.body)))
    return Markup("<h3>{}</h3><p>{} ← {}</p>{}{}{}").format(
        one.title or one.of,
        desk.words(what),
        desk.words(one.source),
        _table(desk, rows) if rows else Markup("<p>{}</p>").format(desk.words(_("It changes nothing."))),
        _notes(desk, one.notes),
        _choices(desk, one, is_wider=any(change.is_wider for change in changes)),
    )


def _table(desk: Desk, rows: Sequence[Markup]) -> Markup:
    heads = (_("Field"), _("Now"), _("Then"))
    return Markup(
        '<div class="scroll" tabindex="0" role="group" aria-label="{}"><table>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(
        desk.words(_("What it would change")),
        Markup("").join(Markup('<th scope="col">{}</th>').format(desk.words(head)) for head in heads),
        Markup("").join(rows),
    )


def _row(desk: Desk, proposal: Proposal, change: FieldDifference) -> Markup:
    label = _words(desk).name(change.name)
    wider = (
        Markup('<p class="wrong">{}</p>').format(desk.words(_("More people could see it than now.")))
        if change.is_wider
        else ""
    )
    before, after = (_shown(desk, proposal, value) for value in (change.before, change.after))
    return _cells(label, before, Markup("{}{}").format(after, wider))


def _cells(label: str, before: str | Markup, after: Markup) -> Markup:
    return Markup('<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>').format(label, before, after)


def _shown(desk: Desk, proposal: Proposal, value: Any) -> Markup:
    """Return a value as people read it: who may see it in words, a picture as itself."""
    if isinstance(value, list):
        return Markup("<ul>{}</ul>").format(
            Markup("").join(Markup("<li>{}</li>").format(_shown(desk, proposal, one)) for one in value)
        )
    if isinstance(value, dict):
        inner = [_part(desk, proposal, str(name), one) for name, one in value.items() if name != "audience"]
        who = value.get("audience")
        seen = (
            Markup(" <small>({})</small>").format(desk.words(AUDIENCES.get(who, who))) if isinstance(who, str) else ""
        )
        return Markup("{}{}").format(Markup("; ").join(inner), seen)
    if isinstance(value, str) and value in proposal.files:
        from urllib.parse import urlencode

        address = f"{STUDIO}photo?{urlencode({'name': proposal.name, 'file': value})}"
        return Markup('<img src="{}" alt="{}" class="photo">').format(address, value)
    return Markup("{}").format("" if value is None else value)


def _part(desk: Desk, proposal: Proposal, name: str, value: Any) -> Markup:
    shown = _shown(desk, proposal, value)
    if name in ("value", "src", "topic", "text", "for"):
        return shown
    words = _words(desk)
    return Markup("{}: {}").format(words.ways.get(name) or words.name(name), shown)


def _words(desk: Desk) -> FormWords:
    return form_words("zh-Hans" if desk.lang == "zh" else "en")


def _notes(desk: Desk, notes: Sequence[AnyText]) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(desk.words(note)) for note in notes)
    return Markup('<ul class="notes">{}</ul>').format(items) if items else Markup("")


def _choices(desk: Desk, one: Proposal, *, is_wider: bool) -> Markup:
    said = Markup("")
    if is_wider:
        said = Markup(
            '<label class="check"><input type="checkbox" name="wider" value="yes" required> {}</label>'
        ).format(desk.words(_("they said themselves that more people may see it")))
    accepted = act(desk, "take", _("Accept"), {"name": one.name}, said)
    return Markup('<div class="row">{}{}</div>').format(accepted, act(desk, "refuse", _("Decline"), {"name": one.name}))


def photo(desk: Desk, name: str, file: str) -> tuple[bytes, str]:
    """Return a picture of a proposal, and its media type. Raises StudioError."""
    data, media_type = _waiting(desk, name).files.get(file), type_of(file)
    if data is None or media_type not in _PICTURES:
        raise StudioError(_("there is no such picture"))
    return base64.b64decode(data), media_type


def settle_card(desk: Desk, name: str, *, is_taken: bool, may_widen: bool) -> None:
    """Write a proposal into content/, or take it off the desk. Raises StudioError."""
    proposal = _waiting(desk, name)
    with as_told():
        if not is_taken:
            take_away(desk.root, name)
            return
        model = site_for(desk).model
        zone = ZoneInfo(model.site.config.timezone)
        today = datetime.fromtimestamp(desk.now(), UTC).astimezone(zone).date().isoformat()
        accept(desk.root, model, proposal, kinds()[proposal.kind], today, may_widen)


def _waiting(desk: Desk, name: str) -> Proposal:
    settings_of(desk)  # whose extensions may add kinds
    found = next((one for one in on_the_desk(desk.root) if one.name == name and one.kind in kinds()), None)
    if found is None:
        raise StudioError(_("no proposal is called `{name}`", name=name))
    return found


def receive(desk: Desk, parts: Sequence[SentPart]) -> list[AnyText]:
    """Put what was sent onto the desk; return what is to be said of it. Raises StudioError."""
    model = site_for(desk).model
    with as_told(), TemporaryDirectory() as folder:
        return [*_received(desk, model, Path(folder), parts)] or [_("nothing was sent")]


def _received(desk: Desk, model: SiteModel, folder: Path, parts: Sequence[SentPart]) -> Iterator[AnyText]:
    """Lay each file into a folder of its own, under a name in which nothing acts, and take it in from there."""
    sent = [(one.file, one.data) for one in parts if one.name == "files" and one.file]
    sent += [("chat.txt", one.data) for one in parts if one.name == "pasted" and one.text.strip()]
    for number, (name, data) in enumerate(sent):
        called = PurePosixPath(name.replace("\\", "/"))
        path = folder / str(number) / f"{slugify(called.stem)[:60] or 'card'}{called.suffix.lower()[:10]}"
        path.parent.mkdir()
        path.write_bytes(data)
        for one in take_in(desk.root, model, path):
            if isinstance(one, NotTaken):
                yield _("left: {place}", place=_("{source}: {why}", source=one.source, why=one.why))
            else:
                yield _("on the desk: {name}", name=one.title or one.of)
