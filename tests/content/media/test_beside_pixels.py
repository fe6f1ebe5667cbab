"""What a picture says is found without looking through its pixels, and is what a look at all of it finds."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from benchmarks.picture_marks import FORMATS, marked
from mingpian.content.media import marks, pictures
from mingpian.content.media.frames import beside_pixels, chunk, chunks
from mingpian.content.media.pictures import inspect_picture

SIGNED = sorted((Path(__file__).parents[2] / "render/credentials").glob("*.*"))


def exif(orientation: int) -> bytes:
    found = Image.Exif()
    found[0x0112] = orientation
    found.get_ifd(0x8825)[1] = "N"
    return found.tobytes()


def png(**more: bytes) -> bytes:
    """A picture that is higher than wide when it is turned; `behind` its pixels, and before them, are chunks."""
    out = io.BytesIO()
    Image.effect_noise((60, 40), 30).save(out, "PNG")
    data = out.getvalue()
    return data[:33] + more.get("before", b"") + data[33:-12] + more.get("behind", b"") + data[-12:]


TURNED = chunk(b"eXIf", exif(6)[6:])
PROFILE = b"\nexif\n%8d\n%s\n" % (len(exif(6)), exif(6).hex().encode())
RAW = chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(PROFILE))
XMP = chunk(b"iTXt", b'XML:com.adobe.xmp\0\0\0\0\0<x:xmpmeta tiff:Orientation="6"/>')
PICTURES = {
    **{suffix: marked(form, 7, (16, 16)) for suffix, form in FORMATS.items()},
    **{path.name: path.read_bytes() for path in SIGNED},
    **{f"{name} {where}": png(**{where: one}) for name, one in (("exif", TURNED), ("raw", RAW), ("xmp", XMP))
       for where in ("before", "behind")},
    "filled": b"\xff\xd8\xff\xff\xff\xff" + marked("JPEG", 3, (16, 16))[3:],
}  # fmt: skip


def facts(data: bytes) -> object:
    return inspect_picture("a", data, b"", 40, False)[0]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(PICTURES)), st.integers(-1, 3_000), st.binary(max_size=12), st.booleans())
def test_nothing_that_is_said_is_overlooked(name: str, at: int, put: bytes, cut: bool) -> None:
    data = PICTURES[name] if at < 0 else PICTURES[name][:at] + put + PICTURES[name][at + len(put) :]
    data = data[: at + 1] if cut and at >= 0 else data
    found = marks.marks_of(data), facts(data)
    with pytest.MonkeyPatch.context() as all_of_it:
        all_of_it.setattr(marks, "beside_pixels", lambda data: data)
        all_of_it.setattr(pictures, "may_be_turned", lambda _: True)
        whole = marks.marks_of(data), facts(data)
    assert found[0] == whole[0]
    assert found[1] == whole[1] or whole[1] is None, "what cannot be read to its end is told of when it is"


@pytest.mark.parametrize("name", [name for name in PICTURES if " " in name])
def test_what_stands_behind_the_pixels_counts(name: str) -> None:
    found, _ = inspect_picture("a.png", PICTURES[name], b"", 40, False)
    assert found is not None and (found.width, found.height) == (40, 60)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_pixels_are_left_out(form: str) -> None:
    out = io.BytesIO()
    Image.effect_noise((400, 300), 90).convert("RGB").save(out, form, exif=exif(6))
    left = beside_pixels(out.getvalue())
    assert len(left) < len(out.getvalue()) / 10 and struct.pack(">HHI", 0x0112, 3, 1) in left


def test_pixels_of_a_png_are_not_decoded_for_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PIL.PngImagePlugin.PngImageFile.load", lambda _: pytest.fail("decoded"))
    assert facts(png()) is not None and b"IDAT" in dict(chunks(png()))
