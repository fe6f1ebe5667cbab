"""Recordings of entries that are none, and chapters that no player could find."""

from collections.abc import Iterator, Mapping

from mingpian.content.media.sounds import SoundFacts
from mingpian.core.diagnostics import Diagnostic, capped
from mingpian.i18n import AnyText, _
from mingpian.schema.moments import as_clock, leading_time, seconds_in
from mingpian.site.links import Links
from mingpian.site.resolution import file_of, is_address
from mingpian.site.site import AnyEntry, Site


def recordings(site: Site, links: Links, sounds: Mapping[str, SoundFacts]) -> Iterator[Diagnostic]:
    """Report what players would not play of the recordings that entries state."""
    for entry in site.entries.values():
        audio = entry.fields.audio
        if not audio.src or entry.made_from:
            continue
        facts = None if is_address(audio.src) else sounds.get(file_of(links.spelt, entry.source, audio.src))
        if facts is not None and facts.is_text:
            message = _("`{name}` is no recording, whatever its name says: it is not played", name=audio.src)
            yield _said(entry, message, _("copy it again from where it came from"), "src")
            continue
        length = seconds_in(audio.duration) or (facts.seconds if facts else 0)
        yield from capped([*_of_chapters(entry, length)])


def _of_chapters(entry: AnyEntry, length: int) -> Iterator[Diagnostic]:
    for number, chapter in enumerate(entry.fields.audio.chapters):
        stated = seconds_in(chapter.at) if chapter.at else None
        leading = leading_time(chapter.title)
        at = stated if stated is not None or leading is None else leading[0]
        if at is None:
            message = _("the chapter `{title}` has no time, and is left out", title=chapter.title)
            yield _said(entry, message, _("write it before the title: `12:34 …`"), "chapters", number)
        elif length and at >= length:
            message = _(
                "the chapter `{title}` begins after the recording ends, at {length}",
                title=chapter.title,
                length=as_clock(length),
            )
            yield _said(entry, message, _("correct its time; or state the right `duration`"), "chapters", number)


def _said(entry: AnyEntry, message: AnyText, hint: AnyText, *steps: str | int) -> Diagnostic:
    file, field = f"content/{entry.source}", ("audio", *steps)
    return Diagnostic(code="bad-recording", message=message, file=file, severity="warning", field=field, hints=(hint,))
