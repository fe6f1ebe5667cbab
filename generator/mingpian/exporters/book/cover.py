"""Draws the cover of a book: its title large on the brand's paper, who wrote it, whose site it is from."""

import io
from typing import TYPE_CHECKING

from mingpian import RenderContext, Scheme, drawable_line, font_face, needs_chinese, text_lines, truncated_text

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1600, 2400  # pixels
_MARGIN, _BAND = 170, 56
_ROOM = WIDTH - 2 * _MARGIN
_SIZES = ((210, 4), (170, 5), (130, 7), (100, 9))  # of the title, and how many lines there may be
_SMALL = 62
_QUALITY = 90


def draw_cover(context: RenderContext, title: str, authors: str, site: str, lang: str) -> bytes:
    """Return the cover as JPEG. Without a font for its letters it is ground and band alone."""
    from PIL import Image, ImageDraw

    scheme = context.assets.colors.light
    picture = Image.new("RGB", (WIDTH, HEIGHT), scheme.paper)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, _BAND, HEIGHT), fill=scheme.fill)
    pen.rectangle((_MARGIN, HEIGHT - 420, _MARGIN + 220, HEIGHT - 412), fill=scheme.fill)
    if context.font is not None or not needs_chinese(title + authors + site):
        _write(pen, scheme, context, (drawable_line(title), drawable_line(authors), drawable_line(site)), lang)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def _write(pen: "ImageDraw", scheme: Scheme, context: RenderContext, said: tuple[str, str, str], lang: str) -> None:
    title, authors, site = said
    lines, face, size = _title(context, title, lang)
    for number, line in enumerate(lines):
        pen.text((_MARGIN, 420 + round(number * size * 1.35)), line.strip(), font=face, fill=scheme.ink, anchor="ls")
    small = font_face(context.font, lang, _SMALL)
    rows = ((authors, HEIGHT - 300, scheme.ink), (site, HEIGHT - 190, scheme.muted))
    for text, top, color in rows:
        pen.text((_MARGIN, top), truncated_text(text, small, _ROOM), font=small, fill=color, anchor="ls")


def _title(context: RenderContext, title: str, lang: str) -> "tuple[list[str], FreeTypeFont, int]":
    """Return the lines of the title in the largest size in which they have room; the last is cut where none has."""
    for size, most in _SIZES:
        face = font_face(context.font, lang, size)
        lines = text_lines(title, face, _ROOM)
        if len(lines) <= most:
            return lines, face, size
    return [*lines[: most - 1], truncated_text("".join(lines[most - 1 :]), face, _ROOM)], face, size
