"""Fields that people and other programs call otherwise: which of ours is meant, and which keep an entry private.

A field that we do not know may have been written to keep something from the public. Where it says so it is heeded, and
where it may say so and is not understood the entry is not published: what is unknown never opens a door.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from mingpian.core.diagnostics import FieldPath, nearest
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.moments import check_date
from mingpian.schema.numbers import truth_of
from mingpian.schema.read import Problem
from mingpian.schema.shapes import Record, Scalar
from mingpian.schema.spellings import split_names


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_YEAR = lazy_pattern(r"(?<![0-9])([1-8][0-9]{3})(?![0-9])(?:[-/.年](1[0-2]|0?[1-9])(?![0-9]))?")
NEVER = "9000-01-01"
"""The last year that is taken for one: when that comes which says no year that could be read."""
_QUOTES = "“”‘’「」'\""
_HIDING = _words("private headless hidden hide secret unpublished encrypted encrypt protected 私密 保密 隐藏 隱藏")
_SHOWING = _words("published publish public visible dg-publish 公开 公開 发布 發布")
_LOCKS = _words("password passwd pwd 密码 密碼")
_WHO = _words("audience visibility access readers 可见 可見 权限 權限 受众 受眾")
_STATES = _words("status state post_status 状态 狀態")
_CLOSED = _words(
    """draft drafts private pending hidden future trash protected unpublished wip members member host friends internal
    secret none nobody me self password 草稿 私密 隐藏 隱藏 仅自己 內部 内部 成员 成員 不公开 未发布"""
)
_OPEN = _words("public published publish everyone everybody all open 公开 公開 所有人 已发布 发布")
_PUBLICATION = _words("publishdate publish_date pubdate pub_date published_at publish_at")
SPEAKING = _HIDING | _SHOWING | _LOCKS | _WHO | _STATES
"""Names of fields, in small letters, that tell of who may see an entry."""
_NEAR = 0.75  # how much of a name is that of a field, by `difflib`


def renamed(data: dict[str, Any], record: Record) -> tuple[dict[str, Any], dict[FieldPath, FieldPath]]:
    """Give the fields of `record` the values that stand under other names for them, unless they have their own; and
    tell where these stand."""
    found, moved = dict(data), dict[FieldPath, FieldPath]()
    for name, value in data.items():
        ours = _ours(name, record)
        if ours and ours not in found and value not in (None, ""):
            found[ours] = value
            moved[ours,] = (name,)
    return found, moved


def with_taxonomies(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with what Zola keeps in a table of taxonomies."""
    table = data.get("taxonomies")
    return {**table, **data} if isinstance(table, dict) else data


def with_tags(data: dict[str, Any], taxonomies: Collection[str]) -> dict[str, Any]:
    """Return the data with categories as tags, also those within others (Hexo), unless the site has such a taxonomy."""
    found = [name for name in ("categories", "category") if data.get(name) and not {name, "categories"} & {*taxonomies}]
    if not found:
        return data
    terms = [term for name in ("tags", *found) for term in _flat(data.get(name))]
    return {**data, "tags": list(dict.fromkeys(terms))}


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _flat(one)
    elif isinstance(value, str):
        yield from split_names(value)


def not_before(data: dict[str, Any], renames: dict[FieldPath, FieldPath]) -> str:
    """Return when an entry is published at the earliest by a field beside its date, as Hugo has one (`publishDate`)."""
    for name, value in data.items():
        if name.lower().replace("-", "_") in _PUBLICATION and renames.get(("date",)) != (name,) and value:
            try:
                return check_date(str(value))
            except InvalidValueError:
                return first_day(value)
    return ""


def first_day(date: Any) -> str:
    """Return the first day that a date may mean which cannot be read: what is to come must not come early. One that
    names no year may mean any."""
    match = _YEAR.search(str(date))
    return f"{match[1]}-{int(match[2] or 1):02}-01" if match else NEVER


def waiting(problem: Problem, date: Any) -> Problem:
    """Return what is wrong with the date of an entry, with what that means for it where no year can be read."""
    if problem.path != ("date",) or first_day(date) != NEVER:
        return problem
    return msgspec.structs.replace(problem, hints=(*problem.hints, _("until then the entry is not published")))


def _ours(name: str, record: Record) -> str:
    if name in record.fields:
        return ""
    bare = name.strip(_QUOTES)
    elsewhere: dict[str, str] = getattr(record.struct, "elsewhere", {})
    for spelled in (bare, bare.lower(), bare.lower().replace("-", "_")):
        known = spelled if spelled in record.fields else elsewhere.get(spelled, "")
        if known in record.fields:
            return known
    return ""


def heeded(data: dict[str, Any], record: Record, problems: list[Problem]) -> tuple[bool, list[Problem]]:
    """Tell whether a field that is not ours keeps the entry from the public; make errors of those that may."""
    hidden = {name for name, value in data.items() if name not in record.fields and _hides(name.lower(), value)}
    return bool(hidden), [_told(one, data, record, hidden) for one in problems]


def _told(problem: Problem, data: dict[str, Any], record: Record, hidden: set[str]) -> Problem:
    if problem.code != "unknown-field" or len(problem.path) != 1:
        return problem
    name = str(problem.path[0])
    if name in hidden:
        hint = _("it keeps the entry from the public, so it is read as `draft: true`; write that")
        return msgspec.structs.replace(problem, hints=(hint,))
    if name.lower() in _WHO and not _says_open(data[name]):
        message = _("`{name}` may say who may see this, and is not understood", name=name)
        hint = _("write `draft: true` for what is not for everybody, else delete it")
        return msgspec.structs.replace(problem, code="bad-audience", message=message, hints=(hint,), severity="error")
    return msgspec.structs.replace(problem, severity="error") if _is_slip(name, data[name], record) else problem


def _hides(name: str, value: Any) -> bool:
    """Tell whether a field of another program keeps its entry from the public."""
    if value in (None, "", [], {}):
        return False
    if name in ("build", "_build") and isinstance(value, dict):  # Hugo's
        return str(value.get("render", "")).lower() in ("never", "false", "no")
    text = str(value[0] if isinstance(value, list) else value).strip().lower()
    if name in _HIDING:
        return truth_of(text) is not False
    if name in _SHOWING:
        return truth_of(text) is False or text in _CLOSED
    return name in _LOCKS or (name in _WHO | _STATES and (text in _CLOSED or truth_of(text) is False))


def _says_open(value: Any) -> bool:
    return isinstance(value, str) and (value.strip().lower() in _OPEN or truth_of(value) is True)


def _is_slip(name: str, value: Any, record: Record) -> bool:
    """Tell whether a name is near to that of a guard, and its value such as the guard takes."""
    guards: tuple[str, ...] = getattr(record.struct, "guards", ())
    near = nearest(name.lower(), guards, _NEAR)
    shape = record.fields.get(near or "")
    if not isinstance(shape, Scalar) or not isinstance(value, str) or _ours(name, record):
        return False
    return truth_of(value) is not None if shape.check == "bool" else bool(re.search("[0-9]", value))
