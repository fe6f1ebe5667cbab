"""Calendars to subscribe to (RFC 5545): of the whole site in each language, of each circle, of each event.

The same event has the same UID in all of them. Nothing is taken from the clock: DTSTAMP, LAST-MODIFIED and SEQUENCE
tell when the entry was last revised (`Entry.revised`), so that a calendar changes when the content does.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo

from mingpian.content.kinds.circle import Circle
from mingpian.content.kinds.event import EVENTS, Event
from mingpian.plan.outputs import Output
from mingpian.plan.routes import output_path
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Card
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.times.timezones import timezone
from mingpian.schema.dates import is_day, moment
from mingpian.site.model import SiteModel
from mingpian.site.occurrences import LATEST, last_moment, sound_end
from mingpian.site.site import AnyEntry

if TYPE_CHECKING:
    import icalendar

WHOLE, ONE = "calendar.ics", "event.ics"
_PARTS = frozenset(("FREQ", "UNTIL", "COUNT", "INTERVAL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY"))
_PARTS |= {"BYYEARDAY", "BYWEEKNO", "BYMONTH", "BYSETPOS", "WKST"}
_DASHED = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_UNREVISED = datetime(2000, 1, 1, tzinfo=UTC)  # when entries were revised of which nothing is known; SEQUENCE 0
_MOST = 2**31 - 1  # what programs keep a SEQUENCE in (section 3.3.8)


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the calendars that have an event in them."""
    site, routes = model.site, model.routes
    for lang in site.config.languages:
        if site.all(EVENTS, lang):
            yield Output(output_path(routes.sibling(routes.home(lang), WHOLE)), "ical", ("site",), lang)
    for entry in site.entries.values():
        url = routes.entry(entry.key)
        if isinstance(entry.fields, Event):
            yield Output(output_path(routes.sibling(url, ONE)), "ical", ("event", entry.key), entry.lang, entry.source)
        elif isinstance(entry.fields, Circle) and _meets(model, entry):
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
        keys = list(queries.keys(EVENTS, output.lang))
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
    return any(id.startswith(f"{EVENTS}/") and model.site.best(id, circle.lang) for id in ids)


def _event(ask: Queries, entry: AnyEntry) -> "icalendar.Event":
    import icalendar

    card, fields = ask.card(entry.key), entry.fields
    assert card is not None and isinstance(fields, Event)
    url, zone = ask.config.base_url + card.url, _zone(ask, fields)
    event = icalendar.Event()
    event.add("uid", f"{quote(entry.id)}@{urlsplit(url).hostname}")
    _revision(event, entry.revised)
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


def _revision(event: "icalendar.Event", revised: int) -> None:
    """Say which version it is (sections 3.8.7.2 to 3.8.7.4). Its SEQUENCE are the seconds from 2000 on: a count of the
    versions, which is what programs compare, would have to be remembered from build to build."""
    at = datetime.fromtimestamp(revised, UTC) if revised else _UNREVISED
    event.add("dtstamp", at)
    if revised:
        event.add("last-modified", at)
    event.add("sequence", min(max(0, int((at - _UNREVISED).total_seconds())), _MOST))


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
    stated = sound_end(fields, zone)
    if not stated:
        return None
    end = _start(stated, zone)
    if not isinstance(start, datetime):
        return _day(end) + timedelta(days=1)
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
    if until and until[0].year <= LATEST:  # some write the last day of the calendar for what goes on for good
        rule["UNTIL"] = [_day(until[0]) if is_day(fields.start) else _last_moment(until[0], zone)]
    return rule


def _day(until: date | datetime) -> date:
    return until.date() if isinstance(until, datetime) else until


def _last_moment(until: date | datetime, zone: str) -> datetime:
    if not isinstance(until, datetime):
        until = datetime.combine(until, time(23, 59, 59))
    return (until if until.tzinfo else until.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _zones(ask: Queries, entries: list[AnyEntry]) -> "Iterator[icalendar.Timezone]":
    """Yield the rules of the time zones that events are in, from the first of these to the last, or for good."""
    spans: dict[str, list[tuple[datetime, datetime | None]]] = {}
    for entry in entries:
        zone = _zone(ask, entry.fields)
        if not is_day(entry.fields.start) and zone != "UTC":
            spans.setdefault(zone, []).append((moment(entry.fields.start, zone), last_moment(entry.fields, zone)))
    for zone, times in sorted(spans.items()):
        lasts = [last for _, last in times if last]
        yield timezone(zone, min(first for first, _ in times), max(lasts) if len(lasts) == len(times) else None)


FORMAT = Format("ical", plan, render)
