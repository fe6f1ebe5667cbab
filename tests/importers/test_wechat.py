"""A hundred saved articles of an Official Account: what was read, is read."""

# ruff: noqa: E501 (pages are quoted as they are)

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from mingpian.cli import main
from mingpian.fetch import pictures
from mingpian.fetch.http import Answer
from mingpian.importers import wechat
from mingpian.importers.wechat.page import key_of, when
from tests.importers.move import Move, png
from tests.importers.wechat_archive import archive, page, remote
from tests.importers.wechat_articles import Article, Maker, visible

COUNT = 100
_SOUP = re.compile(r"<(?:section|span|div|font)|\sstyle=|\sdata-|不见")


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Move, list[Article]]:
    move = Move(tmp_path_factory.mktemp("wechat"), {})
    made = archive(move.old, COUNT)
    (move.new / "site.toml").write_text('title = "A"\nwithout = ["share", "search"]\n', encoding="utf-8")
    assert move.run("wechat") == 0
    return move, made


def _entries(move: Move) -> dict[str, str]:
    return {
        str(move.front(path)["title"]): path
        for path in move.files()
        if path.endswith(".md") and path.startswith("essays/")
    }


def test_every_text_picture_and_date_is_there(
    moved: tuple[Move, list[Article]], capsys: pytest.CaptureFixture[str]
) -> None:
    move, made = moved
    assert main(["build", "--root", str(move.new), "--jobs", "1"]) in (0, 1)
    assert "error" not in capsys.readouterr().err
    entries = _entries(move)
    all_read, missing = 0, list[str]()
    for one in made:
        path = entries[one.title]
        front, folder = move.front(path), (move.new / "content" / path).parent
        assert str(front["date"]).startswith(one.moment.isoformat()), (one.number, front["date"])
        assert (
            front.get("authors", []) == ([one.author] if one.author else []) and front.get("series", "") == one.series
        )
        assert {file.read_bytes() for file in folder.glob("*.png")} == set(one.pictures), one.number
        shown = LexborHTMLParser(
            (move.new / "output" / path.removesuffix("index.md") / "index.html").read_text(encoding="utf-8")
        )
        content = shown.css_first(".e-content")
        assert content is not None
        text = "".join(content.text(deep=True).split())
        for said in visible(one):
            all_read += len(said)
            if said not in text:
                missing.append(f"{one.number} ({one.number % 3}): {said}")
        assert len(content.css("img")) >= len(one.pictures), one.number
        assert not _SOUP.search(re.sub(r"```.*?```", "", move.text(path), flags=re.DOTALL)), move.text(path)
    assert sum(map(len, missing)) <= all_read * 0.005, missing[:10]


def test_a_second_import_changes_nothing(moved: tuple[Move, list[Article]], capsys: pytest.CaptureFixture[str]) -> None:
    move, _ = moved
    before = {path: (move.new / "content" / path).read_bytes() for path in move.files()}
    assert move.run("wechat") == 0
    assert capsys.readouterr().out.strip().endswith(f"{COUNT} unchanged")
    assert {path: (move.new / "content" / path).read_bytes() for path in move.files()} == before


def test_code_tables_captions_and_formulas(moved: tuple[Move, list[Article]]) -> None:
    move, made = moved
    pages = [one for one in made if one.number % 3 != 2]
    bodies = "\n".join(move.text(_entries(move)[one.title]) for one in pages)
    assert re.search(r"```python\ndef f\d+\(\):\n\n    return \[x for x in 'a'\]", bodies)
    assert re.search(r'```\necho "\S+"\nls -l\n```', bodies)
    assert re.search(r"^\| \S+ \| \S+ \| \S+ \|\n\| --- \| --- \| --- \|\n\| \S", bodies, re.MULTILINE)
    assert re.search(r'!\[\]\(\d\d\.png "图：', bodies)
    assert re.search(r"!\[E=mc\\\^\\\{2\\\}\]\(\d\d\.svg\)", bodies)
    drawn = next(path for path in move.files() if path.endswith(".svg"))
    assert (move.new / "content" / drawn).read_bytes().startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


