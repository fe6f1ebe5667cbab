"""Which names are safe as one segment of a path or URL, on Linux, macOS and Windows alike."""

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import unquote

from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _

MAX_BYTES = 200  # of a segment: file systems allow 255, and we append suffixes

_RESERVED = lazy_pattern(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
_VARIANT = lazy_pattern("[\ufe00-\ufe0f]")  # says how a character is drawn, and is not seen itself
_SHARP = re.compile(r"(?<=[^\W\d_])#")
_CONTROL = lazy_pattern(r"[\x00-\x1f\x7f\u2028\u2029]")
_OWN_COMPUTER = lazy_pattern(r"\s*(?:[a-z]:[\\/]|file:|~[\\/]|\\\\)", re.IGNORECASE)
_OWN_NETWORK = lazy_pattern(
    r"https?://(?:localhost|[^/?#]*\.local|127\.[0-9.]+|0\.0\.0\.0|\[::1\]|10\.[0-9.]+|192\.168\.[0-9.]+)(?::[0-9]+)?(?:[/?#]|\Z)",
    re.IGNORECASE,
)
_UNWRITABLE = lazy_pattern(r"[\x00-\x1f\x7f-\x9f<>:\"\\|?*\u2028\u2029\ufeff]|\A\s|\s\Z")  # in names, on some system
_FORBIDDEN = lazy_pattern(r"[\x00-\x20\x7f-\xa0<>:\"/\\|?*%#&'`;=\u2028\u2029\ufeff]")


def composed(text: str) -> str:
    """Return the text in the form in which keyboards write it (NFC): some file systems take names apart."""
    return unicodedata.normalize("NFC", text)


def slug_problem(slug: str) -> AnyText:
    """Say why `slug` cannot be one segment of an output path; empty when it can."""
    if not slug:
        return _("is empty")
    match = _FORBIDDEN.search(slug)
    if match:
        return _("contains {found}", found=repr(match.group()))
    return _segment_problem(slug)


def _segment_problem(name: str) -> AnyText:
    if name.startswith(".") or name.endswith("."):
        return _("begins or ends with a dot")
    if len(name.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        return _("is longer than {most} bytes", most=MAX_BYTES)
    if _RESERVED.fullmatch(name):
        return _("is a reserved name on Windows")
    hidden = next((char for char in name if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")), None)
    return _("contains the invisible character U+{code_point}", code_point=f"{ord(hidden):04X}") if hidden else ""


def file_problem(path: str) -> AnyText:
    """Say why `path` cannot name a file inside a folder; empty when it can."""
    decoded = unquote(path)
    if "\\" in decoded or ":" in decoded:
        return _("contains a backslash or a colon")
    segments = decoded.strip("/").split("/")
    if not decoded.strip("/"):
        return _("is empty")
    if any(segment in ("", ".", "..") for segment in segments):
        return _("leaves its folder")
    return next((problem for segment in segments if (problem := _segment_problem(segment))), "")


def on_own_computer(written: str) -> bool:
    """Tell whether a reference is to a file of the writer's own computer: `C:\\…`, `file:`, `~/`, `\\\\server\\…`."""
    return _OWN_COMPUTER.match(unquote(written)) is not None


def on_own_network(written: str) -> bool:
    """Tell whether an address leads to the writer's own computer or network, where no reader gets."""
    return _OWN_NETWORK.match(written) is not None


def control_free(text: str) -> bool:
    """Tell whether a text has no control characters."""
    return _CONTROL.search(text) is None


def url_path_problem(path: str) -> AnyText:
    """Say why `path` cannot be a path of this site; empty when it can."""
    return _path_problem(path, slug_problem)


def former_path_problem(path: str) -> AnyText:
    """Say why `path` cannot be where a page of this site once was; empty when it can.

    What new addresses avoid, such as blanks, is fine as far as files have it in their names on every system.
    """
    if "#" in path or "?" in path:
        return _("contains {found}", found=repr("#" if "#" in path else "?"))
    return _path_problem(path, _former_problem)


def _former_problem(segment: str) -> AnyText:
    match = _UNWRITABLE.search(segment)
    return _("contains {found}", found=repr(match.group())) if match else _segment_problem(segment)


def _path_problem(path: str, problem_of: Callable[[str], AnyText]) -> AnyText:
    if not path.startswith("/") or path.startswith("//"):
        return _("does not start with one `/`")
    decoded = unquote(path)
    segments = [segment for segment in decoded.strip("/").split("/") if segment]
    if any(segment in (".", "..") for segment in segments):
        return _("leaves the site")
    return next((problem for segment in segments if (problem := problem_of(segment))), "")


def fold_path(path: str) -> str:
    """Return what two paths share when a case-folding or normalising file system would mix them up."""
    return composed(path).casefold()


def slugify(text: str) -> str:
    """Make a slug of any text: letters, digits and marks of every script kept, the rest becomes `-`. `C#` is no `C`.

    A text of symbols alone is called by their names in Unicode, which never change: `🎉` is `party-popper`.
    """
    text = _VARIANT.sub("", _SHARP.sub("sharp", composed(text).lower()))
    kept = "".join(char if unicodedata.category(char)[0] in "LMN" or char in "_+" else "-" for char in text)
    slug = re.sub(r"-+", "-", kept).strip("-")
    if all(unicodedata.category(char)[0] == "M" for char in slug):
        slug = "-".join(map(_called, "".join(text.replace("\u200d", "").split()).strip("-")))
    slug = slug.encode()[:MAX_BYTES].decode(errors="ignore")
    return f"{slug}-1" if _RESERVED.fullmatch(slug) else slug.strip("-") or "untitled"


def _called(char: str) -> str:
    """Return what Unicode calls a character, as a part of a slug; its number, when it has no name here."""
    name = unicodedata.name(char, f"u{ord(char):04x}")
    return re.sub(r"[^a-z0-9]+", "-", name.lower().removeprefix("regional indicator symbol letter "))
