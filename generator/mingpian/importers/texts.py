"""Files of other systems as text, whatever their encoding; their front matter, whatever its form."""

import json
import re
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from mingpian import MingpianError, UnreadableError, values_as_text, yaml_fields
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign

LFS = "version https://git-lfs.github.com/spec/"
_DIGITS = 20
_SLIP = _("{message} (line {line})")
MAX_BYTES = 8 * 1024 * 1024

_ENCODINGS = (
    ("utf-8-sig", ""), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252"), ("gb18030", "GBK"), ("big5", "Big5"),
)  # fmt: skip
_RUN = re.compile(rb"[\x80-\xff]+")
_ALONE = re.compile(rb"(?<![\x80-\xff])[\xc0-\xff](?=[a-z\s,;.\-]|\Z)")

_YAML = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_BARE = re.compile(  # Hexo: without a first line, and up to the next `---`
    r"([A-Za-z_][\w-]*:.*\n(?:\n*(?!---[ \t]*(?:\n|\Z))(?:[A-Za-z_][\w-]*:|[ \t-]).*\n)*)\n*---[ \t]*(?:\n|\Z)"
)
_ENDLESS = re.compile(r"---[ \t]*\n((?:[A-Za-z_][\w-]*:(?:[ \t].*)?(?:\n|\Z)(?:[ \t-].*(?:\n|\Z))*)+)")
_DEEP = re.compile(r"""(?:^|[{,])[ \t\[]*(?:["'\w-]++[ \t]*\.[ \t]*){100}""", re.MULTILINE)  # quadratic
_TELLING = re.compile(r"^(?:title|date):", re.MULTILINE)
_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class Text(NamedTuple):
    """A file in its parts. `notes` tell what was odd about it; `name` and `source` are to point into it."""

    data: dict[str, Any]
    body: str
    notes: list[AnyText]
    name: str = ""
    source: str = ""

    def at(self, words: str) -> str:
        """Return where in the file something stands, as `file:line`; empty when it is not there."""
        found = self.source.find(words)
        return f"{self.name}:{self.source.count(chr(10), 0, found) + 1}" if words and found >= 0 else ""


class UnfitFileError(MingpianError):
    """A file that cannot be taken; the text says why."""


class LargeFilePointerError(UnfitFileError):
    """A file that Git LFS has not fetched."""

    def __init__(self) -> None:
        super().__init__(_("Git LFS has not fetched it"))


def read_text(path: Path, root: Path) -> Text:
    """Read a file with front matter. Raises UnfitFileError."""
    text, notes = decode_text(bytes_of(path, root))
    try:
        data, body = _split(text, notes)
    except UnfitFileError as broken:
        raise UnfitFileError(_("its front matter cannot be read: {reason}", reason=broken)) from None
    return Text(data, body, notes, path.relative_to(root).as_posix(), text)


