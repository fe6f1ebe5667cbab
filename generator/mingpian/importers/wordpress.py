"""WordPress: the file that Tools → Export writes (WXR), and its uploads: beside it, or fetched when that is asked."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

from mingpian.core.paths import slugify
from mingpian.i18n import AnyText, _
from mingpian.importers.draft import Draft, Found, Importer, Into, Skipped
from mingpian.importers.fields import finished, iso_date, slug_of
from mingpian.importers.html_text import film, gallery, markdown_of
from mingpian.importers.references import Resolve, attach_cover, attach_files, finder

if TYPE_CHECKING:
    from lxml.etree import _Element

_UPLOADS = "/wp-content/uploads/"
_NAMES = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/"}
_COMMENT = re.compile(r"<!-- /?wp:.*?-->\n?", re.DOTALL)
_CAPTION = re.compile(r"\[caption[^\]]*\](.*?)\[/caption\]", re.DOTALL)
_EMBED = re.compile(r"\[(embed|video|audio)[^\]]*\](.*?)\[/\1\]", re.DOTALL)
_GALLERY = re.compile(r"\[gallery([^\]]*)\]")
_CODE = re.compile(r"\[(code|sourcecode)([^\]]*)\]\n?(.*?)\[/\1\]", re.DOTALL)
_PLAYED = re.compile(
    r"^[ \t]*(https?://(?:www\.)?(?:youtube\.com/watch|youtu\.be/|vimeo\.com/|bilibili\.com/video)\S*)[ \t]*$",
    re.MULTILINE,
)
_LEFT = re.compile(r"\[(/?[a-z][\w-]*)(?:\s[^\]]*)?\](?!\()")
_BLOCK = re.compile(r"<(?:p|h[1-6]|ul|ol|pre|blockquote|table|figure|div|hr)\b", re.IGNORECASE)


def read(path: Path, into: Into) -> Iterator[Found | Skipped]:
    """Yield the posts and pages of an export, and the members who wrote them."""
    from lxml import etree

    files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
    for file in files:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        try:
            root = etree.parse(str(file), parser).getroot()
        except (etree.XMLSyntaxError, OSError) as error:
            yield Skipped(file.name, _("it cannot be read as XML: {error}", error=error))
            continue
        if root is None or root.find("channel") is None:
            yield Skipped(file.name, _("it is no export of WordPress"))
            continue
        yield from _site(root, file, into)
        for fault in parser.error_log.filter_from_fatals():
            why = _("the XML is broken there, and what stands behind may be missing: {message}", message=fault.message)
            yield Skipped(_("{name}, line {line}", name=file.name, line=fault.line), why)


def _site(root: "_Element", file: Path, into: Into) -> Iterator[Found | Skipped]:
    items = list(root.iter("item"))
    pictures = {_of(item, "post_id"): _of(item, "attachment_url") for item in items}
    for item in items:
        kind = {"post": "essays", "page": "pages"}.get(_of(item, "post_type"), "")
        shown = f"{file.name}: {_text(item, 'title') or _of(item, 'post_name') or _of(item, 'post_id')}"
        if not kind or _of(item, "status") == "trash":
            if _of(item, "post_type") not in ("attachment", "nav_menu_item", "revision", "") and not kind:
                yield Skipped(shown, _("it is a `{of}`, of a plug-in or theme", of=_of(item, "post_type")))
            continue
        yield Found(shown, partial(_entry, item, kind, shown, (file, into), pictures))


def _entry(item: "_Element", kind: str, shown: str, where: tuple[Path, Into], pictures: dict[str, str]) -> Draft:
    notes: list[AnyText] = []
    terms = [term for term in item.iter("category") if term.get("domain") in ("category", "post_tag")]
    tags = dict.fromkeys(term.text or "" for term in terms if term.get("nicename") != "uncategorized")
    link = urlsplit(_text(item, "link"))
    comments = sum(1 for child in item if str(child.tag).endswith("}comment"))
    if comments:
        notes.append(_("{comments} comments stay behind; a site has no place for them", comments=comments))
    find = _finder(*where, link)
    body = markdown_of(_html(item.findtext("content:encoded", "", _NAMES), pictures, notes))
    body, files = attach_files(_near(body, link.netloc, find), find, notes)
    status = _of(item, "status")
    fields: dict[str, Any] = {
        "title": _text(item, "title"),
        "date": iso_date(_of(item, "post_date")) if not _of(item, "post_date").startswith("0000") else "",
        "updated": iso_date(_of(item, "post_modified")) if not _of(item, "post_modified").startswith("0000") else "",
        "summary": " ".join(re.sub("<[^>]*>", "", _excerpt(item)).split()),
        "tags": [tag for tag in tags if tag],
        "draft": status not in ("publish", "future", ""),
        "aliases": [unquote(link.path)] if len(link.path) > 1 else [],
        "authors": [name] if (name := _text(item, f"{{{_NAMES['dc']}}}creator")) else [],
        "extra": {"wordpress_status": status} if status in ("private", "pending") else {},
    }
    cover = pictures.get(_meta(item, "_thumbnail_id"), "")
    attach_cover(_near(cover, link.netloc, find), fields, find, files)
    name = unquote(_of(item, "post_name"))
    slug = slug_of(name) if name else slugify(_text(item, "title") or _of(item, "post_id"))
    return Draft(
        source=shown, kind=kind, slug=slug, fields=finished(fields), body=body, files=dict(files), notes=tuple(notes)
    )


def _of(item: "_Element", name: str) -> str:
    """Return the text of an element of WordPress's own, whatever the version of the format."""
    return next(((child.text or "").strip() for child in item if str(child.tag).endswith(f"}}{name}")), "")


