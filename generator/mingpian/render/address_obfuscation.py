"""Mail addresses as character references: a browser shows and follows them, who looks for `@` does not find them."""

import re

from mingpian.core.patterns import lazy_pattern

_SIGN = lazy_pattern(r"@(?<=[\w.+-]@)(?=[\w-]+\.)")  # the sign first: the search skips to it
_RAW = re.compile(r"<(?:script|style)\b", re.IGNORECASE)  # there a reference is no character


def obfuscated(address: str) -> str:
    """Return text as HTML in which no character stands for itself."""
    return "".join(f"&#{ord(char)};" for char in address)


def obfuscated_body(html: str) -> str:
    """Return HTML with the sign in each address as a reference, in text, code and attributes."""
    return _SIGN.sub("&#64;", html) if "@" in html and not _RAW.search(html) else html
