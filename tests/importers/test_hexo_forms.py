"""Forms of Hexo: pictures with blanks in their names, and what tags say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.importers.hexo.tags import picture
from tests.importers.move import Move, png


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("![茶杯](茶 杯.png)", "![茶杯](茶-杯.png)"),
        ('![茶杯](茶 杯.png "题")', '![茶杯](茶-杯.png "题")'),
        ("![茶杯](茶%20杯.png)", "![茶杯](茶-杯.png)"),
        ("![茶杯](<茶 杯.png>)", "![茶杯](茶-杯.png)"),
        ("[a](b c) 和 [d](e f.png)", "[a](b c) 和 [d](e f.png)"),
        ("`![茶杯](茶 杯.png)`", "`![茶杯](茶 杯.png)`"),
    ],
)
def test_pictures_with_blanks_in_their_names(said: str, made: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "source/_posts/甲/茶 杯.png": png(),
        "_config.yml": "title: A\npost_asset_folder: true\n",
    }
    move = Move(tmp_path, files | {"source/_posts/甲.md": f"---\ntitle: 甲\ndate: 2024-01-01\n---\n{said}\n"})
    assert move.run("hexo") == 0
    path = next(one for one in move.files() if one.endswith(".md"))
    assert move.text(path).partition("---\n\n")[2].strip() == made


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["a.png", "标题 '引号'"], "![标题 '引号'](a.png)"),
        (["a.png", "'整个'"], "![整个](a.png)"),
        (["a.png", "alt='旧 法'"], "![旧 法](a.png)"),
        (["left", "a.png", "300", "200", '他说 "好"'], '![他说 "好"](a.png)'),
    ],
)
def test_what_tags_say_of_pictures(arguments: list[str], made: str) -> None:
    assert picture(arguments) == made
