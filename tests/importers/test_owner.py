"""The owner of an old site: how it showed them, whatever its theme calls that; its time zone and language."""

# ruff: noqa: E501 (tables are read by row)

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.config.settings import SiteConfig
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.importers import importers
from mingpian.importers.old_settings import menu_of, zone_at, zone_of
from mingpian.importers.owner.accounts import Shown, shown_in
from tests.importers.move import Move

GITHUB = "https://github.com/lin"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"GitHubID": "lin", "LinkedInID": "lin", "EmailAddress": "l@a.cn"}, Shown("l@a.cn", (GITHUB, "https://www.linkedin.com/in/lin"))),
        ({"github_username": "lin", "twitter_username": "@lin"}, Shown("", (GITHUB, "https://twitter.com/lin"))),
        ({"social": {"GitHub": f"{GITHUB} || fab fa-github || #24292e", "Email": "mailto:l@a.cn || fa"}}, Shown("l@a.cn", (GITHUB,))),
        ({"socialIcons": [{"name": "github", "url": GITHUB}, {"name": "rss", "url": "/index.xml"}]}, Shown("", (GITHUB,))),
        ({"social": {"links": [GITHUB, "https://a.cn/me"], "email": "l@a.cn"}}, Shown("l@a.cn", (GITHUB, "https://a.cn/me"))),
        ({"github": {"username": "lin"}, "twitter": {"username": "twitter_username"}}, Shown("", (GITHUB,))),
        ({"SOCIAL": (("github", GITHUB),)}, Shown("", (GITHUB,))),
        ({"social": [{"identifier": "github", "url": GITHUB, "params": {"icon": "x"}}]}, Shown("", (GITHUB,))),
        ({"about": {"avatar": "https://a.cn/me.png", "icons": [{"class": "x", "link": GITHUB, "tip": "GitHub"}, {"link": "https://github.com"}]}}, Shown("", (GITHUB,))),
        ({"about": {"enable": False, "icons": [{"link": GITHUB}]}}, Shown()),
        ({"gitalk": {"githubID": "lin"}, "links": [{"name": "a friend", "url": "https://b.cn"}], "twitter": {"card": "x"}}, Shown()),
        ({"email": "your-email@example.com", "github": "yourname", "weibo": None, "facebook": {"app_id": "1"}}, Shown()),
        ({"github": "javascript:alert(1)", "social": {"x": "javascript:alert(1)", "a": "//b.cn"}}, Shown()),
    ],
)  # fmt: skip
def test_an_owner_is_shown_as_the_theme_showed_them(said: dict[str, Any], shown: Shown) -> None:
    assert shown_in(said) == shown


@pytest.mark.parametrize(
    "files",
    [
        {"_config.yml": "title: A\ntheme: t\n", "_config.t.yml": "navbar:\n  menu:\n    - {key: me, link: /about/}\n", "source/_posts/a.md": "x\n", "source/about/index.md": "---\ntitle: Me\n---\nx\n"},
        {"hugo.toml": "title = 'A'\n[[menu.header]]\nname = 'me'\nurl = '/about/'\n", "content/about.md": "---\ntitle: Me\n---\nx\n"},
    ],
)  # fmt: skip
def test_a_menu_is_found_where_themes_have_it(files: dict[str, str | bytes], tmp_path: Path) -> None:
    old = Move(tmp_path, files).old
    assert main(["import", str(old), str(tmp_path / "made")]) == 0
    site = tomllib.loads((tmp_path / "made/site.toml").read_text(encoding="utf-8"))
    assert site["menu"] == [{"label": "me", "url": "/about/"}]


def test_a_menu_has_its_items_by_names_and_by_keys() -> None:
    by_name = {
        "首页": {"url": "/", "icon": "x"},
        "更多": {"icon": "x", "友链": {"link": "/links/"}},
        "归档": "/archives/ || x",
    }
    assert menu_of(by_name)[0] == ("首页", "/") and {("友链", "/links/"), ("归档", "/archives/")} < set(
        menu_of(by_name)
    )
    assert menu_of([{"key": "home", "link": "/", "icon": "x"}]) == (("home", "/"),)


