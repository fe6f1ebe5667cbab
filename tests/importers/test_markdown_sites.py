"""Sites of VuePress, VitePress, Astro, Docusaurus and Quartz: texts, addresses, and what each has beyond Markdown."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.importers.markdown_sites import astro, docusaurus, quartz, scripts, vitepress, vuepress
from tests.importers.move import Move, png

SITES: dict[str, dict[str, str | bytes]] = {
    "vuepress": {
        "docs/.vuepress/config.ts": """import { nav } from './nav'
// title: '不是'
const HOST = 'old.example'
export default defineUserConfig({ locales: { '/': { lang: 'zh-CN', title: "山中", description: '短' }, '/en/': { lang: 'en-US', title: 'Hills' } },
  base: '/blog/', plugins: [sitemap({ hostname: `https://${HOST}` })], themeConfig: { nav, author: { name: '林语' } } })""",
        "docs/.vuepress/nav.js": "export const nav = [ { text: '首页', link: '/' }, { text: '茶', items: [{ text: '绿茶', link: '/pages/abc/' }] }, { text: '关于', link: '/about.html' } ]",
        "docs/.vuepress/public/img/a.png": png(),
        "docs/README.md": "---\nhome: true\nheroText: 山中\n---\n",
        "docs/@pages/archivesPage.md": "---\narchivesPage: true\npermalink: /archives/\n---\n",
        "docs/01.茶/02.绿 茶.md": "---\ntitle: 绿茶\ndate: 2020-01-02 03:04:05\npermalink: /pages/abc/\ncategories:\n  - 茶\nauthor:\n  name: 林语\n---\n# 绿茶\n\n[红](./03.红茶.md)、[关](/about.html#x)、<img :src=\"$withBase('/img/a.png')\" alt=\"叶\"> {{ $frontmatter.title }}\n\n<script>\nexport default {}\n</script>\n",
        "docs/01.茶/03.红茶.md": "# 红茶 `x`\n\n[[toc]]\n\n::: tip 小心\n字 {{ unknown }}\n:::\n",
        "docs/_posts/2019-05-06-first.md": "---\ntitle: 一\n---\n字\n",
        "docs/about.md": "我 <Badge text=\"新\"/> <Mystery a=\"b\"/>\n\n::: mystery\n里\n:::\n",
        "docs/en/about.md": "---\ntitle: About\n---\nMe\n",
    },
    "vitepress": {
        ".vitepress/config.mts": "export default defineConfig({ title: name, lang: 'zh-CN', srcDir: 'src', cleanUrls: true, rewrites: { 'posts/:year/:name.md': 'p/:name.md' } })\n",
        ".vitepress/meta.ts": "export const name = '山中'\n",
        "src/public/a.png": png(),
        "src/index.md": "---\nlayout: home\nhero:\n  name: 山中\n---\n",
        "src/posts/2020/tea.md": "---\ntitle: 茶\ndate: 2020-01-02\n---\n![叶](/a.png)\n\n<<< @/code/x.js{2}\n\n<!--@include: ../../part.md-->\n\n::: code-group\n```js{1} [a.js]\nx()\n```\n:::\n",
        "src/code/x.js": "let x = 1\n", "src/part.md": "---\ntitle: 部分\n---\n段\n",
        "src/deep/index.md": "# 深\n\n[茶](../posts/2020/tea)\n",
    },
    "astro": {
        "astro.config.mjs": "import { SITE } from './src/consts'\nexport default defineConfig({ site: SITE.website })\n",
        "src/consts.ts": "export const SITE = { website: 'https://old.example/', author: '林语', title: '山中' }\n",
        "src/content/blog/First Post!.md": "---\ntitle: First\npubDatetime: 2020-01-02T03:04:05Z\nheroImage: ../../assets/a.png\nslug: \n---\n字\n",
        "src/content/blog/sub/index.mdx": "---\ntitle: Sub\npublished: 2020-02-03\nimage:\n  url: ./a.png\n---\nimport { Image } from 'astro:assets'\nimport pic from './a.png'\n\n<Image src={pic} alt=\"叶\" />\n\n<Mystery />\n",
        "src/content/blog/sub/a.png": png(), "src/assets/a.png": png(),
        "src/content/blog/_hidden.md": "x",
        "src/pages/posts/[...slug].astro": "const posts = await getCollection('blog')\n",
        "src/pages/tags/[tag].astro": "const posts = await getCollection('blog')\n",
        "src/pages/about.md": "---\ntitle: 关于\n---\n我\n",
    },
    "docusaurus": {
        "docusaurus.config.js": "const config = { title: '山中', url: 'https://old.example', baseUrl: '/', i18n: { defaultLocale: 'zh-Hans', locales: ['zh-Hans'] }, themeConfig: { navbar: { items: [ { to: '/blog', label: '博客' }, { to: '/docs/intro', label: '文档' } ] } } }\n",
        "blog/2020-01-02-tea.md": "---\ntitle: 茶\n---\n一\n\n<!--truncate-->\n\n:::note[看]\n二\n:::\n",
        "blog/2020-02-03-bundle/index.mdx": "---\nslug: own\ntitle: 包\n---\nimport Tabs from '@theme/Tabs'\nimport TabItem from '@theme/TabItem'\n\n<Tabs>\n  <TabItem value=\"a\" label=\"甲\">\n    里\n  </TabItem>\n</Tabs>\n\n![叶](./a.png)\n",
        "blog/2020-02-03-bundle/a.png": png(),
        "docs/01-intro.md": "# 引\n\n字\n", "src/pages/about.md": "---\ntitle: 关于\n---\n我\n",
    },
    "quartz": {
        "quartz.config.ts": 'const config = { configuration: { pageTitle: "山中", locale: "zh-CN", baseUrl: "old.example" } }\n',
        "content/index.md": "---\ntitle: 首\n---\n[[夜 行]]\n", "content/a b/夜 行.md": "---\ntags: [茶]\n---\n字 ![[a.png]]\n", "content/a.png": png(), "content/tags/茶.md": "---\ntitle: 茶\n---\n字\n",
    },
}  # fmt: skip
ADDRESSES: dict[str, dict[str, str | None]] = {  # of each entry
    "vuepress": {
        "essays/first.md": "/_posts/2019-05-06-first.html", "essays/红茶.md": "/01.茶/03.红茶.html", "essays/绿-茶/index.md": "/pages/abc/",
        "pages/about.md": "/about.html", "pages/about.en-US.md": "/en/about.html",
    },
    "vitepress": {"essays/tea/index.md": "/p/tea.html", "pages/deep.md": "/deep/", "pages/part.md": "/part.html"},
    "astro": {"essays/first-post/index.md": "/posts/first-post/", "essays/sub/index.md": "/posts/sub/", "pages/about.md": "/about/"},
    "docusaurus": {"essays/tea.md": "/blog/2020/01/02/tea/", "essays/bundle/index.md": "/blog/own/", "essays/intro.md": "/docs/intro/", "pages/about.md": "/about/"},
    "quartz": {"essays/index.md": "index", "essays/夜-行/index.md": "/a-b/夜-行", "essays/茶.md": None},
}  # fmt: skip


def _last(aliases: object) -> object:
    return aliases[-1] if isinstance(aliases, list) and aliases else None


@pytest.fixture
def moved(request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Move, str]:
    move = Move(tmp_path, {**SITES[request.param], ".obsidian/app.json": "{}"})  # somebody edits it there
    assert main(["import", str(move.old), str(tmp_path / "made")]) == 0
    move.new = tmp_path / "made"
    said = capsys.readouterr().out
    assert f"holds a site of {request.param}" in said
    assert move.check() == 0, capsys.readouterr().err
    assert main(["import", str(move.old), "--root", str(move.new)]) == 0
    assert not {"imported", "renewed", "differs"} & set(capsys.readouterr().out.replace(":", "").split())
    return move, said


@pytest.mark.parametrize("moved", SITES, indirect=True)
def test_every_text_is_there_at_an_address_that_leads_on(
    moved: tuple[Move, str], request: pytest.FixtureRequest
) -> None:
    move, _ = moved
    system = request.node.callspec.params["moved"]
    texts = [path for path in move.files() if path.endswith(".md") and not path.startswith("members/")]
    assert sorted(texts) == sorted(ADDRESSES[system])
    assert {path: _last(move.front(path).get("aliases")) for path in texts} == ADDRESSES[system]
    settings = tomllib.loads((move.new / "site.toml").read_text(encoding="utf-8"))
    assert settings["title"] == "山中" and settings["languages"][0] == "zh-Hans"


@pytest.mark.parametrize("moved", ["vuepress"], indirect=True)
def test_vuepress(moved: tuple[Move, str]) -> None:
    move, said = moved
    settings = tomllib.loads((move.new / "site.toml").read_text(encoding="utf-8"))
    assert (
        settings["base_url"] == "https://old.example/blog/"
        and settings["owner"] == "林语"
        and settings["languages"] == ["zh-Hans", "en-US"]
    )
    assert [item["label"] for item in settings["menu"]] == ["首页", "绿茶", "关于"]
    green, red, about = move.text("essays/绿-茶/index.md"), move.text("essays/红茶.md"), move.text("pages/about.md")
    assert (
        "[[红茶|红]]、[[about#x|关]]" in green
        and '<img src="a.png" alt="叶"> 绿茶' in green
        and "script" not in green
        and "# 绿茶" not in green
    )
    assert (
        "\n[toc]\n" in red
        and "> [!TIP]\n> **小心**\n>\n> 字 {{ unknown }}" in red
        and move.front("essays/红茶.md")["title"] == "红茶 x"
    )
    assert '我 **新** <Mystery a="b"/>' in about and "\\:\\:\\: mystery\n里" in about
    for part in (
        "left: docs/README.md\n    it has no text: its theme filled it", "left: docs/@pages/archivesPage.md\n    it is the page of a list",
        "02.绿 茶.md:14: `<script>` is of a program, and is left", "about.md:1: `Mystery` is a tag that is not known here", "about.md:3: `mystery` is a tag",
    ):  # fmt: skip
        assert part in said, part


@pytest.mark.parametrize("moved", ["vitepress"], indirect=True)
def test_vitepress(moved: tuple[Move, str]) -> None:
    text = moved[0].text("essays/tea/index.md")
    assert (
        "![叶](a.png)\n\n\n```js\nlet x = 1\n```" in text
        and "段" in text
        and '```js{1} title="a.js"\nx()\n```' in text
        and ":::" not in text
    )
    assert "[[tea|茶]]" in moved[0].text("pages/deep.md") and "left: src/index.md" in moved[1]


@pytest.mark.parametrize("moved", ["astro"], indirect=True)
def test_astro(moved: tuple[Move, str]) -> None:
    move, said = moved
    first, sub = move.front("essays/first-post/index.md"), move.front("essays/sub/index.md")
    assert (first["date"], first["cover"], sub["date"], sub["cover"]) == (
        "2020-01-02T03:04:05+00:00",
        "a.png",
        "2020-02-03",
        "a.png",
    )
    assert move.text("essays/sub/index.md").partition("---\n\n")[2] == "![叶](a.png)\n\n<Mystery />\n"
    assert (
        "`import { Image } from 'astro:assets'` is of a program" in said
        and "`Mystery` is a tag" in said
        and "pic" not in said
    )


@pytest.mark.parametrize("moved", ["docusaurus"], indirect=True)
def test_docusaurus(moved: tuple[Move, str]) -> None:
    move, _ = moved
    assert (
        "> [!NOTE]\n> **看**\n>\n> 二" in move.text("essays/tea.md")
        and move.front("essays/tea.md")["date"] == "2020-01-02"
    )
    assert "**甲**\n\n里" in move.text("essays/bundle/index.md") and "![叶](a.png)" in move.text(
        "essays/bundle/index.md"
    )


@pytest.mark.parametrize(
    ("settings", "aliases"),
    [("cleanUrls: true", ["/guide/a", "/guide/a.html"]), ("cleanUrls: false", ["/guide/a.html"]), ("", ["/guide/a.html"])],
)  # fmt: skip
def test_clean_addresses_of_vitepress(settings: str, aliases: list[str], tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {".vitepress/config.ts": f"export default {{ title: 'A', {settings} }}"}
    move = Move(tmp_path, {**files, "guide/a.md": "# A\n\n字\n", "guide/index.md": "# G\n\n字\n"})
    assert move.run("vitepress") == 0
    assert move.front("essays/a.md")["aliases"] == aliases and move.front("pages/guide.md")["aliases"] == ["/guide/"]
    assert main(["build", "--root", str(move.new), "--jobs", "1"]) == 0
    output = move.new / "output/guide"
    assert (output / "a.html").is_file() and (output / "a/index.html").is_file() is ("true" in settings)


def test_what_is_of_one_system_is_of_no_other(tmp_path: Path) -> None:
    known = {"vuepress": vuepress, "vitepress": vitepress, "astro": astro, "docusaurus": docusaurus, "quartz": quartz}
    for name in known:
        old = Move(tmp_path / name, {**SITES[name], ".obsidian/app.json": "{}"}).old
        assert [other for other, module in known.items() if module.IMPORTER.recognises(old)] == [name]


@pytest.mark.parametrize(
    ("encrypt", "is_closed"),
    [
        ("{ config: { '/guide/': ['1234'] } }", True),
        ("{ config: { '/other/': '1', \"/guide/a.html\": { password: 'x', hint: '/guide/' } } }", True),
        ("{ config: { '/%67uide/': '1' } }", True),
        ("{ global: true, admin: ['1'] }", True),
        ("byHand", True),
        ("{ config: { '/other/': ['1234'] } }", False),
        ("false", False),
    ],
)
def test_what_a_theme_shows_for_a_password_stays_closed(encrypt: str, is_closed: bool, tmp_path: Path) -> None:
    settings = f"export default {{ title: 'A', theme: hopeTheme({{ encrypt: {encrypt}, navbar: false }}) }}"
    move = Move(
        tmp_path,
        {"docs/.vuepress/config.ts": settings, "docs/guide/a.md": "---\ntitle: A\ndate: 2020-01-01\n---\n字\n"},
    )
    assert move.run("vuepress") == 0
    assert ("draft" in move.front("essays/a.md")) is is_closed
    assert "1234" not in move.text("essays/a.md")


@given(st.text(alphabet="a:'\"[]{}, \n/*`$\\", max_size=60))
def test_settings_may_be_anything(script: str) -> None:
    scripts.value(script, "a"), scripts.block(script, "a"), list(scripts.pairs(script)), scripts.menu(script, "a")


def front_of(path: Path) -> dict[str, Any]:
    return split_front_matter(path.read_text(encoding="utf-8")).located.data
