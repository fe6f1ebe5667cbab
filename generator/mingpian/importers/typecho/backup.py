"""Typecho's own backup: after a mark, for each row its table's number, the lengths of its values by name, the values,
and a digest (MD5) of all that."""

import hashlib
import struct
from typing import Any

from mingpian.importers import texts

START = b"%TYPECHO_BACKUP_"
_MARK = len(b"%TYPECHO_BACKUP_0001%")
_TABLES = {1: "contents", 2: "comments", 3: "metas", 4: "relationships", 5: "users", 6: "fields"}
_DIGEST = 32


def tables(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the rows by table, up to the first that is broken."""
    found: dict[str, list[dict[str, Any]]] = {}
    form = "<HI" if data[_MARK - 5 : _MARK - 1] == b"FILE" else "<HH"
    at, size = _MARK, struct.calcsize(form)
    while at + size <= len(data) and not data.startswith(START, at):
        number, length = struct.unpack_from(form, data, at)
        body = at + size + length
        try:
            lengths = texts.json_value(data[at + size : body].decode())
            end = body + sum(one or 0 for one in lengths.values())
            row, start = {}, body
            for name, one in lengths.items():
                row[name] = None if one is None else data[start : start + one].decode("utf-8", "replace")
                start += one or 0
        except (ValueError, AttributeError, TypeError, RecursionError):
            break
        digest = hashlib.md5(data[at:end], usedforsecurity=False).hexdigest().encode()
        if end < body or data[end : end + _DIGEST] != digest:
            break
        found.setdefault(_TABLES.get(number, ""), []).append(row)
        at = end + _DIGEST
    return found
