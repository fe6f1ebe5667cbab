"""An entry: what one file of content says, once it is read. Its body stays in the store."""

from functools import cache, reduce
from operator import or_
from typing import Any, Generic, TypeVar

import msgspec

from mingpian.content.kind import Common, Kind
from mingpian.content.kinds import kinds
from mingpian.content.markdown import Ref, TitlePlace
from mingpian.core.diagnostics import Diagnostic

F = TypeVar("F", bound=Common)


class Entry(msgspec.Struct, Generic[F], frozen=True, kw_only=True):
    """One entry in one language. Everything about the body that lists and relations need is derived at parse."""

    id: str  # kind and slug: what the translations of one entry share
    key: str  # kind, slug and language: unique on a site
    kind: str
    slug: str
    lang: str
    source: str  # path below content/, with forward slashes
    section: str  # folders between the kind's folder and the entry
    digest: bytes  # of the file's bytes and all that its reading depends on: where its Document lies in the store
    fields: F
    given: tuple[str, ...]  # names of the fields that the file states
    translation: bool  # the file is named `<slug>.<lang>.md`, and may lean on `<slug>.md`
    trusted: bool
    title: str
    summary: str
    published: int  # `date`, `updated` and `expires` in seconds since 1970-01-01T00:00Z; 0 when not given
    updated: int
    expires: int
    revised: int = 0  # the latest of `date`, `updated` and what git knows; 0 when nothing is known
    terms: dict[str, tuple[str, ...]]  # taxonomy -> terms
    words: int
    minutes: int
    targets: tuple[str, ...]  # what the body links to and embeds, as written
    wikilinks: tuple[str, ...]  # embedded texts among them
    pictures: tuple[str, ...]
    has_math: bool
    has_code: bool
    bracketed: tuple[str, ...] = ()  # files that the body names in double brackets, wherever they lie
    embedded: tuple[str, ...] = ()  # files that raw HTML in the body shows, plays or loads
    anchors: tuple[str, ...] = ()  # ids in the body, of headings above all
    components: tuple[Ref, ...] = ()  # what the theme draws in the body
    made_from: str = ""  # the language of which this variant was made by the build
    frames: tuple[str, ...] = ()  # hosts of the frames in its raw HTML
    mentions: tuple[TitlePlace, ...] = ()  # in a summary that was made of the body
    embeds: bool = False  # the body shows the texts of other entries
    charset: str = ""  # in the body, each once; only where fonts are cut to them


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one file: an entry, or the reasons why not; and warnings either way."""

    source: str
    entry: Any = None
    diagnostics: tuple[Diagnostic, ...] = ()


def decoder() -> "msgspec.msgpack.Decoder[list[Parsed]]":
    """Return a decoder of parse results, whose entries have the field types of their kinds."""
    return _decoders(tuple(kinds().values()))[0]


def entry_from(data: bytes | msgspec.Raw) -> Any:
    """Decode one entry, or None."""
    return _decoders(tuple(kinds().values()))[1].decode(data)


def parsed_of(data: bytes | msgspec.Raw) -> Parsed:
    """Decode one parse result."""
    return decoder().decode(b"\x91" + bytes(data))[0]  # a MessagePack array of one


@cache
def _decoders(known: tuple[Kind, ...]) -> "tuple[msgspec.msgpack.Decoder[list[Parsed]], msgspec.msgpack.Decoder[Any]]":
    """Return a decoder of parse results and one of entries, with the field types of these kinds."""
    fields: Any = reduce(or_, (kind.fields for kind in known))
    entry: Any = Entry[fields] | None
    record = msgspec.defstruct("Parsed", [("entry", entry, None)], bases=(Parsed,), frozen=True, kw_only=True)
    return msgspec.msgpack.Decoder(list[record]), msgspec.msgpack.Decoder(entry)  # type: ignore[valid-type]
