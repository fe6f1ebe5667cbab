"""Fonts for titles: added by one command, cut to what titles say, and nothing moves while they load."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.fetch import fonts
from mingpian.fetch.fonts import KNOWN, FontFileError, known_font, unpacked
from mingpian.fetch.http import Answer
from mingpian.render.drawing.font_facts import font_facts, of_language
from mingpian.site.charset import MANY_OF_TITLES
from tests.render.formats.test_font import HAVE, font

SITE = '# 我的网站\ntitle = "名片"  # 站名\nowner = "lin"\n\n[brand]\ncolor = "#335577"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site without a font."""
    (tmp_path / "site.toml").write_text(SITE, encoding="utf-8")
    for path, text in {
        "members/lin.md": "---\nname: 林语\nheadline: 写字\n---\n软件。",
        "essays/a.md": "---\ntitle: 名片\ndate: 2026-01-01\n---\n鼉龘。\n\n## 髮后\n",
    }.items():
        (tmp_path / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "content" / path).write_text(text, encoding="utf-8")
    return tmp_path


def add(root: Path, what: str | Path, *more: str) -> int:
    return main(["fonts", "add", str(what), "--root", str(root), *more])


def test_a_file_is_kept_with_its_record_and_stated(site: Path, tmp_path: Path) -> None:
    data = font()  # which says when it was made
    (tmp_path / "given.ttf").write_bytes(data)
    assert add(site, tmp_path / "given.ttf") == 0
    (kept,) = (site / "fonts").glob("*.ttf")
    assert kept.read_bytes() == data and 'source = "given.ttf"' in kept.with_suffix(".toml").read_text("utf-8")
    stated = (site / "site.toml").read_text(encoding="utf-8")
    assert f'heading_font = "fonts/{kept.name}"' in stated and 'fonts = "subset"' in stated
    assert stated.startswith("# 我的网站\n") and "# 站名" in stated
    assert add(site, tmp_path / "given.ttf", "--for", "text") == 0
    assert f'body_font = "fonts/{kept.name}"' in (site / "site.toml").read_text(encoding="utf-8")


def test_what_is_no_font_or_may_not_be_published_changes_nothing(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "text.ttf").write_text("no font")
    (tmp_path / "closed.ttf").write_bytes(font(licence=0x0002))
    for name in ("text.ttf", "closed.ttf", "missing.ttf"):
        assert add(site, tmp_path / name) == 1
        assert name in (said := capsys.readouterr().err) or "Squares" in said
    assert not (site / "fonts").exists() and (site / "site.toml").read_text(encoding="utf-8") == SITE


def test_a_known_font_is_fetched_from_its_one_place(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def answer(url: str, *_: object, **__: object) -> Answer:
        asked.append(url)
        return Answer(200, url, {}, font())

    monkeypatch.setattr(fonts, "request", answer)
    assert add(site, "noto-serif-sc") == 0
    assert asked == [KNOWN["noto-serif-sc"].url]
    assert all(one.url.startswith("https://") and one.licence for one in KNOWN.values())


def test_a_font_in_an_archive_is_found() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "words")
        archive.writestr("x/Own.otf", b"OTTO")
    assert unpacked(out.getvalue()) == b"OTTO"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_file_or_told(data: bytes) -> None:
    for given_bytes in (data, b"PK\x03\x04" + data):
        try:
            assert isinstance(unpacked(given_bytes), bytes)
        except FontFileError:
            assert given_bytes.startswith(b"PK\x03\x04")


def test_titles_alone_are_cut_the_front_page_first_and_a_measured_font_stands_in(site: Path, tmp_path: Path) -> None:
    (tmp_path / "given.ttf").write_bytes(font(HAVE))
    assert add(site, tmp_path / "given.ttf") == 0
    assert main(["build", "--root", str(site), "--quiet"]) == 0
    css = (site / "output/fonts.css").read_text(encoding="utf-8")
    faces = re.findall(r'url\("(assets/fonts/[^"]+)"\)[^}]*unicode-range:([^}]+)\}', css)
    pieces = [letters(ranges) for _, ranges in faces]
    cut = set().union(*pieces)
    assert {*"名片林语写字髮后"} <= cut and not cut & {*"鼉龘"}
    assert all(len(piece) <= 2 * MANY_OF_TITLES for piece in pieces)
    assert [{"名", "片"} <= piece for piece in pieces].count(True) == 1
    assert "font-weight:1 1000" in css  # one weight for all titles, not thickened
    fallback = re.findall(r'font-family:"Brand heading fallback";src:(local[^;]+);([^}]+)\}', css)
    assert "ascent-override:80.0%;descent-override:20.0%;line-gap-override:0.0%" in fallback[0][1]
    style = next((site / "output/assets").glob("style.*.css")).read_text(encoding="utf-8")
    assert '"Brand heading","Brand heading fallback"' in style


def letters(ranges: str) -> set[str]:
    found = set[str]()
    for part in ranges.split(","):
        first, _, last = part.removeprefix("U+").partition("-")
        found |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return found


@pytest.mark.parametrize("said", ["lxgw-wenkai", "LXGW WenKai", "霞鹜文楷", "LXGW WenKai 霞鹜文楷", " lxgw wenkai "])
def test_a_font_is_known_by_what_the_list_calls_it(said: str) -> None:
    assert known_font(said) is KNOWN["lxgw-wenkai"]


def collection(*names: str) -> bytes:
    faces = TTCollection()
    for name in names:
        face = TTFont(io.BytesIO(font()))
        for record in face["name"].names:
            record.string = name
        faces.fonts.append(face)
    out = io.BytesIO()
    faces.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("lang", "name"),
    [("zh-Hans", "Noto CJK SC"), ("zh-Hant", "Noto CJK TC"), ("ja", "Noto CJK JP"), ("en", "Noto CJK JP")],
)
def test_of_a_collection_the_face_of_the_language_is_taken(lang: str, name: str) -> None:
    data = collection("Noto CJK JP", "Noto CJK SC", "Noto CJK TC")
    assert font_facts(of_language(data, lang)).name == name
    assert font_facts(of_language(collection("Zen Hei", "Zen Hei Mono"), lang)).name == "Zen Hei"


def test_a_collection_for_others_is_refused_with_its_names(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "a.ttc").write_bytes(collection("Noto CJK JP", "Noto CJK KR"))
    assert add(site, site / "a.ttc") == 1
    assert "Noto CJK JP, Noto CJK KR" in capsys.readouterr().err


@pytest.mark.parametrize(("what", "said"), [("nosuch.otf", "neither such a file"), ("", "Is a directory")])
def test_what_is_no_file_is_told_without_its_number(
    what: str, said: str, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add(site, site / what) == 1
    told = capsys.readouterr().err
    assert said in told and "Errno" not in told
