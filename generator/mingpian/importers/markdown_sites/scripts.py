"""Settings that are programs (`config.js`, `astro.config.ts`): they are looked at, never run. What is written there as
plain text is found; what they work out is not."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from mingpian.importers import literals, texts

_COMMENT = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*$|(?<=[,\[{;])[ \t]*//[^\n]*$", re.DOTALL | re.MULTILINE)
_QUOTED = r"""(?P<quote>["'`])(?P<value>(?:\\.|(?!(?P=quote)).)*)(?P=quote)"""
_BRACKET = re.compile(rf"{_QUOTED}|[\[\]{{}}]")
_GIVEN = r"(?::[\w\s.<>\[\],|]*=|[:=])\s*"  # `name: `, `name = `, `name: Type[] = `
_INSERTED = re.compile(r"\$\{\s*(?:\w+\.)*(\w+)\s*\}")
_ENTRY = re.compile(r"""(?:["'](?P<name>[^"'\n]*)["']|(?P<bare>[\w$-]+))\s*:\s*(?:(?:\w+\(\s*)?(?P<open>[\[{]))?""")
_IMPORTED = re.compile(r"""\bfrom\s+["'](\.{1,2}/[^"'\n]+)["']""")
_ENDINGS = (".ts", ".js", ".mjs", ".mts", ".cjs")
_CLOSING = {"[": "]", "{": "}"}
_LABELS, _LINKS = "text|label|title|name", "link|to|href|url|path"
_DEEPEST = 3
_MOST = 20  # places at which a name is looked for, and names that a text takes in
_LONGEST = 1_000  # characters of what a text takes in


def text_of(files: Iterable[Path], root: Path) -> str:
    """Return the text of settings in several files, without comments."""
    found = []
    for file in files:
        try:
            found.append(texts.decode_text(texts.bytes_of(file, root))[0])
        except texts.UnfitFileError:
            continue
    return _COMMENT.sub("", "\n".join(found))


def imported(files: Iterable[Path], root: Path) -> list[Path]:
    """Return the files of a site that its settings import, in order."""
    found: dict[Path, None] = {}
    for file in files:
        for target in _IMPORTED.findall(text_of([file], root)):
            stem = (file.parent / target).resolve()
            names = (
                stem,
                *(stem.with_name(f"{stem.name}{ending}") for ending in _ENDINGS),
                stem / "index.ts",
                stem / "index.js",
            )
            path = next((one for one in names if one.suffix in _ENDINGS and one.is_file()), None)
            if path and path.is_relative_to(root):
                found[path] = None
    return list(found)


def value(script: str, *names: str, depth: int = 0) -> str:
    """Return the text that is first given to one of these names; empty when it is worked out."""
    for name in names:
        for match in re.finditer(
            rf"(?<![\w$.-])[\"']?{name}[\"']?\s*[:=]\s*(?:{_QUOTED}|(?P<other>[A-Za-z_$][\w$.]*))", script
        ):
            if match["quote"]:
                said = _plain(match["value"])
                return _INSERTED.sub(lambda one: _inserted(script, one[1], depth + 1), said, _MOST).strip()
            other = match["other"].rpartition(".")[2]
            if depth < _DEEPEST and other != name and (found := value(script, other, depth=depth + 1)):
                return found
    return ""


@lru_cache(maxsize=64)
def _inserted(script: str, name: str, depth: int) -> str:
    """Return what stands for a name in another text: not one that leads on and on, nor a long one."""
    said = value(script, name, depth=depth) if depth <= _DEEPEST else ""
    return said if len(said) <= _LONGEST else ""


def is_on(script: str, name: str) -> bool:
    """Tell whether a switch is `true`."""
    return re.search(rf"(?<![\w$.]){name}\s*:\s*true\b", script) is not None


def block(script: str, *names: str) -> str:
    """Return what stands in the brackets behind the first of these names; empty when there is none."""
    return next((inner for name in names for inner in blocks(script, name)), "")


def blocks(script: str, name: str) -> Iterator[str]:
    """Yield what stands in brackets behind a name, wherever it is given any."""
    found = re.finditer(rf"(?<![\w$.])[\"']?{name}[\"']?\s*{_GIVEN}(?:\w+\(\s*)?([\[{{])", script)
    for match in islice(found, _MOST):
        if inner := within(script, match.end() - 1):
            yield inner


def given(script: str, *names: str) -> Iterator[tuple[str, Any]]:
    """Yield the lists and mappings that are given to these names, and what works one out; another name stands for what
    is given to that."""
    pattern = rf"(?<![\w$.])[\"']?(?P<name>{'|'.join(names)})[\"']?\s*{_GIVEN}(?=\S)"
    for match in islice(re.finditer(pattern, script), _MOST):
        value: Any = literals.read(script, match.end())[0]
        if isinstance(value, literals.WorkedOut) and re.fullmatch(r"[\w$.]+", value.script):
            other = re.escape(value.script.rpartition(".")[2])
            meant = re.search(rf"\b(?:const|let|var)\s+{other}\s*{_GIVEN}(?=[\[{{])", script)
            value = literals.read(script, meant.end())[0] if meant else value
        if isinstance(value, list | dict | literals.WorkedOut):
            yield match["name"], value


def entries(inner: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a mapping, without those of mappings within it, and what is given to each."""
    at = 0
    while match := _ENTRY.search(inner, at):
        said = within(inner, match.end() - 1) if match["open"] else inner[match.end() :].partition(",")[0]
        yield match["name"] or match["bare"], said
        at = match.end() + len(said) + bool(match["open"])


def pairs(script: str) -> Iterator[tuple[str, str]]:
    """Yield names and texts that stand side by side: `'a': 'b'`."""
    for match in re.finditer(rf"""["']([^"'\n]+)["']\s*:\s*{_QUOTED}""", script):
        yield match[1], _plain(match["value"])


def menu(script: str, *names: str) -> tuple[tuple[str, str], ...]:
    """Return the items of the menu: of one that only opens others, these."""
    found: list[tuple[str, str]] = []
    for item in _items(block(script, *names)):
        head = re.split(r"\b(?:items|children|links)\s*:", item)[0]
        label, link = value(head, *_LABELS.split("|")), value(head, *_LINKS.split("|"))
        inner = [(value(one, *_LABELS.split("|")), value(one, *_LINKS.split("|"))) for one in _leaves(item)]
        found += [(label, link)] if label and link else [one for one in inner if all(one)]
    return tuple(found)


def _items(inner: str) -> Iterator[str]:
    at = 0
    while (start := inner.find("{", at)) >= 0:
        item = within(inner, start)
        if not item:
            return
        yield item
        at = start + len(item) + 2


def _leaves(item: str) -> list[str]:
    return re.findall(r"\{([^{}]*)\}", item)


def within(script: str, at: int) -> str:
    """Return what stands between the bracket at a place and that which closes it; texts are passed over."""
    opened: list[str] = []
    for match in _BRACKET.finditer(script, at):
        sign = match[0]
        if sign in _CLOSING:
            opened.append(_CLOSING[sign])
        elif opened and sign == opened[-1]:
            opened.pop()
            if not opened:
                return script[at + 1 : match.start()]
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)
