"""Texts that an old site has in two languages are each other's translations here."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mingpian.cli import main
from tests.importers.move import Move
from tests.importers.test_markdown_sites import front_of

TEXT = "---\ntitle: {}\ndate: 2020-01-01\n---\n见 [乙]({})\n"
TRANSLATED: dict[str, tuple[dict[str, str | bytes], dict[str, list[str]]]] = {  # sites of two languages, and where each text was
    "vitepress": (
        {
            ".vitepress/config.ts": "export default { title: 'A', themeConfig: { search: { locales: { en: { translations: {} } } } }, locales: { root: { label: '中文', ...zh }, en: { label: 'English', themeConfig: { nav: [] }, lang: 'en-US' }, none: { label: 'x' } } }",
            ".vitepress/zh.ts": "export const zh = { lang: 'zh-CN' }",
            "guide/a.md": TEXT.format("甲", "./b.md"), "guide/b.md": TEXT.format("乙", "a"),
            "en/guide/a.md": TEXT.format("A", "./b.md"), "en/guide/b.md": TEXT.format("B", "a"),
        },
        {"a": ["/guide/a.html"], "a.en-US": ["/en/guide/a.html"], "b": ["/guide/b.html"], "b.en-US": ["/en/guide/b.html"]},
    ),
    "vuepress": (
        {
            "src/.vuepress/config.ts": "export default { base: '/', locales: { '/': { lang: 'zh-CN', title: 'A' }, '/en/': { title: 'A', themeConfig: { a: { b: 1 } } } } }",
            "src/guide/a.md": TEXT.format("甲", "./b.md"), "src/guide/b.md": TEXT.format("乙", "a.html"),
            "src/en/guide/a.md": TEXT.format("A", "./b.md"), "src/en/guide/b.md": TEXT.format("B", "/en/guide/a.html"),
        },
        {"a": ["/guide/a.html"], "a.en": ["/en/guide/a.html"], "b": ["/guide/b.html"], "b.en": ["/en/guide/b.html"]},
    ),
    "docusaurus": (
        {
            "docusaurus.config.js": "const config = { title: 'A', i18n: { defaultLocale: 'zh-Hans', locales: ['zh-Hans', 'en'] }, presets: [['classic', { docs: { path: 'handbook', routeBasePath: 'hand' }, blog: { path: './posts' } }]], plugins: [['@docusaurus/plugin-content-docs', { id: 'club', path: 'club', routeBasePath: 'club' }]] }",
            "handbook/01-guide/a.md": TEXT.format("甲", "./b.md"), "handbook/01-guide/b.md": TEXT.format("乙", "./a.md"),
            "handbook/01-guide/guide.md": TEXT.format("丙", "./b.md"), "handbook/01-guide/_part.mdx": "片\n",
            "i18n/en/docusaurus-plugin-content-docs/current/01-guide/a.md": TEXT.format("A", "./b.md"),
            "i18n/en/docusaurus-plugin-content-docs/version-1/01-guide/a.md": TEXT.format("A", "./b.md"),
            "club/rules.md": "import Part from '@site/handbook/01-guide/_part.mdx'\n\n# 规矩\n\n<Part a=\"b\" />\n",
            "posts/2022/2022-01-03-note.md": "---\ntitle: 记\nauthors: [lin, 白]\n---\n字\n", "posts/authors.yml": "lin:\n  name: 林语\n",
            "i18n/en/docusaurus-plugin-content-blog/2022/2022-01-03-note.md": "---\ntitle: Note\nauthors: lin\n---\nWords\n",
        },
        {"a": ["/hand/guide/a/"], "a.en": ["/en/hand/guide/a/"], "b": ["/hand/guide/b/"], "guide": ["/hand/guide/"], "rules": ["/club/rules/"], "note": ["/blog/2022/01/03/2022/note/"], "note.en": ["/en/blog/2022/01/03/2022/note/"]},
    ),
    "astro": (
        {
            "astro.config.mjs": "import { LOCALES, FIRST } from './src/i18n'\nexport default defineConfig({ site: 'https://old.example', i18n: { locales: LOCALES, defaultLocale: FIRST } })",
            "src/i18n.ts": "export const FIRST = 'zh_CN'\nexport const LOCALES = ['zh_CN', 'en']\n",
            "src/pages/[...lang]/notes/[...slug].astro": "const all = await getCollection('notes')\n", "src/pages/[...lang]/about.astro": "getCollection('notes')\n",
            "src/content/notes/zh_CN/a.md": TEXT.format("甲", "./b.md"), "src/content/notes/zh_CN/b.md": TEXT.format("乙", "./a.md"),
            "src/content/notes/en/a.md": TEXT.format("A", "./b.md"), "src/content/notes/en/b.md": TEXT.format("B", "./a.md"),
        },
        {"a": ["/notes/a/"], "a.en": ["/en/notes/a/"], "b": ["/notes/b/"], "b.en": ["/en/notes/b/"]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", TRANSLATED)
def test_texts_in_two_languages_are_each_others(
    system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files, places = TRANSLATED[system]
    move, new = Move(tmp_path, files), tmp_path / "made"
    assert main(["import", str(move.old), str(new)]) == 0
    said = capsys.readouterr().out
    paths = [path for path in (new / "content").rglob("*.md") if path.parent.name != "members"]
    assert {path.name.removesuffix(".md"): front_of(path).get("aliases", []) for path in paths} == places
    assert len(tomllib.loads((new / "site.toml").read_text(encoding="utf-8"))["languages"]) == 2
    assert main(["check", "--root", str(new), "--jobs", "1"]) == 0 and "broken" not in capsys.readouterr().err
    for path in paths:
        assert path.stem[0] not in "ab" or "|乙]]" in path.read_text(encoding="utf-8")
    if system == "docusaurus":
        assert "it is of an older version" in said and "it is a part that other texts take in" in said
        assert "片" in (new / "content/essays/rules.md").read_text(encoding="utf-8")
        note = next((new / "content").rglob("note.md"))
        assert front_of(note)["authors"] == ["林语", "白"]
