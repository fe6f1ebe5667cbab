"""Which files beside an entry are published with it. Whoever is not trusted may add what is looked at, heard or read,
but nothing that a browser or a host would run on the site's own address."""

from collections.abc import Iterator

from mingpian.core.diagnostics import Diagnostic
from mingpian.site.links import resolve_path
from mingpian.site.site import AnyEntry, Site

_PICTURES = "avif bmp gif heic jpeg jpg png svg tif tiff webp"  # an SVG is published only when it cannot act
_RECORDINGS = "aac flac m4a mp3 oga ogg opus wav m4v mov mp4 ogv webm srt vtt"
_TEXTS = "csv docx epub ics key numbers odp ods odt pages pdf pptx rtf txt vcf xlsx zip"
PASSIVE = frozenset(f"{_PICTURES} {_RECORDINGS} {_TEXTS}".split())


def may_publish(entry: AnyEntry, path: str) -> bool:
    """Tell whether a file may be published because this entry links to it or shows it."""
    return entry.trusted or path.rpartition(".")[2].lower() in PASSIVE


def refused(site: Site, files: frozenset[str]) -> Iterator[Diagnostic]:
    """Report each link of an untrusted entry to a file that is not published for it."""
    for entry in site.entries.values():
        for target in () if entry.trusted else entry.targets:
            path, _ = resolve_path(entry.source, target)
            if path in files and not path.endswith((".md", ".markdown")) and not may_publish(entry, path):
                yield Diagnostic(
                    code="file-refused",
                    message=f"`{target}` is not published: a browser could run it in the site's name",
                    file=f"content/{entry.source}",
                    severity="warning",
                    needle=target,
                    hints=("hand in a picture, a recording, a PDF or a text; or let the owner publish the file",),
                )
