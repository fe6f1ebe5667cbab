"""A member on the way in: what cards, tables and résumés say of a person. How to reach them stays with the host."""

from pathlib import Path
from typing import Any

import msgspec

from mingpian import escape_markdown, slugify, standard_way, unindent_markdown
from mingpian.i18n import AnyText, _
from mingpian.importers.draft import PERSON, Draft, Skipped
from mingpian.importers.fields import finished, one_line, words_in
from mingpian.importers.restricted import note_on

NOTED = _("how to reach them is kept for the host alone; write `audience: public` where they agree")
_ENDINGS = {b"\x89PNG\r\n": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif"}


UNREADABLE = _("the picture cannot be read")


class ImportedPerson(msgspec.Struct):
    """What was read of one person, while it is being read."""

    source: AnyText
    fields: dict[str, Any] = msgspec.field(default_factory=dict)
    contact: dict[str, list[str]] = msgspec.field(default_factory=dict)
    links: list[Any] = msgspec.field(default_factory=list)  # addresses, or fields of a link
    extra: dict[str, Any] = msgspec.field(default_factory=dict)
    files: dict[str, Path | bytes] = msgspec.field(default_factory=dict)
    notes: list[AnyText] = msgspec.field(default_factory=list)
    body: str = ""
    closed: list[str] = msgspec.field(default_factory=list)  # what says that they do not want to be shown

    def reach(self, name: str, value: str) -> None:
        """Add a way to reach them, or whatever else only the host may know."""
        ways, value = self.contact.setdefault(standard_way(name), []), one_line(value)
        if value and value not in ways:
            ways.append(value)

    def link(self, url: str, **more: str) -> None:
        """Add a link; what is no address of the web is kept under `extra`."""
        if not url.startswith(("https://", "http://")):
            self.keep("url", url)
        elif url not in [one if isinstance(one, str) else one.get("url") for one in self.links]:
            said = {name: value for name, value in more.items() if value}
            self.links.append({"url": url, **said} if said else url)

    def keep(self, name: str, value: str) -> None:
        """Keep what has no field here; several values of one name are a list."""
        there = self.extra.get(name)
        if value and there is None:
            self.extra[name] = value
        elif value and value not in (there if isinstance(there, list) else [there]):
            self.extra[name] = [*there, value] if isinstance(there, list) else [there, value]

    def portrait(self, data: bytes | Path | None, why: AnyText = UNREADABLE) -> None:
        """Add a picture of them; the first one is the portrait."""
        ending = picture_ending(data)
        if data is None or not ending:
            self.notes.append(why)
        else:
            number = len(self.files) + 1
            self.files[f"portrait{f'-{number}' if number > 1 else ''}.{ending}"] = data


def picture_ending(data: bytes | Path | None) -> str:
    """Return what the name of a picture ends in, by its first bytes; empty for what is none that can be shown."""
    head = data if isinstance(data, bytes) else _head(data)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return next((ending for start, ending in _ENDINGS.items() if head.startswith(start)), "")


def _head(path: Path | None) -> bytes:
    if path is None:
        return b""
    with path.open("rb") as file:
        return file.read(16)


def draft_of(person: ImportedPerson) -> Draft | Skipped:
    """Return the member; as a draft where they do not want to be shown, or where only ways to reach them are known,
    which is what they are called by then."""
    said = person.fields
    named = one_line(said.get("name"))
    ways = (values for way, values in person.contact.items() if way != "note")
    name = named or next((one_line(value) for values in ways for value in values), "")
    if not name:
        return Skipped(person.source, _("it names nobody"))
    if not named:
        person.notes.append(_("it names nobody, so it is a draft, called {name}", name=name))
    if person.closed:
        person.notes.append(note_on(person.closed))
    contact = {way: [_private(one) for one in values] for way, values in person.contact.items() if values}
    if contact:
        person.notes.append(NOTED)
    fields = {
        "name": name,
        "draft": not named or bool(person.closed),
        **{field: one_line(said.get(field)) for field in ("name_latin", "headline", "role", "org", "city")},
        "languages": words_in(said.get("languages")),
        "photo": {"src": next(iter(person.files)), "alt": name} if person.files else {},
        "offers": words_in(said.get("offers")),
        "asks": words_in(said.get("asks")),
        "contact": {way: values[0] if len(values) == 1 else values for way, values in contact.items()},
        "links": person.links,
        "extra": person.extra,
    }
    return Draft(
        source=person.source,
        kind=PERSON,
        slug=slugify(name),
        fields=finished(fields),
        body=person.body,
        files=person.files,
        notes=tuple(person.notes),
    )


def _private(value: str) -> dict[str, str]:
    return {"value": value, "audience": "host"}


def text(said: str) -> str:
    """Return what somebody wrote about themselves as Markdown: their words, and nothing that acts."""
    return escape_markdown(unindent_markdown(said))
