"""What shows that a site is not ready to be public: samples that nobody made their own, addresses that are examples."""

import re
from collections.abc import Iterator

from mingpian.content.kinds.member import Profile
from mingpian.content.kinds.offer import Offer
from mingpian.site.site import AnyEntry, Site

_EXAMPLE = re.compile(
    r"(?:[\w-]+\.)*example\.(?:com|org|net)|localhost|127\.[0-9.]+|\[?::1\]?|(?:your|name|user)\.github\.io"
)
"""Hosts that are for documentation (RFC 2606, section 3), of one's own machine, or of our own manual."""
_HOST = re.compile(r"(?:https?://|mailto:[^@]*@|[^@\s]+@)([^/:?#\s@]+)", re.IGNORECASE)


def samples(site: Site) -> Iterator[AnyEntry]:
    """Yield the published entries that are samples."""
    return (entry for entry in site.entries.values() if entry.fields.sample)


def is_placeholder(address: str) -> bool:
    """Tell whether an address of the web or of mail leads to no real place."""
    host = _HOST.match(address.strip())
    return host is not None and _EXAMPLE.fullmatch(host[1].lower()) is not None


def placeholders(entry: AnyEntry) -> Iterator[tuple[str, str]]:
    """Yield the addresses of an entry at which nobody would be reached, each with its field."""
    fields = entry.fields
    if isinstance(fields, Profile):
        ways = (one.value for listed in fields.contact.values() for one in listed if one.audience == "public")
        yield from (("contact", value) for value in ways if is_placeholder(value))
    if isinstance(fields, Offer) and is_placeholder(fields.action.url):
        yield "action", fields.action.url
