"""Picture cards: whole texts in their places, and drawn."""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from mingpian.cli import main
from mingpian.cli.loading import render_context_for
from mingpian.cli.options import site_options
from mingpian.exporters.cards.breaking import NOT_FIRST
from mingpian.exporters.cards.cards import lay_out, set_entry
from mingpian.exporters.cards.forms import FORMS, MOST, card_form
from mingpian.exporters.cards.name_cards import SIZES, name_card
from mingpian.exporters.cards.paging import pages
from mingpian.exporters.cards.pieces import Code, DrawnCard, Letters, Panel, Photo
from mingpian.exporters.cards.posters import HIGHEST
from mingpian.exporters.cards.reading import blocks_of
from mingpian.exporters.cards.setting import Setter, Sizes
from mingpian.exporters.cards.typefaces import CardFonts
from mingpian.exporters.tree import whole_source
from mingpian.render.context import RenderContext
from mingpian.render.drawing.qr_modules import modules
from mingpian.site.model import SiteModel
from tests.example import copy_example


def loaded(root: Path) -> tuple[RenderContext, SiteModel]:
    parser = argparse.ArgumentParser()
    site_options(parser)
    found = render_context_for(parser.parse_args(["--root", str(root), "--jobs", "1"]))
    assert found
    return found


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> tuple[RenderContext, SiteModel]:
    root = tmp_path_factory.mktemp("cards")
    copy_example(root)
    return loaded(root)


def outside(card: DrawnCard, name: str) -> Iterator[str]:
    """Yield what is beyond the edges of a card; signs may hang over the end of a line."""
    form = card_form(name, 1)
    for item in card.items:
        if isinstance(item, Letters):
            hangs = item.type.size + 2 if item.text in "，。、．" else 2
            if item.x < form.side * 0.5 or item.x + item.width > form.width - form.side + hangs:
                yield item.text
            if not 0 < item.y < form.height:
                yield item.text
        elif isinstance(item, Panel | Photo) and (
            item.x < 0 or item.y < 0 or item.x + item.width > form.width or item.y + item.height > form.height
        ):
            yield repr(item)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_essays_of_the_example_are_well_set(example: tuple[RenderContext, SiteModel], name: str) -> None:
    """No letter beyond an edge, no heading at a foot, no lone line, no line that begins wrongly, no letter missing."""
    context, model = example
    form, seen = card_form(name, 1), set()
    for entry in model.site.entries.values():
        if entry.kind != "essays":
            continue
        seen.add(entry.lang)
        fonts = CardFonts(context, entry.lang)
        laid = lay_out(context, entry, dict(model.site.pictures), form, fonts.width)
        assert 3 <= len(laid.cards) <= MOST
        assert [one for card in laid.cards for one in outside(card, name)] == [], entry.key
        source, tree = whole_source(context, entry)
        sizes = {src: Sizes(one.width, one.height) for src, one in laid.pictures.items()}
        strips = Setter(form, entry.lang, fonts.width, sizes).strips(blocks_of(tree, source.formulas))
        divided = pages(strips, form.depth)
        assert [strip for page in divided for strip in page] == strips
        for page in divided:
            assert sum(one.height + one.before for one in page) - page[0].before <= form.depth + 0.1, entry.key
            assert page is divided[-1] or not page[-1].keeps, (entry.key, page[-1].text)
        begins = [strip.text.strip()[:1] for strip in strips if strip.ground != "code"]
        assert [one for one in begins if one and one in NOT_FIRST - {"“", "·", "…", "—"}] == [], entry.key
        assert fonts.missing == set(), entry.key
    assert seen == {"zh-Hans", "zh-Hant", "en"}


