"""What a text points to in its folder: pictures and files go beside the entry, links to texts become wikilinks."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from mingpian.core.paths import slugify
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks

_TARGET = r"<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)>?"
_INLINE = re.compile(rf"(!?)\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*{_TARGET}(\s+[\"'(][^\n]*?)?\s*\)")
_TAG = re.compile(r"""(<(?:img|source|video|audio|a)\b[^<>]*?\s(?:src|href)\s*=\s*)(["'])([^"'<>]*)\2""", re.IGNORECASE)
_DEFINED = re.compile(r"^([ ]{0,3}\[[^\]\n]+\]:[ \t]*)(\S+)", re.MULTILINE)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")
_TEXTS = (".md", ".markdown", ".html", ".htm", ".rst")

Resolve = Callable[[str], Path | None]


def attach_files(body: str, resolve: Resolve, notes: list[AnyText]) -> tuple[str, dict[str, Path]]:
    """Return the body pointing to files beside it, and these files by name. `resolve` finds what a target means."""
    files: dict[str, Path] = {}

    def place(target: str) -> str | None:
        """Return the name that a target has now; None when it stays what it was."""
        if _ELSEWHERE.match(target):
            return None
        path = resolve(unquote(target.partition("#")[0].partition("?")[0]))
        if path is None or path.suffix.lower() in _TEXTS:
            return None
        return _named(files, path)

    def inline(found: re.Match[str]) -> str:
        mark, text, target, title = found.groups()
        name = place(target)
        if name is not None:
            return f"{mark}[{text}]({name}{title or ''})"
        link = _to_text(target, text, resolve) if not mark else None
        if mark and not _ELSEWHERE.match(target):
            notes.append(_("the picture `{target}` is not there", target=target))
        return link or found[0]

    def tag(found: re.Match[str]) -> str:
        name = place(found[3])
        return f"{found[1]}{found[2]}{name}{found[2]}" if name is not None else found[0]

    def defined(found: re.Match[str]) -> str:
        name = place(found[2])
        return f"{found[1]}{name}" if name is not None else found[0]

    def pointing(text: str) -> str:
        return _DEFINED.sub(defined, _TAG.sub(tag, _INLINE.sub(inline, text)))

    return blocks.outside_code(body, pointing), files


def attach_cover(stated: str, fields: dict[str, Any], resolve: Resolve, files: dict[str, Path]) -> None:
    """Put the cover beside the entry; one that is not there, or on another host, is kept under `extra`."""
    path = None if _ELSEWHERE.match(stated) else resolve(unquote(stated))
    fields["cover"] = _named(files, path) if path is not None else ""
    if stated and path is None:
        fields["extra"] = {**fields["extra"], "cover": stated}


def finder(root: Path, *folders: Path) -> Resolve:
    """Return what finds files: rooted targets below the last of the folders, others in each of them. Never outside."""
    base = root.resolve()

    def find(target: str) -> Path | None:
        relative = target.lstrip("/")
        places = folders[-1:] if target.startswith("/") else folders
        for folder in places:
            try:
                path = (folder / relative).resolve()
                if path.is_relative_to(base) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        return None

    return find


def _to_text(target: str, text: str, resolve: Resolve) -> str | None:
    """Return a wikilink for a link to another text of the folder."""
    if _ELSEWHERE.match(target) or not target.partition("#")[0].endswith(_TEXTS[:2]):
        return None
    path = resolve(unquote(target.partition("#")[0]))
    if path is None:
        return None
    name = path.parent.name if path.stem == "index" else path.stem
    return f"[[{slugify(re.sub(r'^[0-9]{4}-[0-9]{2}-[0-9]{2}-', '', name))}|{text}]]"


def _named(files: dict[str, Path], path: Path) -> str:
    """Return the name of a file beside the entry; two files of one name get different ones."""
    stem, suffix = slugify(path.stem), path.suffix.lower()
    for number in range(1, 1_000):
        name = f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}"
        if files.setdefault(name, path) == path:
            return name
    return path.name
