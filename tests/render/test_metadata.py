"""Pictures are published without what their makers did not mean to publish, and look as before."""

import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from mingpian.render.metadata import stripped

SECRET = b"31.2304N-121.4737E-Lin"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>' + SECRET + b"</a></x:xmpmeta>"
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture() -> Image.Image:
    """Eight by four pixels: red on the left, blue on the right."""
    image = Image.new("RGB", (64, 32), "red")
    image.paste("blue", (32, 0, 64, 32))
    return image


def exif(orientation: int = 1) -> bytes:
    found = Image.Exif()
    found[0x010E] = SECRET.decode()
    found[0x0112] = orientation
    found.get_ifd(0x8825)[1] = "N"
    return found.tobytes()


def saved(form: str, orientation: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET.decode())
    text.add_itxt("Author", SECRET.decode(), zip=False)
    text.add_text("Zipped", SECRET.decode() * 9, zip=True)
    own: dict[str, dict[str, Any]] = {
        "PNG": {"pnginfo": text},
        "JPEG": {"comment": SECRET, "quality": 90},
        "WEBP": {"lossless": True},
        "GIF": {"comment": SECRET},
        "AVIF": {"quality": 95},
    }
    shared = {} if form == "GIF" else {"exif": exif(orientation), "icc_profile": PROFILE, "xmp": XMP}
    picture().save(out, format=form, **{**shared, **own[form], **options})
    return out.getvalue()


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_nothing_of_the_metadata_is_left(form: str) -> None:
    data = saved(form)
    assert SECRET in data
    clean = stripped(data)
    assert SECRET not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert image.format == form
        assert dict(image.getexif()) == {}
        assert not {"xmp", "comment", "exif", "Comment", "Author", "Zipped"} & image.info.keys()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_it_looks_the_same_to_the_last_pixel(form: str) -> None:
    data = saved(form)
    assert shown(stripped(data)).tobytes() == shown(data).tobytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_the_colour_profile_stays(form: str, orientation: int) -> None:
    with Image.open(io.BytesIO(stripped(saved(form, orientation)))) as image:
        assert image.info["icc_profile"] == PROFILE


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (64, 32)), (3, (64, 32)), (6, (32, 64)), (8, (32, 64))])
def test_it_is_turned_as_its_camera_was_held(form: str, orientation: int, size: tuple[int, int]) -> None:
    clean = stripped(saved(form, orientation))
    image = shown(clean)
    assert image.size == size
    assert SECRET not in clean
    corner = image.getpixel((2, 2))
    assert isinstance(corner, tuple)
    reddish = corner[0] > 150
    assert reddish == (orientation in (1, 6))


def test_thumbnails_and_what_follows_the_picture_are_gone() -> None:
    head, rest = saved("JPEG")[:2], saved("JPEG")[2:]
    thumbnail = b"\xff\xe0" + struct.pack(">H", 2 + 5 + 40) + b"JFXX\0" + SECRET + b"\0" * 18
    photoshop = b"\xff\xed" + struct.pack(">H", 2 + 14 + len(SECRET)) + b"Photoshop 3.0\0" + SECRET
    clean = stripped(head + thumbnail + photoshop + rest + SECRET + b"a film")
    assert SECRET not in clean
    assert clean.endswith(b"\xff\xd9")
    assert shown(clean).tobytes() == shown(head + rest).tobytes()
    png = stripped(saved("PNG") + SECRET)
    assert png.endswith(b"IEND\xaeB`\x82")


def test_progressive_jpegs_and_black_and_white_ones_stay_whole() -> None:
    data = saved("JPEG", progressive=True)
    assert shown(stripped(data)).tobytes() == shown(data).tobytes()
    out = io.BytesIO()
    Image.effect_noise((200, 100), 80).convert("CMYK").save(out, format="JPEG")
    assert shown(stripped(out.getvalue())).tobytes() == shown(out.getvalue()).tobytes()


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_moving_pictures_keep_their_frames_and_how_often_they_run(form: str) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 10), color) for color in ("red", "green", "blue")]
    frames[0].save(out, format=form, save_all=True, append_images=frames[1:], duration=80, loop=3, exif=exif())
    clean = stripped(out.getvalue())
    assert SECRET not in clean
    with Image.open(io.BytesIO(clean)) as image, Image.open(out) as original:
        assert getattr(image, "n_frames", 1) == 3
        assert image.info.get("loop") == original.info.get("loop")
        for frame in range(3):
            image.seek(frame)
            original.seek(frame)
            assert image.convert("RGB").tobytes() == original.convert("RGB").tobytes()


def test_cleaning_twice_is_cleaning_once() -> None:
    for form in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        once = stripped(saved(form, 1))
        assert stripped(once) == once


GOOD = [
    b'<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8" fill="url(#g)"/></svg>',
    b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><use href="#a"/><title>on click</title></svg>',
    b'<svg xmlns="http://www.w3.org/2000/svg"><image href="data:image/png;base64,AA"/><style>a{fill:red}</style></svg>',
]


@pytest.mark.parametrize("data", GOOD)
def test_drawings_that_only_draw_are_published_as_they_are(data: bytes) -> None:
    assert stripped(data) == data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"<html><script>alert(1)</script></html>", "no SVG"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect', "no SVG"),
        (b"", "empty"),
        (b"GIF", "no picture"),
    ],
)
def test_what_is_no_drawing_is_refused_as_what_it_is(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        stripped(data)


def crafted(data: bytes, at: int, put: bytes) -> bytes:
    at %= len(data)
    return data[:at] + put + data[at + len(put) :]


@given(st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), st.integers(0, 10_000), st.binary(max_size=12), st.booleans())
def test_crafted_bytes_are_cleaned_or_refused_and_nothing_else(form: str, at: int, put: bytes, cut: bool) -> None:
    data = crafted(CACHED[form], at, put)
    refused_or_clean(data[: at % len(data)] if cut else data)


@given(st.binary(max_size=300))
def test_any_bytes_are_cleaned_or_refused(data: bytes) -> None:
    for head in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\xff\0\0\0WEBP", b"GIF89a", b"\0\0\0 ftypavif"):
        refused_or_clean(head + data)


def refused_or_clean(data: bytes) -> None:
    try:
        stripped(data)
    except ValueError:
        return


def test_a_chunk_that_claims_to_be_huge_is_refused_at_once() -> None:
    data = saved("PNG")[:8] + struct.pack(">I4s", 0xFFFFFFF0, b"IDAT") + b"x" * 9
    with pytest.raises(ValueError, match="cut short"):
        stripped(data)


def test_a_bomb_that_must_be_turned_is_not_decoded() -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"eXIf", exif(6).removeprefix(b"Exif\0\0"))
    bomb += chunk(b"IDAT", zlib.compress(b"\0" * 10_000)) + chunk(b"IEND", b"")
    with pytest.raises(ValueError, match="picture"):
        stripped(bomb)


CACHED = {form: saved(form, 6 if form == "PNG" else 1) for form in ("JPEG", "PNG", "WEBP", "GIF")}
