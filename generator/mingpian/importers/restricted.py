"""What kept readers from a text in its old home: such a text arrives as a draft, until its owner opens it here."""

import re
from collections.abc import Iterable
from typing import Any

from mingpian.i18n import AnyText, _
from mingpian.importers import blocks

_SECRETS = (
    "password",
    "passwords",
    "pwd",
    "passphrase",
    "keys",
)  # never kept: what they protected would lie beside them
_WHEN_TRUE = (
    "encrypt", "encrypted", "hidden", "hide", "private", "secret", "locked", "protected", "paid", "paywall", "premium",
    "vip", "members_only", "membersonly", "members-only", "subscribers_only", "login_required", "loginrequired",
    "headless", "email_only", "unpublished", "isdraft", "is_draft", "isprivate", "is_private", "ishidden", "is_hidden",
)  # fmt: skip
_WHEN_FALSE = (
    "published", "publish", "public", "render", "dg-publish", "dg_publish", "is_public", "ispublic", "is_published",
    "ispublished",
)  # fmt: skip
OPENING = frozenset({"publishdate", "publish_date", "pubdate", "published_at", "publishat", "publish_at", "scheduled"})
"""Fields beside `date` that say when a text is to be seen."""
_LOCK = re.compile(
    r"\{(?:%-?|\{[<%])\s*(?P<name>(?:hugo-?|hexo-?)?encrypt\w*|password\w*|passwd|protect(?:ed)?|secret\w*|private|lock(?:ed)?"
    r"|(?:for[-_])?members?(?:[-_]?only)?|paywall|paid\w*|premium|subscribers?(?:[-_]?only)?|vip\w*|login[-_\w]*"
    r"|reply[-_\w]*view)(?=[\s%>}])",
    re.IGNORECASE,
)
_CLOSED = frozenset({
    "draft", "drafts", "hidden", "private", "secret", "skip", "pending", "trash", "unpublished", "members", "member",
    "paid", "tiers", "tier", "protected", "password", "scheduled", "future", "sent", "encrypted", "host", "internal",
    "members-only", "followers", "friends", "never", "none", "subscribers",
})  # fmt: skip
_STATES = ("visibility", "status", "access", "audience", "render", "permission", "state", "view", "post_status")
_TABLES = ("params", "build", "_build")
_TRUE = frozenset({"true", "yes", "1", "on"})
_FALSE = frozenset({"false", "no", "0", "off"})


def restrictions(data: dict[str, Any]) -> list[str]:
    """Return what front matter says that kept readers out, as it is written there; secrets by their names alone."""
    found = []
    for name, value in _stated(data):
        low, text = name.lower(), _text(value)
        is_closed = (
            (low in _WHEN_TRUE and text not in _FALSE and bool(value))
            or (low in _WHEN_FALSE and text in _FALSE)
            or (low in _STATES and text in _CLOSED)
        )
        if low in _SECRETS and bool(value) and text not in _FALSE:
            found.append(name)
        elif is_closed:
            found.append(f"{name}: {text}" if text else name)
    return list(dict.fromkeys(found))


def lock_in(body: str) -> str:
    """Return the tag by which a part of a text was kept from readers; empty for none."""
    return next((match["name"] for match in blocks.found_outside(_LOCK, body)), "")


def without_secrets(data: dict[str, Any]) -> dict[str, Any]:
    """Return front matter without its passwords."""
    return {name: value for name, value in data.items() if name.lower() not in _SECRETS}


def note_on(reasons: Iterable[str]) -> AnyText:
    """Say why a text is a draft here."""
    return _(
        "it was not open to everybody ({reasons}), so it is a draft; delete `draft: true` to publish it",
        reasons=", ".join(reasons),
    )


def _stated(data: dict[str, Any]) -> Iterable[tuple[str, Any]]:
    for name, value in data.items():
        if name in _TABLES and isinstance(value, dict):
            yield from ((str(inner), one) for inner, one in value.items())
        else:
            yield str(name), value


def _text(value: Any) -> str:
    return "" if isinstance(value, list | dict | tuple) or value is None else str(value).strip().lower()