BODY = r"""
开头一句[^1]，**粗**、`码`、==标==、~~删~~、$x^2$。

## 小标题

- 一
  1. 二
- [x] 三

> 引用一句。

| 左 | 右 |
|:--|--:|
| 很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的一格 | 2 |

```python
if a < b: return "很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的一行"
```

![海](sea.jpg)

![远](https://img.example/far.png)

$$
\frac{a}{b}
$$

不会画的 שלום  \U000f1234 <script>alert(1)</script> {漢字|かん|じ}

[^1]: 脚注。
""".replace(r"\U000f1234", "\U0001f9ff\u0d9e\U0001e900")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "site.toml": 'title = "书房"\nowner = "lin"\nbase_url = "https://me.example/"\n[look]\nscheme = "dark"\n',
        "content/members/lin.md": "---\nname: 林语\nheadline: 写字的人\n---\n",
        "content/essays/x.md": f"---\ntitle: 一 </b> 二\ntags: [手艺, 定 价]\nsummary: 一句话。\n---\n{BODY}",
        "content/essays/long.md": "---\ntitle: 很长\n---\n" + "长长的一段话，说了又说。" * 1200 + "\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    sea = io.BytesIO()
    Image.new("RGB", (1200, 900), (20, 80, 140)).save(sea, "JPEG")
    (tmp_path / "content/essays/sea.jpg").write_bytes(sea.getvalue())
    return tmp_path


def test_cards_are_pictures_of_their_form_with_the_words_beside_them(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", "cards", "x", "--root", str(root), "--jobs", "1", "--scale", "1.5"]
    assert main(command) == 0
    said = capsys.readouterr().out
    folder = root / "exports/cards/x/xiaohongshu"
    names = sorted(path.name for path in folder.glob("*.jpg"))
    assert names == [f"{number:02}.jpg" for number in range(1, len(names) + 1)]
    for name in names:
        with Image.open(folder / name) as picture:
            assert picture.size == (1620, 2160)
    caption = (folder / "caption.txt").read_text(encoding="utf-8")
    assert caption.startswith("一 </b> 二\n\n一句话。\n") and "https://me.example/essays/x/" in caption
    assert "#手艺" in caption and "#定价" in caption and len(caption) <= 1000
    spoken = (folder / "alt.txt").read_text(encoding="utf-8")
    for word in ("小标题", "• ", "引用一句", "[海]", "远", "x^2", r"\frac{a}{b}", "脚注。", "漢（かん）", "写字的人"):
        assert word.strip("• ") in spoken
    assert "alert" not in spoken and "U+1E900" in said and "right to left" in said and "far.png" in said
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert main(command) == 0
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize(("asked", "found"), [((), "标"), (("开头一句",), "开头一句")])
def test_a_sentence_has_a_card_of_its_own(root: Path, asked: tuple[str, ...], found: str) -> None:
    assert main(["export", "cards", "x", "--root", str(root), "--jobs", "1", "--for", "square", "--quote", *asked]) == 0
    folder = root / "exports/cards/x/square"
    assert sorted(path.name for path in folder.iterdir()) == ["alt.txt", "caption.txt", "quote.jpg"]
    assert (folder / "alt.txt").read_text(encoding="utf-8").startswith(f"quote.jpg\n{found}\n一 </b> 二\n林语")


def test_a_sentence_that_nobody_wrote_is_refused(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "cards", "x", "--root", str(root), "--jobs", "1", "--quote", "没有写过"]) == 2
    assert "没有写过" in capsys.readouterr().err and not (root / "exports").exists()


def test_what_takes_place_says_when_and_where(example: tuple[RenderContext, SiteModel]) -> None:
    context, model = example
    form = card_form("square", 1)
    said = {}
    for key in ("events/dinner-2026-12.zh-Hans", "members/lu-wenxi.zh-Hans"):
        entry = model.site.entries[key]
        laid = lay_out(context, entry, dict(model.site.pictures), form, CardFonts(context, entry.lang).width)
        assert list(outside(laid.cards[0], "square")) == []
        said[key] = laid.cards[0].text
    for key, figure in (("works/a-table-for-writers.zh-Hans", "0 → 9 人"), ("offers/a-seat-at-dinner.zh-Hans", "免费")):
        entry = model.site.entries[key]
        laid = lay_out(context, entry, dict(model.site.pictures), form, CardFonts(context, entry.lang).width)
        large = [item.text for item in laid.cards[0].items if isinstance(item, Letters) and item.type.color == "brand"]
        assert figure.replace(" ", "") in "".join(large).replace(" ", "") and figure in laid.cards[0].text
    assert "2026年12月" in said["events/dinner-2026-12.zh-Hans"]
    assert model.site.entries["members/lu-wenxi.zh-Hans"].fields.role in said["members/lu-wenxi.zh-Hans"]


