"""Which entries the fields of an entry name, and whether they exist."""

from collections.abc import Iterable

from mingpian.config import FILE
from mingpian.content.kinds.member import Profile
from mingpian.content.matches import FILE as MATCHES
from mingpian.content.matches import Decided
from mingpian.core.codes import Code
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, did_you_mean
from mingpian.model.site import AnyEntry, Site
from mingpian.schema.walk import Found, values

_NAMES = frozenset({"ref", "topic"})


def dangling(site: Site, matches: Iterable[Decided] = ()) -> list[Diagnostic]:
    """Report references to entries that do not exist, from approved matches too, and topics that nothing knows."""
    found: list[Diagnostic] = []
    for entry in site.entries.values():
        missing = [named for named in values(entry.fields, _NAMES) if not _exists(site, named)]
        if missing:
            file = f"content/{entry.source}"
            found += capped([_diagnostic(site, file, named, len(found) + at) for at, named in enumerate(missing)])
    missing = [named for named in values(site.config, _NAMES) if not _exists(site, named)]
    return found + _strangers(site, matches) + [_diagnostic(site, FILE, named, at) for at, named in enumerate(missing)]


def self_vouches(entries: Iterable[AnyEntry]) -> list[Diagnostic]:
    """Refuse the word of members for themselves, whoever may see it."""
    hint = "delete it; a vouch is what somebody else says, in their own file"
    return [
        Diagnostic(
            code="self-vouch",
            message=f"{entry.title} vouches for themselves",
            file=f"content/{entry.source}",
            field=("vouches", place, "for"),
            hints=(hint,),
        )
        for entry in entries
        if isinstance(entry.fields, Profile)
        for place, vouch in enumerate(entry.fields.vouches)
        if vouch.member.removeprefix("members/") == entry.slug
    ]


def entry_id(named: Found) -> str:
    """Return the id of the entry that a reference names; `lin` and `members/lin` mean the same member."""
    return named.value if named.value.startswith(f"{named.to}/") else f"{named.to}/{named.value}"


def _exists(site: Site, named: Found) -> bool:
    return entry_id(named) in site.known if named.to else site.topics.knows(named.value)


def _diagnostic(site: Site, file: str, named: Found, before: int) -> Diagnostic:
    """Return the diagnostic of a reference that leads nowhere; `before` is how many were found before it."""
    code: Code
    if named.to:
        known: Iterable[str] = (id.split("/", 1)[1] for id in site.known if id.startswith(f"{named.to}/"))
        code, message = "dangling-reference", f"there is no `{named.value}` among the {named.to}"
        advice = f"the slug is the name of a file in content/{named.to}/"
    else:
        code, message = "unknown-topic", f"`{named.value}` is not among the topics"
        known, advice = site.topics.words, f"add it to content/{site.config.topics}"
    return Diagnostic(
        code=code,
        message=message,
        file=file,
        field=named.path,
        hints=(did_you_mean(named.value, known) if before < HINTED else ()) or (advice,),
        severity="error" if named.to else "warning",
    )


def _strangers(site: Site, matches: Iterable[Decided]) -> list[Diagnostic]:
    """Report approved matches of somebody who is no member: nothing is shown of them."""
    return [
        Diagnostic(
            code="dangling-reference",
            message=f"an approved match names `{name}`, and there is no such member",
            file=f"content/{MATCHES}",
            severity="warning",
            field=("match", place, field),
            hints=did_you_mean(name, (id.removeprefix("members/") for id in site.known if id.startswith("members/")))
            or ("delete the match, or write the slug of a member",),
        )
        for place, row in enumerate(matches)
        if row.decision == "approved"
        for field, name in (("asker", row.asker), ("member", row.member))
        if f"members/{name.removeprefix('members/')}" not in site.known
    ]
