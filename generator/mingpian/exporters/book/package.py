"""The package of an EPUB: what is in it, in which order it is read, and the archive (EPUB 3.3, 4 and 5)."""

import io
import uuid
import zipfile
from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from mingpian import media_type
from mingpian.exporters.book.pages import Book

FOLDER = "EPUB"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive can state: no clock is in the file
_NEVER = "1980-01-01"
_CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_XHTML = "application/xhtml+xml"


class BookFile(NamedTuple):
    """A file of the book. `properties` are those of its item in the manifest; `is_read` says that it is a page."""

    name: str
    data: bytes
    properties: str = ""
    is_read: bool = False


def epub(book: Book, parts: list[BookFile]) -> bytes:
    """Return the book as one file, the same for the same parts."""
    files = {
        "META-INF/container.xml": _CONTAINER.encode(),
        f"{FOLDER}/package.opf": _package(book, parts).encode(),
        **{f"{FOLDER}/{part.name}": part.data for part in parts},
    }
    return _zipped(files)


def _package(book: Book, parts: list[BookFile]) -> str:
    items = "".join(
        f'<item id="{_id(number)}" href="{escape(part.name)}" media-type="{_type(part.name)}"'
        + (f' properties="{part.properties}"' if part.properties else "")
        + "/>\n"
        for number, part in enumerate(parts)
    )
    spine = "".join(f'<itemref idref="{_id(number)}"/>\n' for number, part in enumerate(parts) if part.is_read)
    flow = ' page-progression-direction="rtl"' if book.is_vertical else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{escape(book.lang)}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{_metadata(book)}</metadata>\n'
        f"<manifest>\n{items}</manifest>\n<spine{flow}>\n{spine}</spine>\n</package>\n"
    )


def _metadata(book: Book) -> str:
    day = book.modified or _NEVER
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"{book.url}#{book.title}#{book.lang}")
    creators = "".join(f"<dc:creator>{escape(name)}</dc:creator>\n" for name in book.authors)
    access = {
        "accessMode": ("textual", "visual"),
        "accessModeSufficient": ("textual",),
        "accessibilityFeature": ("tableOfContents", "readingOrder", "structuralNavigation", "alternativeText"),
        "accessibilityHazard": ("none",),
        "accessibilitySummary": (book.labels.summary,),
    }
    said = "".join(
        f'<meta property="schema:{name}">{value}</meta>\n' for name, values in access.items() for value in values
    )
    return (
        f'<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>\n<dc:title>{escape(book.title)}</dc:title>\n'
        f"<dc:language>{escape(book.lang)}</dc:language>\n{creators}"
        f"<dc:publisher>{escape(book.site)}</dc:publisher>\n<dc:source>{escape(book.url)}</dc:source>\n"
        + (f"<dc:date>{book.modified}</dc:date>\n" if book.modified else "")
        + "".join(f"<dc:rights>{escape(one)}</dc:rights>\n" for one in book.rights)
        + f'<meta property="dcterms:modified">{day}T00:00:00Z</meta>\n{said}'
    )


def _type(name: str) -> str:
    return _XHTML if name.endswith(".xhtml") else media_type(name).partition(";")[0]


def _id(number: int) -> str:
    return f"item-{number}"


def _zipped(files: Mapping[str, bytes]) -> bytes:
    """Return an archive whose first file says uncompressed what it is (OCF, EPUB 3.3, 4.3)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype", _FIRST_DAY), b"application/epub+zip", zipfile.ZIP_STORED)
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _FIRST_DAY)
            info.external_attr = 0o644 << 16
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
