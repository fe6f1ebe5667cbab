"""Stamps of a time stamping authority (RFC 3161): that these bytes were there at its moment."""

import hashlib
from collections.abc import Callable

from mingpian.i18n import _
from mingpian.seal.errors import SealError
from mingpian.seal.manifest import lacking

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"

Post = Callable[[str, str, bytes], bytes]  # address, type, body -> the answer's body; raises SealError


def stamp(url: str, data: bytes, post: Post) -> bytes:
    """Return the authority's answer about these bytes, of which it sees the SHA-256 alone. Raises SealError."""
    try:
        from rfc3161_client import TimestampRequestBuilder
    except ImportError:
        raise lacking() from None
    answer = post(url, QUERY, TimestampRequestBuilder().data(data).build().as_bytes())
    check(answer, data)
    return answer


def check(answer: bytes, data: bytes, authority: bytes = b"") -> str:
    """Return when the authority says that the bytes were there. Raises SealError when it says so of other bytes; with
    certificates of authorities (PEM), also when none of them signed it."""
    try:
        from rfc3161_client import PKIStatus, decode_timestamp_response
    except ImportError:
        raise lacking() from None
    try:
        found = decode_timestamp_response(answer)
        granted = PKIStatus(found.status) in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS)
        info = found.tst_info if granted else None
    except Exception as error:  # whatever its reader stumbles over
        raise SealError(_("the stamp cannot be read: {error}", error=error)) from None
    if info is None:
        raise SealError(_("the authority gave no stamp: status {status}", status=found.status))
    if info.message_imprint.message not in (hashlib.sha256(data).digest(), hashlib.sha512(data).digest()):
        raise SealError(_("the stamp is of other bytes"))
    if authority:
        _trusted(found, data, authority)
    return info.gen_time.isoformat()


def _trusted(found: "object", data: bytes, authority: bytes) -> None:
    from cryptography.x509 import load_pem_x509_certificates
    from rfc3161_client import VerificationError, VerifierBuilder

    try:
        roots = load_pem_x509_certificates(authority)
    except ValueError as error:
        raise SealError(_("the certificates cannot be read: {error}", error=error)) from None
    builder = VerifierBuilder()
    for one in roots:
        builder = builder.add_root_certificate(one)
    try:
        builder.build().verify_message(found, data)  # type: ignore[arg-type]
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a damaged certificate makes its Rust panic, which is no `Exception`
        said = error if isinstance(error, VerificationError | ValueError) else type(error).__name__
        raise SealError(_("the stamp is not of these authorities: {error}", error=said)) from None
