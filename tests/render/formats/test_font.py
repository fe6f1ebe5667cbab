"""Fonts of the site's own: cut to the letters in use, named by what is in them, loaded by the pages that need them."""

from __future__ import annotations

import io
import re
import shutil
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from mingpian.cli import main
from mingpian.site.charset import ranges, split_charset
from mingpian.write import fonts
from tests.server import serving

HAVE = "名片林语写字发髮后後软软件軟體鼉龘 abcdefghijklmnopqrstuvwxyz名。，<&"
SITE = 'title = "名片"\nowner = "lin"\nlanguages = ["zh-Hans", "zh-Hant"]\nfonts = "subset"\n'
FONT = '[brand]\nbody_font = "fonts/own.ttf, Songti SC"\n'
RULE = re.compile(
    r'font-family:"([^"]+)".*?font-weight:([\d ]+);.*?url\("(assets/fonts/[^"]+)"\).*?unicode-range:([^}]+)}'
)


def font(characters: str = HAVE, weight: int = 400, licence: int = 0) -> bytes:
    """A font whose every letter is a square."""
    names = {ord(letter): f"u{ord(letter):X}" for letter in characters}
    pen = TTGlyphPen(None)
    for number, point in enumerate([(100, 0), (100, 700), (900, 700), (900, 0)]):
        (pen.lineTo if number else pen.moveTo)(point)
    pen.closePath()
    square = pen.glyph()
    made = FontBuilder(1000, isTTF=True)
    made.setupGlyphOrder([".notdef", *names.values()])
    made.setupCharacterMap(names)
    made.setupGlyf(dict.fromkeys([".notdef", *names.values()], square))
    made.setupHorizontalMetrics(dict.fromkeys([".notdef", *names.values()], (1000, 100)))
    made.setupHorizontalHeader(ascent=800, descent=-200)
    made.setupNameTable({"familyName": "Squares", "styleName": "Regular"})
    made.setupOS2(usWeightClass=weight, fsType=licence)
    made.setupPost()
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A site with a font."""
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/own.ttf").write_bytes(font())
    (tmp_path / "site.toml").write_text(SITE + FONT)
    write(tmp_path, "members/lin.md", "---\nname: 林语\ncontact:\n  wechat: {value: 鼉, audience: host}\n---\n写字。")
    write(tmp_path, "essays/a.md", "---\ntitle: 名片\nsummary: 名\n---\n名&lt;片。\n\n软件。\n")
    return tmp_path


def write(root: Path, path: str, text: str) -> None:
    (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
    (root / "content" / path).write_text(text)


def build(root: Path) -> int:
    return main(["build", "--root", str(root), "--jobs", "1"])


def rules(root: Path) -> list[tuple[str, str, str, set[str]]]:
    """The family, the weight, the file and the letters of each rule."""
    found = []
    for family, weight, url, described in RULE.findall((root / "output/fonts.css").read_text()):
        ends = [[int(end, 16) for end in part[2:].split("-")] for part in described.split(",")]
        found.append((family, weight, url, {chr(code) for pair in ends for code in range(pair[0], pair[-1] + 1)}))
    return found


def letters(data: bytes) -> set[str]:
    return set(map(chr, TTFont(io.BytesIO(data)).getBestCmap()))


def test_each_letter_in_use_is_in_one_piece_and_no_other_is(root: Path) -> None:
    assert build(root) == 0
    pieces = [(url, stated) for _, _, url, stated in rules(root)]
    files = {f"assets/fonts/{path.name}" for path in (root / "output/assets/fonts").iterdir()}
    assert {url for url, _ in pieces} == files
    for url, stated in pieces:
        assert letters((root / "output" / url).read_bytes()) == stated
    every = [letter for _, stated in pieces for letter in stated]
    assert len(every) == len(set(every))
    assert set("名片林语写字软件。<&") <= set(every) and not set("龘髮鼉") & set(every)


def test_what_is_not_public_leaves_no_trace_in_a_font(root: Path) -> None:
    write(root, "essays/b.md", "---\ntitle: 名\ndraft: true\n---\n龘\n")
    assert build(root) == 0
    assert not set("鼉龘") & {letter for *_, stated in rules(root) for letter in stated}


def test_a_variant_of_chinese_brings_its_letters(root: Path) -> None:
    (root / "site.toml").write_text(SITE + 'variants = {zh-Hant = "zh-Hans"}\n' + FONT)
    assert build(root) == 0
    assert set("软件軟體") - {"件"} <= {letter for *_, stated in rules(root) for letter in stated}


def test_a_new_letter_makes_a_piece_anew_and_no_page(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(root) == 0
    before = {path: path.stat().st_mtime_ns for path in (root / "output").rglob("*") if path.is_file()}
    write(root, "essays/a.md", "---\ntitle: 名片\nsummary: 名\n---\n名&lt;片。\n\n软件。龘\n")
    assert build(root) == 0
    changed = {
        path.relative_to(root / "output").as_posix().split("/")[0]
        for path in (root / "output").rglob("*")
        if path.is_file() and before.get(path) != path.stat().st_mtime_ns
    }
    assert "index.html" not in changed and "members" not in changed and "assets" in changed
    warm = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    shutil.rmtree(root / "output")
    shutil.rmtree(root / ".mingpian")
    assert build(root) == 0
    assert warm == {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}


def test_files_of_one_role_are_the_weights_of_one_family(root: Path) -> None:
    (root / "fonts/bold.ttf").write_bytes(font(weight=700))
    (root / "site.toml").write_text(
        SITE + '[brand]\nbody_font = "fonts/own.ttf, fonts/bold.ttf"\nheading_font = "fonts/bold.ttf, Kai"\n'
    )
    assert build(root) == 0
    assert {rule[:2] for rule in rules(root)} == {
        ("Brand body", "400"),
        ("Brand body", "700"),
        ("Brand heading", "700"),
    }
    (sheet,) = (root / "output/assets").glob("style.*.css")
    assert {'--brand-body:"Brand body"', '--brand-heading:"Brand heading","Brand heading fallback","Kai"'} == set(
        re.findall(r'--brand-\w+:"[^;}]*', sheet.read_text())
    )


WRONG = {
    "not_in_use": ('[brand]\nbody_font = "fonts/own.ttf"\n', "3:1: error[bad-value]: a font file is stated, but"),
    "none": ('fonts = "subset"\n', "2:1: error[bad-value]: no font file is stated"),
    "gone": ('fonts = "subset"\n[brand]\ncode_font = "fonts/none.ttf"\n', "4:1: error[missing-file]: there is no font"),
    "elsewhere": ('fonts = "subset"\n[brand]\nbody_font = "own.ttf"\n', "4:1: error[bad-value]: the font file own.ttf"),
    "outside": ('fonts = "subset"\n[brand]\nbody_font = "fonts/../x.ttf"\n', "is not in fonts/"),
    "no_font": ('fonts = "subset"\n[brand]\nbody_font = "fonts/text.ttf"\n', "4:1: error[bad-font]: fonts/text.ttf is"),
    "cut_short": ('fonts = "subset"\n[brand]\nbody_font = "fonts/short.ttf"\n', "error[bad-font]: fonts/short.ttf is"),
    "no_widths": ('fonts = "subset"\n[brand]\nbody_font = "fonts/wide.ttf"\n', "error[bad-font]: fonts/wide.ttf is"),
    "no_glyphs": ('fonts = "subset"\n[brand]\nbody_font = "fonts/bare.ttf"\n', "fonts/bare.ttf is no font that"),
    "licence": ('fonts = "subset"\n[brand]\nbody_font = "fonts/no.ttf"\n', "warning[font-licence]: fonts/no.ttf says"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_published_is_told(root: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings, said = WRONG[name]
    (root / "site.toml").write_text('title = "A"\n' + settings)
    (root / "fonts/text.ttf").write_text("no font")
    (root / "fonts/short.ttf").write_bytes(font()[:300])
    (root / "fonts/wide.ttf").write_bytes(font().replace(b"hhea", b"hhez"))
    (root / "fonts/bare.ttf").write_bytes(font().replace(b"loca", b"locz"))
    (root / "fonts/no.ttf").write_bytes(font(licence=0x0002))
    build(root)
    assert said in (found := capsys.readouterr().err), found


def test_without_the_extra_it_says_what_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fonts, "find_spec", lambda _: None)
    assert build(root) == 1
    assert "error[not-installed]: cutting fonts needs more: pip install 'mingpian[fonts]'" in capsys.readouterr().err


@given(st.dictionaries(st.characters(), st.integers(1, 10_000), max_size=600), st.sets(st.characters()))
def test_pieces_are_a_partition(used: dict[str, int], lacking: set[str]) -> None:
    pieces = split_charset(used, used.keys() - lacking)
    assert sorted("".join(pieces)) == sorted(used.keys() - lacking)
    for piece in pieces:
        assert [chr(code) for first, last in ranges(piece) for code in range(first, last + 1)] == list(piece)


def test_a_browser_draws_with_it(root: Path, browser: Browser) -> None:
    assert build(root) == 0
    with serving(root / "output") as origin, browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{origin}/essays/a/")
        page.evaluate("document.fonts.ready")
        drawn = page.evaluate("[...document.fonts].filter(face => face.status == 'loaded').map(face => face.family)")
        assert "Brand body" in "".join(drawn)
        width = "family => {const one = document.createElement('canvas').getContext('2d'); one.font = `20px ${family}`;"
        assert page.evaluate(f"({width} return one.measureText('iii').width}})('\"Brand body\"')") == pytest.approx(
            60, abs=0.01
        )
