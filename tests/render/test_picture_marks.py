"""Pictures keep what they must: credit, licence, labels of generated content. Nothing else comes with it."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from benchmarks.picture_marks import FORMATS, LABEL, LICENSE, SECRETS, SOURCE, marked
from mingpian.check.rules import rights as rule
from mingpian.content.media.marks import marks_of
from mingpian.content.media.xmp import NONE, Marks, packet_of, read_marks
from mingpian.core.diagnostics import Diagnostic
from mingpian.render import picture_marks
from mingpian.render.formats import files, page, variants
from tests.render.small import SITE, Small

KEPT = Marks(
    creators=("画者 7",),
    rights="© 画者 7 & 社",
    marked="True",
    usage="署名即可",
    credit="画者 7",
    license=LICENSE,
    aigc=LABEL,
    source_type=SOURCE,
)


def findings(small: Small) -> list[Diagnostic]:
    """What `check` finds of the rights of a site."""
    subject: Any = SimpleNamespace(model=small.model)
    return list(rule.find(subject))


@pytest.mark.parametrize("form", FORMATS.values())
def test_every_format_keeps_whose_it_is_and_nothing_else(form: str) -> None:
    data = marked(form, 7, (64, 48))
    clean = picture_marks.published(data, 40, packet_of(marks_of(data)))
    assert marks_of(data) == marks_of(clean) == KEPT
    assert not any(secret.encode() in clean for secret in SECRETS)
    with Image.open(io.BytesIO(clean)) as image, Image.open(io.BytesIO(data)) as before:
        assert image.format == form
        assert dict(image.getexif()) == {}
        assert image.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


@pytest.mark.parametrize("form", ["webp", "avif"])
@pytest.mark.parametrize("suffix", FORMATS)
def test_every_width_keeps_it(suffix: str, form: str) -> None:
    small = Small(
        {
            "members/lin.md": "---\nname: 林语\nphoto: p." + suffix + "\n---\n",
            f"members/p.{suffix}": marked(FORMATS[suffix], 7, (400, 300)),
        },
        SITE + "[images]\navif = true\n",
    )
    made = variants.scaled(
        small.files[f"members/p.{suffix}"],
        160,
        40,
        form,
        0,
        small.planned(variants.FORMAT)[f"members/p.{suffix}.160.{form}"].subject[3].encode(),
    )
    assert marks_of(made) == KEPT
    assert not any(secret.encode() in made for secret in SECRETS)


def test_what_an_entry_states_of_its_pictures_is_shown_and_written() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(plain, "JPEG")
    front = "title: 茶\ndate: 2026-01-01\ncover: {src: a.jpg, alt: 一, credit: 陆羽, license: CC BY, ai: assisted}\n"
    front += "pictures: {b.jpg: {credit: 白居易, ai: generated}}\nrights: {pictures: {license: CC0}}\n"
    source = {
        "essays/t/index.md": f"---\n{front}---\n![二](b.jpg)\n\n![三](c.jpg)\n",
        "members/lin.md": "---\nname: 林语\n---\n",
    }
    small = Small({**source, **{f"essays/t/{name}.jpg": plain.getvalue() for name in "abc"}})
    html = small.render(page.FORMAT, "essays/t/index.html").decode()
    for said in ("AI 辅助\u00a0· 图：陆羽", "AI 生成\u00a0· 图：白居易", ">CC0 1.0</a></small>"):
        assert said in html
    graph = json.loads(html.partition('ld+json">')[2].partition("</script>")[0])["@graph"]
    picture = next(node["image"] for node in graph if "image" in node)
    assert (picture["creditText"], picture["license"]) == ("陆羽", f"{LICENSE}")
    written = {name: marks_of(small.render(files.FORMAT, f"essays/t/{name}.jpg")) for name in "abc"}
    assert written["a"].credit == "陆羽"
    assert json.loads(written["b"].aigc)["Label"] == "1"
    assert written["b"].source_type == SOURCE
    assert written["c"] == Marks(
        license="https://creativecommons.org/publicdomain/zero/1.0/",
        statement="https://creativecommons.org/publicdomain/zero/1.0/",
    )


def test_a_label_is_never_taken_away() -> None:
    source = "---\ntitle: 茶\ndate: 2026-01-01\npictures: {p.png: {ai: none, credit: 别人}}\n---\n![图](p.png)\n"
    small = Small(
        {
            "essays/t/index.md": source,
            "essays/t/p.png": marked("PNG", 7, (64, 48)),
            "members/lin.md": "---\nname: 林语\n---\n",
        }
    )
    found = marks_of(small.render(files.FORMAT, "essays/t/p.png"))
    assert (found.aigc, found.credit) == (LABEL, "别人")
    assert "AI 生成" in small.render(page.FORMAT, "essays/t/index.html").decode()
    assert [one.code for one in findings(small)] == ["label-stays"]


WORK = """<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:cc="http://creativecommons.org/ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/" xmlns:exif="http://ns.adobe.com/exif/1.0/"><cc:Work rdf:about="">
 <dc:creator><cc:Agent><dc:title>画者 7</dc:title></cc:Agent></dc:creator><dc:coverage>31.2304</dc:coverage>
 <cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/" onclick="alert(1)"/>
 <exif:GPSLatitude>31.2304N</exif:GPSLatitude><script>alert(1)</script><TC260:AIGC>{"Label":"1"}</TC260:AIGC>
