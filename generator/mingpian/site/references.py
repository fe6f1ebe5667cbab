"""Which entries the fields of an entry name, and whether they exist."""

from collections.abc import Iterable, Iterator

from mingpian.config.settings import CONFIG_FILE
from mingpian.content.data_files.matches import FILE as MATCHES
from mingpian.content.data_files.matches import Decision
from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.member import MEMBERS, Profile
from mingpian.core.codes import Code
from mingpian.core.diagnostics import HINTED, Diagnostic, capped, did_you_mean
from mingpian.i18n import _
from mingpian.schema.references import slug_in
from mingpian.schema.walk import FieldValue, values
from mingpian.site.site import AnyEntry, Site
from mingpian.site.spellings import Spellings

_NAMES = frozenset({"ref", "topic"})
_NAMED = frozenset({"authors", "by", "hosts", "speakers"})
"""Fields in which people may be named who are no members: a name without a page."""


def dangling(site: Site, matches: Iterable[Decision] = ()) -> list[Diagnostic]:
    """Report references to entries that do not exist, from approved matches too, and topics that nothing knows."""
    diagnostics: list[Diagnostic] = []
    for entry in site.entries.values():
        missing = [named for named in values(entry.fields, _NAMES) if not _exists(site, named)]
        if missing:
            file = f"content/{entry.source}"
            told = [_diagnostic(site, file, named, len(diagnostics) + at) for at, named in enumerate(missing)]
            diagnostics += capped(told)
    missing = [named for named in values(site.config, _NAMES) if not _exists(site, named)]
    return (
        diagnostics
        + _strangers(site, matches)
        + [_diagnostic(site, CONFIG_FILE, named, at) for at, named in enumerate(missing)]
    )


def self_vouches(entries: Iterable[AnyEntry], spellings: Spellings) -> list[Diagnostic]:
    """Report members who vouch for themselves, in public or not."""
    hint = _("delete it; a vouch is what somebody else says, in their own file")
    return [
        Diagnostic(
            code="self-vouch",
            message=_("{title} vouches for themselves", title=entry.title),
            file=f"content/{entry.source}",
            field=("vouches", place, "for"),
            hints=(hint,),
        )
        for entry in entries
        if isinstance(entry.fields, Profile)
        for place, vouch in enumerate(entry.fields.vouches)
        if spellings.id_of(vouch.member) == entry.id
    ]


def circular(site: Site) -> Iterator[Diagnostic]:
    """Report the circles that are, over one or several steps, a part of themselves."""
    parents = {entry.id: entry.fields.parent for entry in site.entries.values() if isinstance(entry.fields, Circle)}
    known, rings = set[str](), set[str]()
    for start in parents:
        path, above = dict[str, None](), start
        while above and above not in known:
            known.add(above)
            path[above] = None
            above = parents.get(above, "")
        if above in path:
            names = list(path)
            rings.update(names[names.index(above) :])
    for entry in site.entries.values():
        if entry.id in rings and not entry.made_from:
            yield Diagnostic(
                code="cycle",
                message=_("the circle `{name}` is a part of itself", name=slug_in(entry.id)),
                file=f"content/{entry.source}",
                field=("parent",),
                hints=(_("take one `parent` out of the ring"),),
            )


def _exists(site: Site, named: FieldValue) -> bool:
    return named.value in site.known if named.to else site.topics.knows(named.value)


def _diagnostic(site: Site, file: str, named: FieldValue, before: int) -> Diagnostic:
    """Return the diagnostic of a reference that leads nowhere; `before` is how many were found before it."""
    code: Code
    if named.to:
        name = slug_in(named.value)
        known: Iterable[str] = (slug_in(id) for id in site.known if id.startswith(f"{named.to}/"))
        code, message = "dangling-reference", _("there is no `{name}` among the {kind}", name=name, kind=named.to)
        advice = _("the slug is the name of a file in content/{kind}/", kind=named.to)
    else:
        name = named.value
        code, message = "unknown-topic", _("`{name}` is not among the topics", name=name)
        known, advice = site.topics.words, _("add it to content/{topics}", topics=site.config.topics)
    near = did_you_mean(name, known) if before < HINTED else ()
    if named.to == MEMBERS and named.path[0] in _NAMED and not near:
        message = _("`{name}` is no member, and is named without a page", name=name)
        return Diagnostic(code=code, message=message, file=file, field=named.path, severity="note")
    return Diagnostic(code=code, message=message, file=file, field=named.path, hints=near or (advice,))


def _strangers(site: Site, matches: Iterable[Decision]) -> list[Diagnostic]:
    """Report approved matches of somebody who is no member: nothing is shown of them."""
    return [
        Diagnostic(
            code="dangling-reference",
            message=_("an approved match names `{member}`, and there is no such member", member=slug_in(name)),
            file=f"content/{MATCHES}",
            severity="warning",
            field=("match", place, field),
            hints=did_you_mean(slug_in(name), (slug_in(id) for id in site.known if id.startswith(f"{MEMBERS}/")))
            or (_("delete the match, or write the slug of a member"),),
        )
        for place, row in enumerate(matches)
        if row.decision == "approved"
        for field, name in (("asker", row.asker), ("member", row.member))
        if name not in site.known
    ]
