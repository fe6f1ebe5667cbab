"""Books: what a checker of EPUBs accepts, whole, from nowhere else, and the same for the same texts."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from fontTools.ttLib import TTFont
from lxml import etree, html
from PIL import Image

from mingpian.cli import main
from tests.render.formats.test_font import font
from tests.tools import QUICK_START

SERIES = "series: 两篇\npart: {0}\ndate: 2026-10-0{0}\n---\n"
LONG = "没有标题的一句话，长到不能当作标题放在目录里，所以要截断，不然不好看。"
XHTML = "{http://www.w3.org/1999/xhtml}"
BODY = r"""
漢字有{漢字|かん|じ}，脚注[^1]，见[下篇](../essays/two.md#细节)，[没有的锚](#nowhere)，[别处](https://a.cn/x?a=1&b=2)。

$$
\frac{a}{b} < c
$$

## 细节

| 左 | 右 |
|:--|--:|
| 1 | 2 |

```python
if a < b and c > d: pass
```

> [!NOTE]
> 提醒

![海](sea.webp) ![远](https://img.example/far.png)

<center><font color="red">旧式</font></center><p id="a b" onclick="x()" style="background:url(https://t.example)">段</p>
<script>alert(1)</script><iframe src="https://player.example/v"></iframe><x-own>自造</x-own>
<svg viewBox="0 0 1 1"><script>1</script></svg>

[^1]: 脚注文字。
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("book")
    sea = io.BytesIO()
    Image.new("RGB", (40, 30), (20, 80, 140)).save(sea, "WEBP")
    files = {
        "site.toml": 'title = "书房 & Co"\nowner = "lin"\nbase_url = "https://me.example/"\n',
        "content/members/lin.md": "---\nname: 林<语>\nheadline: 写 & 读\n---\n",
        "content/essays/one.md": f"---\ntitle: 上 </title> & “篇”\n{SERIES.format(1)}{BODY}",
        "content/essays/two.md": f"---\ntitle: 下篇\n{SERIES.format(2)}{BODY}",
        "content/notes/short.md": f"---\ndate: 2026-10-03\n---\n{LONG}\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "content/essays/sea.webp").write_bytes(sea.getvalue())
    return folder


@pytest.fixture(scope="module")
def folder(root: Path) -> Path:
    names = ["两篇", "notes/short"]
    assert main(["export", "book", *names, "--vertical", "--root", str(root), "--jobs", "1"]) == 0
    return root / "exports/book/两篇"


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, etree._Element]:
    with zipfile.ZipFile(folder / "两篇.epub") as book:
        return {name[5:]: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xhtml")}


def found_by_checker(book: Path, need: Callable[[str], Path]) -> list[str]:
    command = [need("java"), *QUICK_START, "-jar", need("epubcheck"), book, "--json", "-", "--quiet"]
    done = subprocess.run([*map(str, command)], check=False, capture_output=True, text=True)
    report = json.loads(done.stdout[done.stdout.index("{") :])
    assert report["publication"]["ePubVersion"].startswith("3")
    return [one["message"] for one in report["messages"] if one["severity"] != "INFO"]


def test_the_checker_of_epubs_finds_nothing(folder: Path, need: Callable[[str], Path]) -> None:
    assert found_by_checker(folder / "两篇.epub", need) == []


def test_everybody_can_read_it(folder: Path, need: Callable[[str], Path], tmp_path: Path) -> None:
    command = [str(need("node")), str(need("ace")), "-f", "-s", "--outdir", str(tmp_path), str(folder / "两篇.epub")]
    environment = os.environ | {"PUPPETEER_EXECUTABLE_PATH": str(need("chromium"))}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    found = [one["earl:test"]["dct:title"] for page in report["assertions"] for one in page["assertions"]]
    assert found == [] and report["earl:result"] == {"earl:outcome": "pass"}


def test_every_word_is_in_it_and_nothing_comes_from_elsewhere(pages: dict[str, etree._Element]) -> None:
    text = "".join(pages["chapter-001.xhtml"].itertext())
    for word in (
        "漢",
        "かん",
        "脚注文字",
        "if a < b and c > d",
        "提醒",
        "旧式",
        "自造",
        "段",
        "https://player.example/v",
    ):
        assert word in text, word
    for name, page in pages.items():
        loaded = [one.get("src") or "" for one in page.iter() if one.get("src")]
        assert all(re.fullmatch(r"(pictures/)?[\w.-]+", one) for one in loaded), name
        assert not [one for one in page.iter() if str(one.tag).endswith(("script", "iframe", "font", "center"))], name
        assert not [name for one in page.iter() for name in one.attrib if name.startswith("on")], name
        assert "t.example" not in etree.tostring(page, encoding="unicode"), name


def test_links_between_chapters_stay_in_the_book(pages: dict[str, etree._Element]) -> None:
    links = {"".join(one.itertext()): one.get("href") for one in pages["chapter-001.xhtml"].iter(f"{XHTML}a")}
    assert links["下篇"] == "chapter-002.xhtml#细节"
    assert links["没有的锚"] is None and links["别处"] == "https://a.cn/x?a=1&b=2"
    assert links["远"] == "https://img.example/far.png"


def test_contents_name_chapters_headings_and_who_wrote(pages: dict[str, etree._Element]) -> None:
    contents = "".join(pages["contents.xhtml"].itertext())
    for word in ("上 </title> & “篇”", "下篇", "细节", "没有标题的一句话", "作者"):
        assert word in contents, word
    assert "不好看" not in contents
    assert "林<语>" in "".join(pages["people.xhtml"].itertext())
    assert pages["chapter-001.xhtml"].get("class") == "vertical"


def test_it_says_whose_its_chapters_are(root: Path, tmp_path: Path) -> None:
    whole, text = root / "content/essays/own.md", "---\ntitle: 别人的\ndate: 2026-10-05\nai: assisted\n"
    text += (
        "rights: {license: CC BY, origin: {kind: translation, author: Ann, url: 'https://ann.example/a'}}\n---\n文\n"
    )
    try:
        whole.write_text(text, encoding="utf-8")
        assert main(["export", "book", "own", "one", "--root", str(root), "--jobs", "1", "--into", str(tmp_path)]) == 0
    finally:
        whole.unlink()
    with zipfile.ZipFile(next(tmp_path.glob("book/*/*.epub"))) as archive:
        parts = {name.rpartition("/")[2]: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    package = next(text for name, text in parts.items() if name.endswith(".opf"))
    printed = next(tmp_path.glob("book/*/print.html")).read_text(encoding="utf-8")
    for said in (re.findall("<dc:rights>.*</dc:rights>", package)[0], parts["colophon.xhtml"], printed):
        assert "翻译" in said and "CC BY 4.0" in said and "原作者：Ann" in said
    assert "本文在 AI 辅助下写成" in parts["colophon.xhtml"]


def test_the_page_to_print_keeps_ids_apart_and_its_heads_are_text(folder: Path) -> None:
    source = (folder / "print.html").read_text(encoding="utf-8")
    page = html.fromstring(source)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    links = {unquote(one.get("href")[1:]) for one in page.iter("a") if (one.get("href") or "").startswith("#")}
    assert "chapter-002-细节" in links and links <= set(ids)
    assert "上\\20 \\3c \\2f title\\3e " in source
    assert all((folder / one.get("src")).is_file() for one in page.iter("img"))


def test_the_same_texts_make_the_same_file(root: Path, folder: Path) -> None:
    before = (folder / "两篇.epub").read_bytes()
    main(["export", "book", "两篇", "notes/short", "--vertical", "--root", str(root), "--jobs", "1"])
    assert (folder / "两篇.epub").read_bytes() == before


def test_what_is_not_there_is_told_and_no_book_is_made(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "book", "两偏", "--root", str(root), "--jobs", "1"]) == 2
    assert "两偏" in capsys.readouterr().err


def test_the_fonts_of_the_site_are_in_it_cut_to_its_letters(tmp_path: Path, need: Callable[[str], Path]) -> None:
    for path, text in {
        "site.toml": 'title = "书"\nbase_url = "https://me.example/"\nfonts = "subset"\n'
        '[brand]\nbody_font = "fonts/own.ttf"\nheading_font = "fonts/kept.ttf"\n',
        "content/essays/one.md": "---\ntitle: 名片\n---\n写字。\n\n软件\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts/own.ttf").write_bytes(font())
    (tmp_path / "fonts/kept.ttf").write_bytes(font(licence=0x0100))  # says that nobody may cut it
    assert main(["export", "book", "one", "--root", str(tmp_path), "--jobs", "1", "--vertical"]) == 0
    folder = tmp_path / "exports/book/名片"
    with zipfile.ZipFile(folder / "名片.epub") as book:
        (name,) = (one for one in book.namelist() if "/fonts/" in one)
        data, style = book.read(name), book.read("EPUB/book.css").decode()
    with TTFont(io.BytesIO(data)) as cut:
        letters = {chr(code) for code in cut.getBestCmap()}
    assert not set("名片写字软件。") - letters and not letters & set("髮鼉龘")
    assert f'src:url("{name.removeprefix("EPUB/")}")' in style and 'body { font-family: "Book body", serif; }' in style
    assert "Book heading" not in style and "kept" not in name
    assert (folder / name.removeprefix("EPUB/")).read_bytes() == data
    assert '"Book body"' in (folder / "print.html").read_text(encoding="utf-8")
    assert found_by_checker(folder / "名片.epub", need) == []
