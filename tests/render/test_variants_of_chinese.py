"""Traditional and Simplified Chinese from each other: phrases are right, and what is no Chinese stays as it is."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.config.settings import SiteConfig
from mingpian.content import chinese_variants
from mingpian.content.markdown import Options, parse_markdown, render_document

TO_HANT = SiteConfig(languages=("zh-Hans", "zh-Hant"), variants={"zh-Hant": "zh-Hans"}, keep=("干记",))
CONVERT = chinese_variants.convert_of(TO_HANT.keep, "zh-Hans", "zh-Hant")


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发，后面的皇后，干杯，干燥，里程", "頭髮，後面的皇后，乾杯，乾燥，里程"),
        ("软件和鼠标", "軟體和滑鼠"),
        ("他说“名片”", "他說「名片」"),
        ("在干记喝茶，干干净净", "在干记喝茶，乾乾淨淨"),
        ("Plain words, 2026", "Plain words, 2026"),
        ("", ""),
    ],
)
def test_phrases_and_the_keep_list(simplified: str, traditional: str) -> None:
    assert CONVERT(simplified) == traditional


def test_a_body_is_converted_where_people_read() -> None:
    text = '# 头发\n\n发现 [链接](https://a.cn/软件?q=软件 "标题") `软件` <https://软件.cn>\n\n```\n软件\n```\n\n$\\text{软件}$\n\n![图软件](a.png)\n\n[[软件|标签软件]]\n'
    before = parse_markdown(text, Options())
    after = chinese_variants.converted(before, CONVERT)
    html = render_document(after, lambda ref: None)
    assert "發現" in html and ">頭髮<" in html and "標籤軟體" in html and "圖軟體" in html
    assert html.count("软件") >= 3 and "<code>软件</code>" in html  # code and formulas
    assert [one.id for one in after.headings] == [one.id for one in before.headings]
    assert [ref.target for ref in after.refs] == [ref.target for ref in before.refs]
    assert 'href="https://a.cn/' in html and "頭髮" in after.text


FILES = {
    "site.toml": 'title = "站"\nbase_url = "https://a.example/"\nlanguages = ["zh-Hans", "zh-Hant", "en"]\n'
    'variants = {zh-Hant = "zh-Hans"}\n',
    "content/members/lin.md": "---\nname: 林语\nheadline: 我帮人写头发的文章\n---\n软件。\n",
    "content/essays/a.md": "---\ntitle: 头发\ndate: 2026-01-01\ntags: [软件]\n---\n看[下一篇](b.md)和[[软件]]。\n",
    "content/essays/b.md": "---\ntitle: 软件\ndate: 2026-01-02\n---\n后面的皇后。\n",
    "content/essays/b.zh-Hant.md": "---\ntitle: 手寫的\n---\n自己寫的。\n",
    "content/essays/e.md": "---\ntitle: Hello\nlang: en\n---\nText\n",
    "content/pages/zh-only.md": "---\ntitle: 关于\n---\n干燥\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def build(root: Path) -> int:
    return main(["build", "--root", str(root), "--jobs", "1"])


def page(root: Path, path: str) -> str:
    return (root / "output" / path / "index.html").read_text(encoding="utf-8")


def test_a_site_in_both(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(root) == 0, capsys.readouterr().err
    prefix = next(path.parent.parent.name for path in (root / "output").glob("zh-*/essays/a"))
    made = page(root, f"{prefix}/essays/a")
    assert "<title>頭髮" in made and 'lang="zh-Hant"' in made and "本頁由" in made
    assert 'hreflang="zh-Hans"' in made and f'hreflang="zh-Hant" href="https://a.example/{prefix}/essays/a/"' in page(
        root, "essays/a"
    )
    assert re.search(rf'href="\.\./\.\./\.\./{prefix}/essays/b/">下一篇', made)
    assert "手寫的" in page(root, f"{prefix}/essays/b") and "本頁由" not in page(root, f"{prefix}/essays/b")
    assert "我幫人寫頭髮的文章" in page(root, prefix)
    assert "本页由" not in page(root, "essays/a") and "头发" in page(root, "essays/a")
    assert "頭髮" in (root / f"output/{prefix}/feed.xml").read_text(encoding="utf-8")
    assert "乾燥" in page(root, f"{prefix}/zh-only")
    assert not (root / f"output/{prefix}/essays/e").exists()


def test_an_edit_shows_in_both_and_nothing_is_stale(root: Path) -> None:
    assert build(root) == 0
    text = FILES["content/pages/zh-only.md"].replace("干燥", "干杯")
    (root / "content/pages/zh-only.md").write_text(text, encoding="utf-8")
    assert build(root) == 0
    (made,) = (root / "output").glob("zh-*/zh-only/index.html")
    assert "乾杯" in made.read_text(encoding="utf-8") and "干杯" in page(root, "zh-only")
    before = {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()}
    for folder in (".mingpian", "output"):
        shutil.rmtree(root / folder)
    assert build(root) == 0
    assert {path: path.read_bytes() for path in (root / "output").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('variants = {zh-Hant = "en"}', "`zh-Hant` cannot be made from `en`"),
        ('variants = {zh-Hans = "zh-Hant"}\nlanguages = ["zh-Hans"]', "the site has no language `zh-Hant`"),
    ],
)
def test_what_cannot_be_made_is_told(line: str, said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "site.toml").write_text(f'title = "A"\n{line}\n', encoding="utf-8")
    assert build(root) == 0
    assert said in capsys.readouterr().err


def test_without_the_library_it_says_what_is_needed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chinese_variants, "is_installed", lambda: False)
    assert build(root) == 1
    assert "pip install 'mingpian[variants]'" in capsys.readouterr().err
