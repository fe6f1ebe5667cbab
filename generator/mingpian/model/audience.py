"""What of an entry the public may see. Applied once, before anything else in the model: what is not public never
reaches an answer, hence no page, feed or file."""

from typing import TypeVar

import msgspec

from mingpian.content.entry import Entry
from mingpian.content.kind import Common
from mingpian.content.kinds.member import Profile
from mingpian.schema.records import Picture

C = TypeVar("C", bound=Common)


def public(entry: Entry[C]) -> Entry[C]:
    """Return the entry without the contacts, vouches and pictures that are not for everybody."""
    fields = entry.fields
    changes: dict[str, object] = {}
    if fields.cover.audience != "public":
        changes["cover"] = Picture()
    if isinstance(fields, Profile):
        changes |= _profile(fields)
    if not changes:
        return entry
    return msgspec.structs.replace(entry, fields=msgspec.structs.replace(fields, **changes))


def _profile(fields: Profile) -> dict[str, object]:
    changes: dict[str, object] = {}
    if fields.photo.audience != "public":
        changes["photo"] = Picture()
    if any(contact.audience != "public" for contact in fields.contact.values()):
        changes["contact"] = {name: item for name, item in fields.contact.items() if item.audience == "public"}
    if any(vouch.audience != "public" for vouch in fields.vouches):
        changes["vouches"] = tuple(vouch for vouch in fields.vouches if vouch.audience == "public")
    return changes
