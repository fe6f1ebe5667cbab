"""Open fonts that are known by name, and where each can be fetched: packages of Fontsource, at a fixed version."""

import io
import zipfile

import msgspec

from mingpian.core.errors import MingpianError
from mingpian.fetch.http import request
from mingpian.i18n import _

MAX_BYTES = 40 * 1024 * 1024
SUFFIXES = (".woff2", ".otf", ".ttf", ".ttc", ".otc", ".woff")
_WHERE = "https://cdn.jsdelivr.net/npm/@fontsource/{package}@{version}/files/{package}-{part}-normal.woff2"
_OFL = "SIL Open Font License 1.1"


class FontFileError(MingpianError):
    """What was given or fetched is no font that can be taken."""


class OpenFont(msgspec.Struct, frozen=True):
    """A font that anybody may publish: what it is called, where its file is, and its licence."""

    title: str
    url: str
    licence: str = _OFL


def _font(title: str, package: str, part: str, version: str = "5.3.0") -> OpenFont:
    return OpenFont(title, _WHERE.format(package=package, part=part, version=version))


KNOWN = {
    "noto-serif-sc": _font("Noto Serif SC 思源宋体", "noto-serif-sc", "chinese-simplified-700"),
    "noto-serif-tc": _font("Noto Serif TC 思源宋體", "noto-serif-tc", "chinese-traditional-700"),
    "noto-sans-sc": _font("Noto Sans SC 思源黑体", "noto-sans-sc", "chinese-simplified-700"),
    "lxgw-wenkai": _font("LXGW WenKai 霞鹜文楷", "lxgw-wenkai", "latin-700"),
    "lxgw-wenkai-tc": _font("LXGW WenKai TC 霞鶩文楷", "lxgw-wenkai-tc", "chinese-traditional-700"),
    "zcool-xiaowei": _font("ZCOOL XiaoWei 站酷小薇", "zcool-xiaowei", "chinese-simplified-400"),
    "zcool-kuaile": _font("ZCOOL KuaiLe 站酷快乐体", "zcool-kuaile", "chinese-simplified-400"),
    "zcool-qingke-huangyou": _font(
        "ZCOOL QingKe HuangYou 站酷庆科黄油体", "zcool-qingke-huangyou", "chinese-simplified-400"
    ),
    "ma-shan-zheng": _font("Ma Shan Zheng 马善政毛笔楷书", "ma-shan-zheng", "chinese-simplified-400", "5.3.1"),
    "long-cang": _font("Long Cang 龙藏体", "long-cang", "chinese-simplified-400"),
    "smiley-sans": OpenFont(
        "Smiley Sans 得意黑",
        "https://github.com/atelier-anchor/smiley-sans/releases/download/v2.0.1/smiley-sans-v2.0.1.zip",
    ),
}


def known_font(said: str) -> OpenFont | None:
    """Return the font that is known by a name: the short one, its title, or the Latin or the Chinese part of that."""
    names = {
        _folded(name): font
        for short, font in KNOWN.items()
        for name in (short, font.title, *(font.title.rpartition(" ")[at] for at in (0, 2)))
    }
    return names.get(_folded(said))


def _folded(name: str) -> str:
    return "".join(name.casefold().replace("-", " ").split())


def fetch_font(url: str, agent: str) -> bytes:
    """Return a font file that a public server has, also from within a zip archive. Raises ForbiddenAddressError,
    UnreachableError and FontFileError."""
    answer = request(url, "GET", {"User-Agent": agent, "Accept": "font/*, application/zip, */*"}, most=MAX_BYTES)
    if answer.status != 200:
        raise FontFileError(_("the server answers {status}", status=answer.status))
    return unpacked(answer.body)


def unpacked(data: bytes) -> bytes:
    """Return the first font of a zip archive, the best format first; other bytes as they are. Raises FontFileError."""
    if not data.startswith(b"PK\x03\x04"):
        return data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            fonts = [one for one in archive.infolist() if one.filename.lower().endswith(SUFFIXES)]
            fonts.sort(
                key=lambda one: ([one.filename.lower().endswith(end) for end in SUFFIXES].index(True), one.filename)
            )
            if fonts and fonts[0].file_size <= MAX_BYTES:
                return archive.read(fonts[0])
    except Exception as error:  # whatever a damaged archive does to its reader
        raise FontFileError(_("the archive cannot be read: {error}", error=error)) from error
    raise FontFileError(_("there is no font in the archive"))
