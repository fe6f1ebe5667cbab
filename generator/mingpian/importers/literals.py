"""Data that stands in scripts as plain literals (`links = [{name: 'A'}]`): read, never run."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_BETWEEN = re.compile(r"(?:\s|/\*.*?\*/|//[^\n]*)*", re.DOTALL)
_TEXT = re.compile(r"(?P<sign>[\"'])(?P<said>(?:\\.|(?!(?P=sign))[^\\\n])*)(?P=sign)", re.DOTALL)
_TEMPLATE = re.compile(r"`((?:\\.|\$(?!\{)|[^\\`$])*)`", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w$])")
_NAME = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")
_KEY = re.compile(r"[\w$]+")
_CALL = re.compile(r"(?:await\s+)?[A-Za-z_$][\w$.]*\s*(?:<[^<>()]*>)?\(\s*(?=[\[{])")
_TYPED = re.compile(r"\s*(?:as|satisfies)\s+[\w$.<>\[\]|, ]+?(?=\s*(?:[,;\]})\n]|\Z))")
_GIVEN = re.compile(
    r"(?:\b(?:const|let|var)\s+|^[ \t]*|[;{]\s*)(?P<name>[A-Za-z_$][\w$.]*)\s*(?::[^=;{}\n]*)?=\s*(?=[\[{\w])"
    r"|\b(?P<default>export\s+default\b|return\b)\s*(?=[\[{\w])",
    re.MULTILINE,
)
_PIECE = re.compile(rf"{_TEXT.pattern}|`(?:\\.|[^\\`])*`|/\*.*?\*/|//[^\n]*|[\[\](){{}},;]", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_DEEPEST = 40
_CLOSING = {"[": "]", "{": "}", "(": ")"}


class WorkedOut(NamedTuple):
    """What a script works out, as it is written there."""

    script: str


def given(script: str) -> Iterator[tuple[str, Any]]:
    """Yield what a script gives to names as lists and mappings; what it exports or returns has the name ``."""
    at = 0
    while match := _GIVEN.search(script, at):
        value, at = read(script, match.end())
        if isinstance(value, list | dict):
            yield (match["name"] or "").rpartition(".")[2].removesuffix("exports"), value
        else:
            at = match.end()  # what is worked out may give something to names within it


def read(script: str, at: int, depth: int = 0) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends: texts, numbers, lists, mappings, `WorkedOut`."""
    at = start = _after(script, at)
    called = _CALL.match(script, at)
    at = called.end() if called else at
    value, end = _literal(script, at, depth)
    if called and end and (closed := script.find(")", _end_of(script, end))) >= 0:
        end = closed + 1
    typed = _TYPED.match(script, end) if end else None
    end = typed.end() if typed else end
    following = script[_after(script, end) : _after(script, end) + 1] if end else "?"
    is_whole = following in ("", ",", ";", "]", "}", ")") or (bool(end) and "\n" in script[end : _after(script, end)])
    if end and is_whole and not (following and following in ".?+|&(["):
        return value, end
    end = _end_of(script, start)
    return WorkedOut(script[start:end].strip()), end


def _literal(script: str, at: int, depth: int) -> tuple[Any, int]:
    """Return the literal at a place and its end; 0 where there is none."""
    sign = script[at : at + 1]
    if sign in ("[", "{") and depth < _DEEPEST:
        return _list(script, at + 1, depth) if sign == "[" else _mapping(script, at + 1, depth)
    for pattern in (_TEXT, _TEMPLATE):
        if text := pattern.match(script, at):
            return _plain(text["said"] if pattern is _TEXT else text[1]), text.end()
    if number := _NUMBER.match(script, at):
        return number[0], number.end()
    word = _NAME.match(script, at)
    return (_WORDS[word[0]], word.end()) if word and word[0] in _WORDS else (None, 0)


def _list(script: str, at: int, depth: int) -> tuple[Any, int]:
    found: list[Any] = []
    while (at := _after(script, at)) < len(script):
        if script[at] == "]":
            return found, at + 1
        if script[at] == ",":
            at += 1
            continue
        value, end = read(script, at, depth + 1)
        if end <= at:
            return None, 0
        found.append(value)
        at = end
    return None, 0


def _mapping(script: str, at: int, depth: int) -> tuple[Any, int]:
    found: dict[str, Any] = {}
    while (at := _after(script, at)) < len(script):
        if script[at] == "}":
            return found, at + 1
        if script[at] == ",":
            at += 1
            continue
        key = _TEXT.match(script, at) or _KEY.match(script, at)
        after = _after(script, key.end()) if key else at
        if key and script[after : after + 1] == ":":
            name = _plain(key["said"]) if key.re is _TEXT else key[0]
            found[name], end = read(script, after + 1, depth + 1)
        else:  # a method, `...others`, `[name]: value`, or a name that is its own value
            end = _end_of(script, at)
            if key:
                found[key[0]] = WorkedOut(script[at:end].strip())
        if end <= at:
            return None, 0
        at = end
    return None, 0


def _after(script: str, at: int) -> int:
    """Return the place behind blanks and comments."""
    match = _BETWEEN.match(script, at)
    return match.end() if match else at


def _end_of(script: str, at: int) -> int:
    """Return where an expression ends: before the sign that parts it from the next."""
    opened: list[str] = []
    for match in _PIECE.finditer(script, at):
        sign = match[0]
        if sign in _CLOSING:
            opened.append(_CLOSING[sign])
        elif opened and sign == opened[-1]:
            opened.pop()
        elif not opened and sign in (",", ";", "]", "}", ")"):
            return match.start()
    return len(script)


def _plain(text: str) -> str:
    """Return a text without its escapes; half of a character alone is none."""
    if "\\" not in text:
        return text
    made = _ESCAPE.sub(_unescaped, text)
    return made.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unescaped(found: "re.Match[str]") -> str:
    digits = found[1] or found[2] or found[3]
    return chr(min(int(digits, 16), 0x10FFFF)) if digits else _ESCAPED.get(found[4], found[4])
