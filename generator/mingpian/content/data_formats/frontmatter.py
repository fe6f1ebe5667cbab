"""Splits a file into front matter and body, and reads the front matter."""

import re
from collections.abc import Callable

import msgspec
from frontmatter.default_handlers import BaseHandler

from mingpian.content.data_formats import json_data, yaml_data
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.schema import toml_data
from mingpian.schema.located import Located, Position, SyntaxFault, UnreadableError

MAX_BYTES = 256 * 1024  # of front matter: data, not prose

_YAML = BaseHandler(re.compile(r"^(?:-{3,}(?:[ \t]*ya?ml)?|\.{3})[ \t]*$", re.MULTILINE), "---", "---")
_JSON_FENCE = re.compile(r"^;{3,}[ \t]*$", re.MULTILINE)
_JSON = BaseHandler(_JSON_FENCE, ";;;", ";;;")
_BEFORE = lazy_pattern(r"[\s\ufeff\u200b]+|<!--.*?-->", re.DOTALL)  # what may stand before front matter
_FENCE = re.compile(r"^[ \t]*-{3,}[ \t]*$", re.MULTILINE)
_FIELD = lazy_pattern(r"-{3,}[ \t]*(?:ya?ml)?[ \t]*\n+[^\s#>*-][^\n]{0,60}?[:：]")
_LINE = lazy_pattern(r"[\u200b\ufeff]*([^\W\d][\w -]{0,40})\s*(?:：|:(?!//))|\s+\S|-[ \t]|#")
_MARKS = frozenset(["title", "date", "layout", "标题", "標題"])  # one of them tells front matter without a fence
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
    source, begin = _beginning(source)
    handler = next((one for one in (_YAML, _TOML, _JSON) if one.detect(source[begin:])), None)
    if source[begin : begin + 1] == ".":
        handler = None  # `...` ends front matter, and begins none
    if handler is None:
        return _unopened(source) or _without_fences(source, begin)
    try:
        text, body = handler.split(source[begin:])
    except ValueError:
        raise UnreadableError(_unclosed(source, begin)) from None
    start = source.index(text, begin) if text.strip() else source.index("\n", begin) + 1
    text_line = source.count("\n", 0, start)
    if handler is _JSON and not text.strip().startswith("{"):
        text = json_data.whole(text)
    load = {_YAML: yaml_data.load, _TOML: toml_data.load, _JSON: json_data.load}[handler]
    return FrontMatter(_loaded(load, text, text_line), text, text_line, body, _line_of(source, body))


def _beginning(written: str) -> tuple[str, int]:
    """Return where front matter may begin: after blank lines and comments, if a field follows the first fence; and the
    source, in which its lines begin where its fence did."""
    source, begin = written, 0
    while before := _BEFORE.match(source, begin):
        begin = before.end()
    indent = source[source.rfind("\n", 0, begin) + 1 : begin]
    closing = _FENCE.search(source, source.find("\n", begin)) if indent and not indent.strip() else None
    if closing:
        front = re.sub(f"^{indent}", "", source[begin : closing.end()], flags=re.MULTILINE)
        source = source[:begin] + front + source[closing.end() :]
    is_front = _FIELD.match(source, begin) or source.startswith(("+++", ";;;", "{"), begin)
    return (source, begin) if is_front else (written, 0)


def _unopened(source: str) -> FrontMatter | None:
    """Read front matter that no fence opens, as Hexo and Pelican have it: fields up to a fence, or to a blank line."""
    end, names = 0, set[str]()
    for line in source[:MAX_BYTES].split("\n"):
        found = _LINE.match(line)
        if not found:
            break
        names.add((found[1] or "").strip().lower())
        end += len(line) + 1
    closing = _FENCE.match(source, end)
    if not names & _MARKS or (not closing and (len(names - {""}) < 2 or source[end : end + 1].strip())):
        return None
    text, body = source[:end], source[closing.end() if closing else end :].removeprefix("\n")
    located = _loaded(yaml_data.load, text, 0)
    hint = _("write `---` on a line of its own before the first field, and after the last")
    told = SyntaxFault("yaml-slip", _("the front matter has no `---` before it"), Position(), (hint,))
    located = msgspec.structs.replace(located, faults=(told, *located.faults))
    return FrontMatter(located, text, 0, body, _line_of(source, body))


def _without_fences(source: str, begin: int) -> FrontMatter:
    """Read a text that begins with a JSON object, which is front matter; or with none."""
    end = json_data.end_of(source, begin) if source.startswith("{", begin) else 0
    if source.startswith('"') and (fence := _JSON_FENCE.search(source)) and fence.start() < MAX_BYTES:
        text = json_data.whole(source[: fence.start()])
        body = source[fence.end() :].removeprefix("\n")
        return FrontMatter(_loaded(json_data.load, text, 0), text, 0, body, _line_of(source, body))
    if not end:
        return FrontMatter(EMPTY, "", 0, source, 0)
    text, line = source[begin:end], source.count("\n", 0, begin)
    body = source[end:].lstrip(" \t;").lstrip("\n")
    return FrontMatter(_loaded(json_data.load, text, line), text, line, body, _line_of(source, body))


def _line_of(source: str, body: str) -> int:
    return source.count("\n", 0, source.rindex(body)) if body else source.count("\n")


def _loaded(load: Callable[[str], Located], text: str, line: int) -> Located:
    if len(text) > MAX_BYTES:
        raise UnreadableError(
            SyntaxFault(
                "too-large",
                _("the front matter is larger than {most} KiB", most=MAX_BYTES // 1024),
                Position(),
            )
        )
    try:
        return load(text)
    except UnreadableError as error:
        raise UnreadableError(*(_shifted(fault, line) for fault in error.faults)) from None


def _shifted(fault: SyntaxFault, lines: int) -> SyntaxFault:
    position = msgspec.structs.replace(fault.place, line=fault.place.line + lines)
    return msgspec.structs.replace(fault, place=position)


def _unclosed(source: str, begin: int) -> SyntaxFault:
    fence, line = source[begin : begin + 3], source.count("\n", 0, begin)
    hint = _("write `{fence}` on a line of its own after the last field", fence=fence)
    return SyntaxFault(
        "unclosed-front-matter",
        _("the front matter that begins here has no closing `{fence}`", fence=fence),
        Position(line),
        (hint,),
    )
