"""Files that a text takes in by their names: other texts, and code out of files."""

import re
from pathlib import Path

from mingpian.importers import blocks, texts
from mingpian.importers.fields import one_line
from mingpian.importers.markdown_sites import syntax
from mingpian.importers.markdown_sites.site import MarkdownSite

_TEXT = re.compile(r"^[ \t]*<!--\s*@include:\s*(\S+?)\s*-->[ \t]*$", re.MULTILINE)
_IMPORTED = re.compile(
    r"^import\s+(?P<name>[A-Z]\w*)\s+from\s+[\"'](?P<path>[^\"'\n]+\.mdx?)[\"'];?[ \t]*$", re.MULTILINE
)
_CODE = re.compile(
    r"^[ \t]*(?:<<<[ \t]*(?P<path>[^\s{#\[]+)|@\[code(?:tabs)?[^\]\n]*\]\((?P<other>[^()\s]+)\))[^\n]*$", re.MULTILINE
)
_PART = re.compile(r"(?:\{(\d*)[-,](\d*)\})|#[\w-]+\Z")
_FIRST = re.compile(r"^#[ \t]+([^\n]*\S)[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,5}[ \t])", re.MULTILINE)
_DEEPEST = 5


def whole(body: str, path: Path, site: MarkdownSite, values: dict[str, str], depth: int = 0) -> str:
    """Return a text with what it takes in; there, `values` of its front matter go before the other's own. What is not
    there stays as it is written."""

    def text(found: re.Match[str]) -> str:
        source = _read(found[1], path, site)
        if source is None or depth >= _DEEPEST:
            return found[0]
        file, said = source
        part = _PART.search(found[1])
        if part and (part[1] or part[2]):
            said = "\n".join(said.split("\n")[int(part[1] or 1) - 1 : int(part[2]) if part[2] else None])
        data, said = texts.split_text(said)
        known = {name: one_line(value) for name, value in data.items()} | {
            name: one for name, one in values.items() if one
        }
        said = blocks.outside_code(said, lambda part: syntax.filled(part, known))
        is_head = not body.partition(found[0])[0].strip()
        if not is_head or values.get("title", "") not in ("", _title(said)):
            said = _below(said)
        return whole(said, file, site, known, depth + 1)

    def code(found: re.Match[str]) -> str:
        source = _read(found["path"] or found["other"], path, site)
        return blocks.fenced(source[1], source[0].suffix.lstrip(".")) if source else found[0]

    return blocks.outside_code(body, lambda words: _CODE.sub(code, _TEXT.sub(text, _with_imported(words))))


def _with_imported(body: str) -> str:
    """Return a text that takes in what it imports from other texts (MDX) as the other systems do."""
    for found in _IMPORTED.finditer(body):
        body = body.replace(found[0], "")
        body = re.sub(
            rf"^([ \t]*)<{found['name']}\b[^<>]*/>", rf"\1<!--@include: {found['path']}-->", body, flags=re.MULTILINE
        )
    return body


def _title(body: str) -> str:
    """Return the first heading of the first level; empty when there is none."""
    return next((match[1] for match in blocks.found_outside(_FIRST, body, blocks.outside_blocks_of_code)), "")


def _below(body: str) -> str:
    """Return a text that is taken in with its headings one level lower, if it has one of the first: that of the page is
    its title."""
    return blocks.outside_blocks_of_code(body, lambda part: _HEADING.sub(r"#\1", part)) if _title(body) else body


def _read(target: str, path: Path, site: MarkdownSite) -> tuple[Path, str] | None:
    bare = _PART.sub("", target)
    base = site.source if bare.startswith(("@/", "/", "@site/")) else path.parent
    file = (base / bare.removeprefix("@site").removeprefix("@").lstrip("/")).resolve()
    try:
        return file, texts.decode_text(texts.bytes_of(file, site.root))[0]
    except texts.UnfitFileError:
        return None
