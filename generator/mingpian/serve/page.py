"""Adds the live script to a page as it is served. It is in no file of the site."""

import re
from hashlib import blake2b

from mingpian.serve.edition import Edition

LIVE = "/.mingpian/live.js"

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_STYLE = re.compile(rb"<link\b[^>]*\brel=[\"']?stylesheet\b[^>]*>", re.IGNORECASE)


def live(html: bytes, edition: Edition) -> bytes:
    """Return the page with the script, which knows the edition, and the page apart from its style sheets: so that it
    can tell whether exchanging these is enough."""
    digest = blake2b(_STYLE.sub(b"", html), digest_size=12).hexdigest()
    script = f'<script src="{LIVE}" data-edition="{edition.number}" data-page="{digest}" defer></script>'
    head = _HEAD.search(html)
    at = head.end() if head else len(html)
    return html[:at] + script.encode() + html[at:]
