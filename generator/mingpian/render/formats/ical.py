"""Calendars to subscribe to (RFC 5545): of the whole site in each language, of each circle, of each event.

The same event has the same UID in all of them. Nothing is taken from the clock: DTSTAMP, LAST-MODIFIED and SEQUENCE
come from `updated`, so that a calendar changes when the content does.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from mingpian.content.kinds.event import Event
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Card
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.schema.dates import is_day, moment
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

if TYPE_CHECKING:
    import icalendar

WHOLE, ONE = "calendar.ics", "event.ics"
_PARTS = frozenset(("FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY"))
_PARTS |= {"BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"}
_DASHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
YEARS_AHEAD = 10  # that the rules of time zones are told for


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the calendars that have an event in them."""
    site, routes = model.site, model.routes
    for lang in site.config.languages:
        if site.all("events", lang):
            yield Output(output_path(routes.sibling(routes.home(lang), WHOLE)), "ical", ("site",), lang)
    for entry in site.entries.values():
        url = routes.entry(entry.key)
        if entry.kind == "events":
            yield Output(output_path(routes.sibling(url, ONE)), "ical", ("event", entry.key), entry.lang, entry.source)
        elif entry.kind == "circles" and _meets(model, entry):
            yield Output(
                output_path(routes.sibling(url, WHOLE)), "ical", ("circle", entry.key), entry.lang, entry.source
            )


def render(output: Output, context: RenderContext) -> bytes:
    """Write one calendar."""
    import icalendar

    queries = context.queries
    scope, *keys = output.subject
    name = queries.site(output.lang).title
    if scope == "circle":
        card = queries.card(keys[0])
        name = f"{card.title} · {name}" if card else name
        keys = [event.key for event in queries.circle(keys[0]).events]
    elif scope == "site":
        keys = list(queries.keys("events", output.lang))
    entries = sorted((queries.entry(key) for key in keys), key=lambda entry: (entry.fields.start, entry.key))
    calendar = icalendar.Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//mingpian//mingpian//{output.lang.upper()}")
    if scope != "event":
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("source", queries.config.base_url + quote(output.path), {"value": "URI"})
    for zone in _zones(queries, entries):
        calendar.add_component(zone)
    for entry in entries:
        calendar.add_component(_event(queries, entry))
    return bytes(calendar.to_ical())


def _meets(model: SiteModel, circle: AnyEntry) -> bool:
    ids = model.relations.in_circle.get(circle.id, ())
    return any(id.startswith("events/") and model.site.best(id, circle.lang) for id in ids)


def _event(ask: Queries, entry: AnyEntry) -> "icalendar.Event":
    import icalendar

    card, fields = ask.card(entry.key), entry.fields
    assert card is not None and isinstance(fields, Event)
    url, zone = ask.config.base_url + card.url, _zone(ask, fields)
    stated = moment(fields.date or fields.start, zone)
    changed = max(stated, moment(fields.updated, zone)) if fields.updated else stated
    event = icalendar.Event()
    event.add("uid", f"{quote(entry.id)}@{urlsplit(url).hostname}")
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("sequence", int((changed - stated).total_seconds()))
    event.add("dtstart", _start(fields.start, zone))
    end = _end(fields, zone)
    if end is not None:
        event.add("dtend", end)
    if fields.repeats:
        event.add("rrule", _rule(fields, zone))
    event.add("status", fields.status.upper())
    event.add("summary", card.title, {"language": entry.lang})
    event.add("description", "\n\n".join(part for part in (card.summary, fields.online, url) if part))
    event.add("url", url)
    _where(event, ask, fields, card)
    return event


def _where(event: "icalendar.Event", ask: Queries, fields: Event, card: Card) -> None:
    place = " · ".join(dict.fromkeys(part for part in (fields.venue, fields.city) if part))
    if place:
        event.add("location", place)
    if fields.online.startswith("http"):  # RFC 7986, section 5.11
        event.add("conference", fields.online, {"value": "URI", "feature": "VIDEO"})
    if card.tags:
        event.add("categories", [term.name for term in card.tags])
    if card.people and ask.config.email:
        event.add("organizer", f"mailto:{ask.config.email}", {"cn": card.people[0].name.replace('"', "")})


def _zone(ask: Queries, fields: Event) -> str:
    return fields.timezone or ask.config.timezone


def _start(text: str, zone: str) -> date | datetime:
    """Return a day, or a moment in the event's own zone, so that repetitions keep their hour in summer and winter."""
    return date.fromisoformat(text) if is_day(text) else moment(text, zone).astimezone(ZoneInfo(zone))


def _end(fields: Event, zone: str) -> date | datetime | None:
    """Return the end in the form of the start: for days, the day after the last (section 3.6.1); None without one."""
    start = _start(fields.start, zone)
    if not fields.end:
        return None
    end = _start(fields.end, zone)
    if not isinstance(start, datetime):
        return max(start, _day(end)) + timedelta(days=1)
    last = end if isinstance(end, datetime) else datetime.combine(end + timedelta(days=1), time(), ZoneInfo(zone))
    return last if last > start else None


def _rule(fields: Event, zone: str) -> "icalendar.vRecur":
    """Return the rule; its UNTIL in UTC for moments and as a day for days, as section 3.3.10 wants it."""
    import icalendar

    written = _DASHED.sub(r"\1\2\3", fields.repeats)
    rule: icalendar.vRecur
    try:
        rule = icalendar.vRecur.from_ical(written)
    except ValueError:
        rule = icalendar.vRecur()
    if not rule or not _PARTS.issuperset(rule):  # not as the RFC writes it, though dateutil makes sense of it
        from dateutil.rrule import rrulestr

        meant = str(rrulestr(written, dtstart=datetime(2000, 1, 1)))
        rule = icalendar.vRecur.from_ical(meant.rpartition("RRULE:")[2])
    until = rule.pop("UNTIL", [])
    if until:
        rule["UNTIL"] = [_day(until[0]) if is_day(fields.start) else _last_moment(until[0], zone)]
    return rule


def _day(until: date | datetime) -> date:
    return until.date() if isinstance(until, datetime) else until


def _last_moment(until: date | datetime, zone: str) -> datetime:
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    return (until if until.tzinfo else until.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _zones(ask: Queries, entries: list[AnyEntry]) -> "list[icalendar.Timezone]":
    """Return the rules of the time zones that the events are in, from the first year to well after the last."""
    timed = [entry for entry in entries if not is_day(entry.fields.start)]
    if not timed:
        return []
    years = [int(entry.fields.start[:4]) for entry in timed]
    names = sorted({_zone(ask, entry.fields) for entry in timed})
    return [_zone_rules(name, min(years) - 1, max(years) + YEARS_AHEAD) for name in names if name != "UTC"]


@lru_cache(maxsize=64)
def _zone_rules(name: str, first: int, last: int) -> "icalendar.Timezone":
    import icalendar

    zone = icalendar.Timezone.from_tzid(name, first_date=date(first, 1, 1), last_date=date(last, 1, 1))
    zone.pop("COMMENT", None)
    return zone


FORMAT = Format("ical", plan, render)
