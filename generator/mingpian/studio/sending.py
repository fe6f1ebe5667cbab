"""What becomes of what is sent to the studio: what is done, and where to look next.

Whatever changes a file is sent with the token of the page that it comes from (`Desk.token`); the server has looked at
where it comes from before.
"""

import secrets
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, parse_qsl

import msgspec

from mingpian.content.media.pictures import MAX_BYTES as MOST_PICTURE
from mingpian.i18n import _, text_of
from mingpian.studio import editing, history, look, making, publishing
from mingpian.studio.answers import TEXT, StudioAnswer, refusal
from mingpian.studio.desk import STUDIO, Desk
from mingpian.studio.entries import edit_url
from mingpian.studio.files import ChangedMeanwhileError, StudioError
from mingpian.studio.multipart import MULTIPART, parts_of
from mingpian.studio.settings import save_settings
from mingpian.studio.values import Node, tree_of

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
FROM_THIS_MACHINE = frozenset({"publish", "place", "settings"})  # what reaches further than content/
MOST_FORM = 16 * 1024 * 1024  # bytes
MOST_CARDS = 64 * 1024 * 1024  # bytes, of all files of a form
MOST_FIELDS = 40_000


class Sent(NamedTuple):
    """What was sent: to which address below the studio's, of what type, by a page or by its script."""

    path: str
    query: str
    media_type: str
    data: bytes
    token: str = ""  # stated in a header, where the data is no form
    is_script: bool = False


def may_send(length: str, media_type: str) -> bool:
    """Tell whether so much may be sent, by what `Content-Length` says (RFC 9110, 8.6)."""
    most = (
        MOST_FORM if media_type.startswith(FORM) else MOST_CARDS if media_type.startswith(MULTIPART) else MOST_PICTURE
    )
    return is_at_most(length, most)


def is_at_most(length: str, most: int) -> bool:
    """Tell whether a value of `Content-Length` is one, and no more than `most` bytes."""
    return length.isascii() and length.isdecimal() and len(length) < 12 and int(length) <= most


