"""Which files are published because something refers to them. Whoever is not trusted may add what is looked at, heard
or read, but nothing that a browser or a host would run on the site's own address."""

from collections.abc import Iterator

from mingpian.content.pictures import is_picture, is_unshown
from mingpian.core.diagnostics import Diagnostic
from mingpian.model.links import Links
from mingpian.model.mentions import mentions_of
from mingpian.model.resolution import STATIC, file_of, is_text
from mingpian.model.site import AnyEntry, Site

_PICTURES = "avif bmp gif jfif jpe jpeg jpg pjp pjpeg png svg webp"  # an SVG is published only when it cannot act
_RECORDINGS = "aac flac m4a mp3 oga ogg opus wav m4v mov mp4 ogv webm srt vtt"
_TEXTS = "csv docx epub ics key numbers odp ods odt pages pdf pptx rtf txt vcf xlsx zip"
PASSIVE = frozenset(f"{_PICTURES} {_RECORDINGS} {_TEXTS}".split())


def may_publish(entry: AnyEntry, path: str) -> bool:
    """Tell whether a file may be published because this entry refers to it."""
    return path.startswith(STATIC) or (not is_unshown(path) and (entry.trusted or _is_passive(path)))


def is_sound(site: Site, path: str) -> bool:
    """Tell whether a file is no picture, or one that could be read; files of content/static/ are the owner's affair."""
    return path.startswith(STATIC) or not is_picture(path) or path in site.pictures


def refused(site: Site, links: Links) -> Iterator[Diagnostic]:
    """Report each reference of an untrusted entry to a file that is not published for it."""
    for entry in site.entries.values():
        for mention in () if entry.trusted else mentions_of(entry):
            path = file_of(links.spelt, entry.source, mention.written)
            if path and not (is_text(path) or is_unshown(path) or may_publish(entry, path)):
                yield Diagnostic(
                    code="file-refused",
                    message=f"`{mention.written}` is not published: a browser could run it in the site's name",
                    file=f"content/{entry.source}",
                    severity="warning",
                    field=mention.field,
                    needle="" if mention.field else mention.written,
                    hints=("hand in a picture, a recording, a PDF or a text; or let the owner publish the file",),
                )


def _is_passive(path: str) -> bool:
    return path.rpartition(".")[2].lower() in PASSIVE
