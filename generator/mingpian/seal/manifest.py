"""The manifest: one canonical JSON file (RFC 8785) with the SHA-256 of every entry and every file of a site's content.

It speaks of sources alone, so that no rebuild changes it; whoever has it and the files can check them with any tool.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from mingpian import UnreadableError, decode_text, is_entry, list_files, path_parts, read_file, split_front_matter
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign
from mingpian.seal.errors import SealError

VERSION = 1
FOLDER, CONTENT, SETTINGS = "seals", "content", "site.toml"
MAX_FILE = 2 * 1024 * 1024 * 1024  # bytes


class SealedFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file, by its path from the site's root."""

    path: str
    sha256: str
    size: int


class SealedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry: what it is, when it says that it was published and revised, what it draws on, and its file's digest."""

    id: str
    lang: str
    path: str
    title: str
    published: str
    revised: str
    sources: tuple[dict[str, str], ...] = ()
    sha256: str


class SealManifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is sealed. `sealed` is the sealer's own clock (RFC 3339); an authority's stamp says when in truth."""

    software: str = "mingpian"
    version: int = VERSION
    site: str
    title: str
    sealed: str
    key: str  # SHA-256 of the public key (DER)
    previous: str = ""  # SHA-256 of the seal before this one
    entries: tuple[SealedEntry, ...]
    files: tuple[SealedFile, ...]


def canonical(manifest: SealManifest) -> bytes:
    """Return the manifest as its one sequence of bytes (RFC 8785). Raises SealError without the extra `seal`."""
    try:
        import rfc8785
    except ImportError:
        raise lacking() from None
    return bytes(rfc8785.dumps(msgspec.to_builtins(manifest)))


def lacking() -> SealError:
    """Return the error of who has not installed what sealing needs."""
    return SealError(_("sealing needs the extra `seal`: pip install 'mingpian[seal]'"))


def sealed_files(root: Path) -> Iterator[SealedFile]:
    """Yield every file of the content and the settings, in the order of their paths. Raises SealError."""
    listing = list_files(root / CONTENT, CONTENT)
    paths = [f"{CONTENT}/{file.path}" for file in listing.files]
    paths += [SETTINGS] if (root / SETTINGS).is_file() else []
    for path in sorted(paths):
        yield sealed_file(root, path)


def sealed_file(root: Path, path: str) -> SealedFile:
    """Return a file with its digest. Raises SealError."""
    data = _read(root, path)
    return SealedFile(path=path, sha256=hashlib.sha256(data).hexdigest(), size=len(data))


def sealed_entries(root: Path, files: tuple[SealedFile, ...], languages: tuple[str, ...]) -> Iterator[SealedEntry]:
    """Yield the entries among the files, with what they say of themselves."""
    for file in files:
        path = file.path.removeprefix(f"{CONTENT}/")
        if path == file.path or not is_entry(path):
            continue
        fields, name = _fields(root, file.path), path_parts(path, languages)
        slug = _text(fields, "slug") or name.slug
        yield SealedEntry(
            id=f"{name.kind}/{slug}",
            lang=name.lang or _text(fields, "lang") or languages[0],
            path=file.path,
            title=_text(fields, "title") or _text(fields, "name"),
            published=_text(fields, "date"),
            revised=_text(fields, "updated"),
            sources=tuple(_sources(fields.get("sources"))),
            sha256=file.sha256,
        )


def _fields(root: Path, path: str) -> dict[str, Any]:
    try:
        return split_front_matter(decode_text(_read(root, path), path)[0] or "").located.data
    except UnreadableError:
        return {}


def _text(fields: dict[str, Any], name: str) -> str:
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def _sources(stated: Any) -> Iterator[dict[str, str]]:
    for one in stated if isinstance(stated, list) else [stated]:
        if isinstance(one, str):
            yield {"title": one}
        elif isinstance(one, dict):
            yield {name: value for name, value in sorted(one.items()) if isinstance(value, str)}


def _read(root: Path, path: str) -> bytes:
    try:
        if path == SETTINGS:
            return (root / SETTINGS).read_bytes()
        return read_file(root / CONTENT, path.removeprefix(f"{CONTENT}/"), MAX_FILE)
    except OSError as error:
        raise SealError(_("cannot read {file}: {reason}", file=path, reason=foreign(error.strerror or error))) from None
