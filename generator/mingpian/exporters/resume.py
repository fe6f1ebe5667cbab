"""A member as a résumé (the JSON Resume schema, 1.0): what was imported as one comes back whole, with what was changed
since. It is for the host to hand on: how to reach them is in it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mingpian import (
    UnreadableError,
    decode_text,
    fold_topic,
    is_entry,
    list_files,
    path_parts,
    read_file,
    split_front_matter,
)

CONTENT = "content"
MAX_FILE = 8 * 1024 * 1024  # bytes
SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_NO = ("false", "no", "off", "0", "否")
_MAILS, _PHONES = ("email", "work_email", "home_email"), ("phone", "mobile", "work_phone", "tel", "home_phone")


def resumes(
    root: Path, languages: tuple[str, ...], wanted: list[str], drafts: bool
) -> Iterator[tuple[str, bytes | None]]:
    """Yield the slug and the résumé of each member who is wanted, by slug, name or file; of all when nobody is named.
    Without `drafts`, None in place of that of a draft who is named. Raises OSError."""
    names = {fold_topic(one.removeprefix("content/").removesuffix(".md").removesuffix("/index")) for one in wanted}
    for file in list_files(root / CONTENT, CONTENT).files:
        named = path_parts(file.path, languages) if is_entry(file.path) else None
        if named is None or named.kind != "members" or named.lang:
            continue
        try:
            text, _told = decode_text(read_file(root / CONTENT, file.path, MAX_FILE), file.path)
            front = split_front_matter(text or "")
        except UnreadableError:
            continue
        fields, slug = front.located.data, named.slug
        called = {fold_topic(one) for one in (slug, f"members/{slug}", str(fields.get("name") or ""))}
        is_draft = str(fields.get("draft") or "false").strip().lower() not in _NO and not drafts
        if is_draft and names & called:
            yield slug, None
        elif not is_draft and (not names or names & called):
            made = resume_of(fields, front.body)
            yield slug, msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n"


def resume_of(fields: dict[str, Any], body: str) -> dict[str, Any]:
    """Return the résumé of a member's front matter and text."""
    kept = _kept(fields)
    basics: dict[str, Any] = kept.get("basics") or {"summary": body.strip() or fields.get("headline")}
    contact = fields.get("contact") if isinstance(fields.get("contact"), dict) else {}
    said = {
        "name": fields.get("name"),
        "label": fields.get("role"),
        "email": _first(contact, _MAILS),
        "phone": _first(contact, _PHONES),
    }
    location = {
        "address": _first(contact, ("address",)),
        "postalCode": _first(contact, ("postal_code",)),
        "city": fields.get("city"),
    }
    location = {**(basics.get("location") or {}), **stated(location)}
    basics = {**basics, **stated(said), **({"location": location} if location else {})}
    if kept:
        return {**kept, "basics": basics}
    return stated({"$schema": SCHEMA, "basics": stated({**basics, **_links(fields)}), **_lists(fields)})


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the résumé that was imported, without what is among the ways to reach them."""
    extra = fields.get("extra")
    try:
        kept = json.loads(extra["resume"]) if isinstance(extra, dict) and isinstance(extra.get("resume"), str) else {}
    except (ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) and isinstance(kept.get("basics"), dict) else {}


def _links(fields: dict[str, Any]) -> dict[str, Any]:
    links = [one if isinstance(one, dict) else {"url": one} for one in _listed(fields.get("links"))]
    url = next((one["url"] for one in links if str(one.get("url", "")).startswith("http")), "")
    profiles = [
        stated(
            {"network": one.get("platform") or one.get("label"), "username": one.get("handle"), "url": one.get("url")}
        )
        for one in links
        if one.get("url") != url
    ]
    return {"url": url, "profiles": profiles}


def _lists(fields: dict[str, Any]) -> dict[str, Any]:
    work = stated({"name": fields.get("org"), "position": fields.get("role")}) if fields.get("org") else {}
    offers = [str(one.get("topic", "")) if isinstance(one, dict) else str(one) for one in _listed(fields.get("offers"))]
    spoken = [{"language": str(one)} for one in _listed(fields.get("languages"))]
    return {"work": [work] if work else [], "skills": [{"name": one} for one in offers if one], "languages": spoken}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _first(contact: Any, ways: tuple[str, ...]) -> str:
    for way in ways:
        for one in _listed(contact.get(way)):
            if value := one.get("value") if isinstance(one, dict) else one:
                return str(value)
    return ""


def stated(values: dict[str, Any]) -> dict[str, Any]:
    """Return values without what is empty."""
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}
