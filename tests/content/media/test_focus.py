"""Where a picture is looked at: heads are found, wherever they are, and what a writer states is believed."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from mingpian.content.media.focus import focus_of
from mingpian.content.media.pictures import inspect_picture
from mingpian.queries.fragments import Image as Shown
from mingpian.render.assets import focus_css
from mingpian.render.formats import page
from mingpian.schema.invalid import InvalidValueError
from mingpian.schema.numbers import check_focus
from tests.render.small import Small

SKINS = ("#f2d3b8", "#d9a784", "#a9714b", "#7a4a2e", "#553321")


def portrait(
    at: tuple[float, float], skin: str, ground: str = "#6f87a3", size: tuple[int, int] = (300, 400)
) -> Image.Image:
    """A person as a photograph has one: a head, hair, and clothes below."""
    picture = Image.new("RGB", size, ground)
    pen = ImageDraw.Draw(picture)
    x, y, head = at[0] * size[0], at[1] * size[1], 0.13 * size[0]
    pen.rectangle((x - 2 * head, y + 1.5 * head, x + 2 * head, size[1]), fill="#2b3a4d")
    pen.ellipse((x - 1.2 * head, y - 1.6 * head, x + 1.2 * head, y + head), fill="#1c1714")
    pen.ellipse((x - head, y - 1.2 * head, x + head, y + 1.3 * head), fill=skin)
    return picture


@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("at", [(0.5, 0.25), (0.25, 0.3), (0.75, 0.3), (0.5, 0.55)])
def test_a_head_is_found_of_whatever_shade(skin: str, at: tuple[float, float]) -> None:
    x, y = map(int, focus_of(portrait(at, skin)).split())
    assert abs(x - 100 * at[0]) <= 8 and abs(y - 100 * at[1]) <= 12


def test_upright_as_the_camera_says() -> None:
    lying = portrait((0.25, 0.3), SKINS[1]).transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    out = io.BytesIO()
    lying.save(out, "JPEG", exif=exif)
    facts, _ = inspect_picture("a.jpg", out.getvalue(), b"", 40)
    assert facts is not None and (facts.width, facts.height) == (300, 400)
    x, y = map(int, facts.focus.split())
    assert abs(x - 25) <= 8 and abs(y - 30) <= 12


@given(st.binary(min_size=48, max_size=48 * 8))
def test_any_picture_has_a_point_that_a_class_says(data: bytes) -> None:
    width = len(data) // 3
    focus = focus_of(Image.frombytes("RGB", (width, 1), data[: 3 * width]))
    for name in Shown("a.png", 1, 1, focus=focus).aim.split():
        assert f".{name}{{" in focus_css()


@pytest.mark.parametrize(
    ("written", "focus"),
    [
        *((text, "50 30") for text in ("50% 30%", "50 30", "50,30", "0.5 0.3", " 50%，30% ", "[50, 30]")),
        ("top", "50 15"),
        ("left top", "0 15"),
        ("右", "100 50"),
        ("左上", "0 15"),
        ("center", "50 50"),
        ("1 1", "1 1"),
    ],
)
def test_what_a_writer_says(written: str, focus: str) -> None:
    assert check_focus(written) == focus


@pytest.mark.parametrize("written", ["", "head", "50", "50% 101%", "-1 5", "nan nan", "top 50", "1e2 3"])
def test_what_is_no_point(written: str) -> None:
    with pytest.raises(InvalidValueError):
        check_focus(written)


def test_the_page_keeps_to_it() -> None:
    out = io.BytesIO()
    portrait((0.25, 0.3), SKINS[2]).save(out, "PNG")
    text = "---\nname: 林\nphoto: {src: p.png, alt: 林%s}\n---\n"
    for stated, (across, down) in (("", (25, 30)), (", focus: 80% 10%", (80, 10))):
        small = Small({"members/lin/index.md": text % stated, "members/lin/p.png": out.getvalue()})
        html = small.render(page.FORMAT, "index.html").decode()
        found = re.search(r'class="face[^"]* fx-([0-9]+) fy-([0-9]+)"', html)
        assert found and abs(int(found[1]) - across) <= 10 and abs(int(found[2]) - down) <= 10, stated
