"""Dates and lists as people write them -> as they are read. What is no date stays, and the check refuses it."""

import re
import unicodedata
from datetime import UTC, datetime

from mingpian.core.patterns import lazy_pattern

_MONTHS = {name: at for at, name in enumerate(re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), 1)}
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?"
_DAYS = (
    lazy_pattern(r"(?P<year>[0-9]{4}) ?年 ?(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号號]"),
    lazy_pattern(rf"(?:[A-Za-z]{{3,9}},? +)?{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? +(?P<year>[0-9]{{4}})"),
    lazy_pattern(rf"(?:[A-Za-z]{{3,9}},? +)?(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {_MONTH},? +(?P<year>[0-9]{{4}})"),
    lazy_pattern(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?![0-9])"),
)
WIDE = lazy_pattern("[，、；]")  # between items, where no YAML parts them
_BETWEEN = lazy_pattern("[,，、;；\n]+")  # items of a list that somebody wrote as one text
_TIME = lazy_pattern(
    r"(?P<day>.*?[0-9日号號])(?:[Tt]|,? +)(?P<hour>[0-9]{1,2}) ?[:：时時点點] ?(?P<minute>[0-9]{1,2})分?"
    r"(?: ?[:：]? ?(?P<second>[0-9]{1,2})秒?(?P<part>[.,][0-9]+)?)? *(?P<half>[AaPp]\.?[Mm]\.?)?"
    r" *(?P<zone>[Zz]|[A-Z]{3,4}|(?:UTC|GMT)?[+-][0-9:]{1,6})?"
)
_OFFSET = lazy_pattern(r"([+-])([0-9]{1,2}):?([0-9]{2})?")
_TIGHT = lazy_pattern(r"([0-9]{8})[Tt]?([0-9]{2})([0-9]{2})([0-9]{2})?(?![0-9])")
_PARTIAL = lazy_pattern(r"[0-9]{4}(?:[-/.年 ]+(?:0?[1-9]|1[0-2]))? ?[年月]?")
_EPOCH = lazy_pattern(r"([0-9]{10})(?:[0-9]{3})?")
_NUMBERS = lazy_pattern(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_WEEKDAY = lazy_pattern(r" ?[(（]?(?:星期|礼拜|禮拜|周|週)[一二三四五六日天][)）]? ?")
_PART = lazy_pattern(r"(凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜裡) ?")
_LATE = frozenset(["中午", "下午", "傍晚", "晚上", "夜里", "夜裡", "p"])
_DASH = lazy_pattern("(?<=[0-9])[‐-―−](?=[0-9])")
_ZONES = {
    **dict.fromkeys(("Z", "UTC", "GMT", "WET"), "Z"),
    **{"HKT": "+08:00", "SGT": "+08:00", "JST": "+09:00", "KST": "+09:00", "BST": "+01:00", "CET": "+01:00"},
    **{"CEST": "+02:00", "EST": "-05:00", "EDT": "-04:00", "CDT": "-05:00", "MST": "-07:00", "MDT": "-06:00"},
    **{"PST": "-08:00", "PDT": "-07:00", "CST": ""},  # China's, America's: the site's own
}


def as_iso(text: str) -> str:
    """Return a day or a moment in ISO form, as far as it is one; of a month or a year alone, its first day."""
    text = _DASH.sub("-", unicodedata.normalize("NFKC", text.strip()[:80]))
    text = " ".join(_WEEKDAY.sub(" ", text).split())
    part = _PART.search(text)
    text = _PART.sub("", text)
    if epoch := _EPOCH.fullmatch(text):
        return datetime.fromtimestamp(int(epoch[1]), UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    text = _TIGHT.sub(lambda found: f"{found[1]}T{found[2]}:{found[3]}:{found[4] or '00'}", text)
    match = _TIME.fullmatch(text)
    if not match:
        return _day(text)
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    half = part[1] if part else (match["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + 12 if half in _LATE and (half != "中午" or hour < 11) else hour % 12 if half == "a" else hour
    zone = _zone(match["zone"] or "")
    return f"{_day(match['day'])} {hour}:{minute:02}:{second:02}{zone}"


def _zone(text: str) -> str:
    """Return an offset as ISO has it. A name that we do not know stays, so that it is no date."""
    bare = text.removeprefix("UTC").removeprefix("GMT") if text[-1:].isdigit() else text
    if bare[:1] not in ("+", "-"):
        return _ZONES.get(bare.upper(), bare)
    offset = _OFFSET.fullmatch(bare)
    return f"{offset[1]}{offset[2]:0>2}:{offset[3] or '00'}" if offset else bare


def _day(text: str) -> str:
    for form in _DAYS:
        match = form.fullmatch(text)
        if match:
            stated = match.groupdict()
            month = stated.get("month") or _MONTHS.get((stated.get("name") or "").lower()[:3], "")
            return f"{stated['year']}-{month}-{stated['day']}" if month else text
    if numbers := _NUMBERS.fullmatch(text):
        return _by_size(text, *numbers.groups())
    if _PARTIAL.fullmatch(text):
        year, month = [*re.findall("[0-9]+", text), "1"][:2]
        return f"{year}-{int(month):02}-01"
    return text


def _by_size(text: str, first: str, sign: str, second: str, year: str) -> str:
    """Return a date of numbers alone that ends with the year, where only one order makes it one: 13/5/2024, 5/13/2024.
    With dots (German, Russian …) the day stands first."""
    if sign == "." or int(first) > 12 or first == second:
        return f"{year}-{int(second):02}-{int(first):02}"
    return f"{year}-{int(first):02}-{int(second):02}" if int(second) > 12 else text


def split_names(text: str) -> list[str]:
    """Return the names of a list that is written in one line: `a, b`, `甲、乙`."""
    return [part.strip() for part in _BETWEEN.split(text) if part.strip()]


def bare_term(text: str) -> str:
    """Return a tag without the sign with which it begins in a text: `#随笔`."""
    return re.sub(r"^#+(?=[^\W_])", "", text) if text[:1] == "#" else text