def test_a_text_that_is_too_long_leads_to_the_rest(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "cards", "long", "--for", "square", "--root", str(root), "--jobs", "1"]) == 0
    folder = root / "exports/cards/long/square"
    assert len(list(folder.glob("*.jpg"))) == MOST
    assert "下文在这里" in (folder / "alt.txt").read_text(encoding="utf-8")
    assert str(MOST) in capsys.readouterr().out
    context, model = loaded(root)
    entry = next(one for one in model.site.entries.values() if one.slug.endswith("long"))
    laid = lay_out(context, entry, {}, card_form("square", 1), CardFonts(context, entry.lang).width)
    code = next(item for item in laid.cards[-1].items if isinstance(item, Code))
    assert code.modules == modules(b"https://me.example/essays/long/")
    edge = int(code.side / (len(code.modules) + 8))  # pixels of a module, with a quiet zone of four around them
    with Image.open(folder / f"{MOST}.jpg") as picture:
        drawn = picture.convert("L")
    for row, line in enumerate(code.modules):
        for column, dark in enumerate(line):
            at = (round(code.x) + int((column + 4.5) * edge), round(code.y) + int((row + 4.5) * edge))
            assert (drawn.crop((*at, at[0] + 1, at[1] + 1)).tobytes() < b"\x80") == bool(dark)


@pytest.mark.parametrize("name", sorted(SIZES))
def test_a_member_s_card_has_room_for_what_they_say(example: tuple[RenderContext, SiteModel], name: str) -> None:
    context, model = example
    form = SIZES[name]
    for entry in model.site.entries.values():
        if entry.kind == "members":
            measure = CardFonts(context, entry.lang).width
            laid = set_entry(context, entry, dict(model.site.pictures), form, measure)
            card = name_card(form, measure, laid.edges.subject)
            letters = [item for item in card.items if isinstance(item, Letters)]
            (code,) = (item for item in card.items if isinstance(item, Code))
            assert all(one.x >= 0 and one.x + one.width <= form.width - form.side + 40 for one in letters), entry.key
            assert all(one.y < form.height - form.bottom / 2 for one in letters)
            beside = [one for one in letters if one.y - one.type.size * 0.7 > code.y and one.x + one.width > code.x]
            assert beside == [], entry.key
            assert entry.title[:4] in card.text and laid.edges.subject.address in card.text


def test_a_poster_is_one_picture_of_the_whole_text_and_leads_to_the_page(root: Path) -> None:
    assert main(["export", "poster", "x", "--root", str(root), "--jobs", "1"]) == 0
    folder = root / "exports/poster/x"
    (picture,) = folder.glob("*.jpg")
    with Image.open(picture) as drawn:
        assert drawn.width == 1080 and 1080 * 2 < drawn.height <= HIGHEST
        said = [code.bytes for code in zxingcpp.read_barcodes(drawn.convert("L"))]
    assert said == [b"https://me.example/essays/x/"]
    text = (folder / "alt.txt").read_text(encoding="utf-8")
    assert "标" in text and "原文在这里" in text and (folder / "caption.txt").is_file()


def test_a_poster_that_would_be_too_high_is_several(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "poster", "long", "--root", str(root), "--jobs", "1"]) == 0
    pictures = sorted((root / "exports/poster/long").glob("*.jpg"), key=lambda path: int(path.stem[7:]))
    assert len(pictures) > 1 and f"there are {len(pictures)}" in capsys.readouterr().out
    assert all(Image.open(picture).height <= HIGHEST for picture in pictures)


def test_members_have_a_card_in_four_sizes(tmp_path: Path) -> None:
    (tmp_path / "content/members").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\nbase_url = "https://me.example/"\n')
    (tmp_path / "content/members/lin.md").write_text("---\nname: Lin\nheadline: I do.\n---\n")
    assert main(["export", "namecard", "lin", "--root", str(tmp_path), "--jobs", "1"]) == 0
    for name, form in SIZES.items():
        with Image.open(tmp_path / f"exports/namecard/lin/card-{name}.jpg") as drawn:
            assert drawn.size == (form.width, form.height)
            assert [one.bytes for one in zxingcpp.read_barcodes(drawn)] == [b"https://me.example/"]
