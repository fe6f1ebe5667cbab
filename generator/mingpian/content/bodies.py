"""The bodies of entries, which lie in the store and are read when they are needed."""

from typing import Any

import msgspec

from mingpian.content import discover
from mingpian.content.entry import Entry
from mingpian.content.library import Reader
from mingpian.content.markdown import Document
from mingpian.content.parse import MAX_BYTES, parse
from mingpian.core.store import Store


def body_of(store: Store, reader: Reader, entry: Entry[Any]) -> Document:
    """Return an entry's body from the store; read its file again when the store has lost it."""
    data = store.get(entry.digest)
    if data is not None:
        try:
            return msgspec.msgpack.decode(data, type=Document)
        except msgspec.MsgspecError:
            pass
    source = discover.read(reader.folder, entry.source, MAX_BYTES)
    _, document = parse(entry.source, source, entry.digest, reader.settings)
    return document or Document()