def _excerpt(item: "_Element") -> str:
    return next((child.text or "" for child in item if str(child.tag).endswith("excerpt/}encoded")), "")


def _text(item: "_Element", name: str) -> str:
    return (item.findtext(name) or "").strip()


def _html(text: str, pictures: dict[str, str], notes: list[AnyText]) -> str:
    """Return what a post shows: paragraphs where there are only blank lines, and pictures for its shortcodes."""
    html = _COMMENT.sub("", text)
    html = _CODE.sub(lambda found: f"<pre><code>{found[3]}</code></pre>", html)
    html = _CAPTION.sub(_captioned, html)
    html = _EMBED.sub(lambda found: f"\n\n{found[2].strip()}\n\n", html)
    html = _GALLERY.sub(lambda found: _gallery(found[1], pictures), html)
    html = _PLAYED.sub(lambda found: film(found[1]), html)
    for match in _LEFT.finditer(re.sub(r"<pre.*?</pre>", "", html, flags=re.DOTALL)):
        note = _(
            "`{match}` is a shortcode that is not known here; it stands in the text as it was",
            match=match[1].lstrip("/"),
        )
        if note not in notes:
            notes.append(note)
    if _BLOCK.search(html):
        return html
    parts = (part.strip().replace("\n", "<br>\n") for part in re.split(r"\n\s*\n", html))
    return "\n".join(f"<p>{part}</p>" for part in parts if part)


def _captioned(found: re.Match[str]) -> str:
    picture, _, words = found[1].rpartition(">")
    return f"<figure>{picture}><p><em>{words.strip()}</em></p></figure>" if words.strip() else f"{picture}>"


def _gallery(said: str, pictures: dict[str, str]) -> str:
    ids = re.search(r'ids="([^"]*)"', said)
    shown = [pictures[one.strip()] for one in (ids[1] if ids else "").split(",") if pictures.get(one.strip())]
    images = "".join(f'<p><img src="{source}" alt=""></p>' for source in shown)
    return gallery(images) if shown else "[gallery]"


def _meta(item: "_Element", name: str) -> str:
    """Return what WordPress keeps of a post under a name."""
    for meta in item:
        if str(meta.tag).endswith("}postmeta") and _of(meta, "meta_key") == name:
            return _of(meta, "meta_value")
    return ""


def _finder(file: Path, into: Into, link: SplitResult) -> Resolve:
    """Return what finds uploads: beside the export, else at the old site, when that may be asked."""
    beside_it, fetched = finder(file.parent, file.parent), into.fetched

    def find(target: str) -> Path | None:
        path = beside_it(target)
        if path is None and fetched and target.startswith(_UPLOADS) and link.netloc:
            return fetched(f"{link.scheme}://{link.netloc}{target}")
        return path

    return find


def _near(body: str, host: str, find: Resolve) -> str:
    """Return the body with the addresses of uploads that are at hand as paths; the others stay as they are."""

    def path(found: re.Match[str]) -> str:
        return found[1] if find(unquote(found[1])) else found[0]

    return re.sub(rf"https?://{re.escape(host)}({_UPLOADS}[^\s)\"]+)", path, body) if host else body


IMPORTER = Importer("wordpress", _("the XML file of Tools → Export, or the folder in which it lies"), read)
