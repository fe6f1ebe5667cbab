"""What came in, whatever it came as: one value for each card, of which nothing is believed yet."""

from typing import Any

import msgspec

from mingpian.i18n import AnyText


class HandIn(msgspec.Struct, frozen=True, kw_only=True):
    """A card as somebody handed it in. `of` is the slug of the member whom it says to renew. `is_whole` tells that it
    was filled in with all that was there, so that what it has emptied shall go. `files` are by the names that fields
    call them."""

    source: AnyText
    kind: str
    fields: dict[str, Any]
    body: str = ""
    lang: str = ""
    of: str = ""
    is_whole: bool = False
    files: dict[str, bytes] = {}
    notes: tuple[AnyText, ...] = ()


class NotTaken(msgspec.Struct, frozen=True):
    """Something that came in and is no card; why."""

    source: AnyText
    why: AnyText
