"""Which files of the content folder are published: those below `static/`, and those that something published shows or
links to. Whoever is not trusted may add what is looked at, heard or read, but nothing that a browser or a host would
run on the site's own address, and nothing that lies with others: the owner's tables, the folder of another entry."""

from collections.abc import Iterator

from mingpian.content.kinds import kinds
from mingpian.content.media.pictures import is_picture, is_unshown
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.site.links import Links
from mingpian.site.mentions import mentions_in
from mingpian.site.model import SiteModel
from mingpian.site.resolution import STATIC, file_of, is_text
from mingpian.site.site import AnyEntry, Site

_PICTURES = "avif bmp gif jfif jpe jpeg jpg pjp pjpeg png svg webp"  # an SVG is published only when it cannot act
_RECORDINGS = "aac flac m4a mp3 oga ogg opus wav m4v mov mp4 ogv webm srt vtt"
_TEXTS = "csv docx epub ics key numbers odp ods odt pages pdf pptx rtf txt vcf xlsx zip"
PASSIVE = frozenset(f"{_PICTURES} {_RECORDINGS} {_TEXTS}".split())


def may_publish(entry: AnyEntry, path: str, files: frozenset[str]) -> bool:
    """Tell whether a file may be published because this entry refers to it; `files` lie in content/."""
    if path.startswith(STATIC):
        return True
    return not is_unshown(path) and (entry.trusted or (_is_passive(path) and not lies_with_others(entry, path, files)))


def lies_with_others(entry: AnyEntry, path: str, files: frozenset[str]) -> bool:
    """Tell whether a file lies in the folder of another entry (one with an `index.md`), or in no folder of entries and
    is no picture: what is there is for the owner to show."""
    if path.startswith(STATIC):
        return False
    if path.partition("/")[0] not in kinds():
        return not is_picture(path)
    return any(_owners_elsewhere(entry, path, files))


def _owners_elsewhere(entry: AnyEntry, path: str, files: frozenset[str]) -> Iterator[str]:
    """Yield the files of other entries in whose folders a file lies."""
    kind, *folders = path.split("/")[:-1] or [""]
    owned = ("/".join((kind, *folders[:depth])) for depth in range(1, len(folders) + 1))
    for one in owned:
        if f"{one}/index.md" in files and not entry.source.startswith(f"{one}/"):
            yield f"{one}/index.md"


def _beside_unpublished(site: Site, entry: AnyEntry, path: str, files: frozenset[str]) -> str:
    """Return the file of the entry, a draft or not of this day, in whose folder a file lies; empty when in none."""
    sources = {other.source for other in site.entries.values()}
    return next((one for one in _owners_elsewhere(entry, path, files) if one not in sources), "")


def published(model: SiteModel) -> frozenset[str]:
    """Return the files below content/ that something published shows or links to, and those that are there for it."""
    return model.remember("published files", lambda: frozenset(_published(model)))


def _published(model: SiteModel) -> Iterator[str]:
    site, spelt, files = model.site, model.links.spelt, model.links.files
    named = {path for path in files if path.startswith(STATIC)}
    for entry in site.entries.values():
        paths = {file_of(spelt, entry.source, mention.written) for mention in model.links.mentions[entry.key]}
        named |= {path for path in paths if path and not _is_source(path) and may_publish(entry, path, files)}
    own = {file_of(spelt, "", mention.written) for mention in mentions_in(site.config)}
    named |= {path for path in own if path and not _is_source(path) and not is_unshown(path)}
    return (path for path in named if is_readable(site, path))


def shown(model: SiteModel) -> set[str]:
    """Return the pictures below content/ that something published shows: not those that it merely links to."""
    files, site = model.links.spelt, model.site
    stated = [(entry.source, model.links.mentions[entry.key]) for entry in site.entries.values()]
    mentions = [(source, mention) for source, found in stated for mention in found]
    mentions += [("", mention) for mention in mentions_in(site.config)]
    found = {file_of(files, source, mention.written) for source, mention in mentions if mention.use != "link"}
    return found & site.pictures.keys()


def _is_source(path: str) -> bool:
    return (is_text(path) or path.endswith(".toml")) and not path.startswith(STATIC)


def is_readable(site: Site, path: str) -> bool:
    """Tell whether a file is no picture, or one that could be read; files of content/static/ are the owner's affair."""
    return path.startswith(STATIC) or not is_picture(path) or path in site.pictures


def refused(site: Site, links: Links) -> Iterator[Diagnostic]:
    """Report each reference of an untrusted entry to a file that is not published for it."""
    for entry in site.entries.values():
        for mention in () if entry.trusted else links.mentions[entry.key]:
            path = file_of(links.spelt, entry.source, mention.written)
            if path and not (is_text(path) or is_unshown(path) or may_publish(entry, path, links.files)):
                reason = _("a browser could run it in the site's name")
                if hidden := _beside_unpublished(site, entry, path, links.files):
                    reason = _("it lies with content/{source}, which is not published", source=hidden)
                elif lies_with_others(entry, path, links.files):
                    reason = _("it lies with others")
                yield Diagnostic(
                    code="file-refused",
                    message=_("`{written}` is not published: {reason}", written=mention.written, reason=reason),
                    file=f"content/{entry.source}",
                    severity="warning",
                    field=mention.field,
                    needle="" if mention.field else mention.written,
                    hints=(_("hand in a picture, a recording, a PDF or a text; or let the owner publish the file"),),
                )


def _is_passive(path: str) -> bool:
    return path.rpartition(".")[2].lower() in PASSIVE
