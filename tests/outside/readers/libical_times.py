"""Print when the events of calendars take place, as libical reads them: JSON, UID -> seconds since 1970-01-01T00:00Z.

Arguments: the library, the last year to read, and the calendars.
"""

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

VEVENT = 4  # in the enumeration icalcomponent_kind


class Time(ctypes.Structure):
    """The struct icaltimetype."""

    _fields_ = (
        *((name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "summer")),
        ("zone", ctypes.c_void_p),
    )


class Span(ctypes.Structure):
    """The struct icaltime_span."""

    _fields_ = (("start", ctypes.c_long), ("end", ctypes.c_long), ("is_busy", ctypes.c_int))


Found = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(Span), ctypes.c_void_p)


def library(path: str) -> Any:
    """Return libical with the types of the functions that are called here."""
    found, component = ctypes.CDLL(path), ctypes.c_void_p
    found.icalparser_parse_string.restype = component
    found.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    for name in ("icalcomponent_get_first_component", "icalcomponent_get_next_component"):
        getattr(found, name).restype = component
        getattr(found, name).argtypes = [component, ctypes.c_int]
    found.icalcomponent_get_uid.restype = ctypes.c_char_p
    found.icalcomponent_get_uid.argtypes = [component]
    found.icalcomponent_foreach_recurrence.restype = None
    found.icalcomponent_foreach_recurrence.argtypes = [component, Time, Time, Found, ctypes.c_void_p]
    return found


def main() -> None:
    """Read and print."""
    ical, until, times = library(sys.argv[1]), int(sys.argv[2]), dict[str, list[int]]()
    for path in sys.argv[3:]:
        calendar = ical.icalparser_parse_string(Path(path).read_bytes())
        event = ical.icalcomponent_get_first_component(calendar, VEVENT)
        while event:
            found = times.setdefault(f"{Path(path).name} {ical.icalcomponent_get_uid(event).decode()}", [])
            note = Found(lambda _event, span, _data, found=found: found.append(span.contents.start))
            ical.icalcomponent_foreach_recurrence(event, Time(1970, 1, 1), Time(until, 12, 31), note, None)
            event = ical.icalcomponent_get_next_component(calendar, VEVENT)
    print(json.dumps(times))


main()