def test_what_is_of_the_author_alone_is_theirs() -> None:
    author = {"name": "Lin", "bio": "写山的人", "links": [{"github": GITHUB}, {"label": "site", "url": "https://a.cn"}]}
    assert shown_in({}, author=author) == Shown("", (GITHUB, "https://a.cn"), "写山的人")


@pytest.mark.parametrize(
    ("stated", "zone"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"), ("UTC+8", "Asia/Shanghai"), ("GMT+08:00", "Asia/Shanghai"), ("+0530", "Asia/Kolkata"),
        ("UTC-3:30", "America/St_Johns"), ("+9:30", "Australia/Darwin"), ("-5", "Etc/GMT+5"), ("UTC+0", "UTC"), ("UTC+99", ""),
        ("+07:07", ""), ("Nowhere/Land", ""), ("", ""), ("../x", ""),
    ],
)  # fmt: skip
def test_a_time_zone_is_stated_by_name_or_by_its_clock(stated: str, zone: str) -> None:
    assert zone_of(stated) == zone


@given(st.integers(-14 * 4, 15 * 4))
def test_a_zone_for_a_clock_shows_that_clock_at_some_time(quarters: int) -> None:
    if zone := zone_at(quarters / 4):
        moments = (datetime(2024, month, 1, tzinfo=ZoneInfo(zone)) for month in (1, 7))
        past = datetime(2021, 7, 1, tzinfo=ZoneInfo(zone))  # some gave up their summer time since
        assert timedelta(hours=quarters / 4) in {one.utcoffset() for one in (*moments, past)}


ACCOUNTS: list[tuple[str, dict[str, str | bytes], tuple[str, ...], str]] = [
    ("vitepress", {"docs/.vitepress/config.mts": "export default defineConfig({ title: 'A', themeConfig: { socialLinks: [{ icon: 'github', link: 'https://github.com/lin' }, { icon: { svg: `<svg>` }, link: 'https://a.cn/me' }] } })", "docs/a.md": "x\n"}, (GITHUB, "https://a.cn/me"), ""),
    ("vitepress", {".vitepress/config.ts": "const links = [{ icon: 'github', link: 'https://github.com/lin' }]\nexport default { themeConfig: { socialLinks: links } }", "a.md": "x\n"}, (GITHUB,), ""),
    ("vitepress", {".vitepress/config.ts": "export default { themeConfig: { socialLinks: [{ icon: 'github', link: process.env.GH + '/x' }, { icon: 'x', link: 'https://a.cn/me' }] } }", "a.md": "x\n"}, ("https://a.cn/me",), "process.env.GH + '/x'"),
    ("vuepress", {"src/.vuepress/theme.ts": "export default hopeTheme({ author: { name: 'Lin', url: 'https://lin.cn/x' }, blog: { medias: { GitHub: 'https://github.com/lin', Email: 'mailto:l@b.cn', Wechat: '/qr.png' } } })", "src/a.md": "x\n"}, (GITHUB, "https://lin.cn/x"), ""),
    ("vuepress", {"src/.vuepress/theme.ts": "export default hopeTheme({ blog: { medias: accounts() } })", "src/a.md": "x\n"}, (), "accounts()"),
    ("docusaurus", {"docusaurus.config.js": "module.exports = { title: 'A', url: 'https://a.cn', themeConfig: { footer: { links: [{ title: 'More', items: [{ label: 'GitHub', href: 'https://github.com/lin' }, { label: 'X', href: 'https://x.com/docusaurus' }, { label: 'News', href: 'https://n.cn/x' }] }] } } }", "blog/authors.yml": "lin: {name: Lin, socials: {x: lin}}\n", "blog/2020-01-01-a.md": "x\n"}, (GITHUB, "https://x.com/lin"), ""),
    ("astro", {"astro.config.mjs": "export default {}", "src/consts.ts": "export interface Site { socials: Social[] }\nexport const SOCIALS = [{ name: 'GitHub', href: 'https://github.com/lin', active: true }] as const;", "src/content/blog/a.md": "x\n"}, (GITHUB,), ""),
]  # fmt: skip


