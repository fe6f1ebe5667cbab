"""A site in one command from an old one, by its settings; what nobody edited is renewed."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.importers.draft import Draft, OldSite
from mingpian.importers.new_site import completed
from tests.importers.move import Move


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for path, data in files.items():
        full = folder / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data.encode() if isinstance(data, str) else data)
    return folder


def moved(tmp_path: Path, files: dict[str, str | bytes], *words: str) -> Path:
    """Import a site into a new one, which builds."""
    old, new = write(tmp_path / "old", files), tmp_path / "new"
    assert main(["import", *words, str(old), str(new)]) == 0
    with (new / "site.toml").open("a", encoding="utf-8") as file:
        file.write("\n[extra]\n")
    text = (new / "site.toml").read_text(encoding="utf-8")
    (new / "site.toml").write_text('without = ["share"]\n' + text, encoding="utf-8")
    assert main(["build", "--root", str(new), "--jobs", "1"]) == 0
    return new


def front(path: Path) -> dict[str, Any]:
    return split_front_matter(path.read_text(encoding="utf-8")).located.data


HEXO_CONFIG = """title: 山中集
description: 写山的人
author: 林语
url: https://old.example
root: /blog/
language: zh-TW
timezone: Asia/Taipei
permalink: :year/:month/:day/:title/
theme: t
theme_config:
  menu:
    首页: / || fa fa-home
    归档: /archives/
    关于: /about/
    丢了: /gone/
