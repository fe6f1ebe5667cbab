"""Codes are decoded, by a reader that others wrote, to exactly the bytes that they shall carry."""

import io
import posixpath
import random
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import segno
import segno.consts
import vobject
import zxingcpp
from lxml import etree
from PIL import Image, ImageDraw

from mingpian.content.kinds.member import MAX_NAME
from mingpian.render.contacts.vcards import Property
from mingpian.render.drawing.qr_modules import modules
from mingpian.render.formats import page
from mingpian.render.formats.qr import FORMAT, MAX_BYTES, code_picture, draw_code, fitted, payload
from tests.render.conftest import FILES
from tests.render.small import Small

CHINESE = "我帮独立创作者把手艺讲清楚，也帮他们把文章改到自己愿意署名。"


def raster(svg: bytes, pixels: int = 300) -> Image.Image:
    """Draw the SVG, `pixels` wide: its background and its strokes of one unit."""
    root = etree.fromstring(svg)
    size = int((root.get("viewBox") or "").split()[2])
    image = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(image)
    (path,) = [node.get("d") or "" for node in root if node.get("stroke")]
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmhv])([-\d. ]+)", path):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command in "Mm":
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
        else:
            draw.line((x, int(y), x + values[0] - 1, int(y)), fill=0)
            x += values[0]
    sharp = image.resize((size * 16, size * 16), Image.Resampling.NEAREST)
    return sharp.resize((pixels, pixels), Image.Resampling.BOX)


def read(png: bytes) -> bytes:
    """What a picture of a code says, to the reader of codes that many telephones have."""
    with Image.open(io.BytesIO(png)) as picture:
        assert picture.mode == "1" and min(picture.size) >= 200
        (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    return code.bytes


def decoded(svg: bytes, folder: Path) -> bytes:
    reader = shutil.which("zbarimg")
    if reader is None:
        pytest.skip("needs zbarimg: apt-get install zbar-tools")
    raster(svg).save(folder / "code.png")
    command = [reader, "--raw", "--quiet", "--oneshot", "-Sbinary", str(folder / "code.png")]
    return subprocess.run(command, check=True, capture_output=True).stdout


def test_the_card_is_in_the_code(everything: Small, tmp_path: Path) -> None:
    data = decoded(everything.render(FORMAT, "members/lin/card-qr.svg"), tmp_path)
    assert read(everything.render(FORMAT, "members/lin/card-qr.png")) == data
    card = vobject.readOne(data.decode())
    assert card.fn.value == "林语"
    assert card.email.value == "lin@lin.example"
    assert card.note.value == "我帮独立创作者把手艺讲清楚"
    assert card.url.value == "https://lin.example/members/lin/"
    assert b"8888" not in data


@pytest.mark.parametrize("name", ["members/man", "offers/hour", "events/reading", "circles/readers"])
def test_the_address_of_a_page_is_in_its_code(name: str, everything_under_repo: Small) -> None:
    data = read(everything_under_repo.render(FORMAT, f"{name}/page-qr.png"))
    assert data == f"https://lin.example/repo/{name}/".encode()


def test_the_fullest_code_is_read_at_300_pixels(tmp_path: Path) -> None:
    data = (CHINESE * 6).encode()[:MAX_BYTES]
    assert segno.make(data, error="m", boost_error=False).version == 15
    assert decoded(draw_code(data), tmp_path) == data


@pytest.mark.parametrize("version", range(1, 41))
def test_full_codes_are_those_of_another_encoder(version: int) -> None:
    """Of others it fills up with one byte that the standard does not know."""
    bits: Any = segno.consts.SYMBOL_CAPACITY
    room = bits[version][segno.consts.ERROR_LEVEL_M] // 8 - (2 if version < 10 else 3)
    data = random.Random(version).randbytes(room)
    code = segno.make(data, "m", version, "byte", 2, micro=False, boost_error=False)
    assert modules(data) == tuple(map(bytes, code.matrix))


def test_more_than_the_largest_code_holds_is_refused() -> None:
    with pytest.raises(ValueError, match="2332"):
        modules(bytes(2332))


def test_a_card_that_is_too_long_loses_what_matters_least(tmp_path: Path) -> None:
    front = FILES["members/lin.md"].replace("我帮独立创作者把手艺讲清楚", CHINESE * 6)
    data = decoded(Small({**FILES, "members/lin.md": front}).render(FORMAT, "members/lin/card-qr.svg"), tmp_path)
    assert len(data) <= MAX_BYTES
    card = vobject.readOne(data.decode())
    assert card.fn.value == "林语"
    assert not hasattr(card, "note")
    assert card.adr.value.city == "杭州"


def test_properties_are_kept_in_their_order_as_room_allows() -> None:
    named = [Property("FN", "A"), Property("N", ";A;;;")]
    offered = [Property("TEL", "1" * 40), Property("NOTE", "x" * 400), Property("URL", "u" * 30)]
    text = fitted([*named, *offered], 200).decode()
    assert re.findall(r"^([A-Z]+)[:;]", text, re.M) == ["BEGIN", "VERSION", "FN", "N", "TEL", "URL", "END"]


def test_codes_are_black_on_white_with_a_quiet_zone(everything: Small) -> None:
    image = Image.open(io.BytesIO(everything.render(FORMAT, "members/lin/page-qr.png"))).convert("L")
    assert image.size == (37 * 8, 37 * 8)
    assert image.crop((0, 0, 37 * 8, 4 * 8 - 4)).getextrema() == (255, 255)
    assert image.getextrema() == (0, 255)


def test_every_code_on_a_page_is_a_picture_that_a_long_press_reads(everything: Small) -> None:
    shown: set[str] = set()
    for path in everything.planned(page.FORMAT):
        for src in re.findall(r'<img class="qr" src="([^"]+)"', everything.render(page.FORMAT, path).decode()):
            assert src.endswith(".png")
            shown.add(posixpath.normpath(posixpath.join(posixpath.dirname(path), src)))
    pictures = {path for path in everything.planned(FORMAT) if path.endswith(".png")}
    assert pictures == shown
    for path in pictures:
        assert read(everything.render(FORMAT, path)) == payload(everything.planned(FORMAT)[path], everything.context)


def test_the_fullest_code_is_read_from_its_picture() -> None:
    data = (CHINESE * 6).encode()[:MAX_BYTES]
    assert read(code_picture(data)) == data and len(code_picture(data)) < len(draw_code(data)) / 3


def test_no_style_or_script_is_in_the_drawing(everything: Small) -> None:
    for path in everything.planned(FORMAT):
        if path.endswith(".png"):
            continue
        data = everything.render(FORMAT, path)
        assert b"style" not in data
        assert b"class" not in data


def test_a_name_without_an_end_has_a_code_of_its_beginning(tmp_path: Path) -> None:
    front = FILES["members/lin.md"].replace("name: 林语", f"name: {'长' * 400}")
    data = decoded(Small({**FILES, "members/lin.md": front}).render(FORMAT, "members/lin/card-qr.svg"), tmp_path)
    assert vobject.readOne(data.decode()).fn.value == "长" * MAX_NAME
