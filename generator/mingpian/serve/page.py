"""Adds the live script to a page as it is served. It is in no file of the site."""

import re
from hashlib import blake2b

from mingpian.serve.edition import Edition

LIVE = "/.mingpian/live.js"

_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_NOT_SEEN = re.compile(  # style sheets are exchanged in place; what speaks to programs is not there for the eye
    rb"<link\b[^>]*\brel=[\"']?stylesheet\b[^>]*>|<meta\b[^>]*>|<script type=\"application/ld\+json\">.*?</script>",
    re.IGNORECASE | re.DOTALL,
)


def live(html: bytes, edition: Edition) -> bytes:
    """Return the page with the script, which knows the edition, and the page apart from its style sheets and what is
    not seen: so that it can tell whether it has to be loaded anew."""
    digest = blake2b(_NOT_SEEN.sub(b"", html), digest_size=12).hexdigest()
    script = f'<script src="{LIVE}" data-edition="{edition.number}" data-page="{digest}" defer></script>'
    head = _HEAD.search(html)
    at = head.end() if head else len(html)
    return html[:at] + script.encode() + html[at:]
