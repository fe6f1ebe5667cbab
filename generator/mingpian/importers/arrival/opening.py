"""Texts whose day has not come: they arrive as drafts."""

from datetime import datetime

import msgspec

from mingpian.importers.draft import ARTICLE, NOTE, PAGE, Draft
from mingpian.importers.fields import iso_date
from mingpian.importers.restricted import OPENING, note_on

_DATED = (ARTICLE, NOTE, PAGE)


def in_time(draft: Draft, now: datetime) -> Draft:
    """Return a draft that stays one when its day has not come."""
    extra = draft.fields.get("extra") or {}
    days = {"date": draft.fields.get("date"), **{name: extra[name] for name in extra if name.lower() in OPENING}}
    later = [f"{name}: {day}" for name, day in days.items() if _is_later(str(day or ""), now)]
    if not later or draft.fields.get("draft") or draft.kind not in _DATED:
        return draft
    fields = {**draft.fields, "draft": True}
    return msgspec.structs.replace(draft, fields=fields, notes=(*draft.notes, note_on(later)))


def _is_later(day: str, now: datetime) -> bool:
    try:
        moment = datetime.fromisoformat(iso_date(day))
    except ValueError:
        return False
    return (moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)) > now
