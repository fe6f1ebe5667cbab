"""The whole content as JSON and plain files, for people who move elsewhere, or come back."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mingpian import UnreadableError, decode_text, is_entry, list_files, path_parts, read_file, split_front_matter

VERSION = 1
CONTENT, SETTINGS = "content", "site.toml"
INDEX = "site.json"
FILES = "files"
MAX_FILE = 256 * 1024 * 1024  # bytes


class ArchivedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. `text` is the file as it stands; `fields` and `body` are what is in it, for other programs."""

    path: str  # below content/
    kind: str
    slug: str
    lang: str
    fields: dict[str, Any]
    body: str
    text: str


class SiteArchive(msgspec.Struct, frozen=True, kw_only=True):
    """All of a site: its settings, its entries in order of path, and the paths of all other files, in `files/`."""

    format: str = "mingpian"
    version: int = VERSION
    settings: str
    entries: tuple[ArchivedEntry, ...]
    files: tuple[str, ...]


def archive_files(root: Path, languages: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the export by their paths; a file that cannot be read raises OSError."""
    listing = list_files(root / CONTENT, CONTENT)
    paths = sorted(file.path for file in listing.files)
    entries, files = [], []
    for path in paths:
        data = read_file(root / CONTENT, path, MAX_FILE)
        entry = _entry(path, data, languages) if is_entry(path) else None
        if entry is None:
            files.append(path)
            yield f"{FILES}/{path}", data
        else:
            entries.append(entry)
    settings = decode_text((root / SETTINGS).read_bytes(), SETTINGS)[0] if (root / SETTINGS).is_file() else ""
    whole = SiteArchive(settings=settings or "", entries=tuple(entries), files=tuple(files))
    yield INDEX, msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def _entry(path: str, data: bytes, languages: tuple[str, ...]) -> ArchivedEntry | None:
    """Return an entry; None when its bytes are no text, and are copied unchanged."""
    try:
        text = data.decode()
        front = split_front_matter(text.replace("\r\n", "\n"))
        fields, body = front.located.data, front.body
    except UnicodeDecodeError:
        return None
    except UnreadableError:
        fields, body = {}, text
    name = path_parts(path, languages)
    lang = name.lang or str(fields.get("lang") or languages[0])
    slug = str(fields.get("slug") or name.slug)
    return ArchivedEntry(path=path, kind=name.kind, slug=slug, lang=lang, fields=fields, body=body, text=text)
