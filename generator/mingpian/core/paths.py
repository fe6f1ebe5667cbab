"""Which names are safe as one segment of a path or URL, on Linux, macOS and Windows alike."""

import re
import unicodedata
from urllib.parse import unquote

MAX_BYTES = 200  # of a segment: file systems allow 255, and we append suffixes

_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_SHARP = re.compile(r"(?<=[^\W\d_])#")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0<>:\"/\\|?*%#&'`;=\u2028\u2029\ufeff]")


def composed(text: str) -> str:
    """Return the text in the form in which keyboards write it (NFC): some file systems take names apart."""
    return unicodedata.normalize("NFC", text)


def slug_problem(slug: str) -> str:
    """Say why `slug` cannot be one segment of an output path; empty when it can."""
    if not slug:
        return "is empty"
    match = _FORBIDDEN.search(slug)
    if match:
        return f"contains {match.group()!r}"
    return _segment_problem(slug)


def _segment_problem(name: str) -> str:
    if name.startswith(".") or name.endswith("."):
        return "begins or ends with a dot"
    if len(name.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return f"is longer than {MAX_BYTES} bytes"
    if _RESERVED.fullmatch(name):
        return "is a reserved name on Windows"
    hidden = next((char for char in name if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")), None)
    return f"contains the invisible character U+{ord(hidden):04X}" if hidden else ""


def file_problem(path: str) -> str:
    """Say why `path` cannot name a file inside a folder; empty when it can."""
    decoded = unquote(path)
    if "\\" in decoded or ":" in decoded:
        return "contains a backslash or a colon"
    segments = decoded.strip("/").split("/")
    if not decoded.strip("/"):
        return "is empty"
    if any(segment in ("", ".", "..") for segment in segments):
        return "leaves its folder"
    return next((problem for segment in segments if (problem := _segment_problem(segment))), "")


def url_path_problem(path: str) -> str:
    """Say why `path` cannot be a path of this site; empty when it can."""
    if not path.startswith("/") or path.startswith("//"):
        return "does not start with one `/`"
    decoded = unquote(path)
    segments = [segment for segment in decoded.strip("/").split("/") if segment]
    if any(segment in (".", "..") for segment in segments):
        return "leaves the site"
    return next((problem for segment in segments if (problem := slug_problem(segment))), "")


def fold_path(path: str) -> str:
    """Return what two paths share when a case-folding or normalising file system would mix them up."""
    return composed(path).casefold()


def slugify(text: str) -> str:
    """Make a slug of any text: letters, digits and marks of every script kept, the rest becomes `-`. `C#` is no `C`."""
    text = _SHARP.sub("sharp", composed(text).lower())
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" or char in "_+" else "-" for char in text)
    slug = re.sub(r"-+", "-", kept).strip("-")
    while len(slug.encode()) > MAX_BYTES:
        slug = slug[:-1]
    return f"{slug}-1" if _RESERVED.fullmatch(slug) else slug.strip("-") or "untitled"
