"""A bucket that speaks the protocol of S3 (Amazon, R2, OSS, COS, MinIO): only what differs goes up, by obstore.

What is there already is known by the store's own digest (ETag, the MD5 of an object that was put in one piece), so
that a run that was cut off is taken up where it ended, from another machine too.
"""

import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, urlsplit

from mingpian import cache_control, media_type
from mingpian.deploy import record
from mingpian.deploy.target import DeployError, DeployJob, Destination, FileChange, Target, upload
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from obstore.store import S3Store

_SHORTLY = "public, max-age=60"  # pages: a visitor sees a new one within a minute


def put(job: DeployJob) -> list[FileChange]:
    """Bring the bucket in line with the site. Raises DeployError."""
    try:
        import obstore
        from obstore.exceptions import BaseError
    except ImportError:
        raise DeployError(_("buckets need more: pip install 'mingpian[bucket]'")) from None
    store = _store(job)
    try:
        there = {one["path"]: (one["e_tag"] or "").strip('"') for part in obstore.list(store) for one in part}
        position = Destination(
            holds=lambda path, data: there.get(path) == hashlib.md5(data, usedforsecurity=False).hexdigest(),
            paths=lambda: there,
            lists=lambda: _lists(store),
            write=lambda path, data: _send(store, path, data),
            delete=lambda path: obstore.delete(store, path),
        )
        return upload(position, job)
    except BaseError as error:
        raise DeployError(_said(error)) from None
    except OSError as error:
        raise DeployError(_("{file}: {reason}", file=error.filename, reason=foreign(error.strerror))) from None


def _lists(store: "S3Store") -> dict[str, bytes]:
    """Return the lists of all sites there; one that is too large for any is empty, and so not whole."""
    import obstore

    lists = {}
    for one in (one for part in obstore.list(store, prefix=record.FOLDER) for one in part):
        is_small = one["size"] <= record.LIMIT
        with suppress(FileNotFoundError):  # deleted a moment ago
            lists[one["path"].rpartition("/")[2]] = bytes(obstore.get(store, one["path"]).bytes()) if is_small else b""
    return lists


def _send(store: "S3Store", path: str, data: bytes) -> None:
    import obstore

    obstore.put(store, path, data, attributes=_attributes(path), use_multipart=False)


def _store(job: DeployJob) -> "S3Store":
    from obstore.store import S3Store

    options = job.options
    bucket, endpoint = options["bucket"], options.get("endpoint", "").rstrip("/")
    is_in_path = options.get("style") == "path"
    stated: dict[str, Any] = {"region": options.get("region") or "us-east-1"}
    if endpoint:
        parts = urlsplit(endpoint)
        if not _has_port(parts) or parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc:
            raise DeployError(_("`endpoint` is no address: write it as https://oss-cn-hangzhou.aliyuncs.com"))
        stated["endpoint"] = endpoint if is_in_path else f"{parts.scheme}://{bucket}.{parts.netloc}{parts.path}"
    return S3Store(
        bucket,
        prefix=options.get("prefix", "").strip("/") or None,
        virtual_hosted_style_request=not is_in_path,
        client_options={"allow_http": endpoint.startswith("http://")},
        **stated,
    )


def _has_port(parts: SplitResult) -> bool:
    """Tell whether the port of an address is one, if it has any."""
    try:
        return parts.port is None or parts.port > 0
    except ValueError:
        return False


def _attributes(path: str) -> dict[str, str]:
    return {"Content-Type": media_type(path), "Cache-Control": cache_control(path) or _SHORTLY}


def _said(error: Exception) -> str:
    """Return the first line of what the library says: the rest may repeat a whole request."""
    return str(error).partition("\n")[0][:500]


TARGET = Target(
    "bucket",
    {
        "bucket": _("its name"),
        "endpoint": _("address of the service, such as https://oss-cn-hangzhou.aliyuncs.com; Amazon's when left out"),
        "region": _("region, such as cn-hangzhou (default us-east-1)"),
        "prefix": _("folder in the bucket"),
        "style": _("`path` where the bucket stands in the path of addresses, as with MinIO"),
    },
    ("bucket",),
    put,
    '{bucket = "my-site", endpoint = "https://oss-cn-hangzhou.aliyuncs.com", region = "cn-hangzhou"}',
)