def _one(content: str, **more: str) -> dict[str, str | bytes]:
    made = Maker(1).article(1)
    return {"a.html": page(made, content, True), **more}


def test_nothing_is_fetched_unless_that_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def ask(url: str, *_: object) -> Answer:
        asked.append(url)
        return Answer(200, url, {"content-type": "image/png"}, png())

    monkeypatch.setattr(pictures, "request", ask)
    monkeypatch.setattr(pictures, "PAUSE", 0)
    made = Maker(1).article(1)
    move = Move(
        tmp_path, _one(f'<p><img data-src="{remote(made, 0)}"></p><p><img data-src="{remote(made, 0)}"></p><p>字</p>')
    )
    assert move.run("wechat", "a.html", "--dry-run") == 0
    assert not asked and "unless `--fetch` takes them: 1" in capsys.readouterr().out
    assert move.run("wechat", "a.html", "--fetch") == 0
    assert asked == [remote(made, 0)]
    assert (
        [path for path in move.files() if path.endswith(".png")]
        and move.run("wechat", "a.html", "--fetch") == 0
        and len(asked) == 1
    )


FORMS: list[tuple[str, str]] = [  # what stands in an article, and what it becomes
    ('<section><svg style="width:2ex;height:1ex" viewbox="0 0 9 9"><path d="M0 0H9"></path></svg></section>', "![](01.svg)"),
    ('<mjx-container><svg><g data-mml-node="math"><path d="M0"></path></g></svg><mjx-assistive-mml>E</mjx-assistive-mml></mjx-container>', "![](01.svg)"),
    ('<svg viewBox="0 0 1 1"><rect width="1"></rect></svg><p>字</p>', "字"),
    ('<svg><foreignObject><section><p>框里的字</p></section></foreignObject></svg>', "框里的字"),
    ("<p><strong>甲</strong><strong>乙</strong><span style='font-weight:normal'>丙</span></p>", "**甲乙**丙"),
    ("<p><strong><span style='font-weight:normal'>不粗</span></strong></p>", "不粗"),
    ("<h1>大</h1><h2>小</h2>", "## 大\n\n### 小"), ("<section>一<section>二</section>三</section>", "一\n\n二\n\n三"),
    ("<ol><li>一<ul><li>二</li></ul></li></ol>", "1. 一\n   - 二"), ("<p>一<br>二<br></p>", "一  \n二"),
    ("<pre><section><p>不是代码</p></section></pre>", "不是代码"), ("<table><tr><td><p>框</p><p>里</p></td></tr></table>", "框\n\n里"),
    ('<p><iframe class="video_iframe" data-src="https://v.qq.com/x/a.html"></iframe></p>', "<https://v.qq.com/x/a.html>"),
    ('<mp-common-mpaudio name="歌"></mp-common-mpaudio>', "歌"), ('<p><a class="weapp_text_link" href="">小程序的字</a></p>', "小程序的字"),
    ("<p>见 <code>a[[b]]</code>&#8203;。</p>", "见 `a[[b]]`。"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "text"), FORMS, ids=range(len(FORMS)))
def test_forms(content: str, text: str, tmp_path: Path) -> None:
    move = Move(tmp_path, _one(content))
    assert move.run("wechat") == 0
    (path,) = [one for one in move.files() if one.startswith("essays/") and one.endswith(".md")]
    assert move.text(path).partition("---\n\n")[2].strip() == text


