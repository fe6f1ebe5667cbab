"""Pictures in the widths that screens need: upright, without metadata, made once, and chosen by the browser."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path

import msgspec
import pytest
from PIL import Image, ImageChops, ImageStat

from mingpian.cli import main
from mingpian.render.asset_cache import forget_others
from mingpian.render.body.bodies import body_html
from mingpian.render.formats.variants import FORMAT, scaled
from tests.render.small import SITE, Small


def picture(form: str, size: tuple[int, int] = (700, 300), **more: object) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((70, 30), 80).resize(size).convert("RGB")
    noise.paste((200, 20, 20), (0, 0, size[0] // 2, size[1] // 2))
    noise.save(out, form, **more)
    return out.getvalue()


def exif(orientation: int) -> Image.Exif:
    found = Image.Exif()
    found[0x0112] = orientation
    found[0x010F] = "Secret Camera"
    return found


def small(**files: bytes) -> Small:
    named = {f"essays/{name.replace('_', '.')}": data for name, data in files.items()}
    body = "\n\n".join(f"![图]({name.removeprefix('essays/')})" for name in named)
    return Small({"members/lin.md": "---\nname: Lin\n---\n", "essays/x.md": f"---\ntitle: X\n---\n{body}\n", **named})


def made(site: Small, path: str) -> Image.Image:
    image = Image.open(io.BytesIO(site.render(FORMAT, path)))
    image.load()
    return image


def test_each_width_that_is_smaller_and_its_own() -> None:
    site = small(a_jpg=picture("JPEG"), b_webp=picture("WEBP"), c_png=picture("PNG", (200, 90)))
    assert sorted(site.planned(FORMAT)) == [
        "essays/a.jpg.160.webp", "essays/a.jpg.480.webp", "essays/a.jpg.700.webp",
        "essays/b.webp.160.webp", "essays/b.webp.480.webp",
    ]  # fmt: skip
    assert [made(site, f"essays/a.jpg.{width}.webp").size for width in (160, 480, 700)] == [
        (160, 69), (480, 206), (700, 300),
    ]  # fmt: skip
    html = body_html(site.context, site.ask("entry", "essays/x.zh-Hans"), "../")
    assert (
        'src="../essays/a.jpg" alt="图" srcset="../essays/a.jpg.160.webp 160w, ../essays/a.jpg.480.webp 480w,'
        ' ../essays/a.jpg.700.webp 700w" sizes="' in html
    )
    assert "../essays/b.webp.480.webp 480w, ../essays/b.webp 700w" in html
    assert "c.png.160" not in html


def test_avif_on_request_for_browsers_that_read_it() -> None:
    files: dict[str, str | bytes] = {"essays/x.md": "---\ntitle: X\n---\n![图](a.jpg){.wide}\n"}
    files |= {"members/lin.md": "---\nname: Lin\n---\n", "essays/a.jpg": picture("JPEG")}
    site = Small(files, f"images = {{avif = true}}\n{SITE}")
    image = made(site, "essays/a.jpg.160.avif")
    assert (image.format, image.size) == ("AVIF", (160, 69))
    html = body_html(site.context, site.ask("entry", "essays/x.zh-Hans"), "../")
    source, shown = re.findall(r"<(?:source|img)[^>]*>", html)
    assert f"<picture>{source}{shown}</picture>" in html
    assert 'type="image/avif" srcset="../essays/a.jpg.160.avif 160w, ../essays/a.jpg.480.avif 480w' in source
    assert 'src="../essays/a.jpg"' in shown and "../essays/a.jpg.160.webp 160w" in shown
    avif, webp = (len(site.render(FORMAT, f"essays/a.jpg.480.{form}")) for form in ("avif", "webp"))
    assert avif < webp


def test_while_it_loads_there_is_its_colour() -> None:
    clear = io.BytesIO()
    Image.new("RGBA", (400, 200), (10, 200, 10, 0)).save(clear, "PNG")
    plain = io.BytesIO()
    Image.new("RGB", (400, 200), (250, 100, 3)).save(plain, "PNG")
    site = small(a_png=plain.getvalue(), b_png=clear.getvalue())
    html = body_html(site.context, site.ask("entry", "essays/x.zh-Hans"), "../")
    assert re.findall(r'class="([^"]*)"', html) == ["tone-310"]  # what shines through stays clear
    sheet = next(
        data for path, data in site.context.assets.files.items() if path.endswith(".css") and b".tone-" in data
    )
    assert b"img.tone-310{background-color:#e06020}" in sheet


def test_what_exif_says_to_turn_is_turned_and_nothing_else_of_it_is_left() -> None:
    site = small(a_jpg=picture("JPEG", (700, 400), exif=exif(6)))
    assert "essays/a.jpg.400.webp" in site.planned(FORMAT)  # as it is shown: 400 wide, 700 high
    image = made(site, "essays/a.jpg.160.webp")
    assert image.size == (160, 280)
    right, left = image.getpixel((140, 20)), image.getpixel((20, 250))
    assert isinstance(right, tuple) and isinstance(left, tuple)
    assert right[0] > 150 > right[1] and abs(left[0] - left[1]) < 60
    assert b"Secret" not in site.render(FORMAT, "essays/a.jpg.160.webp") and "exif" not in image.info


def test_transparent_pictures_stay_transparent_and_palettes_are_read() -> None:
    out = io.BytesIO()
    clear = Image.new("RGBA", (400, 200), (10, 200, 10, 0))
    clear.save(out, "PNG")
    palette = io.BytesIO()
    striped = Image.new("P", (400, 200), 3)
    striped.putpalette([*range(12)])
    striped.save(palette, "PNG", transparency=3)
    site = small(a_png=out.getvalue(), b_png=palette.getvalue())
    for path in ("essays/a.png.160.webp", "essays/b.png.400.webp"):
        image = made(site, path)
        assert image.mode == "RGBA" and image.getchannel("A").getextrema() == (0, 0)


def test_what_moves_is_left_alone() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (400, 200), (shade, 0, 0)) for shade in (0, 200)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    gif = io.BytesIO()
    frames[0].save(gif, "GIF", save_all=True, append_images=frames[1:])
    assert small(a_webp=out.getvalue(), b_gif=gif.getvalue()).planned(FORMAT) == {}


@pytest.mark.parametrize("line", ["images = {widths = []}", 'without = ["variants"]'])
def test_a_site_can_do_without(line: str) -> None:
    text = "---\ntitle: X\n---\n![图](a.jpg)\n"
    files: dict[str, str | bytes] = {"essays/x.md": text, "essays/a.jpg": picture("JPEG")}
    site = Small({"members/lin.md": "---\nname: Lin\n---\n", **files}, f"{line}\n{SITE}")
    assert "srcset" not in body_html(site.context, site.ask("entry", "essays/x.zh-Hans"), "/")
    assert site.planned(FORMAT) == {}


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    huge = bytearray(picture("PNG"))
    huge[16:24] = (12_000).to_bytes(4, "big") * 2
    huge[29:33] = zlib.crc32(huge[12:29]).to_bytes(4, "big")
    with pytest.raises(ValueError, match="more than 100 megapixels"):
        scaled(bytes(huge), 160, 40)


def test_one_that_was_made_is_kept_by_its_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mingpian.render.formats import variants

    site = small(a_jpg=picture("JPEG"))
    site.context = msgspec.structs.replace(site.context, cache=tmp_path)
    first = site.render(FORMAT, "essays/a.jpg.160.webp")
    monkeypatch.setattr(variants, "scaled", lambda *_: b"made again")
    assert site.render(FORMAT, "essays/a.jpg.160.webp") == first
    (kept,) = (tmp_path / "variants").iterdir()
    kept.write_bytes(kept.read_bytes()[:-5])  # cut short: not trusted
    assert site.render(FORMAT, "essays/a.jpg.160.webp") == b"made again"
    site.files["essays/a.jpg"] = picture("JPEG", quality=20)
    assert site.render(FORMAT, "essays/a.jpg.160.webp") == b"made again"
    assert len(list((tmp_path / "variants").iterdir())) == 1  # the old one went
    assert forget_others(tmp_path, []) == 0 and not list((tmp_path / "variants").iterdir())


def test_a_build_with_another_theme_makes_none_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "content/pages").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\n')
    (tmp_path / "content/pages/a.md").write_text("# A\n\n![x](p.jpg)\n")
    (tmp_path / "content/pages/p.jpg").write_bytes(picture("JPEG"))
    assert main(["build", "--root", str(tmp_path), "--jobs", "1"]) == 0
    page = (tmp_path / "output/a/index.html").read_text()
    widths = re.findall(r"p\.jpg\.(\d+)\.webp", page)
    assert widths == ["160", "480", "700"]
    assert all((tmp_path / f"output/pages/p.jpg.{width}.webp").is_file() for width in widths)
    monkeypatch.setattr("mingpian.render.formats.variants.scaled", lambda *_: pytest.fail("made again"))
    (tmp_path / "site.toml").write_text('title = "B"\n')
    assert main(["build", "--root", str(tmp_path), "--jobs", "1"]) == 0


def test_widths_beyond_reason_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "A"\nimages = {widths = [0, 100000]}\n')
    assert main(["check", "--root", str(tmp_path), "--jobs", "1"]) == 0
    assert "`widths` are at most 8 numbers from 16 to 4096" in capsys.readouterr().err


def test_sixteen_bits_of_grey_keep_their_tones() -> None:
    row = b"".join((column * 136).to_bytes(2, "little") for column in range(480))
    deep = Image.frombytes("I;16", (480, 300), row * 300)
    out = io.BytesIO()
    deep.save(out, "PNG")
    site = small(a_png=out.getvalue())
    image = made(site, "essays/a.png.160.webp").convert("L")
    for column in (8, 40, 80, 120, 152):
        tone = image.getpixel((column, 50))
        assert isinstance(tone, int | float) and abs(tone - column * 3 * 136 / 256) < 4
    assert (site.model.site.pictures["essays/a.png"].color or "")[1:3] in {f"{tone:02x}" for tone in range(0x78, 0x88)}


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_photo_of_too_many_megapixels_is_scaled_with_a_note(form: str) -> None:
    from mingpian.content.media.pictures import inspect_picture
    from mingpian.render.formats.files import FORMAT as FILES

    data = picture(form, (1600, 1200), exif=exif(6))
    facts, notes = inspect_picture("essays/a.jpg", data, b"", 1)
    assert facts is not None and [note.code for note in notes] == ["picture-scaled"]
    assert [note.severity for note in notes] == ["note"]
    files = {"essays/x.md": "---\ntitle: X\n---\n![图](a.jpg)\n", "members/lin.md": "---\nname: Lin\n---\n"}
    site = Small({**files, "essays/a.jpg": data}, f"images = {{max_megapixels = 1}}\n{SITE}")
    with Image.open(io.BytesIO(site.render(FILES, "essays/a.jpg"))) as whole:
        assert whole.size == (facts.width, facts.height) and 990_000 < whole.width * whole.height <= 1_000_000
        assert whole.height > whole.width and "exif" not in whole.info
    assert made(site, "essays/a.jpg.480.webp").size[0] == 480


@pytest.mark.parametrize("turn", [1, 6])
def test_widths_made_of_the_widest_look_as_if_made_of_the_whole(turn: int) -> None:
    data = picture("JPEG", (3400, 1500), exif=exif(turn), quality=95)
    for width in (160, 480):
        whole, short = (
            Image.open(io.BytesIO(scaled(data, width, 40, "webp", widest))).convert("RGB") for widest in (0, 600)
        )
        assert whole.size == short.size
        assert max(ImageStat.Stat(ImageChops.difference(whole, short)).mean) < 3  # of 255


def test_no_more_of_a_photograph_is_decoded_than_its_widest_width_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[tuple[int, int]] = []

    def seen(image: Image.Image) -> Image.Image:
        decoded.append(image.size)
        return image

    monkeypatch.setattr("mingpian.render.scaling.eight_bits", seen)
    scaled(picture("JPEG", (3400, 1500)), 160, 40, "webp", 800)
    assert decoded == [(850, 375)]