@pytest.mark.parametrize("at", range(len(ACCOUNTS)))
def test_accounts_in_settings_that_are_programs(at: int, tmp_path: Path) -> None:
    system, files, links, program = ACCOUNTS[at]
    move = Move(tmp_path, files)
    (importer,) = [one for one in importers(move.new, SiteConfig()).values() if one.name == system]
    assert importer.describes
    old = importer.describes(move.old)
    assert set(old.links) == set(links)
    assert [program in str(note) for note in old.notes] == ([True] if program else [])


VALUE = st.recursive(
    st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["github", "https://a.cn", "http://[", "a@b.cn", "mailto:"])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["github", "social", "url", "name", "Email", "links"]), inner)),
    max_leaves=8,
)  # fmt: skip


@given(VALUE)
def test_any_settings_show_addresses_alone(said: Any) -> None:
    shown = shown_in(said, author=said)
    assert all(url.startswith(("https://", "http://")) for url in shown.links) and shown.email.count("@") in (0, 1)


@pytest.mark.parametrize(
    ("config", "text", "zone", "language"),
    [
        ("languageCode = 'en-gb'", "2020-01-02T03:04:05Z", "UTC", "en-GB"),
        ("languageCode = 'en'", "2020-01-02T03:04:05-05:00", "Etc/GMT+5", "en"),
        ("languageCode = 'en'", "2020-01-02T03:04:05+08:00", "Etc/GMT-8", "en"),
        ("languageCode = 'en'", "2020-01-02T03:04:05+05:30", "Asia/Kolkata", "en"),
        ("languageCode = 'en'", "2020-01-02T03:04:05-03:30", "America/St_Johns", "en"),
        ("languageCode = 'en'", "2020-01-02T03:04:05+05:45", "Asia/Kathmandu", "en"),
        ("languageCode = 'en'", "2020-01-02T03:04:05+07:07", "UTC", "en"),
        ("languageCode = 'en'\ntimeZone = 'UTC+5:30'", "2020-01-02", "Asia/Kolkata", "en"),
        ("languageCode = 'zh-CN'", "2020-01-02", "Asia/Shanghai", "zh-Hans"),
        ("languageCode = 'en'\ntimeZone = 'Europe/Berlin'", "2020-01-02", "Europe/Berlin", "en"),
        ("", "2020-01-02", "UTC", "en"),
    ],
)
def test_a_time_zone_is_stated_or_assumed_and_told(
    config: str, text: str, zone: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = "\n[params]\nName = 'Lin'\nDescription = 'Tea and code'\nGitHubID = 'lin'\nEmailAddress = 'l@a.cn'\n"
    post = f"---\ntitle: A title\ndate: {text}\n---\nSome words in English.\n"
    old = Move(tmp_path, {"hugo.toml": f"title = 'A'\n{config}{people}", "content/posts/a.md": post}).old
    assert main(["import", str(old), str(tmp_path / "made")]) == 0
    site = tomllib.loads((tmp_path / "made/site.toml").read_text(encoding="utf-8"))
    assert (site["timezone"], site["languages"]) == (zone, [language])
    assert ("states no time zone" in capsys.readouterr().out) is ("timeZone" not in config)
    owner = split_front_matter((tmp_path / "made/content/members/lin.md").read_text(encoding="utf-8")).located.data
    assert owner["headline"] == "Tea and code" and owner["links"] == ["https://github.com/lin"]
    assert owner["contact"] == {"email": {"value": "l@a.cn", "audience": "public"}}
    assert main(["check", "--root", str(tmp_path / "made"), "--jobs", "1"]) == 0
    said = "".join(capsys.readouterr())
    assert "unreachable" not in said and "missing-headline" not in said
