"""What holds for every draft, whatever system it is of: pictures, formulas, texts that are missing, fields."""

# ruff: noqa: E501 (tables are read by row)

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.importers.arrival import elsewhere, formulas
from mingpian.importers.draft import Draft, Into
from mingpian.importers.fields import fields_of
from mingpian.importers.references import attach_files, finder
from tests.importers.move import Move, png


@pytest.mark.parametrize(
    "words",
    [
        "a",
        "",
        "`git checkout -` 的快捷键",
        "a [b] c",
        "a [b [c] d] e",
        r"a \] b",
        "`]` and `[`",
        "一\n二",
        "**粗** `x`",
    ],
)
def test_pictures_are_taken_whatever_their_words_have(words: str, tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    (tmp_path / "static/a.png").write_bytes(png())
    find = finder(tmp_path, tmp_path / "static")
    body, files = attach_files(f"前 ![{words}](/a.png) [{words}](/a.png) 后", find, [])
    assert body == f"前 ![{words}](a.png) [{words}](a.png) 后" and list(files) == ["a.png"]


def essay(body: str, **fields: object) -> Draft:
    return Draft(source="x", kind="essays", slug="x", fields=fields, body=body)


@pytest.mark.parametrize(
    ("before", "after", "is_on"),
    [
        ("是 $ O(1) $ 的", "是 $O(1)$ 的", True),
        ("$ n $ 个", "$n$ 个", True),
        (r"$ \int_a^b{f(x)dx} $", r"$\int_a^b{f(x)dx}$", False),
        (r"$x_1 $ 与 $ x_2$", "$x_1$ 与 $x_2$", False),
        (r"$ \text{若 } x $", r"$\text{若 } x$", False),
        ("`$ O(1) $`", "`$ O(1) $`", True),
        ("要 $ 5 或 $ 10 的", "要 $ 5 或 $ 10 的", True),
        ("from $ 5 to 7 $", "from $ 5 to 7 $", True),
        ("$ make the thing $", "$ make the thing $", True),
        (r"\$ a = b $", r"\$ a = b $", True),
        ("$ a = b $ 是 $c$", "$ a = b $ 是 $c$", False),
    ],
)
def test_formulas_lose_the_blanks_within_their_signs(before: str, after: str, is_on: bool) -> None:
    made = formulas.tightened(essay(before), is_on)
    assert made.body == after
    assert bool(made.notes) is (not is_on and before == after), "what may be one is named"


@pytest.mark.parametrize(
    ("settings", "is_on"),
    [
        ({"mathjax": "true"}, True), ({"math": {"enable": "true", "engine": "mathjax"}}, True), ({"math": "false"}, False),
        ({"params": {"article": {"math": "true"}}}, True), ({"dependencies": {"hexo-math": "^4.0.0"}}, True),
        ({"kramdown": {"math_engine": "katex"}}, True), ({"mathjax": {"enable": "false"}}, False), ({"a": ["x"]}, False),
    ],
)  # fmt: skip
def test_settings_switch_formulas_on(settings: dict[str, object], is_on: bool) -> None:
    assert formulas.is_switched_on(settings) is is_on


@given(st.text(alphabet="$ \\a1{}^_字\n`", max_size=40), st.booleans())
def test_nothing_but_blanks_and_ticks_changes_in_formulas(body: str, is_on: bool) -> None:
    made = formulas.tightened(essay(body), is_on).body
    assert made.translate({32: None, 96: None}) == body.translate({32: None, 96: None})


def test_pictures_of_other_hosts_are_counted_once_each_and_taken_when_asked(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    body = (
        "![a](https://i.example/a.png) ![`]`](//i.example/b.png) <img alt='x' src=\"http://j.example/c.png?x=1&amp;y=2\">"
        " `![x](https://k.example/x.png)` [a](https://l.example/a.png) ![again](https://i.example/a.png)"
    )
    assert elsewhere.hosts_of([essay(body), essay(body)]) == {"i.example": 2, "j.example": 1}
    asked: list[str] = []

    def fetch(url: str) -> Path | None:
        asked.append(url)
        return tmp_path / "a.png" if "i.example" in url else None

    made = elsewhere.fetched(essay(body, extra={"cover": "https://i.example/cover.png"}), fetch)
    assert "![a](a.png) ![`]`](a.png) <img" in made.body and "j.example/c.png?x=1&amp;y=2" in made.body
    assert made.fields == {"cover": "a.png"} and list(made.files) == ["a.png"]
    assert "http://j.example/c.png?x=1&y=2" in asked and "https://k.example/x.png" not in asked


@pytest.mark.parametrize(
    ("front", "summary"),
    [
        ({"password": None, "abstract": "Enter password"}, None), ({"password": "x", "abstract": "Enter"}, None),
        ({"message": "Enter", "abstract": "Enter"}, None), ({"abstract": "说的是山"}, "说的是山"),
        ({"password": None, "description": "山", "abstract": "Enter"}, "山"),
    ],
)  # fmt: skip
def test_what_a_lock_says_is_no_summary(front: dict[str, object], summary: str | None) -> None:
    fields = fields_of(front, Into(), [])
    assert fields.get("summary") == summary and fields["draft"] is (front.get("password") == "x")


POST = "---\ntitle: {}\ndate: 2020-01-02\n{}---\n{}"
BARE = "layout: post\ninterests: [emoji as list points, hosting of blogs]\n"
SYSTEMS: dict[str, dict[str, str | bytes]] = {
    "hugo": {"hugo.toml": "title = 'A'\nlanguageCode = 'en-gb'\n", "content/posts/a.md": POST.format("A", BARE, ""),
             "content/about.md": "---\ntitle: About\ntoc: false\nauthor: Lin\nseries: x\n---\nMe.\n"},
    "hexo": {"_config.yml": "title: A\nlanguage: en\n", "source/_posts/a.md": POST.format("A", BARE, ""),
             "source/about/index.md": "---\ntitle: About\ntoc: false\nauthor: Lin\n---\nMe.\n"},
    "jekyll": {"_config.yml": "title: A\nlang: en\n", "_posts/2020-01-02-a.md": POST.format("A", BARE, ""),
               "about.md": "---\ntitle: About\ntoc: false\nauthor: Lin\n---\nMe.\n"},
    "pelican": {"pelicanconf.py": "SITENAME='A'\nDEFAULT_LANG='en'\n", "content/a.md": "Title: A\nDate: 2020-01-02\nInterests: emoji as list points\n\n<!-- x -->\n",
                "content/pages/about.md": "Title: About\nAuthor: Lin\n\nMe.\n"},
    "vitepress": {".vitepress/config.js": "export default {title: 'A', lang: 'en'}", "a.md": POST.format("A", BARE, ""),
                  "about.md": "---\ntitle: About\ntoc: false\nauthor: Lin\n---\nMe.\n"},
    "docusaurus": {"docusaurus.config.js": "module.exports = {title: 'A', i18n: {defaultLocale: 'en'}}", "blog/2020-01-02-a.md": POST.format("A", BARE, ""),
                   "src/pages/about.md": "---\ntitle: About\ntoc: false\nauthor: Lin\n---\nMe.\n"},
    "obsidian": {".obsidian/app.json": "{}", "A.md": POST.format("A", BARE, ""), "About.md": "---\ntitle: About\ntoc: false\n---\nMe.\n"},
}  # fmt: skip


def test_links_to_files_of_hugo_name_these_with_the_days_in_their_names(tmp_path: Path) -> None:
    to = POST.format(
        "B", "", "[甲 `x`](2020-02-01-a.md) [乙](/posts/2020-02-01-a.md#h) [丙](gone.md) `[丁](2020-02-01-a.md)`\n"
    )
    move = Move(
        tmp_path,
        {
            "hugo.toml": "title = 'A'\n",
            "content/posts/2020-02-01-a.md": POST.format("A", "", "x"),
            "content/posts/b.md": to,
        },
    )
    assert move.run("hugo") == 0
    body = move.text("essays/b.md")
    for part in ("[[2020-02-01-a|甲 `x`]]", "[[2020-02-01-a#h|乙]]", "[丙](gone.md)", "`[丁](2020-02-01-a.md)`"):
        assert part in body, part


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_has_no_text_is_kept_and_named_and_check_says_nothing_of_the_import(
    system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mingpian.cli import main

    old, new = Move(tmp_path, SYSTEMS[system]).old, tmp_path / "made"
    assert main(["import", system, str(old), str(new)]) == 0
    said = capsys.readouterr().out
    assert said.count("no text of its own") == 1 and "nterests`" in said and " left" not in said
    assert main(["check", "--root", str(new), "--jobs", "1"]) == 0
    out = "".join(capsys.readouterr())
    assert not [code for code in ("nothing-trusted", "unknown-", "trust-unsaid", "bad-") if code in out], out


def test_what_hexo_itself_leaves_out_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(
        tmp_path,
        {
            "_config.yml": "title: A\n",
            "source/_posts/a.md": "---\ntitle: A\n---\n字\n",
            "source/_discarded/1.md": "旧",
        },
    )
    assert move.run("hexo", "") == 0
    said = capsys.readouterr().out
    assert "source/_discarded/1.md" in said and "Hexo publishes nothing of `_discarded`" in said


@pytest.mark.parametrize(
    ("text", "fields", "said"),
    [
        ("---\ntitle: 题\ndate: 2020-01-01\n---\n", {"title": "题"}, "no text of its own"),
        ("---\ntitle: 题\ndate: 2020-01-01\n", {"title": "题"}, "up to line 3"),
        (
            "---\ntitle: 题\ntags:\n- 一\ndraft: true\n\n正文\n",
            {"title": "题", "draft": "true", "tags": ["一"]},
            "up to line 5",
        ),
        ("---\n只是一条线：不是\n", {"title": "a"}, ""),
        ("", {"title": "a"}, "no text of its own"),
    ],
)
def test_texts_of_front_matter_alone_and_without_its_end(
    text: str, fields: dict[str, object], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move = Move(tmp_path, {"_config.yml": "title: A\n", "source/_posts/a.md": text})
    assert move.run("hexo") == 0
    out, front = capsys.readouterr().out, move.front("essays/a.md")
    assert {name: front[name] for name in fields} == fields and said in out and "UTF-16" not in out
    assert ("正文" in text) is ("正文" in move.text("essays/a.md"))
