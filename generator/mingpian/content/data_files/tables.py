"""content/data/: tables, lists and mappings that components show. Every value in them is text."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from mingpian.content.data_formats import yaml_data
from mingpian.content.data_formats.json_data import read_json
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.schema import toml_data
from mingpian.schema.decoding import decode_text
from mingpian.schema.located import Position, SyntaxFault, UnreadableError

TABLES_FOLDER = "data/"
MAX_ROWS = 10_000

Data = list[Any] | dict[str, Any]


def is_data(path: str) -> bool:
    """Tell whether a path below content/ is a file of data."""
    return path.startswith(TABLES_FOLDER) and _ending(path) in _READERS


def table_name(path: str) -> str:
    """Return what components call a file of data: its path below data/ without its ending."""
    return path.removeprefix(TABLES_FOLDER).rpartition(".")[0]


def parse_table(data: bytes, path: str) -> tuple[Data | None, list[Diagnostic]]:
    """Read a file of data; None when it cannot be read. A table is a list of rows, each a mapping by column."""
    file = f"content/{path}"
    text, diagnostics = decode_text(data, file)
    if text is None:
        return None, diagnostics
    try:
        read = _READERS[_ending(path)](text)
        if not isinstance(read, list | dict):
            hint = _("write a table, a list, or names with values")
            raise UnreadableError(
                SyntaxFault("bad-data", _("this is neither a list nor a set of names with values"), hints=(hint,))
            )
    except UnreadableError as error:
        return None, [*diagnostics, *(fault.diagnostic(file, text) for fault in error.faults)]
    return read, diagnostics


def ambiguous_names(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Report files of data that components would call by one name."""
    first: dict[str, str] = {}
    for path in sorted(paths):
        other = first.setdefault(table_name(path), path)
        if other != path:
            message = _("`{name}` names content/{other} already", name=table_name(path), other=other)
            yield Diagnostic(code="duplicate-data", message=message, file=f"content/{path}", hints=(_("rename one"),))


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _table(text: str, delimiter: str) -> list[dict[str, str]]:
    """Read a table whose first line has the names of its columns (CSV: RFC 4180)."""
    parse_context = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[dict[str, str]] = []
    try:
        columns = [name.strip() for name in next(parse_context, [])]
        if len(set(columns)) < len(columns):
            raise UnreadableError(
                SyntaxFault("bad-csv", _("two columns have the same name"), hints=(_("give each column its own"),))
            )
        for cells in parse_context:
            if len(cells) > len(columns):
                message = _(
                    "this row has {cells} cells, and the table {columns} columns",
                    cells=len(cells),
                    columns=len(columns),
                )
                hint = _('write quotes around a cell that has a `{delimiter}` in it: "…"', delimiter=delimiter)
                raise UnreadableError(SyntaxFault("bad-csv", message, Position(parse_context.line_num - 1), (hint,)))
            if any(cells):
                missing = [""] * (len(columns) - len(cells))
                rows.append(dict(zip(columns, map(str.strip, [*cells, *missing]), strict=True)))
            if len(rows) > MAX_ROWS:
                raise UnreadableError(SyntaxFault("bad-csv", _("the table has more than {most} rows", most=MAX_ROWS)))
    except csv.Error as error:
        message = _("this is not a table: {error}", error=error)
        raise UnreadableError(SyntaxFault("bad-csv", message, Position(max(0, parse_context.line_num - 1)))) from None
    return rows


_READERS: dict[str, Callable[[str], Any]] = {
    "csv": lambda text: _table(text, ","),
    "tsv": lambda text: _table(text, "\t"),
    "json": lambda text: toml_data.as_text(read_json(text)),
    "toml": lambda text: toml_data.load(text).data,
    "yaml": yaml_data.yaml_value,
    "yml": yaml_data.yaml_value,
}
