"""What sites of VuePress, VitePress, Astro and Docusaurus have beyond Markdown, form by form, and what it becomes."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.importers.markdown_sites import syntax
from tests.importers.move import Move, png

PLACES: dict[str, tuple[str, dict[str, str | bytes]]] = {  # where the texts of a system lie, and its settings
    "vitepress": ("guide/", {".vitepress/config.ts": "export default { title: 'A', base: '/blog/', cleanUrls: true }", "public/p.png": png()}),
    "vuepress": ("docs/guide/", {"docs/.vuepress/config.js": "module.exports = { title: 'A', base: '/blog/' }", "docs/.vuepress/public/p.png": png()}),
    "docusaurus": ("docs/guide/", {"docusaurus.config.js": "module.exports = { title: 'A', url: 'https://old.example', baseUrl: '/blog/' }", "static/p.png": png()}),
    "astro": ("src/content/guide/", {"astro.config.mjs": "export default defineConfig({ site: 'https://old.example', base: '/blog' })", "public/p.png": png()}),
}  # fmt: skip
FORMS = [  # of `a.md` beside `b.md` of a system
    *((system, f"[b]({target})", "[[b#step-two|b]]") for system, targets in (
        ("vitepress", ("./b.md#step-two", "/guide/b#step-two", "b.html#step-two", "b#step-two", "/guide/b.html?x=1#step-two")),
        ("vuepress", ("./b.md#step-two", "/guide/b.html#step-two", "b.html#step-two")),
        ("docusaurus", ("./b.md#step-two", "/docs/guide/b#step-two", "../guide/b#step-two")),
        ("astro", ("./b.md#step-two", "/guide/b/#step-two")),
    ) for target in targets),
    ("vitepress", "[b](b.md#_1-%E7%94%B2 \"题\")", "[[b#1-甲|b]]"),
    *((system, "[用 `b` 的](./b.md) `[b](./b.md)`", "[[b|用 `b` 的]] `[b](./b.md)`") for system in ("vitepress", "vuepress", "docusaurus", "astro")),
]  # fmt: skip


@pytest.mark.parametrize(("system", "body", "made"), FORMS)
def test_forms(system: str, body: str, made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, files = PLACES[system]
    other = "---\ntitle: B\ndate: 2020-01-01\n---\n## Step two\n\n字\n\n## 1. 甲\n\n字\n"
    move = Move(
        tmp_path, {**files, f"{folder}a.md": f"---\ntitle: A\ndate: 2020-01-01\n---\n{body}\n", f"{folder}b.md": other}
    )
    assert move.run(system) == 0
    (entry,) = (path for path in move.files() if path in ("essays/a.md", "essays/a/index.md"))
    assert move.text(entry).partition("---\n\n")[2] == f"{made}\n"
    assert move.check() == 0 and "warning" not in capsys.readouterr().err


VUE = [  # of a text whose title is 开始: its body, what is told of it, and what it becomes
    ("# 开始 <Badge text=\"新\" />\n\n字", "", "**新**\n\n字"),
    ("# 开始\n\n## 节 <Badge>新</Badge> {#s}\n\n[x](#s)", "", "## 节 {#s}\n\n**新**\n\n[x](#s)"),
    ("# 开始\n\n## 用 `<Badge text=x />` 的", "", "## 用 `<Badge text=x />` 的"),
    ('# 开始\n\n<X :a="1" />', "`X` is a tag that is not known", '<X :a="1" />'),
    ('# 开始\n\n<FooBar2 v-if="a > 1" @click.stop="b" {...c}>字</FooBar2>', "`FooBar2` is a tag", '<FooBar2 v-if="a > 1" @click.stop="b" {...c}>字</FooBar2>'),
    ('# 开始\n\n<my-chart :data="[1]"></my-chart>', "`my-chart` is a tag", '<my-chart :data="[1]"></my-chart>'),
    ('# 开始\n\n<img :src="x" alt="图">', '`<img :src="x" alt="图">` is a tag that is not known', '<img :src="x" alt="图">'),
    ("# 开始\n\n<img :src=\"'/p.png'\" alt=\"图\"> `码` <span v-pre>字</span>", "", '<img src="p.png" alt="图"> `码` <span>字</span>'),
    ("# 开始\n\n<script setup>\nimport p from '/p.png'\n</script>\n\n`码` <img :src=\"p\" alt=\"图\">", "is of a program", '`码` <img src="p.png" alt="图">'),
    ("# 开始\n\n<Tabs><template #a>\n\n里 {{ no.thing }}\n\n</template></Tabs>", "`{{ no.thing }}` is a value that is not known", "里 {{ no.thing }}"),
    ("# 开始\n\n<!--@include: ./part.md-->", "", "## 开始：开始\n\n### 里\n\n```md\n# 码\n```\n\n作者 林"),
    ("<!--@include: ./head.md-->", "", "里"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "told", "made"), VUE)
def test_vue_within_texts(body: str, told: str, made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, files = PLACES["vitepress"]
    part = "---\nauthor: 林\n---\n# 开始：{{ $frontmatter.title }}\n\n## 里\n\n```md\n# 码\n```\n\n作者 {{ $frontmatter.author }}\n"
    files = {**files, f"{folder}part.md": part, f"{folder}head.md": "# 开始\n\n里\n", f"{folder}a.md": body + "\n"}
    move = Move(tmp_path, files)
    assert move.run("vitepress") == 0
    said = capsys.readouterr().out
    (entry,) = (path for path in move.files() if path in ("essays/a.md", "essays/a/index.md"))
    assert move.front(entry)["title"] == "开始" and move.text(entry).partition("---\n\n")[2] == f"{made}\n"
    assert told in said and ("guide/a.md:" in said) is bool(told), said


LINES = st.lists(st.sampled_from(["::: tip", ":::: details 题", ":::", "::::", "```", "字", "- 字", "", "::: x", "<Tabs>", "</Tabs>", "<Badge text=a />"]), max_size=12)  # fmt: skip


@given(LINES)
def test_no_word_is_lost_however_boxes_and_components_stand(lines: list[str]) -> None:
    made = syntax.converted("\n".join(lines), {}, False, lambda name, words: None)
    assert made.count("字") == lines.count("字") + lines.count("- 字")
