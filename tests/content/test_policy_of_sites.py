"""The policy over a whole site: what is grouped, what is an error by wish, where a fault is said to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.content.parse import parse_entry
from tests.content.test_policy import SETTINGS, front, read


def site(root: Path, files: dict[str, str], settings: str = "") -> list[str]:
    (root / "site.toml").write_text(f'title = "站"\n{settings}', encoding="utf-8")
    for path, text in files.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    return ["--root", str(root), "--jobs", "1", "--quiet"]


def test_warnings_of_a_kind_are_grouped_and_programs_get_all(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = site(tmp_path, {f"essays/e{n}.md": front("title: a", "date: 2024-01-01", "foo: x") for n in range(9)})
    assert main(["build", *options]) == 0
    said = capsys.readouterr().err
    assert said.count("unknown field `foo`") == 3
    assert said.splitlines()[-1].startswith("warning[unknown-field]: 6 more of this kind are not shown: `mingpian")
    assert main(["build", *options]) == 0  # nothing changed, and it says the same
    assert capsys.readouterr().err == said
    for all_of_them in (["check", "--all"], ["check", "--format", "github"], ["build", "--verbose"]):
        assert main([*all_of_them, *options]) == 0
        assert capsys.readouterr().err.count("unknown field `foo`") == 9
    assert main(["check", *options, "--format", "json"]) == 0
    assert capsys.readouterr().out.count("unknown field `foo`") == 9


def test_strict_makes_errors_of_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = site(tmp_path, {"essays/a.md": front("title: a", "date: 2024-01-01", "foo: x")})
    assert main(["build", *options]) == 0
    assert main(["build", *options, "--strict"]) == 1
    assert main(["build", *options]) == 0
    assert main(["check", *options, "--strict"]) == 1
    assert (tmp_path / "output/essays/a/index.html").is_file()
    site(tmp_path, {}, "strict = true\n")
    assert main(["build", *options]) == 1
    assert "error[unknown-field]" in capsys.readouterr().err


def test_a_page_at_the_address_of_a_list_introduces_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "pages/tags.md": front("title: 我的标签", "summary: 都在这里", body="<b>这里</b>有所有标签"),
        "pages/archive.md": front("title: 旧文", body="从前"),
        "essays/index.md": front("title: 文章总览", body="关于文章"),
        "essays/a.md": front("title: 甲", "date: 2024-01-01", "tags: [x]"),
        "pages/search.md": front("title: 找"),
    }
    assert main(["build", *site(tmp_path, files, 'base_url = "https://a.example/"\n')]) == 1
    said = capsys.readouterr().err
    assert said.count("error[") == 1 and "content/pages/search.md:2:1: error[address-taken]" in said
    lists = (("tags", "我的标签", "有所有标签"), ("archive", "旧文", "从前"), ("essays", "文章总览", "关于文章"))
    for path, title, text in lists:
        page = (tmp_path / "output" / path / "index.html").read_text(encoding="utf-8")
        assert f'<h1 class="p-name">{title}</h1>' in page and text in page
    page = (tmp_path / "output/tags/index.html").read_text(encoding="utf-8")
    assert 'name="description" content="都在这里"' in page and "/x/" in page
    sitemap = (tmp_path / "output/sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count("/tags/</loc>") == 1


def test_the_line_that_refers_wrongly_is_blamed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = front(
        "title: 位", "date: 2024-01-01", "summary: 见 static/no.png 和 nothing.md",
        body="好 ![b](/static/img/x.png) `[[没有]]`\n\n坏 ![c](static/img/x.png) 和 [d](nothing.md)\n\n"
        "```\n[[没有]]\n```\n\n[[没有|x]] [e][r]\n\n[r]: %E6%97%A0.md\n",
    )  # fmt: skip
    for engine in ("comrak", "python-markdown"):
        options = site(tmp_path, {"essays/a.md": text, "static/img/x.png": ""}, f'[markdown]\nengine = "{engine}"\n')
        main(["check", *options, "--format", "json"])
        told = json.loads(capsys.readouterr().out)
        found = {one["code"]: one["span"] for one in told if one["file"].endswith("a.md")}
        assert (found["missing-picture"]["line"], found["missing-picture"]["column"]) == (8, 8)
        assert (found["broken-wikilink"]["line"], found["broken-wikilink"]["column"]) == (14, 1)
        assert found["broken-link"]["line"] in (8, 16)


def test_items_that_were_left_out_move_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"members/lin.md": front("name: 林", "circles: [{a: b}, 没有]"), "members/bo.md": front("name: Bo")}
    main(["check", *site(tmp_path, files), "--format", "json"])
    (item,) = (one for one in json.loads(capsys.readouterr().out) if one["code"] == "dangling-reference")
    assert (item["span"]["line"], item["span"]["column"]) == (3, 19)


def test_pointers_of_git_lfs_are_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 1\n"
    pictures = {f"essays/a/{name}.png": pointer for name in "xyz"} | {"essays/a/empty.png": ""}
    shown = "".join(f"![图]({name}.png)\n\n" for name in ("x", "y", "z", "empty"))
    files = {"essays/a/index.md": front("title: 图", "date: 2024-01-01", body=shown)} | pictures
    assert main(["build", *site(tmp_path, files)]) == 0
    said = capsys.readouterr().err
    assert said.count("git lfs pull") == 1 and "left 3 pointers" in said
    assert "SVG" not in said and said.count("empty.png") == 1


def test_who_is_no_member_is_a_name_without_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {
        "essays/a.md": front("title: 甲", "date: 2024-01-01", "authors: [张三<b>, hidden]", "aliases: [甲的别名]"),
        "essays/b.md": front("title: 乙", "date: 2024-01-02", body="见 [[甲的别名]]。"),
        "members/hidden.md": front("name: 藏", "draft: true"),
    }
    assert main(["build", *site(tmp_path, files, 'base_url = "https://a.example/"\n')]) == 0
    assert "error" not in capsys.readouterr().err
    page = (tmp_path / "output/essays/a/index.html").read_text(encoding="utf-8")
    assert "张三&lt;b&gt;" in page and "藏" not in page and ">hidden<" not in page
    assert "张三" in (tmp_path / "output/feed.xml").read_text(encoding="utf-8")
    assert 'href="../a/"' in (tmp_path / "output/essays/b/index.html").read_text(encoding="utf-8") or (
        'href="../../essays/a/"' in (tmp_path / "output/essays/b/index.html").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("mark", ["句。<!--more-->", "- 一\n- 二<!-- more -->", "句。\n\n<!--more-->"])
def test_a_cut_at_the_end_of_a_block_is_none_inside_it(mark: str) -> None:
    parsed, document = parse_entry("essays/a.md", front("title: a", body=f"{mark}\n\n后文\n").encode(), b"", SETTINGS)
    assert parsed.diagnostics == ()
    assert document is not None and document.more is not None
    assert "后文" not in document.summary
    assert read(front("title: a", body="- 一<!--more-->\n- 二\n"))[1] == ["warning[more-inside-block]"]


def test_an_entry_whose_date_cannot_be_read_keeps_no_other_out_of_feeds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = {
        name: f"---\ntitle: {name}\ndate: {date}\n---\n文\n"
        for name, date in [("good", "2020-01-02"), ("bad", "2020-13-01")]
    }
    site(tmp_path, {f"essays/{name}.md": text for name, text in texts.items()})
    assert main(["build", "--root", str(tmp_path), "--jobs", "1"]) == 0, capsys.readouterr().err
    feed = (tmp_path / "output" / "feed.xml").read_text(encoding="utf-8")
    assert "good" in feed and "<title>bad</title>" not in feed
    assert (tmp_path / "output" / "essays" / "bad" / "index.html").is_file()