</cc:Work></rdf:RDF><secret>31.2304</secret></metadata>"""


def test_drawings_keep_it_as_well() -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{WORK}<rect width="9" height="9"/></svg>'
    entry = "---\ntitle: 茶\ndate: 2026-01-01\npictures: {p.svg: {credit: 别人}}\n---\n![图](p.svg)\n"
    small = Small(
        {
            "essays/t/index.md": entry,
            "essays/t/p.svg": drawing.encode(),
            "members/lin.md": "---\nname: 林语\n---\n",
        }
    )
    made = small.render(files.FORMAT, "essays/t/p.svg")
    said = marks_of(made)
    assert (said.creators, said.credit, said.license, said.aigc) == (("画者 7",), "别人", LICENSE, '{"Label":"1"}')
    assert b'<rect width="9" height="9"/>' in made
    assert not any(word in made for word in (b"31.2304", b"<script", b"alert", b"onclick", b"secret", b"coverage"))
    html = small.render(page.FORMAT, "essays/t/index.html").decode()
    assert "AI 生成\u00a0· 图：别人" in html and ">CC BY 4.0</a></small>" in html


def test_nobody_speaks_of_the_pictures_of_others() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(plain, "JPEG")
    stated = ", ".join(f"{name}: {{credit: 白}}" for name in ("bai.jpg", "/static/own.jpg", "lin.jpg"))
    handed = f"---\nname: 白居易\nphoto: bai.jpg\npictures: {{{stated}}}\n---\n![a](/static/own.jpg)\n"
    small = Small(
        {
            "members/lin.md": "---\nname: 林语\nphoto: lin.jpg\n---\n",
            "members/bai.md": handed,
            **dict.fromkeys(("members/lin.jpg", "members/bai.jpg", "static/own.jpg"), plain.getvalue()),
        }
    )
    credited = [path for path, output in small.planned(files.FORMAT).items() if any(output.subject[1:])]
    assert credited == ["members/bai.jpg"]


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE x [<!ENTITY a "boo">]><x:xmpmeta xmlns:x="adobe:ns:meta/">&a;</x:xmpmeta>',
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
        b"<x:xmpmeta>" + b"<a>" * 100_000,
        b"<" * 2_000_000,
        b"\xff\xfe<\0x\0",
        b"",
    ],
)
def test_an_unsound_packet_says_nothing(packet: bytes) -> None:
    assert read_marks(packet) == NONE


_TEXT = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(
    st.builds(
        Marks, creators=st.lists(_TEXT, max_size=3).map(tuple), rights=_TEXT, usage=_TEXT, credit=_TEXT, aigc=_TEXT
    )
)
def test_what_is_written_is_what_is_read(marks: Marks) -> None:
    assert read_marks(packet_of(marks)) == marks


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(FORMATS)), st.integers(0, 3_000), st.binary(max_size=12), st.booleans())
def test_crafted_bytes_say_something_or_nothing(suffix: str, at: int, put: bytes, cut: bool) -> None:
    data = CACHED[suffix]
    crafted = data[:at] + put + data[at + len(put) :]
    assert isinstance(marks_of(crafted[: at + 1] if cut else crafted), Marks)


CACHED = {suffix: marked(form, 7, (16, 16)) for suffix, form in FORMATS.items()}


def with_exif(form: str, **tags: str | bytes) -> bytes:
    """A picture whose EXIF says this, and where it was taken and with what."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCam"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.44), 3: "E", 4: (121.0, 28.0, 25.32)})
    exif.get_ifd(0x8769)[0xA431] = "SECRETSERIAL"
    for name, value in tags.items():
        exif[{"copyright": 0x8298, "artist": 0x013B}[name]] = value if isinstance(value, bytes) else value.encode()
    out = io.BytesIO()
    Image.effect_noise((400, 300), 40).convert("RGB").save(out, form, exif=exif.tobytes())
    return out.getvalue()


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(
    ("tags", "kept"),
    [
        ({"copyright": "© 摄者 甲 2026"}, Marks(rights="© 摄者 甲 2026")),
        ({"copyright": "© 2026 Jo", "artist": "Jo; 甲"}, Marks(rights="© 2026 Jo", creators=("Jo", "甲"))),
        ({"copyright": "Photographer\0Editor"}, Marks(rights="Photographer, Editor")),
        ({"copyright": " \0Editor"}, Marks(rights="Editor")),
        ({"copyright": b"\xa9 Jos\xe9"}, Marks(rights="© José")),
        ({"artist": "owner-of-the-camera"}, NONE),
        ({"copyright": "  ", "artist": "owner-of-the-camera"}, NONE),
    ],
)
def test_a_copyright_in_exif_stays_in_every_width_and_the_rest_goes(
    suffix: str, tags: dict[str, Any], kept: Marks
) -> None:
    data = with_exif(FORMATS[suffix], **tags)
    small = Small(
        {"members/lin.md": f"---\nname: 林语\nphoto: p.{suffix}\n---\n", f"members/p.{suffix}": data},
        SITE,
    )
    packet = packet_of(kept)
    for made in (
        picture_marks.published(data, 40, packet_of(marks_of(data))),
        variants.scaled(data, 160, 40, "webp", 0, packet),
    ):
        assert marks_of(made) == kept
        with Image.open(io.BytesIO(made)) as image:
            assert dict(image.getexif()) == {}
        assert not any(secret in made for secret in (b"SecretCam", b"SECRETSERIAL", b"owner-of-the-camera"))
    planned = {path: output for path, output in small.planned(variants.FORMAT).items() if path.endswith(".160.webp")}
    assert [output.subject[3].encode() for output in planned.values()] == [packet]


def test_xmp_says_it_before_exif() -> None:
    data = marked("JPEG", 7, (64, 48))
    with Image.open(io.BytesIO(data)) as image:
        exif, out = image.getexif(), io.BytesIO()
        exif[0x8298] = "an older notice"
        image.save(out, "JPEG", exif=exif.tobytes(), xmp=image.info["xmp"])
    assert marks_of(out.getvalue()) == KEPT
