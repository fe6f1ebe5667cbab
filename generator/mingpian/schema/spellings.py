"""Dates and lists as people write them -> as they are read. What is no date stays, and the check refuses it."""

import re

_MONTHS = {name: at for at, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAYS = (
    re.compile(r"(?P<year>[0-9]{4}) ?年 ?(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号號]"),
    re.compile(rf"(?:[A-Za-z]{{3,9}},? +)?{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{{4}})"),
    re.compile(rf"(?:[A-Za-z]{{3,9}},? +)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {_MONTH},? +(?P<year>[0-9]{{4}})"),
    re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])"),
)
_BETWEEN = re.compile("[,，、;；\n]+")  # items of a list that somebody wrote as one text
_TIME = re.compile(
    r"(?P<day>.*?[0-9日号號])(?:[Tt]|,? +)(?P<hour>[0-9]{1,2}) ?[:：时時点點] ?(?P<minute>[0-9]{1,2})分?"
    r"(?: ?[:：]? ?(?P<second>[0-9]{1,2})秒?(?P<part>[.,][0-9]+)?)? *(?P<zone>[Zz]|UTC|GMT|[+-][0-9:]{2,6})?"
)


def as_iso(text: str) -> str:
    """Return a day or a moment in ISO form, as far as it is one."""
    text = " ".join(text.replace("，", ",").split())[:80]
    match = _TIME.fullmatch(text)
    if not match:
        return _day(text)
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    zone = match["zone"] or ""
    return f"{_day(match['day'])} {hour}:{minute:02}:{second:02}{'Z' if zone in ('Z', 'z', 'UTC', 'GMT') else zone}"


def _day(text: str) -> str:
    for form in _DAYS:
        match = form.fullmatch(text)
        if match:
            stated = match.groupdict()
            month = stated.get("month") or _MONTHS.get((stated.get("name") or "").lower()[:3], "")
            return f"{stated['year']}-{month}-{stated['day']}" if month else text
    return text


def split_names(text: str) -> list[str]:
    """Return the names of a list that is written in one line: `a, b`, `甲、乙`."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]
