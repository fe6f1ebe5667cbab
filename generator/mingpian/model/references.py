"""Which entries the fields of an entry name, and whether they exist."""

from collections.abc import Iterable

from mingpian.config import FILE
from mingpian.content.kinds.member import Profile
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.model.site import AnyEntry, Site
from mingpian.schema.walk import Found, values

_NAMES = frozenset({"ref", "topic"})


def dangling(site: Site) -> list[Diagnostic]:
    """Report references to entries that do not exist, and topics that the vocabulary lacks."""
    found = []
    for entry in site.entries.values():
        for named in values(entry.fields, _NAMES):
            problem = _unknown_topic(site, named) if not named.to else _missing_entry(site, named)
            if problem:
                code, message, hints = problem
                found.append(_diagnostic(entry, named, code, message, hints))
    for named in values(site.config, frozenset({"ref"})):
        problem = _missing_entry(site, named)
        if problem:
            code, message, hints = problem
            found.append(Diagnostic(code=code, message=message, file=FILE, field=named.path, hints=hints))
    return found


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


def _missing_entry(site: Site, named: Found) -> tuple[str, str, tuple[str, ...]] | None:
    if entry_id(named) in site.known:
        return None
    slugs = [id.split("/", 1)[1] for id in site.known if id.startswith(f"{named.to}/")]
    hints = did_you_mean(named.value, slugs) or (f"the slug is the name of a file in content/{named.to}/",)
    return "dangling-reference", f"there is no `{named.value}` among the {named.to}", hints


def _unknown_topic(site: Site, named: Found) -> tuple[str, str, tuple[str, ...]] | None:
    if site.topics.knows(named.value):
        return None
    hints = did_you_mean(named.value, site.topics.words) or (f"add it to content/{site.config.topics}",)
    return "unknown-topic", f"`{named.value}` is not among the topics", hints


def _diagnostic(entry: AnyEntry, named: Found, code: str, message: str, hints: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        code=code,
        message=message,
        file=f"content/{entry.source}",
        field=named.path,
        hints=hints,
        severity="warning" if code == "unknown-topic" else "error",
    )