def test_forms_of_one_article_in_folders_of_their_own_are_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = (("来源", "山中"), ("发布时间", "2020-01-0{0}"), ("原文链接", "https://mp.weixin.qq.com/s/{0}"))
    head = "".join(f"<p><strong>{name}:</strong> {value}</p>" for name, value in told)
    page = (
        f"<title>第{{0}}篇</title><div><h1>第{{0}}篇</h1><div>{head}</div></div><div id=js_content><p>字{{0}}</p></div>"
    )
    text = "# 第{0}篇\n\n" + "".join(f"> {name}: {value}\n\n" for name, value in told) + "---\n\n字{0}\n\n---\n\n后"
    move = Move(
        tmp_path,
        {
            **{f"b/html/2020-01-0{at}_第{at}篇.html": page.format(at) for at in (1, 2)},
            **{f"b/md/2020-01-0{at}_第{at}篇.md": text.format(at) for at in (1, 2, 3)},
            "b/html/1999-09-09_第2篇.html": page.format(2),
            "b/html/20200104 第4篇.html": "<div id=js_content>字4</div>",
        },
    )
    assert main(["import", str(move.old), str(tmp_path / "made")]) == 0
    said = capsys.readouterr().out
    assert 'title = "山中"\n' in (tmp_path / "made/site.toml").read_text(encoding="utf-8")
    move.new = tmp_path / "made"
    assert [path for path in move.files() if path.startswith("essays/")] == [
        f"essays/第{at}篇.md" for at in range(1, 5)
    ]
    for at in range(1, 5):
        assert (move.front(f"essays/第{at}篇.md")["date"], move.front(f"essays/第{at}篇.md")["title"]) == (
            f"2020-01-0{at}",
            f"第{at}篇",
        )
    assert move.text("essays/第3篇.md").endswith("---\n\n字3\n\n---\n\n后\n"), "a rule in the text stays"
    assert said.count("it is the same article as the page beside it") == 2
    assert "left: b/html/2020-01-02_第2篇.html\n    it is the same article as b/html/1999-09-09_第2篇.html" in said


HOSTILE = [
    "<p>a</p>" + "<section>" * 3_000 + "x", "<p><img src='../../../etc/passwd'>字</p>", "<svg data-formula='x'><script>alert(1)</script><path onload='x' d='M0'/></svg><p>字</p>",
    "<p><a href='javascript:alert(1)'>字</a></p>", "<table><tr><td>" * 50 + "x", "<pre><code>", "<ul>" * 500 + "x", "<p>&lt;script&gt;alert(1)&lt;/script&gt; [[x]] :::gallery</p>",
    "\0<p>字</p>", "<img data-src='http://[::1'><p>字</p>",
]  # fmt: skip


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_page_costs_itself_alone(content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = page(Maker(2).article(2), "<p>好的字</p>", True)
    move = Move(
        tmp_path,
        _one(content, **{"b.html": good, "c.html": "<p>别的页</p>", "d.html": "<p>mp.weixin.qq.com</p>", "e.md": "字"}),
    )
    assert move.run("wechat") == 0
    said = capsys.readouterr()
    assert "c.html\n    it is no article of WeChat" in said.out and "d.html\n    its page has no text" in said.out
    assert any("好的字" in move.text(path) for path in move.files() if path.endswith(".md"))
    assert "<script" not in "".join(
        move.text(path)
        for path in move.files()
        if path.endswith((".md", ".svg")) and "\\<script" not in move.text(path)
    )
    assert main(["build", "--root", str(move.new), "--jobs", "1"]) in (0, 1)
    assert "internal error" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("1580000000", "2020-01-26T08:53:20+08:00"), ("2020-01-26 08:53", "2020-01-26T08:53:00+08:00"),
        ("2020年1月26日 08:53", "2020-01-26T08:53:00+08:00"), ("2020年1月26日", "2020-01-26"), ("昨天", ""), ("2020-13-99", ""),
    ],
)  # fmt: skip
def test_times(said: str, moment: str) -> None:
    assert when(said) == moment


def test_addresses_of_one_article_are_one() -> None:
    assert (
        key_of("https://mp.weixin.qq.com/s?mid=2&__biz=a&idx=1&sn=x#rd")
        == key_of("http://mp.weixin.qq.com/s?__biz=a&amp;mid=2&amp;idx=1")
        != ""
    )
    assert key_of("https://mp.weixin.qq.com/s/AbC?x=1") == "/s/AbC" and key_of("https://a.example/s/AbC") == ""


def test_it_is_recognised(tmp_path: Path) -> None:
    archive(tmp_path / "a", 6)
    (tmp_path / "b").mkdir()
    (tmp_path / "b/x.html").write_text("<p>x</p>", encoding="utf-8")
    assert wechat.recognises(tmp_path / "a") and not wechat.recognises(tmp_path / "b")
