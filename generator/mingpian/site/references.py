"""Which entries the fields of an entry name, and whether they exist."""

from collections.abc import Iterable

from mingpian.config.settings import CONFIG_FILE
from mingpian.content.kinds.member import Profile
from mingpian.core.codes import Code
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, did_you_mean
from mingpian.schema.walk import FieldValue, values
from mingpian.site.site import AnyEntry, Site

_NAMES = frozenset({"ref", "topic"})


def dangling(site: Site) -> list[Diagnostic]:
    """Report references to entries that do not exist, and topics that the vocabulary lacks."""
    diagnostics: list[Diagnostic] = []
    for entry in site.entries.values():
        missing = [named for named in values(entry.fields, _NAMES) if not _exists(site, named)]
        if missing:
            file = f"content/{entry.source}"
            diagnostics += capped(
                [_diagnostic(site, file, named, len(diagnostics) + at) for at, named in enumerate(missing)]
            )
    missing = [named for named in values(site.config, _NAMES) if not _exists(site, named)]
    return diagnostics + [_diagnostic(site, CONFIG_FILE, named, at) for at, named in enumerate(missing)]


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


def entry_id(named: FieldValue) -> str:
    """Return the id of the entry that a reference names; `lin` and `members/lin` mean the same member."""
    return named.value if named.value.startswith(f"{named.to}/") else f"{named.to}/{named.value}"


def _exists(site: Site, named: FieldValue) -> bool:
    return entry_id(named) in site.known if named.to else site.topics.knows(named.value)


def _diagnostic(site: Site, file: str, named: FieldValue, before: int) -> Diagnostic:
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
