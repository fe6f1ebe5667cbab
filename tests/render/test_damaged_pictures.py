"""A damaged picture costs no more than itself: it is shown as far as it goes, or left out, and told of."""

from __future__ import annotations

import io
from functools import partial
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from mingpian import build
from mingpian.content.media.pictures import as_far_as_it_goes, inspect_picture
from mingpian.render.formats.variants import scaled
from mingpian.render.metadata import stripped
from tests.render.test_metadata import SECRET, saved, shown

WHOLE = {form: saved(form) for form in ("JPEG", "PNG", "WEBP", "GIF", "AVIF")} | {"turned": saved("JPEG", 6)}


def size_of(data: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(data)).size


@example("GIF", 0.28125, b"\x00\x00\x00\x00\x00")  # its first frame lies outside of it
@example("GIF", 0.265625, b"\x08\x00\x01\x00\xf8\x8b")  # it is higher than a GIF can be
@given(st.sampled_from(sorted(WHOLE)), st.floats(0, 1), st.binary(max_size=30))
def test_what_is_said_to_be_shown_can_be_published(form: str, share: float, instead: bytes) -> None:
    whole = WHOLE[form]
    end = int(len(whole) * share)
    for data in (whole[:end], whole[:end] + instead + whole[end + len(instead) :]):
        facts, told = inspect_picture("a.jpg", data, b"", 40)
        if facts is None:
            assert [one.code for one in told] == ["bad-picture"]
            continue
        clean = stripped(data)
        assert SECRET not in clean
        assert as_far_as_it_goes(partial(size_of, clean)) == (facts.width, facts.height)
        if facts.format != "gif":
            assert shown(scaled(data, 16, 40)).width == 16


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_site_with_one_is_built(tmp_path: Path, form: str) -> None:
    folder = tmp_path / "content/essays"
    folder.mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\n')
    (folder / "a.md").write_text("---\ntitle: A\n---\n![x](cut.jpg) ![y](empty.jpg)\n")
    (folder / "cut.jpg").write_bytes(WHOLE[form][:-20])
    (folder / "empty.jpg").write_bytes(b"")
    report = build(tmp_path)
    assert not report.failed
    assert {one.file for one in report.diagnostics if one.code == "bad-picture"} >= {"content/essays/empty.jpg"}
    assert (tmp_path / "output/essays/a/index.html").is_file()
    if (cut := tmp_path / "output/essays/cut.jpg").exists():
        assert SECRET not in cut.read_bytes()
