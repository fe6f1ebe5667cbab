"""Checks a seal: that nobody changed it, whose it is, and which of the sealed files are still as they were."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign
from mingpian.seal import stamps
from mingpian.seal.errors import SealError
from mingpian.seal.keys import fingerprint, read_public
from mingpian.seal.manifest import FOLDER, SealManifest, canonical, sealed_file, sealed_files

MOST = 256 * 1024 * 1024  # bytes of a manifest


class Verdict(msgspec.Struct, frozen=True):
    """What is wrong with a seal or with what it seals; and what is good to know."""

    faults: tuple[AnyText, ...]
    notes: tuple[AnyText, ...] = ()


def verify(root: Path, path: Path, key: bytes = b"", authority: bytes = b"") -> Verdict:
    """Check a seal and the files of the site in `root`. `key` is the owner's public key (PEM), if one has it from
    elsewhere than the seal; `authority` are certificates of the stamp's. Raises SealError for what is no seal."""
    data = _read(path)
    manifest = _manifest(path, data)
    faults, notes = list(_wrong_seal(path, data, manifest, key)), list[AnyText]()
    faults += _wrong_files(root, manifest)
    more = {file.path for file in sealed_files(root)} - {file.path for file in manifest.files}
    notes += [_("{more} files came later and are not sealed", more=len(more))] if more else []
    answer = path.with_suffix(".json.tsr")
    if answer.is_file():
        try:
            notes.append(_("stamped {when}", when=stamps.check(_read(answer), data, authority)))
        except SealError as error:
            faults.append(error.args[0])
    return Verdict(tuple(faults), tuple(notes))


def seals(root: Path) -> list[Path]:
    """Return the seals of a site, the oldest first."""
    return sorted((root / FOLDER).glob("*.json"))


def _wrong_seal(path: Path, data: bytes, manifest: SealManifest, known: bytes) -> Iterator[AnyText]:
    from cryptography.exceptions import InvalidSignature

    key = read_public(known or _read(path.with_suffix(".pub.pem")))
    if fingerprint(key) != manifest.key:
        yield _("it was sealed with another key")
    try:
        key.verify(_read(path.with_suffix(".json.sig")), data)
    except InvalidSignature:
        yield _("the signature does not fit: the seal was changed, or another key made it")
    if canonical(manifest) != data:
        yield _("it is not in its one form (RFC 8785)")


def _wrong_files(root: Path, manifest: SealManifest) -> Iterator[AnyText]:
    for file in manifest.files:
        try:
            now = sealed_file(root, file.path)
        except SealError:
            yield _("{file} is gone", file=file.path)
            continue
        if now != file:
            yield _("{file} was changed", file=file.path)
    digests = {file.path: file.sha256 for file in manifest.files}
    for entry in manifest.entries:
        if digests.get(entry.path) != entry.sha256:
            yield _("the seal contradicts itself about {file}", file=entry.path)


def _manifest(path: Path, data: bytes) -> SealManifest:
    try:
        return msgspec.json.decode(data, type=SealManifest)
    except msgspec.MsgspecError as error:
        raise SealError(_("{file} is no seal: {error}", file=path.name, error=error)) from None


def _read(path: Path) -> bytes:
    try:
        with open(path, "rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise SealError(_("cannot read {file}: {reason}", file=path.name, reason=foreign(error.strerror))) from None
    if len(data) > MOST:
        raise SealError(_("{file} is too large", file=path.name))
    return data


def digest(path: Path) -> str:
    """Return the SHA-256 of a seal, by which others can name it."""
    return hashlib.sha256(_read(path)).hexdigest()
