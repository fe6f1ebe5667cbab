"""Puts a seal into `seals/`: the manifest, its signature, the public key, and a stamp if there is one."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from mingpian import SiteConfig, atomic_write
from mingpian.seal.keys import fingerprint, public_pem
from mingpian.seal.manifest import FOLDER, SealManifest, canonical, sealed_entries, sealed_files

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Stamp = Callable[[bytes], bytes]  # a manifest -> the answer of a time stamping authority


class Seal(msgspec.Struct, frozen=True):
    """A seal that was put down."""

    path: Path
    manifest: SealManifest
    stamped: bool


def seal(root: Path, config: SiteConfig, key: "Ed25519PrivateKey", moment: str, stamp: Stamp | None = None) -> Seal:
    """Seal the sources of a site as they are at `moment` (RFC 3339, UTC). Raises SealError.

    Nothing is written before all is there: a stamp that fails leaves no half of a seal.
    """
    folder = root / FOLDER
    files = tuple(sealed_files(root))
    before = sorted(folder.glob("*.json"))
    manifest = SealManifest(
        site=config.base_url,
        title=config.title,
        sealed=moment,
        key=fingerprint(key.public_key()),
        previous=hashlib.sha256(before[-1].read_bytes()).hexdigest() if before else "",
        entries=tuple(sealed_entries(root, files, config.languages)),
        files=files,
    )
    data = canonical(manifest)
    answer = stamp(data) if stamp else b""
    path = folder / f"{moment.replace(':', '').replace('-', '')}.json"
    folder.mkdir(exist_ok=True)
    atomic_write(path.with_suffix(".pub.pem"), public_pem(key.public_key()))
    atomic_write(path.with_suffix(".json.sig"), key.sign(data))
    if answer:
        atomic_write(path.with_suffix(".json.tsr"), answer)
    atomic_write(path, data)
    return Seal(path, manifest, bool(answer))
