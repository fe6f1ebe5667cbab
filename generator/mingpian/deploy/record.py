"""What of ours lies at a target: a list in a folder there, one file a site, so that the next deploy knows it, from
a fresh copy of the site too.

The list may be read by anybody, as what lies beside it. It holds no path, only a digest of each with the site's own as
the key, and a digest over all of them: one that is cut off or was tampered with is not believed. Nothing is deleted but
files that were found at the target and that the list has; so that even a forged one reaches nothing elsewhere, and
nothing that whoever can write it could not delete without it.
"""

import re
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from mingpian import atomic_write, slugify, to_nfc

FOLDER = ".mingpian-deployed"  # at the target; no page and no file of content can be called so
LIMIT = 64 * 1024 * 1024  # bytes of a list: more than a million files have
BEFORE = ".mingpian/deploy"  # here, where the first versions kept it, by paths; taken over by the next deploy

_HERE = "here"
_NAME = re.compile(r"[0-9a-f]{32}\.json")


class Deployed(msgspec.Struct, frozen=True):
    """The list of a site: digests of the paths of what was put there, or was about to be."""

    site: str
    files: tuple[str, ...]
    digest: str


class Known(msgspec.Struct, frozen=True):
    """What is known of a target. `is_whole` tells whether its list of this site was there and unharmed."""

    site: str
    ours: frozenset[str] = frozenset()
    others: Mapping[str, frozenset[str]] = {}  # by site
    before: frozenset[str] = frozenset()  # as noted here by an earlier version
    is_whole: bool = False
    is_damaged: bool = False

    def is_ours(self, path: str) -> bool:
        """Tell whether we put a file at a path."""
        return key_of(self.site, path) in self.ours or key_of(_HERE, path) in self.before

    def is_shared(self, path: str) -> bool:
        """Tell whether another site put one there, too."""
        return any(key_of(site, path) in keys for site, keys in self.others.items())


def site_of(base_url: str) -> str:
    """Return what a site is called in lists: a digest of its address, whichever way it is asked for."""
    return _digest(re.sub(r"^[a-z]+://", "", base_url.lower()).rstrip("/"))


def path_of(site: str) -> str:
    """Return where a site's list lies at a target."""
    return f"{FOLDER}/{site}.json"


def key_of(site: str, path: str) -> str:
    """Return what stands for a path in the list of a site; the same in whichever form a file system gives it."""
    return _digest(to_nfc(path), site)


def known(root: Path, name: str, site: str, lists: Mapping[str, bytes]) -> Known:
    """Read the lists at a target (by file name), and what an earlier version noted here of a target of that name."""
    found = {file.removesuffix(".json"): _read(data, file) for file, data in lists.items() if _NAME.fullmatch(file)}
    own = found.pop(site, None)
    return Known(
        site,
        own or frozenset(),
        {other: keys for other, keys in found.items() if keys is not None},
        _noted(root / BEFORE / _file(name)),
        is_whole=own is not None,
        is_damaged=f"{site}.json" in lists and own is None,
    )


def listed(site: str, keys: Iterable[str]) -> bytes:
    """Return the list of a site."""
    files = tuple(sorted(set(keys)))
    return msgspec.json.format(msgspec.json.encode(Deployed(site, files, _sealed(site, files))), indent=0)


def forget_note(root: Path, name: str) -> None:
    """Drop what an earlier version noted here of a target: it is known there now."""
    (root / BEFORE / _file(name)).unlink(missing_ok=True)


def tidy(folder: Path) -> None:
    """Remove what deploys left in `.mingpian/deploy`. What an earlier version noted there stays, with digests in the
    place of the paths: the next deploy finds what to delete, and nobody a name. A link goes alone."""
    if folder.is_symlink():
        folder.unlink()
        return
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.suffix != ".json":
            path.unlink()
        else:
            atomic_write(path, listed(_HERE, _noted(path)))
    with suppress(OSError):  # of notes
        folder.rmdir()


def _read(data: bytes, file: str) -> frozenset[str] | None:
    """Return what a list holds; None when it is not whole, or not of the site that its name says."""
    try:
        found = msgspec.json.decode(data, type=Deployed)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    is_whole = f"{found.site}.json" == file and found.digest == _sealed(found.site, found.files)
    return frozenset(found.files) if is_whole else None


def _noted(note: Path) -> frozenset[str]:
    try:
        data = note.read_bytes()
    except OSError:
        return frozenset()
    try:
        return frozenset(key_of(_HERE, path) for path in msgspec.json.decode(data, type=list[str]))
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _read(data, f"{_HERE}.json") or frozenset()


def _sealed(site: str, files: tuple[str, ...]) -> str:
    return _digest("\n".join((site, *files)))


def _digest(text: str, key: str = "") -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, key=key.encode()).hexdigest()


def _file(name: str) -> str:
    return f"{slugify(name)}.json"
