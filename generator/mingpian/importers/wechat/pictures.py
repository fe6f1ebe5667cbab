"""The pictures of an article: beside it, within its page, or on WeChat's servers, where they stay unless asked for."""

import base64
import binascii
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from mingpian.i18n import AnyText, _
from mingpian.importers.draft import Into
from mingpian.importers.references import finder

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ELSEWHERE = ("http://", "https://", "//")
_SOURCES = ("src", "data-src", "data-original", "data-actualsrc", "data-backsrc", "data-croporisrc")
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w=-]+)*?(;base64)?,(.*)", re.DOTALL)
_FACES = re.compile(r"//(?:wx|thirdwx|mmhead)\d*\.(?:qlogo|qpic)\.cn/(?:mmhead|mmopen)|//(?:wx|thirdwx)\.qlogo\.cn/")
_STARTS = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"GIF8", "gif"), (b"<svg", "svg"), (b"<?xml", "svg"))
_POINT = re.compile(rb"<svg[^>]*\swidth=[\"']1(?:px)?[\"']")


class Album:
    """The pictures of one article, by the names that they get."""

    def __init__(self, file: Path, root: Path, into: Into, notes: list[AnyText]) -> None:
        self.files: dict[str, Path | bytes] = {}
        self.notes = notes
        self._find = finder(root, file.parent)
        self._fetched = into.fetched
        self._names: dict[Path | bytes | str, str] = {}
        self._away = 0

    def place(self, shown: "HtmlElement | bytes") -> str:
        """Return the name of a picture, or its address where it is elsewhere; empty when there is nothing to see."""
        if isinstance(shown, bytes):
            return self._named(shown)
        stated = [value for name in _SOURCES if (value := (shown.get(name) or "").strip())]
        if any(map(_FACES.search, stated)) or _is_point(shown):
            return ""
        for value in stated:
            if name := self._at_hand(value):
                self._names.update({other: name for other in stated if other.startswith(_ELSEWHERE)})
                return name
        return next((self._far(value) for value in stated if value.startswith(_ELSEWHERE)), "")

    def named(self, target: str) -> str:
        """Return the name of the picture that an address means; the address itself when it is not to be had."""
        if target.startswith(_ELSEWHERE):
            return self._at_hand(target) or self._far(target)
        found = self._at_hand(target)
        if not found:
            self.notes.append(_("the picture `{target}` is not there", target=target))
        return found or target

    def cover(self, url: str) -> str:
        """Return the name of the cover; empty when it is not to be had."""
        if not url.startswith(_ELSEWHERE):
            return self._at_hand(url)
        path = self._fetched(url) if self._fetched and url not in self._names else None
        return self._named(path) if path is not None else self._at_hand(url)

    def tell(self) -> None:
        """Note how many pictures are elsewhere."""
        if self._away and self._fetched:
            self.notes.append(
                _("pictures that could not be fetched, and stay on WeChat's servers: {number}", number=self._away)
            )
        elif self._away:
            self.notes.append(
                _("pictures that stay on WeChat's servers, unless `--fetch` takes them: {number}", number=self._away)
            )

    def _at_hand(self, value: str) -> str:
        """Return the name of a picture within the page or beside it."""
        if embedded := _DATA.match(value):
            data = _decoded(embedded[2], bool(embedded[1]))
            return "" if _is_blank(data) else self._named(data)
        if value.startswith(_ELSEWHERE):
            return self._names.get(value, "")
        path = self._find(unquote(value.partition("?")[0])) or self._find(value)
        return self._named(path) if path is not None else ""

    def _far(self, url: str) -> str:
        url = f"https:{url}" if url.startswith("//") else url
        path = self._fetched(url) if self._fetched else None
        if path is not None and (name := self._named(path)):
            self._names[url] = name
            return name
        self._away += url not in self._names
        self._names.setdefault(url, url)
        return url

    def _named(self, data: Path | bytes) -> str:
        """Return the name of a picture among those of the article; empty when it is no picture that we know."""
        if data not in self._names:
            ending = _ending(data)
            if not ending:
                return ""
            self._names[data] = f"{len(self.files) + 1:02}.{ending}"
            self.files[self._names[data]] = data
        return self._names[data]


def _is_point(element: "HtmlElement") -> bool:
    sizes = [element.get(name) or "" for name in ("width", "height", "data-w")]
    return any(size in ("0", "1", "0px", "1px") for size in sizes)


def _is_blank(data: bytes) -> bool:
    """Tell whether it is a picture of one point, in the place of one that was to be loaded later."""
    if data.startswith(b"GIF8"):
        return data[6:10] == b"\1\0\1\0"
    if data.startswith(b"\x89PNG"):
        return data[16:24] == b"\0\0\0\1\0\0\0\1"
    return not data or _POINT.search(data) is not None


def _decoded(text: str, is_base64: bool) -> bytes:
    if not is_base64:
        return unquote(text).encode()
    try:
        return base64.b64decode(unquote(text), validate=False)
    except (binascii.Error, ValueError):
        return b""


def _ending(data: Path | bytes) -> str:
    """Return how a picture's name ends, which its first bytes tell: WeChat's have none."""
    if isinstance(data, Path):
        try:
            with data.open("rb") as file:
                head = file.read(64)
        except OSError:
            return ""
    else:
        head = data[:64]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:12] in (b"ftypavif", b"ftypheic"):
        return head[8:12].decode()
    return next((ending for start, ending in _STARTS if head.lstrip().startswith(start)), "")
