"""Splits a file into front matter and body, and reads the front matter."""

import re

import msgspec
from frontmatter.default_handlers import BaseHandler

from mingpian.content import yaml_data
from mingpian.schema import toml_data
from mingpian.schema.located import Located, Position, SyntaxFault, UnreadableError

MAX_BYTES = 256 * 1024  # of front matter: data, not prose

_YAML = BaseHandler(re.compile(r"^-{3,}[ \t]*$", re.MULTILINE), "---", "---")
_TOML = BaseHandler(re.compile(r"^\+{3,}[ \t]*$", re.MULTILINE), "+++", "+++")


class FrontMatter(msgspec.Struct, frozen=True):
    """A file's two halves. `text` starts at line `text_line` of the file and `body` at `body_line`, from 0."""

    located: Located
    text: str
    text_line: int
    body: str
    body_line: int


EMPTY = Located({}, lambda _path: Position(), lambda _path: Position())


def split_front_matter(source: str) -> FrontMatter:
    """Split `source` (line feeds only) and read its front matter. Raises UnreadableError, with places in `source`."""
    handler = next((one for one in (_YAML, _TOML) if one.detect(source)), None)
    if handler is None:
        return FrontMatter(EMPTY, "", 0, source, 0)
    try:
        text, body = handler.split(source)
    except ValueError:
        raise UnreadableError(_unclosed(source)) from None
    start = source.index(text) if text.strip() else source.index("\n") + 1
    text_line = source.count("\n", 0, start)
    body_line = source.count("\n") - body.count("\n")
    if len(text) > MAX_BYTES:
        raise UnreadableError(
            SyntaxFault("too-large", f"the front matter is larger than {MAX_BYTES // 1024} KiB", Position())
        )
    try:
        located = (yaml_data if handler is _YAML else toml_data).load(text)
    except UnreadableError as error:
        raise UnreadableError(*(_shifted(fault, text_line) for fault in error.faults)) from None
    return FrontMatter(located, text, text_line, body, body_line)


def _shifted(fault: SyntaxFault, lines: int) -> SyntaxFault:
    position = msgspec.structs.replace(fault.place, line=fault.place.line + lines)
    return msgspec.structs.replace(fault, place=position)


def _unclosed(source: str) -> SyntaxFault:
    fence = source.lstrip()[:3]
    hint = f"write `{fence}` on a line of its own after the last field"
    return SyntaxFault(
        "unclosed-front-matter", f"the front matter that begins here has no closing `{fence}`", Position(), (hint,)
    )
