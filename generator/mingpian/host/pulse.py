"""How a community is doing, for its host: what nobody answers, who stands alone, what comes and how often."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import msgspec

from mingpian import AnyEntry, Need, Profile, Site, SiteModel, acquaintances, kinds, need_key, open_needs, seconds_of
from mingpian.host.pledges import OneSided, one_sided
from mingpian.host.stages import Stage, stages_of
from mingpian.i18n import AnyText, _

QUIET = 90 * 86_400  # seconds without anything from a member
MONTHS = 12
CONNECTORS = 15


class OldAsk(msgspec.Struct, frozen=True):
    """An open ask, how many days ago it was made (None: it does not say), and whether somebody is in sight for it."""

    need: Need
    days: int | None
    matched: bool


class Connector(msgspec.Struct, frozen=True):
    """A member, and the circles that their acquaintances are in and they are not."""

    member: str
    circles: tuple[str, ...]


class Pulse(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a community. Months are `2026-03`, the oldest first."""

    day: str
    members: int
    asks: tuple[OldAsk, ...]  # the oldest first
    unvouched: tuple[str, ...]
    quiet: tuple[str, ...]
    one_sided: tuple[OneSided, ...]
    connectors: tuple[Connector, ...]
    cadence: tuple[tuple[str, int], ...]
    growth: tuple[tuple[str, int], ...]
    stages: tuple[Stage, ...]


def pulse_of(model: SiteModel) -> Pulse:
    """Take the pulse at the build's clock."""
    members = tuple(model.site.each(Profile))
    ids = {entry.id for entry in members}
    vouched = {given.receiver for given in model.relations.vouches}
    published = (entry for entry in model.site.each() if kinds()[entry.kind].dated)
    return Pulse(
        day=_today(model.site).isoformat(),
        members=len(members),
        asks=open_asks(model),
        unvouched=tuple(entry.id for entry in members if entry.id not in vouched and entry.id != model.site.owner),
        quiet=tuple(entry.id for entry in members if _is_quiet(model, entry)),
        one_sided=one_sided(model.site),
        connectors=tuple(_connectors(model, ids)),
        cadence=_by_month(model.site, (entry.fields.date for entry in published)),
        growth=_by_month(model.site, (entry.fields.joined for entry in members)),
        stages=stages_of(model),
    )


def _today(site: Site) -> date:
    return datetime.fromtimestamp(site.clock.now, UTC).astimezone(ZoneInfo(site.config.timezone)).date()


def open_asks(model: SiteModel) -> tuple[OldAsk, ...]:
    """Return the open asks, the oldest first."""
    return tuple(sorted(_asks(model), key=_age))


def _asks(model: SiteModel) -> Iterator[OldAsk]:
    asks = open_needs(model)
    matched = {need_key(model, row) for row in model.matches if row.decision != "declined"}
    for key, need in asks.items():
        days = (_today(model.site) - date.fromisoformat(need.since)).days if need.since else None
        yield OldAsk(need, days, key in matched)


def _age(ask: OldAsk) -> tuple[int, str, str]:
    return (-ask.days if ask.days is not None else 0, ask.need.member, ask.need.topic)


def age_of(ask: OldAsk) -> AnyText:
    """Return for how long an ask has been open, in words."""
    if ask.days is None:
        return _("an unknown day")
    return _("1 day") if ask.days == 1 else _("{days} days", days=ask.days)


def _is_quiet(model: SiteModel, entry: AnyEntry) -> bool:
    """Tell whether nothing that a member wrote, did, asked or said is of the last ninety days."""
    zone, now = model.site.config.timezone, model.site.clock.now
    ids = model.relations.works_of.get(entry.id, ())
    made = [one.published for id in ids for one in model.site.ids[id].values()]
    days = [
        entry.fields.joined,
        *(ask.since for ask in entry.fields.asks),
        *(one.since for one in entry.fields.vouches),
    ]
    return max((*made, entry.updated, *(seconds_of(day, zone) for day in days))) < now - QUIET


def _connectors(model: SiteModel, ids: set[str]) -> Iterator[Connector]:
    """Yield those who know people of at least two circles that they are not in themselves."""
    circles: defaultdict[str, set[str]] = defaultdict(set)
    for circle, members in model.relations.members_of.items():
        for member in members:
            circles[member].add(circle)
    found = []
    for member, others in acquaintances(model).items():
        beyond = set[str]().union(*(circles[other] for other in others)) - circles[member]
        if len(beyond) > 1 and member in ids:
            found.append(Connector(member, tuple(sorted(beyond))))
    yield from sorted(found, key=lambda one: (-len(one.circles), one.member))[:CONNECTORS]


def _by_month(site: Site, dates: Iterator[str]) -> tuple[tuple[str, int], ...]:
    today = _today(site)
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in reversed(range(MONTHS))]
    counts = Counter(day[:7] for day in dates)
    return tuple((name, counts[name]) for name in (f"{year:04}-{month + 1:02}" for year, month in months))
