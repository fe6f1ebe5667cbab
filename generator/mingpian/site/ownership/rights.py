"""Whose an entry is and what may be done with it: the entry's word over its kind's over the site's, field by field.

Nobody gives away, or claims, what is somebody else's. The site's terms are the owner's word about the owner's works:
for what others hand in they hold only where site.toml says that these agreed (`covers = "all"`), and for a text from
elsewhere never, but for what machines are refused. An entry that is not the owner's speaks for its own makers alone.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from mingpian.config.rights import AiTerms, SiteRights, Terms
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds.member import Profile
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import AnyText, _
from mingpian.site.assembling import names_of
from mingpian.site.relations import makers
from mingpian.site.site import AnyEntry, Site

_NONE, _NOTHING = Terms(), SiteRights()
_MADE = frozenset({"generated", "assisted"})


class TermsLayer(NamedTuple):
    """What one place states; `source` is the file below content/, empty for site.toml."""

    terms: Terms
    source: str = ""


def has_terms(site: Site) -> bool:
    """Tell whether site.toml states any."""
    return site.config.rights != _NOTHING


def is_stated(site: Site, entry: AnyEntry) -> bool:
    """Tell whether anything is stated about the rights to an entry."""
    return entry.fields.rights != _NONE or entry.fields.ai in _MADE or has_terms(site)


def layers(site: Site, entry: AnyEntry) -> tuple[TermsLayer, ...]:
    """Return what is stated about an entry and counts, the widest first."""
    own = heard(site, entry)
    above = site_layers(site, entry.kind)
    if own.origin.kind in ("reprint", "translation") or not _is_owners(site, entry):
        above = tuple(TermsLayer(Terms(ai=_refused(one.terms.ai))) for one in above)
    return (*above, TermsLayer(own, entry.source))


def site_layers(site: Site, kind: str = "") -> tuple[TermsLayer, ...]:
    """Return what site.toml states, of the site and of a kind of entry."""
    rights = site.config.rights
    stated = {name: getattr(rights, name) for name in Terms.__struct_fields__}
    return (TermsLayer(Terms(**stated)), *(TermsLayer(rights.kinds[name]) for name in (kind,) if name in rights.kinds))


def merged(stated: Iterable[Terms]) -> Terms:
    """Return one declaration made of several, of which a later one counts more, field by field."""
    found = _NONE
    for terms in stated:
        found = _over(found, terms)
    return found


def heard(site: Site, entry: AnyEntry) -> Terms:
    """Return what an entry states about itself, as far as its word counts. Where site.toml does not say which entries
    are the owner's, nobody knows that one is not."""
    terms: Terms = entry.fields.rights
    if entry.trusted or terms == _NONE:
        return terms
    if site.config.trusted and _is_by_owner(site, entry):
        return Terms(ai=_refused(terms.ai))
    wrong = set(_of_others(site, entry))
    return msgspec.structs.replace(terms, holder=tuple(name for name in terms.holder if name not in wrong))


def makers_of(site: Site, entry: AnyEntry) -> tuple[str, ...]:
    """Return who made an entry: members themselves make their profiles, and the owner what nobody is named for."""
    if isinstance(entry.fields, Profile):
        return (entry.id,)
    return makers(site, entry) or ((site.owner,) if site.owner and entry.trusted else ())


def problems(site: Site) -> Iterator[Diagnostic]:
    """Report what entries state that they have no say in."""
    for entry in site.entries.values():
        if entry.trusted or entry.fields.rights == _NONE or entry.made_from:
            continue
        if site.config.trusted and _is_by_owner(site, entry) and heard(site, entry) != entry.fields.rights:
            hint = _("name who made it (`authors`); if it is yours, name its place in site.toml: trusted = […]")
            yield _untrusted(entry, _("`rights` counts for its makers alone, and it names nobody else"), hint)
        for name in _of_others(site, entry):
            message = _("`{name}` did not make this, and is not its holder", name=name)
            yield _untrusted(entry, message, _("name its makers, or leave `holder` out"))


def _untrusted(entry: AnyEntry, message: AnyText, hint: AnyText) -> Diagnostic:
    file = f"content/{entry.source}"
    return Diagnostic(
        code="not-trusted", message=message, file=file, severity="warning", field=("rights",), hints=(hint,)
    )


def _is_owners(site: Site, entry: AnyEntry) -> bool:
    """Tell whether the site's terms are about an entry."""
    return entry.trusted or site.config.rights.covers == "all" or _is_by_owner(site, entry)


def _is_by_owner(site: Site, entry: AnyEntry) -> bool:
    """Tell whether an entry is shown as the owner's, who need not have written it."""
    return bool(site.owner) and site.owner in makers_of(site, entry)


def _of_others(site: Site, entry: AnyEntry) -> Iterator[str]:
    """Yield the holders that an entry names who are members and did not make it."""
    made = set(makers_of(site, entry))
    stated = [name for name in entry.fields.rights.holder if name not in made]
    people = (
        {name for one in site.entries.values() if isinstance(one.fields, Profile) for name in names_of(one)}
        if stated
        else ()
    )
    own = {name for one in made if one in site.ids for version in site.ids[one].values() for name in names_of(version)}
    for name in stated:
        folded = fold_topic(name)
        if name in site.known or (folded in people and folded not in own):
            yield name


def _refused(ai: AiTerms) -> AiTerms:
    """Return of AI terms what they refuse: nobody is harmed by that."""
    return AiTerms(**{name: value for name in AiTerms.__struct_fields__ if (value := getattr(ai, name)) == "no"})


def _over(under: Any, over: Any) -> Any:
    """Return a struct with the fields of `over`, and of `under` where these are empty."""
    changes = {}
    for name in under.__struct_fields__:
        below, above = getattr(under, name), getattr(over, name)
        if isinstance(above, msgspec.Struct):
            changes[name] = _over(below, above)
        elif above:
            changes[name] = above
    return msgspec.structs.replace(under, **changes) if changes else under
