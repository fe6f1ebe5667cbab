"""Repeat rules (RFC 5545, section 3.3.10) of the usual form. Others are valid too, and go to calendars as they are."""

import re

_PARTS = {
    "FREQ": re.compile("DAILY|WEEKLY|MONTHLY|YEARLY"),
    "INTERVAL": re.compile("[1-9][0-9]{0,2}"),
    "BYDAY": re.compile("(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU))*"),
    "COUNT": re.compile("[0-9]+"),
    "UNTIL": re.compile("[-0-9TZ:]+"),
    "WKST": re.compile("[A-Z]{2}"),
}


def usual(rule: str) -> dict[str, str]:
    """Return the parts of a rule of days, weeks, months or years, on days of the week; empty for any other rule.

    Whether such a rule applies at all is soon found out; of others, that may take longer than a calendar lasts.
    """
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    return parts if all(name in _PARTS and _PARTS[name].fullmatch(value) for name, value in parts.items()) else {}
