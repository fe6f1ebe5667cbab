"""The owner's key (Ed25519, RFC 8032): outside the site, readable by its owner alone, never printed."""

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.i18n import _
from mingpian.i18n.foreign import foreign
from mingpian.seal.errors import SealError
from mingpian.seal.manifest import lacking

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MOST = 16 * 1024  # bytes of a file with a key


def usual_place() -> Path:
    """Return where the key lies unless one is named: in the folder of the user's settings (XDG Base Directory)."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(home) / "mingpian" / "seal.pem"


def make_key(place: Path, root: Path) -> "Ed25519PrivateKey":
    """Make a key that is there for its owner alone (mode 0600). Raises SealError where one lies already."""
    _outside(place, root)
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    except ImportError:
        raise lacking() from None
    key = Ed25519PrivateKey.generate()
    data = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "wb") as file:
            file.write(data)
    except FileExistsError:
        raise SealError(_("there is a key at {place} already; it is not replaced", place=place)) from None
    except OSError as error:
        raise SealError(_("cannot write {file}: {reason}", file=place, reason=foreign(error.strerror))) from None
    return key


def read_key(place: Path, root: Path) -> "Ed25519PrivateKey":
    """Read the key. Raises SealError: for none, one that others may read, one within the site, one of another kind."""
    _outside(place, root)
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ImportError:
        raise lacking() from None
    try:
        with open(place, "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(MOST)
    except FileNotFoundError:
        raise SealError(_("there is no key at {place}: `mingpian seal --new-key` makes one", place=place)) from None
    except OSError as error:
        raise SealError(_("cannot read {file}: {reason}", file=place, reason=foreign(error.strerror))) from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise SealError(_("others may read the key at {place}: run `chmod 600` on it", place=place))
    try:
        key = load_pem_private_key(data, None)
    except (ValueError, TypeError):
        raise SealError(_("{place} holds no key that can be read without a password", place=place)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SealError(_("{place} holds another kind of key; a seal needs Ed25519", place=place))
    return key


def public_pem(key: "Ed25519PublicKey") -> bytes:
    """Return a public key as programs exchange it (PEM, RFC 8410)."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def read_public(data: bytes) -> "Ed25519PublicKey":
    """Read a public key. Raises SealError."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
        from cryptography.hazmat.primitives.serialization import load_pem_public_key
    except ImportError:
        raise lacking() from None
    try:
        key = load_pem_public_key(data)
    except (ValueError, UnsupportedAlgorithm):
        raise SealError(_("the public key cannot be read")) from None
    if not isinstance(key, Ed25519PublicKey):
        raise SealError(_("the public key is of another kind than Ed25519"))
    return key


def fingerprint(key: "Ed25519PublicKey") -> str:
    """Return the SHA-256 of a public key (DER), by which people tell keys apart."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).hexdigest()


def _outside(place: Path, root: Path) -> None:
    """Raise SealError for a key within the site, where it would be published, committed or deployed with it."""
    if place.resolve().is_relative_to(root.resolve()):
        raise SealError(_("the key must lie outside the site: {place}", place=place))
