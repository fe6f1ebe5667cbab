"""A member as a résumé (the JSON Resume schema, 1.0) of what is public: from profile, works, offers, events, essays."""

import re
from typing import Any

import msgspec

from mingpian.exporters.kit.facts import KitLine, KitWork, MediaKit
from mingpian.exporters.resume import SCHEMA, stated

_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{5,}")


def public_resume(kit: MediaKit) -> bytes:
    """Return the résumé as JSON."""
    first = kit.biographies[0]
    mail = next((one.text for one in kit.contacts if "@" in one.text and "." in one.text.rpartition("@")[2]), "")
    phone = next((one.text for one in kit.contacts if _PHONE.fullmatch(one.text)), "")
    basics = {
        "name": kit.name,
        "label": kit.role or first.short,
        "email": mail,
        "phone": phone,
        "url": kit.url,
        "summary": first.medium,
        "location": stated({"city": kit.city}),
        "profiles": [stated({"network": one.text, "username": one.about, "url": one.url}) for one in kit.links],
    }
    projects = [*map(_work, kit.works), *map(_talk, kit.talks)]
    made: dict[str, Any] = {
        "$schema": SCHEMA,
        "basics": stated(basics),
        "work": [stated({"name": kit.org, "position": kit.role})] if kit.org else [],
        "skills": [{"name": topic} for topic in kit.topics],
        "languages": [{"language": one} for one in kit.languages],
        "projects": projects,
        "publications": [stated({"name": one.text, "releaseDate": one.about, "url": one.url}) for one in kit.essays],
    }
    return msgspec.json.format(msgspec.json.encode(stated(made)), indent=2) + b"\n"


def _work(one: KitWork) -> dict[str, Any]:
    told = (f"{part.what}: {part.before} → {part.after}" if part.after else part.what for part in one.results)
    said = {
        "name": one.title,
        "startDate": one.date,
        "description": one.summary,
        "highlights": list(told),
        "url": one.url,
        "roles": [one.role] if one.role else [],
        "entity": one.client,
        "type": "work",
    }
    return stated(said)


def _talk(one: KitLine) -> dict[str, Any]:
    about = " · ".join(part for part in (one.about, one.note) if part)
    return stated({"name": one.text, "description": about, "url": one.url, "type": "talk"})
