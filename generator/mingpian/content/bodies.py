"""The bodies of entries, which lie in the store and are read when they are needed."""

from typing import Any

import msgspec

from mingpian.config.settings import SiteConfig
from mingpian.content import discover
from mingpian.content.chinese_variants import convert_of, converted
from mingpian.content.entry import Entry
from mingpian.content.markdown import Document
from mingpian.content.parse import MAX_BYTES, parse_entry
from mingpian.content.read_files import ParseContext
from mingpian.core.store import Store

_DECODER = msgspec.msgpack.Decoder(Document)


def body_of(store: Store, parse_context: ParseContext, config: SiteConfig, entry: Entry[Any]) -> Document:
    """Return an entry's body: from the store, and in the variant of Chinese that was made of it."""
    document = _stored(store, parse_context, entry)
    if not entry.made_from:
        return document
    return converted(document, convert_of(config.keep, entry.made_from, entry.lang))


def _stored(store: Store, parse_context: ParseContext, entry: Entry[Any]) -> Document:
    """Return the body as it was written; read its file again when the store has lost it."""
    data = store.get(entry.digest)
    if data is not None:
        try:
            return _DECODER.decode(data)
        except msgspec.MsgspecError:
            pass
    source = discover.read_file(parse_context.folder, entry.source, MAX_BYTES)
    _, document = parse_entry(entry.source, source, entry.digest, parse_context.settings, lowered=not entry.trusted)
    return document or Document()
