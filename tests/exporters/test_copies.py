"""Copies for other platforms: what each of them takes, and nothing that it would drop or refuse."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from benchmarks.picture_marks import marked
from mingpian.cli import main
from mingpian.cli.commands.syndicate import with_address
from mingpian.config.settings import SiteConfig
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.content.media.marks import marks_of
from tests.exporters.texts import exported, make_texts, read, sea


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_texts(tmp_path)


def test_wechat_gets_no_link_and_no_name_and_every_word(root: Path) -> None:
    article = read(exported(root, "wechat", "x") / "x/article.html")
    tree = html.fromstring(article)
    assert tree.xpath("//@href | //@id | //@class | //@onclick | //script") == []
    assert {name for element in tree.iter() for name in element.attrib} <= {
        "style", "src", "alt", "lang", "charset", "xmlns", "xmlns:xlink", "viewbox", "width", "height", "d", "fill",
        "stroke", "stroke-width", "x", "y",
    }  # fmt: skip
    text = "".join(tree.itertext())
    whole = "看这里[1]和那里[1]，脚注[2]，https://b.cn，内，林[3]"
    for word in (whole, "漢(かん)字(じ)", "☑ 做完", "提醒", "原", "林语"):
        assert word in text, word
    assert re.findall(r"\[\d\] [^<]*", article) == [
        "[1] 这里 https://a.cn/x", "[2] 脚注文字，见网 https://c.cn。", "[3] 林 https://me.example/",
    ]  # fmt: skip


def test_wechat_keeps_lines_of_code_lists_tables_and_formulas(root: Path) -> None:
    article = read(exported(root, "wechat", "x") / "x/article.html")
    assert "<br>&nbsp;&nbsp;&nbsp;&nbsp;" in article and "&nbsp;&nbsp;a&nbsp;&nbsp;" in article
    tree = html.fromstring(article)
    assert max(len(list(one.iterancestors("ul", "ol"))) for one in tree.iter("li")) == 2
    assert "– 三" in article and "四" in article
    assert article.count("<svg") == 2 and "currentColor" in article and "<math" not in article and "<use" not in article
    assert tree.xpath("//section[contains(@style, 'overflow-x')]/table")
    assert all(element.get("style") for element in tree.xpath("//p | //li | //td | //h2"))
    assert not tree.xpath("//p//section | //p//ul | //p//p")


def test_wechat_gets_pictures_covers_and_the_other_fields(root: Path) -> None:
    (root / "content/essays/x.md").write_text(
        read(root / "content/essays/x.md") + "\n![w](w.webp) ![far](https://far.example/a.png)\n", encoding="utf-8"
    )
    (root / "content/essays/w.webp").write_bytes(sea((300, 200), "WEBP"))
    folder = exported(root, "wechat", "x") / "x"
    assert sorted(path.name for path in (folder / "pictures").iterdir()) == ["sea.jpg", "w.webp.png"]
    assert Image.open(folder / "pictures/w.webp.png").format == "PNG"
    assert Image.open(folder / "cover-2.35x1.jpg").size == (900, 383)
    assert Image.open(folder / "cover-1x1.jpg").size == (500, 500)
    about = read(folder / "about.txt")
    for part in ("标题：测试 <b>", "原文：https://me.example/essays/x/", "sea.jpg  1200 × 900", "far.example"):
        assert part in about
    (digest,) = re.findall("摘要：(.*)", about)
    assert 0 < len(digest) <= 120


def test_what_wechat_would_refuse_is_said(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"---\ntitle: {'长' * 70}\n---\n{'字' * 20_001}\n"
    (root / "content/essays/long.md").write_text(text, encoding="utf-8")
    exported(root, "wechat", "long")
    said = capsys.readouterr().out
    assert "the title has 70 characters; WeChat takes 64" in said
    assert "WeChat takes 20000" in said and "there is no cover" in said


def test_the_markdown_of_each_dialect(root: Path) -> None:
    plain = read(exported(root, "markdown", "x") / "x/x.md")
    assert plain.startswith("# 测试 ") and "[^1]: 脚注文字，见[网](https://c.cn)" in plain
    for text in (plain, zhihu := read(exported(root, "zhihu", "x") / "x/x.md")):
        for part in (
            "[这里](https://a.cn/x)", "$x_1^2$", "$$\n\\frac{a}{b}\n$$", "```python\ndef f(a):\n\treturn  a  # 注\n```",
            "![海](https://me.example/essays/sea.jpg)", "| a | b |", "> 提醒", "[林](https://me.example/)",
            "原文：[",
        ):  # fmt: skip
            assert part in text, part
        assert "alert(1)" not in text and "<" not in text.replace("<https://b.cn>", "").replace("\\<b", "")
    assert "[^1]" not in zhihu and "[1] 脚注文字，见" in zhihu and "↩" not in zhihu and not zhihu.startswith("#")


def test_what_is_new_since_a_day(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = exported(root, "juejin", "--since", "2026-01-01")
    assert [path.name for path in folder.iterdir()] == ["x"]
    for arguments in (["x", "--since", "soon"], ["nothing-like-it"], ["secret"], []):
        assert main(["export", "zhihu", *arguments, "--root", str(root), "--jobs", "1"]) == 2
        assert capsys.readouterr().err.strip()


@pytest.mark.parametrize(
    "front",
    ["title: A\n", "title: A\nsyndicated:\n  - https://b.cn/1\n", "", "syndicated: []\ntitle: A\n",
     "title: A\nsyndicated: [https://b.cn/1] # x\ntags: [c]\n",
     "syndicated:\n- url: https://b.cn/1\n  platform: zhihu\ntitle: A\n"],
)  # fmt: skip
def test_where_it_was_published_is_noted_and_the_rest_stays(front: str) -> None:
    text = f"---\n{front}---\n正文\n---\n"
    written = with_address(text, "https://zhuanlan.zhihu.com/p/1")
    assert written is not None and written.endswith("---\n正文\n---\n")
    before, after = split_front_matter(text), split_front_matter(written)
    stated = after.located.data["syndicated"]
    assert stated[-1] == "https://zhuanlan.zhihu.com/p/1" and len(stated) == 1 + front.count("b.cn")
    assert {**after.located.data, "syndicated": 0} == {**before.located.data, "syndicated": 0}


def test_syndicate_by_slug(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = "https://zhuanlan.zhihu.com/p/1"
    assert main(["syndicate", "x", url, "--root", str(root)]) == 0
    assert main(["syndicate", "content/essays/x.md", url, "--root", str(root)]) == 0
    assert read(root / "content/essays/x.md").count(url) == 1
    assert main(["syndicate", "../x", url, "--root", str(root)]) == 2
    assert main(["check", "--root", str(root), "--jobs", "1"]) == 0
    assert SiteConfig().title == ""
    capsys.readouterr()


@pytest.mark.parametrize(
    ("text", "style"), [("![y](p.png){width=32}", "width:32px"), ("![y](p.png =50%x)", "width:50%")]
)
def test_wechat_keeps_a_stated_width_and_its_proportions(text: str, style: str) -> None:
    from mingpian.exporters import wechat
    from mingpian.exporters.tree import copy_source
    from tests.render.small import SITE, Small

    out = io.BytesIO()
    Image.new("RGB", (64, 40)).save(out, "PNG")
    files = {"members/lin.md": "---\nname: Lin\n---\n", "essays/x.md": f"---\ntitle: X\n---\n{text}\n"}
    site = Small({**files, "essays/p.png": out.getvalue()}, SITE)
    article = wechat.article(
        *copy_source(site.context, site.ask("entry", "essays/x.zh-Hans")), site.context.assets.colors.light
    )
    (image,) = re.findall(r"<img [^>]*>", article.html)
    assert style in image and "height:auto" in image and ' height="' not in image


RIGHTS = (
    "ai: assisted\nrights: {license: CC BY, origin: {kind: translation, author: Ann, url: 'https://ann.example/a'}}\n"
)


@pytest.mark.parametrize(
    ("form", "file"),
    [
        ("wechat", "x/article.html"),
        ("zhihu", "x/x.md"),
        ("juejin", "x/x.md"),
        ("markdown", "x/x.md"),
        ("mail", "x/mail.txt"),
    ],
)
def test_every_copy_says_whose_it_is_and_that_a_model_had_a_part(root: Path, form: str, file: str) -> None:
    path = root / "content/essays/x.md"
    path.write_text(read(path).replace("date: 2026-10-01\n", f"date: 2026-10-01\n{RIGHTS}"), encoding="utf-8")
    (root / "content/essays/sea.jpg").write_bytes(marked("JPEG", 7, (64, 48)))
    copy = read(exported(root, form, "x") / file)
    text = " ".join("".join(html.fromstring(copy).itertext()).split()) if file.endswith("html") else copy
    assert text.index("本文在 AI 辅助下写成") < text.index("看")
    for said in ("翻译", "原作者：Ann", "CC BY 4.0", "https://ann.example/a", "AI 生成"):
        assert said in copy
    if form == "wechat":
        for picture in ("pictures/sea.jpg", "cover-1x1.jpg"):
            assert marks_of((root / "exports/wechat/x" / picture).read_bytes()).aigc


def entry(root: Path, name: str, text: str) -> None:
    (root / f"content/essays/{name}.md").write_text(text, encoding="utf-8")


def test_the_page_to_copy_from_has_its_pictures_beside_it_and_says_what_each_button_copies(root: Path) -> None:
    (root / "content/essays/a b.jpg").write_bytes(sea((40, 30)))
    entry(root, "手艺", "---\ntitle: 手艺\nsummary: 摘\n---\n![](<a b.jpg>)\n\n[见](https://a.cn/%E6%89%8B/%2F)\n")
    folder = exported(root, "wechat", "手艺") / "手艺"
    page = read(folder / "copy.html")
    assert 'src="pictures/a%20b.jpg"' in page and (folder / "pictures/a b.jpg").is_file()
    assert page.count('data-whole="https://me.example/essays/a%20b.jpg"') == 1
    buttons = re.findall(r'<button data-of="\w+" aria-label="([^"]+)">', page)
    assert buttons == ["复制 标题", "复制 作者", "复制 摘要", "复制 原文", "复制 正文"]
    assert "https://me.example/essays/手艺/</span>" in page and "https://a.cn/手/%2F" in page


def test_a_post_of_pictures_has_as_many_words_as_it_may(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a", "b"):
        (root / f"content/essays/{name}.jpg").write_bytes(sea((40, 30)))
    text = "这是一句话。" * 300
    front = "---\ntitle: 一个比二十个字长得多的标题，所以平台会截断它的\ntags: [手艺]\ncover: b.jpg\n---\n"
    entry(root, "post", f"{front}![](a.jpg)\n\n{text}\n")
    folder = exported(root, "tietu", "post") / "post"
    title, _, words = read(folder / "text.txt").partition("\n\n")
    assert len(title) == 20 and len(words.rstrip("\n")) <= 1000
    assert "这是一句话。\n\n原文：" in words and words.endswith("#手艺\n")
    assert sorted(path.name for path in (folder / "pictures").iterdir()) == ["01.jpg", "02.jpg"]
    page = read(folder / "copy.html")
    assert page.index("pictures/01.jpg") < page.index("pictures/02.jpg")
    assert "20" in capsys.readouterr().out
    entry(root, "short", "---\ntitle: 短\n---\n一句。\n\n- 二\n- 三\n")
    words = read(exported(root, "tietu", "short") / "short/text.txt")
    assert words == "短\n\n一句。\n\n二\n\n三\n" and "cards" in capsys.readouterr().out
