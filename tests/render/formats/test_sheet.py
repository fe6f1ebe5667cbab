"""Sheets of cards measure on paper what they say, and carry what is public."""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from math import hypot

import pytest
from playwright.sync_api import Browser
from selectolax.lexbor import LexborHTMLParser

from mingpian.render.formats import files, qr
from mingpian.render.formats.sheet import FORMAT, MARK, SIZES
from tests.render.small import Small
from tests.server import serving

MM = 25.4 / 72  # of a PDF's point
PAGES = {"cn": "members/lin/card/", "eu": "members/lin/card/85x55/", "us": "members/lin/card/us/"}
Matrix = tuple[float, float, float, float, float, float]


@pytest.fixture(scope="module")
def origin(everything: Small, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("sheets")
    made = {path: everything.render(form, path) for form in (FORMAT, qr.FORMAT) for path in everything.planned(form)}
    for path, data in (made | everything.context.assets.files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    with serving(folder) as address:
        yield address


def pdf(browser: Browser, url: str) -> bytes:
    page = browser.new_page()
    page.goto(url)
    data = page.pdf(prefer_css_page_size=True)
    page.close()
    return data


def papers(data: bytes) -> list[tuple[float, float]]:
    """The size of each page in mm."""
    boxes = re.findall(rb"/MediaBox \[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", data)
    return [(float(width) * MM, float(height) * MM) for width, height in boxes]


def marks(data: bytes) -> Iterator[list[tuple[float, float, float, float]]]:
    """The lines of a mark's length on each page, in mm from its corner: what `cm`, `m`, `l` say (ISO 32000-2, 8.5)."""
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.S):
        try:
            text = zlib.decompress(match[1]).decode("latin-1")
        except zlib.error:
            continue
        lines = [(x1, y1, x2, y2) for x1, y1, x2, y2 in _lines(text) if abs(hypot(x2 - x1, y2 - y1) - MARK) < 0.01]
        if lines:
            yield lines


def _lines(text: str) -> Iterator[tuple[float, float, float, float]]:
    matrix: Matrix = (1, 0, 0, 1, 0, 0)
    saved: list[Matrix] = []
    at = (0.0, 0.0)
    for line in text.split("\n"):
        *numbers, operator = line.split() or [""]
        if operator == "q":
            saved.append(matrix)
        elif operator == "Q":
            matrix = saved.pop()
        elif operator == "cm":
            matrix = _times([float(number) for number in numbers], matrix)
        elif operator in ("m", "l"):
            x, y = map(float, numbers)
            here = (matrix[0] * x + matrix[2] * y + matrix[4]) * MM, (matrix[1] * x + matrix[3] * y + matrix[5]) * MM
            if operator == "l":
                yield (*at, *here)
            at = here


def _times(one: list[float], other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


@pytest.mark.parametrize("name", SIZES)
def test_the_marks_on_paper_are_as_far_apart_as_a_card_is_large(name: str, browser: Browser, origin: str) -> None:
    size, data = SIZES[name], pdf(browser, origin + PAGES[name])
    assert [pytest.approx(size.paper, abs=0.3)] * 2 == papers(data)
    pages = list(marks(data))
    assert len(pages) == 2
    for lines in pages:
        across = sorted({round(x1, 2) for x1, _, x2, _ in lines if abs(x1 - x2) < 0.01})
        down = sorted({round(y1, 2) for _, y1, _, y2 in lines if abs(y1 - y2) < 0.01})
        assert (len(across), len(down)) == (3, 6)
        assert [b - a for a, b in pairwise(across)] == [pytest.approx(size.card[0], abs=0.2)] * 2
        assert [b - a for a, b in pairwise(down)] == [pytest.approx(size.card[1], abs=0.2)] * 5


@pytest.mark.parametrize("name", SIZES)
def test_ten_cards_of_each_side_stand_between_the_marks(name: str, browser: Browser, origin: str) -> None:
    size = SIZES[name]
    page = browser.new_page()
    page.goto(origin + PAGES[name])
    page.emulate_media(media="print")
    box = "const r = e.getBoundingClientRect(), all = [r.left, r.top, r.width, r.height]"
    measure = f"e => {{ {box}; return all.map(v => v * 25.4 / 96) }}"
    sheets = page.query_selector_all(".paper-sheet")
    for sheet in sheets:
        left, top, *_ = sheet.evaluate(measure)
        boxes = [card.evaluate(measure) for card in sheet.query_selector_all(".paper-card")]
        assert len(boxes) == 10
        for number, (x, y, width, height) in enumerate(boxes):
            assert (width, height) == pytest.approx(size.card, abs=0.2)
            row, column = divmod(number, 2)
            corner = size.start[0] + column * size.card[0], size.start[1] + row * size.card[1]
            assert (x - left, y - top) == pytest.approx(corner, abs=0.2)
    assert len(sheets) == 2
    page.close()


def test_on_a_phone_one_card_of_each_side_is_shown_and_nothing_is_wider(browser: Browser, origin: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(origin + PAGES["cn"])
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    shown = "[...document.querySelectorAll('.paper-card')].filter(e => e.getClientRects().length).length"
    assert page.evaluate(shown) == 2
    page.close()


def test_a_card_says_who_it_is_and_how_to_reach_them(everything: Small) -> None:
    page = LexborHTMLParser(everything.render(FORMAT, PAGES["cn"] + "index.html").decode())
    front, back = (page.css_first(f".paper-{side}") for side in ("front", "back"))
    assert front is not None and back is not None
    assert " ".join(front.text(separator=" ").split()) == "林语 Lin Yu 我帮独立创作者把手艺讲清楚 编辑 · 一叶工作室"
    assert back.text(separator=" ").split() == ["名片", "lin@lin.example", "杭州", "lin.example/members/lin"]
    assert "8888" not in (page.html or "")


def test_sheets_stay_out_of_search_engines_and_name_the_member_s_page(everything: Small) -> None:
    page = everything.render(FORMAT, PAGES["us"] + "index.html").decode()
    assert '<meta name="robots" content="noindex">' in page
    assert '<link rel="canonical" href="https://lin.example/members/lin/">' in page
    assert 'src="../../card-qr.svg"' in page or 'src="../../../../members/lin/card-qr.svg"' in page


def test_everything_that_a_sheet_shows_is_planned(everything: Small) -> None:
    planned = {path for form in (FORMAT, qr.FORMAT, files.FORMAT) for path in everything.planned(form)}
    assert {f"{page}index.html" for page in PAGES.values()} <= planned
    assert "members/lin/card-qr.svg" in planned
