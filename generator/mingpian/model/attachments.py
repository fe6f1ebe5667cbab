"""Which files of the content folder are published: those below `static/`, and those that something published shows or
links to. Whoever is not trusted may add what is looked at, heard or read, but nothing that a browser or a host would
run on the site's own address, and nothing that lies with others: the owner's tables, the folder of another entry."""

from collections.abc import Iterator

from mingpian.content.kinds import kinds
from mingpian.content.pictures import is_picture
from mingpian.core.diagnostics import Diagnostic
from mingpian.model.links import path_of
from mingpian.model.site import AnyEntry, Site
from mingpian.model.world import World
from mingpian.schema.walk import values

STATIC = "static/"

_PICTURES = "avif bmp gif heic jpeg jpg png svg tif tiff webp"  # an SVG is published only when it cannot act
_RECORDINGS = "aac flac m4a mp3 oga ogg opus wav m4v mov mp4 ogv webm srt vtt"
_TEXTS = "csv docx epub ics key numbers odp ods odt pages pdf pptx rtf txt vcf xlsx zip"
_FILES = frozenset({"file"})
PASSIVE = frozenset(f"{_PICTURES} {_RECORDINGS} {_TEXTS}".split())


def may_publish(entry: AnyEntry, path: str, files: frozenset[str]) -> bool:
    """Tell whether a file may be published because this entry links to it or shows it; `files` lie in content/."""
    return entry.trusted or (path.rpartition(".")[2].lower() in PASSIVE and not lies_with_others(entry, path, files))


def lies_with_others(entry: AnyEntry, path: str, files: frozenset[str]) -> bool:
    """Tell whether a file lies in the folder of another entry (one with an `index.md`), or in no folder of entries and
    is no picture: what is there is for the owner to show."""
    kind, *folders = path.split("/")[:-1] or [""]
    if path.startswith(STATIC):
        return False
    if kind not in kinds():
        return not is_picture(path)
    owned = ("/".join((kind, *folders[:depth])) for depth in range(1, len(folders) + 1))
    return any(f"{one}/index.md" in files and not entry.source.startswith(f"{one}/") for one in owned)


def published(world: World) -> set[str]:
    """Return the files below content/ that something published shows or links to, and those that are there for it."""
    site = world.site
    named = {path for path in world.links.files if path.startswith(STATIC)}
    for entry in site.entries.values():
        paths = (path_of(entry.source, one)[0] for one in (*entry.pictures, *entry.targets, *_files_in(entry)))
        named |= {path for path in paths if may_publish(entry, path, world.links.files)}
    named.add(site.config.brand.logo.lstrip("/"))
    sources = (".md", ".markdown", ".toml")
    return {
        path
        for path in named & world.links.files
        if path.startswith(STATIC) or not (path.endswith(sources) or _is_no_picture(world, path))
    }


def _is_no_picture(world: World, path: str) -> bool:
    """Tell whether a file is called like a picture and could not be read as one, which was told when it was read."""
    return is_picture(path) and path not in world.site.pictures


def _files_in(entry: AnyEntry) -> Iterator[str]:
    """What its fields and its components name; not all of these values need be files."""
    yield from (found.value for found in values(entry.fields, _FILES))
    yield from (value for one in entry.components for _, value in one.attributes if "." in value)


def refused(site: Site, files: frozenset[str]) -> Iterator[Diagnostic]:
    """Report each link of an untrusted entry to a file that is not published for it."""
    for entry in site.entries.values():
        for target in () if entry.trusted else (*entry.targets, *entry.pictures):
            path, _ = path_of(entry.source, target)
            if path in files and not path.endswith((".md", ".markdown")) and not may_publish(entry, path, files):
                others = lies_with_others(entry, path, files)
                reason = "it lies with others" if others else "a browser could run it in the site's name"
                yield Diagnostic(
                    code="file-refused",
                    message=f"`{target}` is not published: {reason}",
                    file=f"content/{entry.source}",
                    severity="warning",
                    needle=target,
                    hints=("hand in a picture, a recording, a PDF or a text; or let the owner publish the file",),
                )
