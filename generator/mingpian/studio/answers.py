"""What the studio answers: its pages, each by its address."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from markupsafe import Markup

from mingpian.core.media_types import type_of
from mingpian.i18n import _, text_of
from mingpian.studio import editing, history, look, publishing
from mingpian.studio.desk import STUDIO, Desk, page
from mingpian.studio.entries import entries_page
from mingpian.studio.files import StudioError
from mingpian.studio.settings import settings_page

HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_ASSETS = ("studio.css", "studio.js")
Asked = Mapping[str, str]  # what stands in an address behind `?`


class StudioAnswer(NamedTuple):
    """What is sent back."""

    code: int
    data: bytes = b""
    media_type: str = HTML
    to: str = ""  # where to look next (303)


def shown_at(desk: Desk, path: str, query: str) -> StudioAnswer:
    """Return the page at an address below the studio's."""
    if path in _ASSETS:
        return StudioAnswer(200, Path(__file__).with_name(path).read_bytes(), type_of(path))
    if path == look.STYLE:
        return StudioAnswer(200, look.swatches(), type_of(path))
    show, asked = _SHOWN.get(path), dict(parse_qsl(query, keep_blank_values=True))
    try:
        if path == "photo":
            return StudioAnswer(200, *_photo(desk, asked))
        if show is None:
            return StudioAnswer(404, b"404 not found\n", TEXT)
        return StudioAnswer(200, show(desk, asked))
    except StudioError as error:
        return refusal(desk, 404, error)


def _problems(desk: Desk, asked: Asked) -> bytes:
    wrong = [item for item in desk.problems() if item.file == f"content/{asked.get('file', '')}"]
    return editing.problems_html(desk, wrong).encode()


def _host_desk(desk: Desk, asked: Asked) -> bytes:
    from mingpian.studio.community.page import desk_page  # what a preview of one's own site does not need

    return desk_page(desk, asked)


def _letters(desk: Desk, asked: Asked) -> bytes:
    from mingpian.studio.community.matches import letters_page

    return letters_page(desk, asked.get("one", ""), asked.get("other", ""))


def _photo(desk: Desk, asked: Asked) -> tuple[bytes, str]:
    from mingpian.studio.community.cards import photo

    return photo(desk, asked.get("name", ""), asked.get("file", ""))


_SHOWN: dict[str, Callable[[Desk, Asked], bytes]] = {
    "": lambda desk, _asked: entries_page(desk),
    "edit": lambda desk, asked: editing.edit_page(desk, asked.get("file", "")),
    "problems": _problems,
    "page": lambda desk, asked: editing.frame(desk, desk.index().at(asked.get("file", ""))).encode(),
    "desk": _host_desk,
    "letters": _letters,
    "history": history.history_page,
    "look": lambda desk, _asked: look.look_page(desk),
    "settings": lambda desk, _asked: settings_page(desk),
    "publish": lambda desk, _asked: publishing.publish_page(desk),
}


def refusal(desk: Desk, code: int, error: StudioError) -> StudioAnswer:
    """Return the page that says why something was not done."""
    body = Markup('<p class="told" role="alert">{}</p>').format(desk.words(text_of(error)))
    return StudioAnswer(code, page(desk, desk.words(_("That was not done")), body))


def below(path: str) -> tuple[str, str]:
    """Return the path below the studio's, and the query, of a request's target."""
    parts = urlsplit(path)
    return parts.path.removeprefix(STUDIO), parts.query
