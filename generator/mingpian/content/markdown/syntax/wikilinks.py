"""`[[target|label]]` and `![[target]]`, as wikis and Obsidian have them; and what is none, though it looks like one.

Brackets in brackets are common in prose about code: `x[[1]]` of R, `arr[[0]][[1]]`, `if [[ -f x ]]` of the shell,
`[[-1,2]]` of matrices. Whether anything is called `Prototype` is known when the page is drawn; until then it is held
as a link, and shown as it is written when nothing is.
"""

import re

import msgspec

from mingpian.content.markdown.contents import is_mark
from mingpian.content.markdown.document import Ref
from mingpian.content.markdown.stash import Stashed
from mingpian.core.patterns import lazy_pattern

_WIKILINK = lazy_pattern(r"\[\[([^\[\]|\n]{1,400})(?:\\?\|([^\[\]\n]{0,400}))?\]\](?!\(|\[(?!\[))")
_PICTURE = lazy_pattern(r"\.(?:avif|gif|jpe?g|png|svg|webp)\Z", re.IGNORECASE)
_FILE = lazy_pattern(r"\.(?!md\Z|markdown\Z)[A-Za-z][A-Za-z0-9]{1,4}\Z")
_SIZE = lazy_pattern(r"(?:\A|\|)\s*([0-9]{1,5})(?:\s*[x×]\s*([0-9]{1,5}))?\s*\Z")
_NO_NAME = lazy_pattern(r"\s+[-$\"'!(]|\s*[-+]?[0-9.]+\s*[,;]|[-+][0-9.]+\s*\Z|\s*[$%*]|\s*:[a-z]+:\]?\s*\Z")

_BEHIND_NAMES = tuple(")]_")  # of variables

Found = tuple[int, int, Stashed]


def wikilink_at(text: str, start: int) -> Found | None:
    """Return the link or embedded thing that begins at two brackets."""
    match = _WIKILINK.match(text, start)
    if not match or _NO_NAME.match(match[1]) or is_mark(match[1].strip()):
        return None
    before = text[start - 1 : start]
    if match[0].isascii() and match[2] is None and before.isascii() and (before.isalnum() or before in _BEHIND_NAMES):
        return None  # `x[[1]]`, but 见Python[[函数]]
    embedded = before == "!" and text[start - 2 : start - 1] != "\\"
    target, label = match[1].strip().removesuffix("\\"), (match[2] or "").strip()
    start -= embedded
    return start, match.end(), _held(text[start : match.end()], target, label, embedded)


def _held(source: str, target: str, label: str, embedded: bool) -> Stashed:
    size: tuple[tuple[str, str], ...] = ()
    if embedded and is_file(target):
        label, size = sized(label)
    if embedded and _PICTURE.search(target):
        return Stashed("ref", source, ref=Ref("image", target, label, attributes=size, source=source))
    ref = Ref("embed" if embedded else "wikilink", target, label, attributes=size)
    if source != as_written(ref):
        ref = msgspec.structs.replace(ref, source=source)
    return Stashed("ref", source, plain=label or target, ref=ref)


def is_file(target: str) -> bool:
    """Tell whether the target of an embed is a file, and no entry: `paper.pdf`."""
    return _FILE.search(target) is not None


def as_written(ref: Ref) -> str:
    """Return the brackets and what stands in them."""
    shown = f"[[{ref.target}|{ref.text}]]" if ref.text else f"[[{ref.target}]]"
    return ref.source or ("!" + shown if ref.kind == "embed" else shown)


def sized(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Take the size from the text of a picture: `alt|300`, `300x200` → the text without it, and its attributes."""
    match = _SIZE.search(text)
    if not match:
        return text, ()
    stated = (("width", match[1]), *((("height", match[2]),) if match[2] else ()))
    return text[: match.start()].strip(), stated
