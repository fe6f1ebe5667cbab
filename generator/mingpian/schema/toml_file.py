"""A TOML file, read, with the places of what is wrong with it: for the few whose form is ours."""

from collections.abc import Iterable
from typing import Any

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.schema import toml_data
from mingpian.schema.decoding import decode_text
from mingpian.schema.located import Located, UnreadableError, span_at
from mingpian.schema.read import Problem


class TomlFile(msgspec.Struct, frozen=True):
    """A file that is TOML: what messages call it, its text, and its data with their places."""

    name: str
    text: str
    located: Located

    @property
    def data(self) -> dict[str, Any]:
        """What the file states."""
        return self.located.data

    def diagnostics(self, problems: Iterable[Problem]) -> list[Diagnostic]:
        """Return what is wrong with values of the file, each at its place."""
        return [
            Diagnostic(
                code=problem.code,
                message=problem.message,
                file=self.name,
                span=span_at(self.text, self.located.place_of(problem.path)),
                hints=problem.hints,
                severity=problem.severity,
            )
            for problem in problems
        ]


def read_toml(data: bytes, name: str) -> tuple[TomlFile | None, list[Diagnostic]]:
    """Read the bytes of a file that messages call `name`; None when it is no TOML. Say what is wrong with either."""
    text, diagnostics = decode_text(data, name)
    if text is None:
        return None, diagnostics
    try:
        return TomlFile(name, text, toml_data.load(text)), diagnostics
    except UnreadableError as error:
        return None, [*diagnostics, *(fault.diagnostic(name, text) for fault in error.faults)]
