"""The texts of an export of WordPress."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urlsplit

import msgspec

from mingpian.i18n import AnyText, _
from mingpian.importers import old_lists
from mingpian.importers.draft import ARTICLE, NOTE, PAGE, Copy, Draft, Found, Importer, Into, OldSite, Skipped
from mingpian.importers.fields import finished, former, iso_date
from mingpian.importers.html_text import markdown_of
from mingpian.importers.noting import UNKNOWN
from mingpian.importers.references import Resolve, attach_cover, attach_files, finder
from mingpian.importers.restricted import note_on
from mingpian.importers.wordpress import settings
from mingpian.importers.wordpress.footnotes import with_footnotes
from mingpian.importers.wordpress.html import html_of
from mingpian.importers.wordpress.settings import decoded, meta, of, slug_in, text

if TYPE_CHECKING:
    from lxml.etree import _Element

_UPLOADS = "/wp-content/uploads/"
_NAMES = {"content": "http://purl.org/rss/1.0/modules/content/", "dc": "http://purl.org/dc/elements/1.1/"}
_NO_TEXTS = frozenset(
    {"attachment", "nav_menu_item", "revision", "wp_global_styles", "wp_navigation", "custom_css", ""}
)
_LOCKED = re.compile(
    r"<!--\s*wp:(?:jetpack/paywall|jetpack/subscribers|premium-content/|jetpack/premium-content|memberful|restrict)"
    r"|\[(?:restrict\w*|members?(?:_only|-only)?|private|hide|hidecontent|passster|content_protector|pms-restrict|mepr-\w+"
    r"|ihc-\w+|rcp_\w+|wlm_\w+|vip\w*|pay\w*|paid\w*|reply\w*|login\w*|erphp\w*|ppw\w*|wppay\w*)[\s\]]",
)
_LOCKS = (
    "_members_access_role", "rcp_subscription_level", "rcp_user_level", "rcp_access_level", "_wpmem_block",
    "_pms-content-restrict-type", "_jetpack_newsletter_access", "_memberful_acl", "_ppw_password", "_wp_page_password",
    "_mepr_unauthorized_message_type",
)  # fmt: skip
_REUSED = re.compile(r"""<!--\s*wp:block\s+\{[^{}]*"ref":\s*(\d+)[^{}]*\}\s*/-->""")
_SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w+\Z)|-scaled(?=\.\w+\Z)")


class _WordPressExport(msgspec.Struct, frozen=True):
    """One file, and what its items are read with."""

    file: Path
    into: Into
    pictures: dict[str, str]  # addresses by number
    reused: dict[str, str]  # blocks that several posts have in common, by number
    described: dict[str, str]  # what pictures show, by number
    attached: dict[str, list[str]]  # pictures by the number of the post that they were put to
    names: dict[str, str]  # authors by login
    above: dict[str, str]  # categories by those that lie in them
    bases: dict[str, str]  # below what the lists of categories and of tags stood
    has_amp: bool  # each page had a copy for telephones, below it


def read(path: Path, into: Into) -> Iterator[Found | Draft | Copy | Skipped]:
    """Yield the posts and pages of an export, the members who wrote them, and what was said below them."""
    from lxml import etree

    for file in sorted(path.glob("*.xml")) if path.is_dir() else [path]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        try:
            root = _parsed(file, parser)
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


def _site(root: "_Element", file: Path, into: Into) -> Iterator[Found | Draft | Copy | Skipped]:
    items = list(root.iter("item"))
    attached: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if of(item, "post_type") == "attachment" and re.search(
            r"\.(?:jpe?g|png|gif|webp|avif)\Z", of(item, "attachment_url"), re.I
        ):
            attached[of(item, "post_parent")].append(of(item, "attachment_url"))
    pictures = {of(item, "post_id"): of(item, "attachment_url") for item in items}
    names, above = settings.names_of(root), settings.above_of(root)
    bases = settings.bases_of(root)
    described = {of(item, "post_id"): meta(item, "_wp_attachment_image_alt") for item in items}
    common = [item for item in items if of(item, "post_type") == "wp_block"]
    reused = {of(item, "post_id"): item.findtext("content:encoded", "", _NAMES) for item in common}
    export = _WordPressExport(
        file, into, pictures, reused, described, attached, names, above, bases, settings.has_amp(root)
    )
    yield from settings.members_of(root, into.fetched)
    for item in items:
        form = of(item, "post_type")
        shown = f"{file.name}: {text(item, 'title') or of(item, 'post_name') or of(item, 'post_id')}"
        if form in ("post", "page") and of(item, "status") == "trash":
            yield Skipped(shown, _("it was in the trash"))
        elif form in ("post", "page"):
            yield Found(shown, partial(_entry, item, shown, export))
        elif form not in _NO_TEXTS:
            yield Skipped(shown, _("it is a `{form}`, of a plug-in or theme", form=form))
    if comments := settings.comments_of(root):
        yield comments


def _entry(item: "_Element", shown: str, export: _WordPressExport) -> Draft:
    notes: list[AnyText] = []
    terms = [term for term in item.iter("category") if term.get("domain") in ("category", "post_tag")]
    tags = dict.fromkeys(text_of(term) for term in terms if term.get("nicename") != "uncategorized")
    link = urlsplit(text(item, "link"))
    said = item.findtext("content:encoded", "", _NAMES)
    body = markdown_of(_html(item, said, export, notes), notes)
    find = _finder(export.file, export.into, link)
    body, files = attach_files(_near(body, link.netloc, find, notes), find, notes, address=link.path)
    if count := sum(1 for child in item if str(child.tag).endswith("}comment")):
        notes.append(_("{count} comments are kept in content/data/comments.json; no page shows them", count=count))
    creator = text(item, f"{{{_NAMES['dc']}}}creator")
    closed = _closed(item, said)
    notes += [note_on(closed)] if closed else []
    fields: dict[str, Any] = {
        "title": text(item, "title"),
        "date": _when(item, "post_date"),
        "updated": _when(item, "post_modified"),
        "summary": " ".join(re.sub("<[^>]*>", "", _excerpt(item)).split()),
        "tags": [tag for tag in tags if tag],
        "draft": bool(closed),
        "aliases": _paths(link, notes, export.has_amp),
        "authors": [export.names.get(creator, creator)] if creator else [],
        "extra": {"wordpress_status": of(item, "status")} if closed and of(item, "status") != "publish" else {},
    }
    cover, alt = (by.get(meta(item, "_thumbnail_id"), "") for by in (export.pictures, export.described))
    attach_cover(_near(cover, link.netloc, find, []), fields, find, files, alt)
    kind = PAGE if of(item, "post_type") == "page" else ARTICLE if fields["title"] else NOTE
    return Draft(
        source=shown,
        kind=kind,
        slug=slug_in(item),
        fields=finished(fields),
        body=body,
        files=dict(files),
        lists=_lists(item, terms, creator, export),
        addresses=tuple(f"/?{name}={of(item, 'post_id')}" for name in ("p", "page_id")),
        notes=tuple(dict.fromkeys(notes)),
    )


def _html(item: "_Element", said: str, export: _WordPressExport, notes: list[AnyText]) -> str:
    """Return what a post shows, with its footnotes and with the blocks that several posts have in common."""
    for _level in range(2):  # a block that is used again may use another
        said = _REUSED.sub(lambda found: export.reused.get(found[1], found[0]), said)
    made = html_of(said, export.pictures, export.attached[of(item, "post_id")], _unknown(item, export, notes))
    return with_footnotes(made, meta(item, "footnotes"))


def _lists(item: "_Element", terms: "list[_Element]", creator: str, export: _WordPressExport) -> dict[str, str]:
    """Return the lists in which a post stood: of its categories, tags, author, year and month."""
    found = old_lists.of_dates("/{}/", of(item, "post_date"))
    for term in terms:
        name, path = text_of(term), decoded(term.get("nicename") or "")
        for upper in settings.with_those_above(path, export.above) if term.get("domain") == "category" else ():
            found[f"/{export.bases['category']}/{upper}/"] = old_lists.of_tag(name)
        if term.get("domain") == "post_tag" and path:
            found[f"/{export.bases['tag']}/{path}/"] = old_lists.of_tag(name)
    if creator:
        found[f"/author/{creator.lower()}/"] = old_lists.of_person(export.names.get(creator, creator))
    return {} if of(item, "post_type") == "page" else found


def _paths(link: SplitResult, notes: list[AnyText], has_amp: bool) -> list[str]:
    path = re.sub("/{2,}", "/", link.path)
    if "\ufffd" in unquote(path):
        notes.append(_("its former address `{path}` was cut within a character, and cannot be kept whole", path=path))
    own = decoded(path)
    return former([*([f"{own.rstrip('/')}/amp/"] if has_amp else []), own], notes) if len(path) > 1 else []


def text_of(term: "_Element") -> str:
    """Return the name of a term, without entities that were written twice."""
    from html import unescape

    return unescape(term.text or "").strip()


def _closed(item: "_Element", said: str) -> list[str]:
    """Return what kept readers from a post."""
    status = of(item, "status")
    found = [] if status in ("publish", "inherit", "") else [f"status: {status}"]
    found += ["post_password"] if of(item, "post_password") else []
    found += [name for name in _LOCKS if meta(item, name) not in ("", "0", "everybody", "public", "default")]
    locked = _LOCKED.search(said)
    return found + ([locked[0].strip("[] <!-")] if locked else [])


def _unknown(item: "_Element", export: _WordPressExport, notes: list[AnyText]) -> Any:
    body = item.find("content:encoded", _NAMES)
    line = body.sourceline if body is not None else item.sourceline
    place = f"{export.file.name}:{line}"

    def unknown(what: str, name: str) -> None:
        note = UNKNOWN[what].with_values(place=place, name=name)
        if note not in notes:
            notes.append(note)

    return unknown


def _when(item: "_Element", name: str) -> str:
    stated = of(item, name)
    return iso_date(stated) if stated and not stated.startswith("0000") else ""


def _excerpt(item: "_Element") -> str:
    return next((child.text or "" for child in item if str(child.tag).endswith("excerpt/}encoded")), "")


def _finder(file: Path, into: Into, link: SplitResult) -> Resolve:
    """Return what finds uploads: beside the export, else at the old site, when that may be asked."""
    folder, fetched = file.parent, into.fetched
    beside_it = finder(folder, folder, roots=(folder, folder / "wp-content", folder / "uploads"))

    def find(target: str) -> Path | None:
        whole = _SIZE.sub("", target)
        short = target.replace(_UPLOADS, "/", 1), whole.replace(_UPLOADS, "/", 1)
        path = next((one for name in (target, whole, *short) if (one := beside_it(name))), None)
        if path is None and fetched and target.startswith(_UPLOADS) and link.netloc:
            return fetched(f"{link.scheme}://{link.netloc}{target}")
        return path

    return find


def _near(body: str, host: str, find: Resolve, notes: list[AnyText]) -> str:
    """Return the body with the addresses of uploads that are at hand as paths; the others stay as they are, and are
    named."""

    def path(found: re.Match[str]) -> str:
        if find(unquote(found[1])):
            return found[1]
        notes.append(_("the file stays where it is: {address}; `--fetch` takes pictures from there", address=found[0]))
        return found[0]

    return re.sub(rf"https?://{re.escape(host)}({_UPLOADS}[^\s)\"]+)", path, body) if host else body


def _parsed(file: Path, parser: Any) -> "_Element | None":
    """Return the root of a file; of a packed one, which libxml2 would unpack by itself without end, none. Raises
    XMLSyntaxError and OSError."""
    from lxml import etree

    with file.open("rb") as opened:
        return etree.parse(opened, parser).getroot()


def _root(path: Path) -> "_Element | None":
    from lxml import etree

    for file in sorted(path.glob("*.xml")) if path.is_dir() else [path]:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
        try:
            root = _parsed(file, parser)
        except (etree.XMLSyntaxError, OSError):
            continue
        if root is not None and root.find("channel") is not None:
            return root
    return None


def recognises(path: Path) -> bool:
    """Tell whether a file, or one in a folder, is an export."""
    files = sorted(path.glob("*.xml")) if path.is_dir() else [path] if path.suffix == ".xml" else []
    for file in files:
        try:
            with file.open("rb") as opened:
                if b"wordpress.org/export/" in opened.read(65_536):
                    return True
        except OSError:
            continue
    return False


def describes(path: Path) -> OldSite:
    """Return what the export says of the site."""
    root = _root(path)
    return settings.described(root) if root is not None else OldSite()


IMPORTER = Importer(
    "wordpress", _("the XML file of Tools → Export, or the folder in which it lies"), read, recognises, describes
)
