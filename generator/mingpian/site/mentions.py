"""What an entry, and site.toml, refer to by path or address: in the text, in raw HTML, in fields, in components."""

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from mingpian.config.settings import SiteConfig
from mingpian.core.diagnostics import FieldPath
from mingpian.schema.walk import FieldValue, values
from mingpian.site.site import AnyEntry

Use = Literal["link", "picture", "file", "argument"]

_STATED = frozenset({"link", "picture", "recording", "transcript"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//|#")


class Mention(NamedTuple):
    """A path or an address as it is written, what it is for, and the field in which it stands, if it stands in one."""

    written: str
    use: Use
    field: FieldPath = ()


def mentions_of(entry: AnyEntry) -> list[Mention]:
    """Return what an entry refers to, each once for the text; not every argument of a component need be a path."""
    return [
        *[Mention(written, "link") for written in entry.targets],
        *[Mention(written, "picture") for written in entry.pictures],
        *[Mention(written, "file") for written in entry.embedded],
        *_stated(values(entry.fields, _STATED)),
        *[Mention(value, "argument") for one in entry.components for _, value in one.attributes if "." in value],
    ]


def mentions_in(config: SiteConfig) -> Iterator[Mention]:
    """Yield what site.toml refers to; its paths begin at the content folder."""
    return _stated(values(config, _STATED))


def _stated(found: Iterable[FieldValue]) -> Iterator[Mention]:
    for one in found:
        if one.check == "picture":
            yield Mention(one.value, "picture", one.path)
        elif one.check in ("recording", "transcript"):
            if one.value not in ("text", "none"):
                yield Mention(one.value, "file", one.path)
        elif not _SCHEME.match(one.value):
            yield Mention(one.value, "link", one.path)
