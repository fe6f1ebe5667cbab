"""What of an entry a reader may see. Applied once, before anything else in the model: what is not public never
reaches an answer, hence no page, feed or file. The host's desk models the site for other readers."""

from collections.abc import Mapping, Set
from typing import TypeVar

import msgspec

from mingpian.content.entry import Entry
from mingpian.content.kind import Common
from mingpian.content.kinds.member import Profile
from mingpian.schema.records import Audience, Picture

C = TypeVar("C", bound=Common)

SEES: Mapping[Audience, Set[Audience]] = {
    "public": frozenset({"public"}),
    "members": frozenset({"public", "members"}),
    "host": frozenset({"public", "members", "host"}),
}
"""What each reader may see."""


def visible_to(entry: Entry[C], reader: Audience) -> Entry[C]:
    """Return the entry without the contacts, vouches and pictures that are not for this reader."""
    fields, seen = entry.fields, SEES[reader]
    changes: dict[str, object] = {}
    if fields.cover.audience not in seen:
        changes["cover"] = Picture()
    if isinstance(fields, Profile):
        changes |= _profile(fields, seen)
    if not changes:
        return entry
    return msgspec.structs.replace(entry, fields=msgspec.structs.replace(fields, **changes))


def _profile(fields: Profile, seen: Set[Audience]) -> dict[str, object]:
    changes: dict[str, object] = {}
    if fields.photo.audience not in seen:
        changes["photo"] = Picture()
    if any(contact.audience not in seen for ways in fields.contact.values() for contact in ways):
        shown = {name: tuple(one for one in ways if one.audience in seen) for name, ways in fields.contact.items()}
        changes["contact"] = {name: ways for name, ways in shown.items() if ways}
    if any(vouch.audience not in seen for vouch in fields.vouches):
        changes["vouches"] = tuple(vouch for vouch in fields.vouches if vouch.audience in seen)
    return changes
