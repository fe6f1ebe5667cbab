"""The site's `_headers` (the format of Netlify and Cloudflare Pages), so that a page meets the policy of its host.

Only what bears on a page's rights is taken: how long to keep a file, and who else may read it, is ours to say.
"""

from fnmatch import fnmatchcase

FILE = "_headers"
TAKEN = frozenset({"content-security-policy", "permissions-policy", "referrer-policy", "x-frame-options"})


def headers_for(path: str, rules: str) -> dict[str, str]:
    """Return the headers that the rules have for a decoded URL path."""
    found: dict[str, str] = {}
    applies = False
    for line in rules.splitlines():
        name, colon, value = line.strip().partition(":")
        if not line[:1].isspace():
            applies = fnmatchcase(path, line.strip())
        elif applies and colon and name.strip().lower() in TAKEN:
            found[name.strip()] = value.strip()
    return {name: value for name, value in found.items() if value.isascii() and value.isprintable()}