"""


def test_a_site_is_made_of_the_old_ones_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = moved(
        tmp_path,
        {
            "_config.yml": HEXO_CONFIG,
            "source/_posts/a.md": "---\ntitle: 文\ndate: 2019-12-31 23:30:00\n---\n字\n",
            "source/_posts/b.md": "---\ntitle: 夜\ndate: 2019-12-31T23:30:00Z\n---\n字\n",
            "source/about/index.md": "---\ntitle: 关于\n---\n我。\n",
            "source/tags/index.md": "---\ntitle: 标签\ntype: tags\n---\n",
        },
    )
    said = capsys.readouterr().out
    config = tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))
    assert config["title"] == "山中集" and config["base_url"] == "https://old.example/blog"
    assert config["owner"] == "林语" and config["languages"] == ["zh-Hant"] and config["timezone"] == "Asia/Taipei"
    assert [item["url"] for item in config["menu"]] == ["/", "/essays/", "/about/"]
    assert config["permalinks"] == {"essays": "/{year}/{month}/{day}/{slug}/"}
    assert front(new / "content/members/林语.md") == {"name": "林语", "headline": "写山的人"}
    assert sorted(p.name for p in (new / "content").rglob("*.md")) == ["a.md", "about.md", "b.md", "林语.md"], (
        "no sample"
    )
    for part in (
        "holds a site of hexo",
        "left: source/tags/index.md",
        "`丢了` led to /gone/",
        f"next: cd {new} && mingpian serve",
    ):
        assert part in said, part
    assert (new / "output/2019/12/31/a/index.html").is_file()
    assert front(new / "content/essays/b.md")["aliases"] == ["/2019/12/31/b/"], "the day that Hexo made of it"


def test_the_system_is_told_or_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(write(tmp_path / "x", {"a.txt": "x"})), str(tmp_path / "new")]) == 2
    assert "does not show of which system" in capsys.readouterr().err and not (tmp_path / "new").exists()
    assert main(["import", str(tmp_path / "gone"), str(tmp_path / "new")]) == 2
    assert "there is no" in capsys.readouterr().err
    full = write(tmp_path / "full", {"a.txt": "x"})
    old = write(tmp_path / "old", {"_config.yml": "title: A\n", "source/_posts/a.md": "---\ntitle: A\n---\nx\n"})
    assert main(["import", str(old), str(full)]) == 2 and "is no site, and not empty" in capsys.readouterr().err
    assert main(["import", str(old), str(tmp_path / "n1"), "--dry-run"]) == 0 and not (tmp_path / "n1").exists()
    assert (
        main(["import", "hexo", str(old), str(tmp_path / "n2")]) == 0
        and (tmp_path / "n2/content/essays/a.md").is_file()
    )
    with pytest.raises(SystemExit):
        main(["import", "a", "b", "c", "d"])


def test_what_nobody_edited_is_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: dict[str, str | bytes] = {"_config.yml": "title: A\n"}
    files |= {f"source/_posts/{name}.md": f"---\ntitle: {name}\n---\n旧\n" for name in "ab"}
    new = moved(tmp_path, files)
    write(tmp_path / "old", {f"source/_posts/{name}.md": f"---\ntitle: {name}\n---\n新\n" for name in "ab"})
    (new / "content/essays/b.md").write_text("---\ntitle: b\n---\n\n我改过\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["import", "hexo", str(tmp_path / "old"), "--root", str(new)]) == 0
    said = capsys.readouterr().out
    assert "renewed: content/essays/a.md" in said and "新" in (new / "content/essays/a.md").read_text(encoding="utf-8")
    assert (
        "我改过" in (new / "content/essays/b.md").read_text(encoding="utf-8") and "differs: content/essays/b.md" in said
    )
    assert re.search(r"content/essays/b\.md:\d+: it is `.*` there", said)


def test_pointers_are_told_of_once_and_marks_of_order_twice_are_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    new = moved(
        tmp_path,
        {
            "_config.yml": "title: A\n", "source/_posts/a.md": "---\ntitle: A\n---\n![x](/x.png) ![y](/y.png)\n",
            "source/x.png": pointer, "source/y.png": pointer,
            "source/_posts/b.md": b"\xef\xbb\xbf\xef\xbb\xbf---\r\ntitle: B\r\n---\r\nx\r\n",
        },
    )  # fmt: skip
    assert capsys.readouterr().out.count("Git LFS") == 2, "its name, and once what to do"
    assert front(new / "content/essays/b.md")["title"] == "B"


@pytest.mark.parametrize(("system", "folder"), [("hexo", "source/_posts"), ("jekyll", "_posts")])
def test_settings_that_cannot_be_read_are_told_of_and_the_first_document_counts(
    system: str, folder: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    post = {f"{folder}/2020-01-01-a.md": "---\ntitle: A\n---\nx\n"}
    for name, config, title in (
        ("two", "---\ntitle: 山中\n---\n\n# words\n- x: [\n", "山中"),
        ("broken", "title: [\n", "mingpian"),
    ):
        old = Move(tmp_path / name, {**post, "_config.yml": config}).old
        assert main(["import", system, str(old), str(tmp_path / name / "made")]) == 0
        assert f'title = "{title}"' in (tmp_path / name / "made/site.toml").read_text(encoding="utf-8")
        assert ("left: _config.yml\n    the settings cannot be read" in capsys.readouterr().out) is (name == "broken")


def test_a_jekyll_site_may_have_pages_alone(tmp_path: Path) -> None:
    page: dict[str, str | bytes] = {
        "_config.yml": "title: A\n",
        "_layouts/default.html": "{{ content }}",
        "a/b.md": "---\ntitle: B\n---\nx\n",
    }
    assert front(moved(tmp_path, page) / "content/pages/b.md")["aliases"] == ["/a/b.html"]


def test_settings_that_take_over_others_are_read_whole(tmp_path: Path) -> None:
    config = "title: A\nusual: &usual\n  output: true\n  permalink: /x/:collection/:title/\ncollections:\n  tea:\n    <<: *usual\n"
    page: dict[str, str | bytes] = {
        "_config.yml": config,
        "_layouts/default.html": "x",
        "_tea/b.md": "---\ntitle: B\n---\nx\n",
    }
    found = front(moved(tmp_path, page) / "content/pages/tea-b.md")
    assert (found.get("draft"), found["aliases"]) == (None, ["/x/tea/b/"])


def test_a_site_below_the_folder_is_named_and_one_without_texts_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(
        tmp_path,
        {"old/docs/_config.yml": "title: A\nauthor: Lin\n", "old/docs/_layouts/x.html": "", "old/README.md": "x"},
    )
    assert main(["import", str(tmp_path / "old"), str(tmp_path / "new")]) == 2
    assert "old/docs below it does" in capsys.readouterr().err.replace("\\", "/")
    assert main(["import", str(tmp_path / "old/docs"), str(tmp_path / "new")]) == 2
    assert "nothing was found" in capsys.readouterr().err and not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        ({"媒体": "<https://a.example/a/long/address> [one more link](https://a.example/)", "区块": "some words of code"}, "zh-Hans"),
        ({"Notes": "在这里", "More": "字"}, "zh-Hans"), ({"One": "An essay on 茶, in English words.", "Two": "More words."}, "en"),
        ({f"Essay {number}": "Words in English." for number in range(9)} | {"茶": "Words"}, "en"), ({}, "zh-Hans"),
    ],
)  # fmt: skip
def test_the_language_of_a_site_is_that_of_its_titles_and_texts(texts: dict[str, str], language: str) -> None:
    drafts = [
        Draft(source="", kind="essays", slug="a", fields={"title": name}, body=text) for name, text in texts.items()
    ]
    assert completed(OldSite(), drafts)[0].languages == (language,)
