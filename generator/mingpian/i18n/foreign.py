"""Words of the operating system, of Python, and of the readers of TOML, YAML, JSON, templates and fonts, which come
to us in English: the frequent ones have their Chinese in the catalogue like our own; the others stand as they are."""

import functools
import re

from mingpian.i18n import AnyText, Translatable, _

_SYSTEM = (
    _("No such file or directory"),
    _("Is a directory"),
    _("Not a directory"),
    _("Permission denied"),
    _("Operation not permitted"),
    _("File exists"),
    _("Directory not empty"),
    _("File name too long"),
    _("No space left on device"),
    _("Disk quota exceeded"),
    _("Read-only file system"),
    _("Too many open files"),
    _("Too many levels of symbolic links"),
    _("Input/output error"),
    _("Invalid argument"),
    _("Address already in use"),
    _("Connection refused"),
    _("Connection reset by peer"),
    _("Network is unreachable"),
    _("No route to host"),
    _("Name or service not known"),
    _("Temporary failure in name resolution"),
    _("timed out"),
    _("Broken pipe"),
)
_DAYS = (
    _("month must be in 1..12"),
    _("day is out of range for month"),
    _("hour must be in 0..23"),
    _("minute must be in 0..59"),
    _("second must be in 0..59"),
)
_TOML = (
    _("Illegal character '\\n'"),
    _("Illegal character {char}"),
    _("Expected '=' after a key in a key/value pair"),
    _("Expected newline or end of document after a statement"),
    _("Expected ']' at the end of a table declaration"),
    _("Expected ']]' at the end of an array declaration"),
    _("Expected {char}"),
    _("Invalid initial character for a key part"),
    _("Invalid statement"),
    _("Invalid value"),
    _("Invalid date or datetime"),
    _("Unclosed array"),
    _("Unclosed inline table"),
    _("Unterminated string"),
    _("Unescaped '\\' in a string"),
    _("Cannot overwrite a value"),
    _("Cannot declare {name} twice"),
    _("Cannot mutate immutable namespace {name}"),
    _("Duplicate inline table key {name}"),
)
_YAML = (
    _("while parsing a block mapping {problem}"),
    _("while parsing a block collection {problem}"),
    _("while parsing a flow mapping {problem}"),
    _("while parsing a flow sequence {problem}"),
    _("while parsing a flow node {problem}"),
    _("while parsing a block node {problem}"),
    _("while parsing a node {problem}"),
    _("while scanning a simple key {problem}"),
    _("while scanning for the next token {problem}"),
    _("while scanning a quoted scalar {problem}"),
    _("while scanning a double-quoted scalar {problem}"),
    _("while scanning a plain scalar {problem}"),
    _("while scanning a block scalar {problem}"),
    _("while scanning an alias {problem}"),
    _("while scanning an anchor {problem}"),
    _("while parsing a quoted scalar {problem}"),
    _("mapping values are not allowed here"),
    _("mapping values are not allowed in this context"),
    _("sequence entries are not allowed here"),
    _("block sequence entries are not allowed in this context"),
    _("did not find expected key"),
    _("did not find expected node content"),
    _("did not find expected '-' indicator"),
    _("did not find expected ',' or ']'"),
    _("did not find expected ',' or '}'"),
    _("did not find expected alphabetic or numeric character"),
    _("could not find expected ':'"),
    _("expected <block end>, but found {found}"),
    _("expected ',' or ']', but got {found}"),
    _("expected ',' or '}', but got {found}"),
    _("expected alphabetic or numeric character, but found {found}"),
    _("expected the node content, but found {found}"),
    _("found character that cannot start any token"),
    _("found character {char} that cannot start any token"),
    _("found unexpected end of stream"),
    _("found unexpected document indicator"),
    _("found unknown escape character"),
    _("found unknown escape character {char}"),
    _("found undefined alias"),
    _("found undefined alias {name}"),
    _("control characters are not allowed"),
    _("special characters are not allowed"),
)
_JSON = (
    _("Expecting value"),
    _("Expecting ',' delimiter"),
    _("Expecting ':' delimiter"),
    _("Expecting property name enclosed in double quotes"),
    _("Illegal trailing comma before end of object"),
    _("Illegal trailing comma before end of array"),
    _("Unterminated string starting at"),
    _("Invalid control character at"),
    _("Invalid \\escape"),
    _("Extra data"),
)
_TABLES = (
    _("',' expected after '\"'"),
    _("field larger than field limit ({limit})"),
)
NOT_UTF_8 = "it is not in UTF-8"
_TEMPLATES = (
    _("it is not in UTF-8"),
    _("'{name}' is undefined"),
    _("'{kind}' has no attribute '{name}'"),
    _("unexpected '{sign}'"),
    _("unexpected char {sign} at {place}"),
    _("expected token '{wanted}', got '{sign}'"),
    _("No filter named '{name}'."),
    _("No test named '{name}'."),
    _("Missing end of comment tag"),
    _("Missing end of raw directive"),
    _("unexpected end of template, expected '{wanted}'."),
    _("Encountered unknown tag '{name}'. {more}"),
    _("Encountered unknown tag '{name}'."),
    _("Unexpected end of template. {more}"),
    _("Jinja was looking for the following tags: {tags}. {more}"),
    _("The innermost block that needs to be closed is '{name}'."),
)
_PYTHON = (
    _("invalid syntax"),
    _("'{sign}' was never closed"),
    _("unmatched '{sign}'"),
    _("expected '{sign}'"),
    _("unexpected indent"),
    _("expected an indented block after {what}"),
    _("unindent does not match any outer indentation level"),
    _("unterminated string literal (detected at line {line})"),
    _("NameError: name '{name}' is not defined"),
    _("ModuleNotFoundError: No module named '{name}'"),
    _("ImportError: cannot import name '{name}' from {where}"),
    _("AttributeError: '{kind}' object has no attribute '{name}'"),
    _("KeyError: {name}"),
    _("ZeroDivisionError: {what}"),
    _("TypeError: {what}"),
    _("ValueError: {what}"),
)
_FONTS = (
    _("Not a TrueType or OpenType font (not enough data)"),
    _("Not a TrueType or OpenType font (bad sfntVersion)"),
)
_OF_OURS = re.compile(r"\bmingpian\.[\w.]*\.(\w+) object\b")  # what our values are called inside
_KEY_PATH = re.compile(r"\((?:'[^']*',? ?)+\)")  # a key of TOML, as its reader has it
_QUOTED = re.compile("'([^']*)'")
_VALUE = re.compile(r"\\{(\w+)\\}")


def foreign(said: object) -> AnyText:
    """Return what a system or a library says, as a text of ours where it is a known one."""
    text = _OF_OURS.sub(r"\1", str(said))
    text = _KEY_PATH.sub(lambda path: ".".join(_QUOTED.findall(path[0])), text)
    for form, template in _forms():
        if found := form.fullmatch(text):
            values = {name: foreign(value) for name, value in found.groupdict().items()}
            return template.with_values(**values) if values else template
    return text


@functools.cache
def _forms() -> tuple[tuple[re.Pattern[str], Translatable], ...]:
    known = (*_SYSTEM, *_DAYS, *_TOML, *_YAML, *_JSON, *_TABLES, *_TEMPLATES, *_PYTHON, *_FONTS)
    return tuple((re.compile(_VALUE.sub(r"(?P<\1>.+)", re.escape(one.template)), re.DOTALL), one) for one in known)
