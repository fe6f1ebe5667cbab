"""Rows out of a dump as SQL: of what `INSERT` states, and nothing is run."""

import re
from collections.abc import Iterator
from typing import Any

_CREATE = re.compile(r"CREATE TABLE\s+(?:IF NOT EXISTS\s+)?[`\"]?(\w+)[`\"]?\s*\((.*?)\n\)", re.IGNORECASE | re.DOTALL)
_COLUMN = re.compile(
    r"^\s*[`\"]?(\w+)[`\"]?\s+(?:int|bigint|tinyint|smallint|varchar|char|text|longtext|mediumtext|float)",
    re.IGNORECASE | re.MULTILINE,
)
_INSERT = re.compile(r"INSERT (?:IGNORE )?INTO\s+[`\"]?(\w+)[`\"]?\s*(?:\(([^()]*)\))?\s*VALUES\s*", re.IGNORECASE)
_VALUE = re.compile(r"\s*(?:'((?:[^'\\]|\\.|'')*)'|(NULL)|([-+\w.]+))\s*([,)])", re.DOTALL | re.IGNORECASE)
_PLAIN = re.compile(r"\s*(?:'((?:[^']|'')*)'|(NULL)|([-+\w.]+))\s*([,)])", re.DOTALL | re.IGNORECASE)
_NEXT = re.compile(r"\s*,\s*\(|\s*\(")
_ESCAPED = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": "", "b": ""}


def tables(text: str) -> dict[str, list[dict[str, Any]]]:
    """Return the rows by the name of the table without its prefix."""
    is_mysql = "`" in text[:100_000] or "ENGINE=" in text
    columns = {match[1]: list(_COLUMN.findall(match[2])) for match in _CREATE.finditer(text)}
    found: dict[str, list[dict[str, Any]]] = {}
    at = 0
    while insert := _INSERT.search(text, at):
        names = re.findall(r"\w+", insert[2]) if insert[2] else columns.get(insert[1], [])
        at = insert.end()
        for values, end in _rows(text, at, is_mysql):
            at = end
            found.setdefault(insert[1].rpartition("_")[2], []).append(dict(zip(names, values, strict=False)))
    return found


def _rows(text: str, at: int, is_mysql: bool) -> Iterator[tuple[list[str | None], int]]:
    value = _VALUE if is_mysql else _PLAIN
    while opened := _NEXT.match(text, at):
        at, row = opened.end(), list[str | None]()
        while match := value.match(text, at):
            at = match.end()
            row.append(None if match[2] else match[3] if match[1] is None else _said(match[1], is_mysql))
            if match[4] == ")":
                break
        else:
            return
        yield row, at


def _said(text: str, is_mysql: bool) -> str:
    text = text.replace("''", "'")
    return re.sub(r"\\(.)", lambda found: _ESCAPED.get(found[1], found[1]), text, flags=re.DOTALL) if is_mysql else text
