"""Whose word a file is: decided by where it lies and by site.toml, and by nothing that the file says of itself.

What lies in the owner's places is trusted: raw HTML, scripts beside it, tables of data. An entry there that names other
people as its makers, and a translation of such an entry, are trusted less; none is ever trusted more.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kind import MAKERS, Common
from mingpian.content.kinds.member import MEMBERS
from mingpian.content.naming import is_entry, path_parts
from mingpian.content.trust.owner import owner_of
from mingpian.core.paths import composed
from mingpian.i18n import AnyText, _
from mingpian.schema.read import Problem
from mingpian.schema.references import slug_in

Why = Literal["alone", "profile", "named", "unnamed", "folder", "twin", "makers", "original"]

NAME_IT = _('if it is yours, name its place in site.toml: trusted = ["…"]')
_PROFILES = f"{MEMBERS}/"


class Trust(msgspec.Struct, frozen=True):
    """What of a site the decision depends on, beside a file's path."""

    owner: str  # the name of the owner's files in members/
    names: tuple[str, ...]  # what else means the owner where an entry names its makers, folded
    patterns: tuple[str, ...]  # places that are the owner's; with none, the number of members decides
    alone: bool  # there is no second member's file; whether an entry tells of one, `judged` finds out
    languages: tuple[str, ...]
    folders: tuple[str, ...] = ()  # of entries, that are called as a member who is not the owner
    twins: tuple[str, ...] = ()  # files whose name or folder is another's, written in taken-apart letters


class Zone(msgspec.Struct, frozen=True):
    """Whether a place is the owner's, and why; `by` is the pattern that names it, the folder, or who made the entry."""

    trusted: bool
    why: Why
    by: str = ""


def trust_of(
    config: SiteConfig,
    paths: Iterable[str],
    read: Callable[[str], bytes] = lambda _: b"",
    unlisted: Iterable[str] = (),
) -> Trust:
    """Return what decides on the files of a site. `paths` are those below content/, which `read` reads; `unlisted` are
    files and folders that could not be looked at: where a member may be among them, nobody is alone."""
    listed = [path for path in paths if is_entry(path)]
    lettered = [path for path in listed if not path.isascii()]
    whole = {step for path in lettered for step in _steps(path) if composed(step) == step}
    profiles = (path_parts(path, config.languages) for path in listed if path.startswith(_PROFILES))
    members = {one.slug for one in profiles if one.kind == MEMBERS}
    owner = owner_of(config, listed, read)
    own = composed(slug_in(owner.id))
    twins = sorted(path for path in lettered if any(composed(step) in whole - {step} for step in _steps(path)))
    return Trust(
        owner=own,
        names=owner.names,
        patterns=tuple(map(composed, config.trusted)),
        alone=len(members) < 2 and not any(f"{path}/".startswith(_PROFILES) for path in unlisted),
        languages=config.languages,
        folders=tuple(sorted(_folders_of(members - {own}, listed, config.languages))) if config.trusted else (),
        twins=tuple(twins),
    )


def _folders_of(members: set[str], listed: Iterable[str], languages: tuple[str, ...]) -> set[str]:
    """Return the folders around entries that are called as one of some members."""
    found = set()
    for path in listed if members else ():
        section = path_parts(path, languages).section
        if section and not path.startswith(_PROFILES):
            steps = composed(path).split("/")
            called = [at for at, name in enumerate(section.split("/"), 2) if name in members]
            found |= {"/".join(steps[:at]) + "/" for at in called}
    return found


def _steps(path: str) -> list[str]:
    """Return the folders above a file, and the file."""
    return [path[: slash.start()] for slash in re.finditer("/", path)] + [path]


def zone_of(path: str, trust: Trust) -> Zone:
    """Tell whether a file below content/ lies in a place of the owner's."""
    if path in trust.twins:
        return Zone(False, "twin")
    if trust.alone and not trust.patterns:
        return Zone(True, "alone")
    path = composed(path)
    if _is_of_owner(path, trust):
        return Zone(True, "profile")
    profile = path.startswith(_PROFILES)  # a person's own word, unless the very file is named
    patterns = [one for one in trust.patterns if (one == path if profile else covers(one, path))]
    folder = next((one for one in trust.folders if path.startswith(one)), "")
    pattern = next((one for one in patterns if f"{one}/".startswith(folder)), "")
    if patterns and not pattern:
        return Zone(False, "folder", folder)
    return Zone(bool(pattern), "named" if pattern else "unnamed", pattern)


def _is_of_owner(path: str, trust: Trust) -> bool:
    """Tell whether the file's name is the owner's: `members/x.md`, `members/x.en.md`, `members/x/…`."""
    name = path.removeprefix(f"{_PROFILES}{trust.owner}") if trust.owner else path
    if name == path or name.startswith("/"):
        return name != path
    return name.startswith(".") and "/" not in name and path_parts(path, trust.languages).slug == trust.owner


