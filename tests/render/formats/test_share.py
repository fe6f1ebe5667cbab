"""The picture that a page is shared with: readable, in the brand's colours, there for every page that names it."""

from __future__ import annotations

import base64
import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PIL import Image

from mingpian.cli import main
from mingpian.config.face import CornersName
from mingpian.config.settings import SiteConfig
from mingpian.render import asset_cache
from mingpian.render.drawing import card_picture, share_picture, text_layout
from mingpian.render.drawing.banded_png import Ground
from mingpian.render.drawing.pieces import Piece, laid
from mingpian.render.drawing.share_picture import Shared, draw_share_picture
from mingpian.render.drawing.text_layout import Font
from mingpian.render.formats import page as pages
from mingpian.render.formats import share, vcard
from mingpian.render.formats.share import FORMAT
from mingpian.render.look.palettes import PALETTES, schemes
from mingpian.write import fonts
from tests.render.small import Small

LIGHT = schemes(PALETTES["cinnabar"]).light
FONT = fonts.font_of(Path("/nonexistent"), SiteConfig())


def opened(shared: Shared, font: Font | None = FONT) -> Image.Image:
    image = Image.open(io.BytesIO(draw_share_picture(shared, font, LIGHT)))
    image.load()
    return image


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels there are in a part."""
    return sum(image.convert("L").crop(box).histogram()[:180])


TITLE = (84, 142, 1010, 480)
PEOPLE = (84, 500, 900, 600)


@pytest.mark.parametrize(
    "title",
    [
        "A short one",
        "A long English title about cards, and stalls: why a name is a promise that others keep for you, and more",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "x" * 500,
        "\u202eevil\u0000\u0007\n\ttitle",
    ],
)
def test_any_title_has_its_place(title: str) -> None:
    image = opened(Shared(title, "Site", "Lin Yu", "en"), None)
    assert image.size == (1200, 630) and image.mode == "P"
    assert ink(image, TITLE) > 500 and ink(image, PEOPLE) > 100
    assert ink(image, (1117, 20, 1200, 480)) == 0  # nothing in the margin
    assert ink(image, (84, 480, 900, 500)) < 200  # the title does not run into the names


def test_chinese_titles_are_drawn_in_their_own_letters(need: Callable[[str], Path]) -> None:
    need("chinese-fonts")
    words = "屏幕上的汉字，少做一点"
    short, long = (opened(Shared(text, "名片", "林语", "zh-Hans")) for text in (words, words * 8))
    assert 5_000 < ink(short, TITLE) < ink(long, TITLE)
    assert ink(long, (1117, 20, 1200, 480)) == 0
    traditional = opened(Shared("骨直角與", "名片", "", "zh-Hant"))
    assert traditional.tobytes() != opened(Shared("骨直角與", "名片", "", "zh-Hans")).tobytes()


def test_no_line_begins_with_a_closing_sign(need: Callable[[str], Path]) -> None:
    need("chinese-fonts")
    face = text_layout.face_of(FONT, "zh-Hans", 84)
    for width in range(300, 1000, 37):
        lines = text_layout.lines_of("他说：“名片，摊位，作品集”，然后走了。（真的）", face, width)
        assert "".join(lines) == "他说：“名片，摊位，作品集”，然后走了。（真的）"
        assert not any(line[0] in "，。：”）" or line[-1] in "“（" for line in lines)


def test_without_a_font_there_is_the_ground_and_the_seal_and_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    image = opened(Shared("屏幕上的汉字", "名片", "林语", "zh-Hans"), None)
    assert ink(image, TITLE) == 0 and image.size == (1200, 630)
    assert image.convert("RGB").getpixel((1050, 500)) == tuple(bytes.fromhex(LIGHT.fill[1:]))
    monkeypatch.setattr(fonts, "PLACES", ())
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\n')
    (tmp_path / "content/pages/a.md").write_text("# English\n")
    assert main(["check", "--root", str(tmp_path), "--jobs", "1"]) == 0
    assert "no-font" not in capsys.readouterr().err
    (tmp_path / "content/pages/b.md").write_text("# 中文\n", encoding="utf-8")
    assert main(["check", "--root", str(tmp_path), "--jobs", "1"]) == 0
    assert capsys.readouterr().err.count("warning[no-font]") == 1
    (tmp_path / "site.toml").write_text('title = "A"\nwithout = ["share"]\n')
    assert main(["check", "--root", str(tmp_path), "--jobs", "1"]) == 0
    assert "no-font" not in capsys.readouterr().err
    (tmp_path / "site.toml").write_text('title = "A"\nimages = {font = "fonts/none.ttf"}\n')
    assert main(["check", "--root", str(tmp_path), "--jobs", "1"]) == 1
    assert "site.toml:2:" in (said := capsys.readouterr().err) and "there is no font file fonts/none.ttf" in said


def test_every_page_names_a_picture_that_is_there(tmp_path: Path) -> None:
    for path, text in {
        "site.toml": 'title = "A"\nbase_url = "https://a.example/sub/"\nlanguages = ["en", "zh-Hans"]\n',
        "content/members/lin.md": "---\nname: Lin\n---\n",
        "content/essays/a.md": "---\ntitle: A\ndate: 2026-01-01\ntags: [x]\n---\nText\n",
        "content/essays/covered.md": "---\ntitle: B\ncover: {src: c.png, alt: c}\n---\nText\n",
        "content/essays/hidden.md": "---\ntitle: C\nlisted: false\n---\nText\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    Image.new("RGB", (40, 30)).save(tmp_path / "content/essays/c.png")
    assert main(["build", "--root", str(tmp_path), "--jobs", "1"]) == 0
    output = tmp_path / "output"
    for page in output.rglob("index.html"):
        text = page.read_text(encoding="utf-8")
        if "og:title" not in text:
            continue  # a redirect, or a sheet to print
        (url,) = re.findall('property="og:image" content="https://a.example/sub/([^"]*)"', text)
        image = Image.open(output / url)
        width, height = re.findall(r'og:image:(?:width|height)" content="(\d+)"', text)
        assert image.size == (int(width), int(height)), page
    assert (output / "essays/a/share.png").is_file() and not (output / "essays/covered/share.png").exists()
    assert not (output / "essays/hidden/share.png").exists()
    assert len(list(output.glob("zh-*/share.png"))) == 1


def test_a_title_that_changes_is_drawn_anew_and_nothing_else_is() -> None:
    first = {"members/lin.md": "---\nname: Lin\n---\n", "essays/a.md": "---\ntitle: A\n---\nText\n"}
    site = Small(first)
    asked = site.asked(FORMAT, "essays/a/share.png")
    assert {question[0] for question in asked} == {"card", "site"}


MEMBER = "---\nname: {}\nheadline: 我帮一个人的公司，看起来像它做的东西一样好\nrole: 设计师\n{}---\n"


def card(**files: str | bytes) -> Image.Image:
    site = Small({"members/lin.md": MEMBER.format("林语", "photo: {src: p.png, alt: 林语}\n"), **files})
    image = Image.open(io.BytesIO(site.render(FORMAT, "members/lin/card.jpg")))
    image.load()
    return image


def portrait(color: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 300), color).save(out, "PNG")
    return out.getvalue()


def test_a_member_has_a_square_card_with_portrait_and_code(need: Callable[[str], Path], tmp_path: Path) -> None:
    image = card(**{"members/p.png": portrait("#00a000")})
    assert image.size == (1080, 1080) and image.format == "JPEG"
    red, green, blue = image.getpixel((240, 260))  # type: ignore[misc]
    assert green > 140 and red < 40 and blue < 40
    assert ink(image, (90, 460, 990, 560)) == 0  # no font was given, and none is guessed
    image.save(tmp_path / "card.png")
    command = [str(need("zbarimg")), "--quiet", "--raw", str(tmp_path / "card.png")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert said == "https://lin.example/\n"


FILLED_CORNERS: tuple[tuple[CornersName, bool], ...] = (("sharp", True), ("soft", False), ("round", False))


def test_pictures_have_the_corners_of_the_look() -> None:
    shared, corner = Shared("A", "Site", "", "en"), (1021, 451)  # left and top of the seal, a pixel inside
    fill = tuple(bytes.fromhex(LIGHT.fill[1:]))
    for corners, is_filled in FILLED_CORNERS:
        drawn = Image.open(io.BytesIO(draw_share_picture(shared, None, LIGHT, corners))).convert("RGB")
        assert (drawn.getpixel(corner) == fill) is is_filled, corners
        assert drawn.getpixel((1030, 500)) == fill
    passed = card_picture.CardPicture("Lin", "", "", "A", "a.example", "en")
    for corners, is_filled in (FILLED_CORNERS[0], FILLED_CORNERS[2]):
        data = card_picture.draw_card_picture(passed, b"", (), None, LIGHT, corners)
        pixel = Image.open(io.BytesIO(data)).getpixel((94, 114))
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) < 12 for one, other in zip(pixel, fill, strict=True)) is is_filled


def test_titles_without_serifs_are_drawn_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    places = [tmp_path / name for name in ("A-Serif.ttc", "B-Sans.ttc")]
    for place in places:
        place.write_bytes(b"")
    monkeypatch.setattr(fonts, "PLACES", tuple(map(str, places)))
    for face, found in (("serif", 0), ("kai", 0), ("sans", 1), ("round", 1)):
        font = fonts.font_of(tmp_path, SiteConfig(), face)
        assert font is not None and font.path == str(places[found])


def test_a_portrait_of_any_form_that_is_published_is_on_the_card() -> None:
    passed = card_picture.CardPicture("Lin", "", "", "A", "a.example", "en")
    for form in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        green = io.BytesIO()
        Image.new("RGB", (200, 300), "#00a000").save(green, form)
        drawn = Image.open(io.BytesIO(card_picture.draw_card_picture(passed, green.getvalue(), (), None, LIGHT)))
        red, value, blue = drawn.getpixel((240, 260))  # type: ignore[misc]
        assert value > red + blue + 80, form


@pytest.mark.parametrize("kept_by", [b"an earlier version", b"this version"])
def test_what_is_drawn_is_kept_as_long_as_the_toolchain_is_the_same(
    kept_by: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def made_by(version: bytes, drawn: bytes) -> list[bytes]:
        monkeypatch.setattr(asset_cache, "toolchain", lambda: version)
        for module, name in ((share, "draw_share_picture"), (card_picture, "draw_card_picture"), (vcard, "_square")):
            monkeypatch.setattr(module, name, lambda *_: drawn)
        lin = "---\nname: Lin\nphoto: p.png\n---\n"
        small = Small({"members/lin.md": lin, "members/p.png": portrait("#00a000")})
        small.context = msgspec.structs.replace(small.context, cache=tmp_path)
        card = small.render(vcard.FORMAT, "members/lin/card.vcf")
        photo = base64.b64decode(re.findall(rb"base64,([\w+/=]+)", card)[0])
        return [small.render(FORMAT, "members/lin/card.jpg"), small.render(FORMAT, "share.png"), photo]

    assert made_by(kept_by, b"before") == [b"before"] * 3
    now = b"before" if kept_by == b"this version" else b"anew"
    assert made_by(b"this version", b"anew") == [now] * 3


@pytest.mark.parametrize("files", [{}, {"members/p.png": portrait("#00a000")[:60]}])
def test_without_a_portrait_that_can_be_read_there_is_a_disc(files: dict[str, bytes]) -> None:
    passed = card_picture.CardPicture("Lin", "", "", "A", "a.example", "en")
    image = Image.open(
        io.BytesIO(card_picture.draw_card_picture(passed, files.get("members/p.png", b""), (), None, LIGHT))
    )
    filled = tuple(bytes.fromhex(LIGHT.fill[1:]))
    pixel = image.getpixel((120, 260))
    assert isinstance(pixel, tuple) and all(abs(one - other) < 12 for one, other in zip(pixel, filled, strict=True))


@pytest.mark.parametrize("name", ["林", "x" * 300, "Friederike Charlotte Baumgartner-Lindqvist", "\u202eevil\u0000\n"])
def test_any_name_has_its_place_on_a_card(name: str) -> None:
    passed = card_picture.CardPicture(name, name, name * 3, name, name, "zh-Hans")
    image = Image.open(io.BytesIO(card_picture.draw_card_picture(passed, b"", (), FONT, LIGHT)))
    assert ink(image, (1000, 40, 1080, 1080)) == 0 and ink(image, (0, 1000, 1080, 1080)) == 0
    assert ink(image, (90, 460, 990, 560)) > 100 or FONT is None


def test_every_page_names_a_square_or_a_picture_large_enough_for_one(everything: Small) -> None:
    assert Image.open(io.BytesIO(everything.render(FORMAT, "share-square.png"))).size == (400, 400)
    for path in everything.planned(pages.FORMAT):
        text = everything.render(pages.FORMAT, path).decode()
        (shown,) = re.findall(r'<meta itemprop="image" content="([^"]*)">', text)
        name = shown.removeprefix(everything.config.base_url)
        if name != "share-square.png":
            facts = everything.model.site.pictures[name]
            assert min(facts.width, facts.height) >= 300


@pytest.mark.parametrize("words", [8, 10, 12, 14, 17])
def test_a_title_keeps_away_from_the_seal(words: int) -> None:
    bare, titled = (opened(Shared(title, "Site", "", "en"), None) for title in ("", "contract " * words))
    seal = share_picture.WIDTH - 84 - 96 - 20, share_picture.HEIGHT - 84 - 96, share_picture.WIDTH, share_picture.HEIGHT
    assert titled.crop(seal).tobytes() == bare.crop(seal).tobytes()
    assert ink(titled, TITLE) > 1_000


@given(st.data())
def test_pieces_lie_on_a_ground_as_if_each_pixel_were_looked_at(data: st.DataObject) -> None:
    width, height = 12, 6
    whole = bytearray(data.draw(st.sampled_from([b"\0" * 11, b"\0" * 9 + b"\x40\x41"])).rjust(width, b"\0") * height)
    ground = Ground(bytes(whole), width)
    start, stop = sorted(data.draw(st.tuples(st.integers(0, height), st.integers(0, height))))
    assume(start < stop)
    pieces: list[Piece] = []
    for across, down in data.draw(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 4)), max_size=4)):
        rows = tuple(data.draw(st.binary(min_size=across, max_size=across)) for _ in range(down))
        pieces.append(Piece(rows, data.draw(st.integers(-4, 14)), data.draw(st.integers(-3, 7))))
    for piece in pieces:
        for down, row in enumerate(piece.rows, piece.top):
            for across, pixel in enumerate(row, piece.left):
                if 0 <= down < height and 1 <= across < width:  # the first column is a filter
                    whole[down * width + across] |= pixel
    assert laid(ground, pieces, start, stop) == whole[start * width : stop * width]
