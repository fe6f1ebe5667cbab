"""What is done to each draft, whatever system it is of: its kind's own fields, its formulas, its pictures, its text."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

import msgspec

from mingpian import kinds
from mingpian.i18n import _
from mingpian.importers.arrival import elsewhere, formulas
from mingpian.importers.draft import PERSON, Copy, Draft, Found, Into, Skipped
from mingpian.importers.fields import told_in
from mingpian.importers.restricted import lock_in, note_on

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def arriving(found: Iterable[Found | Draft | Copy | Skipped], into: Into) -> Iterator[Found | Copy | Skipped]:
    """Yield what an importer finds; each draft of it arrives as one for this site."""
    for one in found:
        if isinstance(one, Draft):
            yield Found(one.source, partial(_arrived, one, into))
        elif isinstance(one, Found):
            yield Found(one.source, partial(_taken, one.take, into))
        else:
            yield one


def _taken(take: Callable[[], Draft | Copy | Skipped], into: Into) -> Draft | Copy | Skipped:
    read = take()
    return _arrived(read, into) if isinstance(read, Draft) else read


def _arrived(draft: Draft, into: Into) -> Draft:
    draft = _fitting(draft)
    if draft.kind == PERSON:
        return draft
    draft = _closed_if_locked(draft)
    return _named_if_empty(elsewhere.fetched(formulas.tightened(draft, into.has_formulas), into.fetched))


def _fitting(draft: Draft) -> Draft:
    """Return a draft whose fields its kind has; the others are kept under `extra`."""
    known = kinds()[draft.kind].fields.__struct_encode_fields__
    others = {name: value for name, value in draft.fields.items() if name not in known}
    if not others:
        return draft
    fields = {name: value for name, value in draft.fields.items() if name in known}
    return msgspec.structs.replace(draft, fields=fields | {"extra": {**fields.get("extra", {}), **others}})


def _closed_if_locked(draft: Draft) -> Draft:
    """Return a draft that stays one when a tag in its text kept readers from a part of it."""
    name = "" if draft.fields.get("draft") else lock_in(draft.body)
    if not name:
        return draft
    note = note_on([name])
    return msgspec.structs.replace(draft, fields={**draft.fields, "draft": True}, notes=(*draft.notes, note))


def _named_if_empty(draft: Draft) -> Draft:
    """Note that a draft has no text of its own, and what its theme may have made its page of."""
    if _COMMENT.sub("", draft.body).strip():
        return draft
    fields = ", ".join(f"`{name}`" for name in told_in(draft.fields.get("extra", {})))
    note = (
        _("it has no text of its own: its theme made the page of {fields}, which `extra` keeps", fields=fields)
        if fields
        else _("it has no text of its own")
    )
    return msgspec.structs.replace(draft, notes=(*draft.notes, note))