def done_with(desk: Desk, sent: Sent) -> StudioAnswer:
    """Do what was sent, and return what comes of it."""
    if sent.path == "picture":
        return _picture(desk, sent)
    if sent.path == "take-in":
        return _take_in(desk, sent)
    if not sent.media_type.startswith(FORM):
        return StudioAnswer(415, b"415 not a form\n", TEXT)
    try:
        pairs = parse_qsl(sent.data.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return StudioAnswer(400, b"400 not a form\n", TEXT)
    tree = tree_of(pairs)
    if not _means_it(desk, _text(tree, "_token")):
        return StudioAnswer(403, b"403 refused\n", TEXT)
    do = _DONE.get(sent.path, _decide(sent.path))
    return do(desk, tree, sent.is_script)


def _means_it(desk: Desk, token: str) -> bool:
    return secrets.compare_digest(token.encode(), desk.token.encode())


def _save(desk: Desk, tree: dict[str, Node], is_script: bool) -> StudioAnswer:
    file = _text(tree, "_file")
    try:
        saved = editing.save_entry(desk, file, _text(tree, "_digest"), tree)
    except ChangedMeanwhileError as error:
        if not is_script:
            typed = _text(tree, editing.BODY) or _text(tree, editing.WHOLE)
            return StudioAnswer(409, editing.edit_page(desk, file, desk.words(text_of(error)), typed))
        return _json(409, {"problem": desk.words(text_of(error))})
    except StudioError as error:
        return _json(400, {"problem": desk.words(text_of(error))}) if is_script else refusal(desk, 400, error)
    return _json(200, {"digest": saved.digest}) if is_script else StudioAnswer(303, to=edit_url(file))


def _new(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    return _then(desk, lambda: edit_url(making.new_entry(desk, _text(tree, "kind"), _text(tree, "title"))))


def _rename(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    file = _text(tree, "_file")

    def change() -> str:
        listed = desk.index().at(file)
        making.change_address(desk, file, _text(tree, "slug").strip(), listed.url if listed else "")
        return edit_url(file)

    return _then(desk, change)


def _delete(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    def delete() -> str:
        making.delete_entry(desk, _text(tree, "_file"))
        return STUDIO

    return _then(desk, delete)


def _settings(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    def save() -> str:
        save_settings(desk, _text(tree, "_digest"), tree)
        return f"{STUDIO}settings"

    return _then(desk, save)


def _look(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    def save() -> str:
        look.save_look(desk, _text(tree, "_digest"), _text(tree, "_setting"), _text(tree, "value"))
        return f"{STUDIO}look"

    return _then(desk, save)


def _publish(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    try:
        is_done, said = publishing.publish(desk, _text(tree, "_place"))
    except StudioError as error:
        return refusal(desk, 400, error)
    told = desk.words(_("It is published.") if is_done else _("Nothing was published."))
    return StudioAnswer(200, publishing.publish_page(desk, told, said))


def _place(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    def add() -> str:
        options = tree.get("options")
        publishing.add_place(desk, _text(tree, "_target"), options if isinstance(options, dict) else {})
        return f"{STUDIO}publish"

    return _then(desk, add)


def _bring_back(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
    def bring_back() -> str:
        history.bring_back(desk, _text(tree, "_file"), _text(tree, "_at"), _text(tree, "_digest"))
        return edit_url(_text(tree, "_file"))

    return _then(desk, bring_back)


_DONE: dict[str, Callable[[Desk, dict[str, Node], bool], StudioAnswer]] = {
    "save": _save,
    "new": _new,
    "rename": _rename,
    "delete": _delete,
    "look": _look,
    "settings": _settings,
    "publish": _publish,
    "place": _place,
    "bring-back": _bring_back,
}


def _picture(desk: Desk, sent: Sent) -> StudioAnswer:
    """Put a picture beside an entry; its bytes are all that is sent."""
    if not _means_it(desk, sent.token):
        return StudioAnswer(403, b"403 refused\n", TEXT)
    asked = parse_qs(sent.query)
    try:
        name = making.add_picture(desk, asked.get("file", [""])[0], asked.get("name", ["picture"])[0], sent.data)
    except StudioError as error:
        return _json(400, {"problem": desk.words(text_of(error))})
    return _json(200, {"name": name})


def _decide(path: str) -> Callable[[Desk, dict[str, Node], bool], StudioAnswer]:
    """Return what does a piece of the host's work."""

    def decide(desk: Desk, tree: dict[str, Node], _is_script: bool) -> StudioAnswer:
        from mingpian.studio.community.page import DONE

        done = DONE.get(path)
        if done is None:
            return StudioAnswer(403, b"403 refused\n", TEXT)
        return _then(desk, lambda: done(desk, tree))

    return decide


def _take_in(desk: Desk, sent: Sent) -> StudioAnswer:
    """Put what members sent onto the host's desk."""
    try:
        parts = parts_of(sent.media_type, sent.data)
    except ValueError:
        return StudioAnswer(400, b"400 not a form\n", TEXT)
    if not _means_it(desk, next((one.text for one in parts if one.name == "_token"), "")):
        return StudioAnswer(403, b"403 refused\n", TEXT)
    from mingpian.studio.community.cards import receive
    from mingpian.studio.community.page import desk_page

    try:
        return StudioAnswer(200, desk_page(desk, {}, receive(desk, parts)))
    except StudioError as error:
        return refusal(desk, 400, error)


def _then(desk: Desk, do: Callable[[], str]) -> StudioAnswer:
    try:
        return StudioAnswer(303, to=do())
    except StudioError as error:
        return refusal(desk, 400, error)


def _json(code: int, said: dict[str, str]) -> StudioAnswer:
    return StudioAnswer(code, msgspec.json.encode(said), JSON)


def _text(tree: dict[str, Node], name: str) -> str:
    value = tree.get(name, "")
    return value if isinstance(value, str) else ""
