"""Files that a text takes in by their names: other texts, and code out of files."""

import re
from pathlib import Path

from mingpian.importers import blocks, texts
from mingpian.importers.markdown_sites.site import MarkdownSite

_TEXT = re.compile(r"^[ \t]*<!--\s*@include:\s*(\S+?)\s*-->[ \t]*$", re.MULTILINE)
_CODE = re.compile(
    r"^[ \t]*(?:<<<[ \t]*(?P<path>[^\s{#\[]+)|@\[code(?:tabs)?[^\]\n]*\]\((?P<other>[^()\s]+)\))[^\n]*$", re.MULTILINE
)
_PART = re.compile(r"(?:\{(\d*)[-,](\d*)\})|#[\w-]+\Z")
_DEEPEST = 5


def whole(body: str, path: Path, site: MarkdownSite, depth: int = 0) -> str:
    """Return a text with what it takes in. What is not there stays as it is written."""

    def text(found: re.Match[str]) -> str:
        source = _read(found[1], path, site)
        if source is None or depth >= _DEEPEST:
            return found[0]
        file, said = source
        part = _PART.search(found[1])
        if part and (part[1] or part[2]):
            said = "\n".join(said.split("\n")[int(part[1] or 1) - 1 : int(part[2]) if part[2] else None])
        return whole(re.sub(r"\A---\n.*?\n---\n", "", said, flags=re.DOTALL), file, site, depth + 1)

    def code(found: re.Match[str]) -> str:
        source = _read(found["path"] or found["other"], path, site)
        return blocks.fenced(source[1], source[0].suffix.lstrip(".")) if source else found[0]

    return blocks.outside_code(body, lambda words: _CODE.sub(code, _TEXT.sub(text, words)))


def _read(target: str, path: Path, site: MarkdownSite) -> tuple[Path, str] | None:
    bare = _PART.sub("", target)
    base = site.source if bare.startswith(("@/", "/")) else path.parent
    file = (base / bare.removeprefix("@").lstrip("/")).resolve()
    try:
        return file, texts.decode_text(texts.bytes_of(file, site.root))[0]
    except texts.UnfitFileError:
        return None