def bytes_of(path: Path, root: Path, limit: int = MAX_BYTES) -> bytes:
    """Return a file's bytes.

    Raises UnfitFileError for one behind a link out of `root`, one that is no file, or a large one.
    """
    try:
        if not path.resolve().is_relative_to(root.resolve()) or not path.is_file():
            raise UnfitFileError(_("it is no file of the folder"))
        if path.stat().st_size > limit:
            raise UnfitFileError(_("it has more than {limit} MB", limit=limit // 1024 // 1024))
        data = path.read_bytes()
    except OSError as error:
        raise UnfitFileError(foreign(error.strerror or error)) from None
    if data.startswith(LFS.encode()):
        raise LargeFilePointerError
    return data


def decode_text(data: bytes) -> tuple[str, list[AnyText]]:
    """Return the text, with line feeds only: UTF-8, else UTF-16 by its mark or by its zeros, else what Windows wrote in
    the west or in China."""
    data = _marked(data)
    for encoding, name in _ENCODINGS:
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        if encoding == "cp1252" and not is_western(data):
            continue
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").lstrip("\ufeff")
        return text, [_("it was in {name}, and is in UTF-8 now", name=name)] if name else []
    return data.decode("utf-8", "replace").replace("\r\n", "\n"), [_("some bytes could not be read, and are � now")]


def is_western(data: bytes) -> bool:
    """Tell whether most bytes beyond ASCII stand alone among letters (`Stra\xdfe`): Chinese codings have pairs."""
    alone, runs = len(_ALONE.findall(data)), len(_RUN.findall(data))
    return runs > 0 and alone * 2 > runs


def _marked(data: bytes) -> bytes:
    """Return UTF-16 with its mark, where it has none: every comma and line feed of it is half a zero."""
    low, high = data[1:4096:2].count(0), data[0:4096:2].count(0)
    is_rare = max(low, high) * 20 < min(len(data), 4096)
    if not data or data.startswith((b"\xff\xfe", b"\xfe\xff")) or len(data) % 2 or is_rare:
        return data
    return data if low and high else (b"\xff\xfe" if low else b"\xfe\xff") + data


def json_value(text: str) -> Any:
    """Return what a JSON text says; a number with more digits than any has a meaning is kept as text. Raises ValueError
    and RecursionError."""
    return json.loads(text, parse_int=lambda digits: int(digits) if len(digits) < _DIGITS else digits)


def split_text(text: str) -> tuple[dict[str, Any], str]:
    """Return the front matter and the body of a text; no front matter where it cannot be read."""
    try:
        return _split(text, [])
    except UnfitFileError:
        return {}, re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)


def front_matter(path: Path, root: Path) -> dict[str, Any]:
    """Return the front matter of a file; none when there is no such file, or it cannot be read."""
    try:
        return read_text(path, root).data
    except UnfitFileError:
        return {}


def _split(text: str, notes: list[AnyText]) -> tuple[dict[str, Any], str]:
    if match := _YAML.match(text):
        return _yaml(match[1], 2, notes), text[match.end() :]
    if match := _TOML.match(text):
        return _toml(match[1]), text[match.end() :]
    if text.startswith(("{\n", "{ ", '{"')):
        try:
            data, end = json.JSONDecoder(parse_int=str, parse_float=str).raw_decode(text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise UnfitFileError(str(error)) from None
        return values_as_text(data), text[end:]
    if (match := _ENDLESS.match(text)) and _TELLING.search(match[1]):
        with suppress(UnfitFileError):
            data, line = _yaml(match[1], 2, notes), len(match[0].splitlines())
            notes.append(_("its front matter has no `---` at its end; it is read up to line {line}", line=line))
            return data, text[match.end() :]
    if (match := _BARE.match(text)) and ("\n\n" not in match[0] or _TELLING.search(match[1])):
        return _yaml(match[1], 1, notes), text[match.end() :]
    return {}, text


def read_settings(path: Path, root: Path) -> dict[str, Any]:
    """Return the settings in a file of YAML, TOML or JSON; none when there is no such file, or it cannot be read."""
    try:
        text, _ = decode_text(bytes_of(path, root))
        if path.suffix == ".toml":
            return _toml(text)
        return json_value(text) if path.suffix == ".json" else _yaml(_first_document(text))
    except (UnfitFileError, ValueError, RecursionError):
        return {}


def unread_settings(path: Path, root: Path) -> AnyText:
    """Say why the settings in a file of YAML cannot be read; empty when they can, or there are none."""
    if not path.is_file():
        return ""
    try:
        _yaml(_first_document(decode_text(bytes_of(path, root))[0]))
    except (UnfitFileError, ValueError, RecursionError) as broken:
        return _("the settings cannot be read, so nothing of them is taken: {reason}", reason=broken)
    return ""


def _first_document(text: str) -> str:
    """Return the first of several documents of YAML in one file; all of these systems read that alone."""
    parts = re.split(r"^(?:---|\.\.\.)[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    is_marked = len(parts) > 1 and not re.sub(r"^[ \t]*#[^\n]*$", "", parts[0], flags=re.MULTILINE).strip()
    return parts[1] if is_marked else parts[0]


def _yaml(text: str, first: int = 1, notes: list[AnyText] | None = None) -> dict[str, Any]:
    """Read YAML whose first line is line `first` of its file; `notes` take its slips, which are read as they are meant.
    Raises UnfitFileError."""
    try:
        read = yaml_fields(text.replace("\t", "  "))
    except UnreadableError as error:
        fault = error.faults[0]
        raise UnfitFileError(_SLIP.with_values(message=fault.message, line=fault.place.line + first)) from None
    if notes is not None:
        notes += [_SLIP.with_values(message=one.message, line=one.place.line + first) for one in read.faults]
    return _merged(read.data)


def _merged(data: dict[str, Any]) -> dict[str, Any]:
    """Return mappings with what they take over by `<<` (merge key of YAML 1.1), where they say nothing else."""
    own = {name: _merged(value) if isinstance(value, dict) else value for name, value in data.items() if name != "<<"}
    taken = data.get("<<")
    others = [_merged(one) for one in (taken if isinstance(taken, list) else [taken]) if isinstance(one, dict)]
    return {name: value for one in (*reversed(others), own) for name, value in one.items()}


def _toml(text: str) -> dict[str, Any]:
    if _DEEP.search(text):
        raise UnfitFileError(_("its names are nested too deeply to be read"))
    try:
        data: dict[str, Any] = values_as_text(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise UnfitFileError(str(error)) from None
    return data
