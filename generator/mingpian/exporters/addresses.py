"""Addresses as people read them."""

import re
from urllib.parse import unquote_to_bytes

_FOREIGN = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")


def decoded_address(url: str) -> str:
    """Return an address with letters of any script for their percent signs; blanks and signs stay as they are."""
    return _FOREIGN.sub(_decoded, url)


def _decoded(found: re.Match[str]) -> str:
    try:
        text = unquote_to_bytes(found[0]).decode()
    except UnicodeDecodeError:
        return found[0]
    return text if text.isprintable() and not any(sign.isspace() for sign in text) else found[0]
