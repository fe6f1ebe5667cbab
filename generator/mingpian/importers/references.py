"""What a text points to in its folder: pictures and files go beside the entry, links to texts become wikilinks."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urljoin

from mingpian import slugify
from mingpian.i18n import AnyText, _
from mingpian.importers import blocks

_TARGET = r"<?([^()\s<>]+(?:\([^()\s]*\)[^()\s<>]*)*)>?"
_SPACED = re.compile(r"(\]\(\s*)<([^<>\n]*[ ][^<>\n]*)>")  # the one form in which a target may have blanks
_BLANK = re.compile(rf"(\[{blocks.LABEL}\]\(\s*)([^()<>\s\"'][^()<>\n\"']*\.\w{{2,5}})((?:\s+\"[^\"\n]*\")?\s*\))")
_INLINE = re.compile(rf"(!?)\[({blocks.LABEL})\]\(\s*{_TARGET}(\s+[\"'(][^\n]*?)?\s*\)")
_TAG = re.compile(
    r"""<(?:img|source|video|audio|embed|object|track|a)\b(?:[^<>"']|"[^"<>]*"|'[^'<>]*')*>""", re.IGNORECASE
)
_ADDRESSED = re.compile(
    r"""((?:(?<=\s)|(?<=["']))(?:src|href|srcset|poster|data-src|data)\s*=\s*)(["'])([^"'<>]*)\2""", re.IGNORECASE
)
_PLAYER = re.compile(r"^(:::(?:video|audio)[ \t]+)(\S+)(?=[ \t]+:::)", re.MULTILINE)
_DEFINED = re.compile(r"^([ ]{0,3}\[[^\]\n]+\]:[ \t]*)(\S+)", re.MULTILINE)
_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z")
_RELATIVE = re.compile(r"(?!/|[A-Za-z][\w+.-]*:)(?:\.\.?/|[^#?]*(?:\.html?|/)(?:[#?]|\Z))")
_TEXTS = (".md", ".markdown", ".html", ".htm", ".rst")

Resolve = Callable[[str], Path | None]


class Names:
    """The files beside an entry, by the names that they have there; two of one name get different ones."""

    def __init__(self, files: Mapping[str, Path | bytes] = MappingProxyType({})) -> None:
        self.files: dict[str, Path | bytes] = dict(files)

    def of(self, path: Path) -> str:
        """Return the name of a file."""
        return _named(self.files, path)


Where = Callable[[str], str]


def attach_files(
    body: str,
    resolve: Resolve,
    notes: list[AnyText],
    at: Where = lambda target: "",
    address: str = "",
    names: Names | None = None,
) -> tuple[str, dict[str, Path | bytes]]:
    """Return the body pointing to files beside it, and these files by name. `resolve` finds what a target means, `at`
    says where it stood, `address` is where the page was: a link to another page from there leads to it from here, too.
    `names` has the files that are beside it already."""
    pointers = _Pointers(resolve, notes, at, address, names or Names())
    return blocks.outside_code(body, pointers.changed), pointers.files


class _Pointers:
    """The pointers of one text: what they lead to is taken up in `files`, and they lead there."""

    def __init__(self, resolve: Resolve, notes: list[AnyText], at: Where, address: str, names: Names) -> None:
        self.files = names.files
        self._resolve, self._notes, self._at, self._address = resolve, notes, at, address

    def changed(self, text: str) -> str:
        """Return a text without code whose pointers lead to where things are now."""
        text = _SPACED.sub(lambda found: f"{found[1]}{found[2].replace(' ', '%20')}", text)
        text = _BLANK.sub(self._closed_up, text)
        text = _DEFINED.sub(self._defined, _TAG.sub(self._tag, _INLINE.sub(self._inline, text)))
        return _PLAYER.sub(lambda found: f"{found[1]}{self._place(found[2]) or found[2]}", text)

    def _closed_up(self, found: re.Match[str]) -> str:
        """Return a link whose target has blanks as one, where a file is called so: some editors read it."""
        target = found[2]
        path = None if _ELSEWHERE.match(target) or " " not in target else self._resolve(unquote(target))
        return found[0] if path is None else f"{found[1]}{target.replace(' ', '%20')}{found[3]}"

    def _place(self, target: str) -> str | None:
        """Return the name that a target has now; None when it stays what it was."""
        if _ELSEWHERE.match(target):
            return None
        path = self._resolve(unquote(target.partition("#")[0].partition("?")[0]))
        return None if path is None or path.suffix.lower() in _TEXTS else _named(self.files, path)

    def _missing(self, target: str) -> None:
        if target in self.files:
            return  # it is beside the text already
        place = self._at(target)
        note = (
            _("{place}: the picture `{target}` is not there", place=place, target=target)
            if place
            else _("the picture `{target}` is not there", target=target)
        )
        if note not in self._notes:
            self._notes.append(note)

    def _inline(self, found: re.Match[str]) -> str:
        mark, text, target, title = found.groups()
        name = self._place(target)
        if "![" in text:
            text = _INLINE.sub(self._inline, text)
        if name is not None:
            return f"{mark}[{text}]({name}{title or ''})"
        link = _to_text(target, text, self._resolve) if not mark else None
        if not mark and not link and self._address and _RELATIVE.match(target):
            link = f"[{text}]({_at(self._address, target)}{title or ''})"
        if mark and not _ELSEWHERE.match(target):
            self._missing(target)
        return link or (found[0].replace(found[2], text, 1) if found[2] else found[0])

    def _tag(self, found: re.Match[str]) -> str:
        return _ADDRESSED.sub(self._attribute, found[0])

    def _attribute(self, found: re.Match[str]) -> str:
        is_set = found[1].lower().startswith("srcset")
        parts = [one.strip().partition(" ") for one in found[3].split(", ")] if is_set else [(found[3], "", "")]
        made = ", ".join(f"{self._place(one) or one}{blank}{width}" for one, blank, width in parts)
        return f"{found[1]}{found[2]}{made}{found[2]}"

    def _defined(self, found: re.Match[str]) -> str:
        name = self._place(found[2])
        return f"{found[1]}{name}" if name is not None else found[0]


def attach_cover(
    stated: str, fields: dict[str, Any], resolve: Resolve, files: dict[str, Path | bytes], alt: str = ""
) -> None:
    """Put the cover beside the entry; one that is not there, or on another host, is kept under `extra`."""
    path = None if _ELSEWHERE.match(stated) else resolve(unquote(stated))
    name = _named(files, path) if path is not None else ""
    fields["cover"] = {"src": name, "alt": alt} if name and alt else name
    if stated and path is None:
        fields["extra"] = {**fields["extra"], "cover": stated}


def finder(root: Path, *folders: Path, roots: tuple[Path, ...] = (), address: str = "") -> Resolve:
    """Return what finds files: rooted targets below `roots` (the last of the folders, when left out), others in each of
    the folders, then as they were meant at the old `address`. Never outside."""
    base = root.resolve()
    tops = roots or folders[-1:]

    def find(target: str) -> Path | None:
        relative = target.replace("\\", "/")
        places = [(top, relative) for top in (tops if target.startswith("/") else (*folders, *tops))]
        for folder, inside in [*places, *((top, _at(address, relative)) for top in tops if address)]:
            try:
                path = (folder / inside.lstrip("/")).resolve()
                if path.is_relative_to(base) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        return None

    return find


def _at(address: str, target: str) -> str:
    """Return the path that a target has on a page at an address."""
    try:
        return urljoin(address, target)
    except ValueError:
        return target


def _to_text(target: str, text: str, resolve: Resolve) -> str | None:
    """Return a wikilink for a link to another text of the folder."""
    if _ELSEWHERE.match(target) or not target.partition("#")[0].endswith(_TEXTS[:2]):
        return None
    path = resolve(unquote(target.partition("#")[0]))
    if path is None:
        return None
    part = part_of(target)
    name = path.parent.name if path.stem == "index" else path.stem
    return f"[[{slugify(re.sub(r'^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}-', '', name))}{part}|{text}]]"


def part_of(target: str) -> str:
    """Return the part of a page that a target means, as wikilinks name it: `#step-two`; empty for the whole."""
    part = unquote(target.partition("#")[2])
    return "" if not part or re.search(r"[\[\]|\n]", part) else f"#{part}"


def _named(files: dict[str, Path | bytes], path: Path) -> str:
    """Return the name of a file beside the entry; two files of one name get different ones."""
    stem, suffix = slugify(path.stem), path.suffix.lower()
    for number in range(1, 1_000):
        name = f"{stem}{suffix}" if number == 1 else f"{stem}-{number}{suffix}"
        if files.setdefault(name, path) == path:
            return name
    return path.name
