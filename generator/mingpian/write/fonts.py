"""A font that has Chinese letters: the site's own, else one that this system has."""

import os
from collections.abc import Iterator
from pathlib import Path

from mingpian.config import FILE, SiteConfig
from mingpian.core.diagnostics import Diagnostic
from mingpian.model.world import World
from mingpian.render.sharing import Font, needs_chinese

_LINUX, _MAC, _WINDOWS = "/usr/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts"
PLACES = (
    f"{_LINUX}/opentype/noto/NotoSerifCJK-Bold.ttc",
    f"{_LINUX}/opentype/noto/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/opentype/noto/NotoSansCJK-Regular.ttc",
    f"{_LINUX}/noto-cjk/NotoSerifCJK-Bold.ttc",
    f"{_LINUX}/noto-cjk/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/google-noto-cjk/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
    f"{_LINUX}/truetype/wqy/wqy-zenhei.ttc",
    f"{_LINUX}/truetype/wqy/wqy-microhei.ttc",
    f"{_LINUX}/truetype/droid/DroidSansFallbackFull.ttf",
    f"{_MAC}/Supplemental/Songti.ttc",
    f"{_MAC}/PingFang.ttc",
    f"{_MAC}/Hiragino Sans GB.ttc",
    f"{_MAC}/STHeiti Medium.ttc",
    f"{_WINDOWS}/NotoSerifSC-VF.ttf",
    f"{_WINDOWS}/msyhbd.ttc",
    f"{_WINDOWS}/msyh.ttc",
    f"{_WINDOWS}/simhei.ttf",
)


def fontless(font: Font | None, world: World) -> Iterator[Diagnostic]:
    """Report that there is no font for the letters that are to be drawn, or not the one that is stated."""
    config = world.site.config
    if font is not None or "share" in config.without:
        return
    if config.images.font:
        message = f"there is no font file {config.images.font}"
        yield Diagnostic(code="missing-file", message=message, file=FILE, field=("images", "font"))
    elif any(needs_chinese(entry.title) for entry in world.site.entries.values()):
        message = "no font with Chinese letters was found; pages are shared with pictures that have no words"
        state = 'state one: images = {font = "fonts/x.ttf"}'
        hints = (f'install Noto CJK, {state}, or do without: without = ["share"]',)
        yield Diagnostic(code="no-font", message=message, file=FILE, severity="warning", hints=hints)


def font_of(root: Path, config: SiteConfig) -> Font | None:
    """Return the font that a site states, or the first of the system's; None when there is none."""
    stated = (str(root / config.images.font),) if config.images.font else PLACES
    for path in stated:
        try:
            facts = os.stat(path)
        except OSError:
            continue
        return Font(path, facts.st_size, facts.st_mtime_ns, "CJK" in os.path.basename(path))
    return None
