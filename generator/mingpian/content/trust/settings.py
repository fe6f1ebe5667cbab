"""Where site.toml says what is the owner's: what is wrong with it, and what it leaves out that a writer would miss."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from mingpian.config.settings import CONFIG_FILE, SiteConfig
from mingpian.content.entry import Parsed
from mingpian.content.kind import stated_makers
from mingpian.content.kinds import kinds
from mingpian.content.kinds.member import MEMBERS
from mingpian.content.naming import is_entry, meant_kind
from mingpian.content.trust.zones import Trust, covers, judged, maker_field, misunderstood, unread_of, zone_of
from mingpian.core.codes import Code, Severity
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.i18n import AnyText, _

_SHOWN = 5  # files that a hint names


def wrong_places(config: SiteConfig) -> Iterator[Diagnostic]:
    """Report what of `trusted` names no place below content/."""
    for number, pattern in enumerate(config.trusted):
        reason = misunderstood(pattern)
        folder = pattern.partition("/")[0]
        if reason:
            hint = _("write folders and files of content/, such as `essays/` and `pages/about.md`")
            yield _of_setting("bad-value", _("`{pattern}` {reason}", pattern=pattern, reason=reason), number, (hint,))
        elif folder not in kinds():
            hints = meant_kind(folder) or (_("the folders of entries are {names}", names=", ".join(kinds())),)
            yield _of_setting("bad-value", _("`{pattern}` is in no folder of entries", pattern=pattern), number, hints)


def missed(config: SiteConfig, paths: Iterable[str], parsed: Sequence[Parsed], trust: Trust) -> Iterator[Diagnostic]:
    """Report places that match no file, and entries that lose something because nobody said whose they are."""
    listed = [path for path in paths if is_entry(path)]
    for number, pattern in enumerate(config.trusted):
        if not misunderstood(pattern) and not any(covers(pattern, path) for path in listed):
            hints = did_you_mean(pattern, listed) or (
                _("write a folder with `/` at its end, or a file with its `.md`"),
            )
            message = _("`{pattern}` matches nothing in content/", pattern=pattern)
            yield _of_setting("nothing-trusted", message, number, hints, "warning")
    losing = [] if config.trusted else _losing(parsed, trust)
    if losing:
        files = ", ".join(f'"{path}"' for path in losing[:_SHOWN]) + (", …" if len(losing) > _SHOWN else "")
        message = _(
            "others have, or had, a part in this site, and nothing says which entries are the owner's: "
            "{number} that state no other author lose their byline, raw HTML or what else is the owner's alone",
            number=len(losing),
        )
        hint = _(
            "if they are yours, write trusted = [{files}], or whole folders that nobody else hands in to", files=files
        )
        yield Diagnostic(code="trust-unsaid", message=message, file=CONFIG_FILE, severity="warning", hints=(hint,))
    for one in parsed if trust.folders else ():
        zone = zone_of(one.source, trust)
        if zone.why == "folder" and one.entry is not None and _loses(one, trust):
            yield _in_folder_of_member(one.source, zone.by, maker_field(one.entry.fields))


def _in_folder_of_member(path: str, folder: str, field: str) -> Diagnostic:
    member = folder.rstrip("/").rpartition("/")[2]
    message = _(
        "it names nobody as its maker, and its folder is called as the member `{member}`: it is not the owner's",
        member=member,
    )
    hints = (
        *((_("write who made it: `{field}: {member}`", field=field, member=member),) if field else ()),
        _('if what lies there is yours, add the folder in site.toml: trusted = ["{folder}"]', folder=folder),
    )
    return Diagnostic(code="trust-unsaid", message=message, file=f"content/{path}", severity="warning", hints=hints)


def _losing(parsed: Sequence[Parsed], trust: Trust) -> list[str]:
    """Return the entries that would be the owner's if all places were, and miss it."""
    missing = [one.source for one in parsed if not one.source.startswith(f"{MEMBERS}/") and _loses(one, trust)]
    if not missing:
        return []
    entries = [one.entry for one in parsed if one.entry is not None]
    zones = judged(entries, unread_of(parsed), msgspec.structs.replace(trust, patterns=tuple(kinds())))
    return [path for path in missing if path in zones and zones[path].trusted]


def _loses(parsed: Parsed, trust: Trust) -> bool:
    """Tell whether an entry loses something when it is not the owner's: what it holds, or their byline."""
    if any(item.code == "not-trusted" for item in parsed.diagnostics):
        return True
    if not trust.owner or parsed.entry is None or parsed.entry.trusted or parsed.entry.fields.draft:
        return False
    return parsed.entry.fields.made_by is not None and not stated_makers(parsed.entry.fields)


def _of_setting(
    code: Code, message: AnyText, number: int, hints: tuple[AnyText, ...], severity: Severity = "error"
) -> Diagnostic:
    return Diagnostic(
        code=code, message=message, file=CONFIG_FILE, field=("trusted", number), hints=hints, severity=severity
    )
