"""Content credentials stay with the bytes of a picture that they are for, where they tell no more than may be told."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from benchmarks.picture_marks import LABEL, SOURCE
from mingpian.content.media.credentials import credentials_of, tells_more
from mingpian.content.media.marks import marks_of
from mingpian.content.media.xmp import NONE, Marks, packet_of
from mingpian.render import picture_marks
from mingpian.render.formats import files
from tests.render.small import Small
from tests.render.test_picture_marks import KEPT, findings

SIGNED = Path(__file__).parent / "credentials"


@pytest.mark.parametrize("path", sorted(SIGNED.glob("signed.*")), ids=lambda path: path.suffix[1:])
def test_content_credentials_stay_with_the_bytes_that_they_are_for(path: Path) -> None:
    """The files are signed by c2pa-python; `python -m benchmarks.credentials` has it validate what is published."""
    data = path.read_bytes()
    assert credentials_of(data)[4:8] == b"jumb"
    assert marks_of(data).source_type == SOURCE
    stated = msgspec.structs.replace(marks_of(data), credit="林语")
    assert picture_marks.published(data, 40, packet_of(stated)) == data


def test_credentials_that_tell_more_go_and_what_they_say_of_the_picture_stays() -> None:
    told = (SIGNED / "told.png").read_bytes()
    assert b"GPSLatitude" in told
    clean = picture_marks.published(told, 40, packet_of(marks_of(told)))
    assert b"jumb" not in clean and b"GPSLatitude" not in clean
    assert marks_of(clean).source_type == SOURCE


def test_the_check_names_a_picture_whose_credentials_go_for_what_its_file_tells() -> None:
    signed = (SIGNED / "signed.jpg").read_bytes()
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 49.0)
    body = exif.tobytes()
    placed = signed[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + signed[2:]
    small = Small(
        {
            "members/lin.md": "---\nname: 林语\n---\n",
            "essays/t/index.md": "---\ntitle: 茶\n---\n![图](told.png) ![图](signed.jpg) ![图](placed.jpg)\n",
            "essays/t/told.png": (SIGNED / "told.png").read_bytes(),
            "essays/t/placed.jpg": placed,
            "essays/t/signed.jpg": signed,
            "essays/t/unused.png": (SIGNED / "told.png").read_bytes(),
        }
    )
    found = findings(small)
    assert [(one.code, one.severity, one.file) for one in found] == [
        ("credentials-lost", "note", f"content/essays/t/{name}") for name in ("placed.jpg", "told.png")
    ]
    given = [small.render(files.FORMAT, f"essays/t/{name}") for name in ("placed.jpg", "signed.jpg", "told.png")]
    assert [bool(credentials_of(data)) for data in given] == [False, True, False]


@pytest.mark.parametrize("more", [b"EXIF", b"XMP ", b"meta"])
def test_credentials_go_with_a_file_that_is_not_published_as_it_is(more: bytes) -> None:
    data = (SIGNED / "signed.webp").read_bytes()
    body = data[8:] + more + struct.pack("<I", 4) + b"x:31"
    whole = b"RIFF" + struct.pack("<I", len(body)) + body
    assert credentials_of(whole)
    clean = picture_marks.published(whole, 40, packet_of(marks_of(whole)))
    assert credentials_of(clean) == b"" and b"x:31" not in clean
    assert marks_of(clean).source_type == SOURCE


def test_a_packet_that_says_what_stays_anyhow_costs_no_credentials() -> None:
    data = (SIGNED / "credited.jpg").read_bytes()
    assert marks_of(data).credit == "Lin"
    assert picture_marks.published(data, 40, packet_of(marks_of(data))) == data
    untold = data.replace(b"photoshop:Credit", b"photoshop:Secret")
    assert credentials_of(picture_marks.published(untold, 40, packet_of(marks_of(untold)))) == b""


def test_a_label_that_credentials_lack_is_worth_more_than_they_are() -> None:
    data = (SIGNED / "signed.png").read_bytes().replace(b"trainedAlgorithmicMedia", b"digitalCaptureOfAnything"[:23])
    assert marks_of(data) == NONE and credentials_of(data)
    assert marks_of(picture_marks.published(data, 40, packet_of(Marks(aigc=LABEL)))).aigc == LABEL
    assert picture_marks.published(data, 40, packet_of(Marks(credit="林语"))) == data


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SIGNED.glob("*.*"))), st.integers(0, 3_500), st.binary(max_size=12), st.booleans())
def test_crafted_credentials_are_some_or_none(path: Path, at: int, put: bytes, cut: bool) -> None:
    data = path.read_bytes()
    crafted = data[:at] + put + data[at + len(put) :]
    crafted = crafted[: at + 1] if cut else crafted
    assert isinstance(tells_more(credentials_of(crafted)), bool)
    with contextlib.suppress(ValueError):
        picture_marks.published(crafted, 40, packet_of(KEPT))
