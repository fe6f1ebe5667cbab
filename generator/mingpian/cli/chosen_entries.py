"""The entries that somebody names to a command: by slug, title or file, or by when they changed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mingpian.cli.named_entries import named_public_entry, unknown_entry
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from mingpian.site.model import SiteModel
    from mingpian.site.site import AnyEntry


def chosen_entries(
    model: "SiteModel", names: Sequence[str], since: str | None, wrong: list[AnyText]
) -> "list[AnyEntry]":
    """Return the entries with these names, and those that are new or changed since a day (`7d`, or a date); what is
    wrong with what was asked is added to `wrong`."""
    chosen: dict[str, AnyEntry] = {}
    for said in names:
        entry = named_public_entry(model, said)
        if entry is None:
            wrong.append(unknown_entry(model, said, _("`--drafts` takes it too")))
        else:
            chosen[entry.key] = entry
    if since:
        chosen |= {entry.key: entry for entry in _since(model, since, wrong)}
    if not chosen and not wrong:
        wrong.append(_("name an entry, or say `--since 7d`"))
    return list(chosen.values())


def _since(model: "SiteModel", said: str, wrong: list[AnyText]) -> "list[AnyEntry]":
    """Return what is new or changed since a day."""
    from mingpian.cli.loading import parse_day

    since = parse_day(said, model.site.clock.now, model.site.config.timezone)
    if since is None:
        wrong.append(_("`{value}` is neither days (7d) nor a date", value=said))
        return []
    kinds = model.site.config.feeds.kinds
    entries = [
        entry
        for entry in model.site.entries.values()
        if entry.kind in kinds and max(entry.fields.date, entry.fields.updated) >= since
    ]
    if not entries:
        wrong.append(_("nothing is new or changed since {since}", since=since))
    return entries