def covers(pattern: str, path: str) -> bool:
    """Tell whether a pattern names a file, or a folder above it: `*` and `?` stay within a folder, `**` does not."""
    return _matcher(pattern).match(path) is not None


@functools.cache
def _matcher(pattern: str) -> re.Pattern[str]:
    if misunderstood(pattern):
        return re.compile(r"(?!)")
    steps = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    said = "".join(steps.get(piece) or re.escape(piece) for piece in re.split(r"(\*\*|\*|\?)", pattern.rstrip("/")))
    return re.compile(f"{said}/" if pattern.endswith("/") else rf"{said}(?:/|\Z)", re.DOTALL)


def misunderstood(pattern: str) -> AnyText:
    """Say why a pattern cannot be one; empty when it can."""
    first, *rest = pattern.removesuffix("/").split("/")
    if not first:
        return _("is empty") if not pattern.strip("/") else _("begins with `/`")
    if "\\" in pattern:
        return _("contains a backslash")
    if "." in (first, *rest) or ".." in (first, *rest) or "" in rest:
        return _("contains `.`, `..` or an empty step")
    if "*" in first or "?" in first:
        return _("does not begin with the name of a folder")
    return ""


def whose(fields: Common | type[Common]) -> tuple[str, ...]:
    """Return the fields of a kind that say whose an entry is: the usual ones, and those that the kind names itself."""
    return tuple(dict.fromkeys((*MAKERS, *(fields.made_by or ()), *fields.kept_by)))


def maker_field(fields: Common | type[Common]) -> str:
    """Return the field in which an entry of a kind says who made it; empty where nobody does."""
    return next((name for name in whose(fields) if name in fields.__struct_fields__), "")


def makers_beside(trust: Trust, fields: Common) -> tuple[str, ...]:
    """Return the people other than the owner whom an entry's fields name as its makers."""
    named = dict.fromkeys(slug_in(reference) for field in whose(fields) for reference in getattr(fields, field, ()))
    return tuple(name for name in named if name != trust.owner and fold_topic(name) not in trust.names)


def _is_by_others(trust: Trust, fields: Any) -> bool:
    """Tell whether an entry shows that others have a part in the site: it names them as makers, or vouches for them."""
    return bool(trust.owner) and bool(makers_beside(trust, fields) or getattr(fields, "vouches", ()))


def stated_zone(path: str, fields: Any, trust: Trust) -> Zone:
    """Tell whether an entry is the owner's, but for what it inherits."""
    zone = zone_of(path, trust)
    makers = makers_beside(trust, fields) if zone.trusted and zone.why != "alone" else ()
    return Zone(False, "makers", ", ".join(makers)) if makers else zone


def without_owners(fields: Common, data: dict[str, Any]) -> tuple[Common, dict[str, Any], list[Problem]]:
    """Leave out of what an entry states the fields that count in the owner's entries alone, and report them."""
    held = [name for name in fields.of_owner if data.get(name)]
    problems = [Problem("not-trusted", (name,), _owners_alone(name), (NAME_IT,)) for name in held]
    none = {field.name: field.default for field in msgspec.structs.fields(type(fields)) if field.name in held}
    return msgspec.structs.replace(fields, **none), {name: data[name] for name in data if name not in held}, problems


def _owners_alone(name: str) -> AnyText:
    return _("`{name}` counts in the owner's entries alone", name=name)


def judged(entries: Sequence[Any], unread: Iterable[str], trust: Trust) -> Mapping[str, Zone]:
    """Decide on all entries, by their path: a translation is trusted no more than its original. `unread` are the files
    that gave no entry: nobody knows whose those are."""
    if trust.alone and any(_is_by_others(trust, entry.fields) for entry in entries):
        trust = msgspec.structs.replace(trust, alone=False)  # their profiles are gone; what they handed in may be here
    zones = {entry.source: stated_zone(entry.source, entry.fields, trust) for entry in entries}
    translations = [entry for entry in entries if entry.translation and zones[entry.source].trusted]
    if not translations:
        return zones
    beside = {_stem(path): path for path in unread if not path_parts(path, trust.languages).lang}
    named: dict[str, str] = {}
    for entry in entries:
        if not entry.translation:
            beside[_stem(entry.source)] = entry.source
            if entry.id not in named or zones[entry.source].trusted:
                named[entry.id] = entry.source
    for entry in translations:
        original = beside.get(_stem(entry.source).rpartition(".")[0]) or named.get(entry.id)
        if original and not (original in zones and zones[original].trusted):
            zones[entry.source] = Zone(False, "original", original)
    return zones


def unread_of(parsed: Iterable[Any]) -> list[str]:
    """Return the files, among results of parsing, that should have given an entry and did not."""
    return [one.source for one in parsed if one.entry is None and is_entry(one.source)]


def _stem(path: str) -> str:
    return composed(path.rpartition(".")[0])
