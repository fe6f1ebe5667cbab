"""Every address of a site that the real Hexo, Hugo or Pelican builds is there after the move: the page, or what leads to it."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.cli import main
from tests.importers.move import png
from tests.importers.test_moved import Need, run, write
from tests.tools import CACHE

HEXO: dict[str, str | bytes] = {
    "package.json": '{"private": true, "hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "*", "hexo-renderer-ejs": "*", "hexo-renderer-marked": "*"}}',
    **{f"themes/plain/layout/{name}.ejs": "PAGE" for name in ("post", "page")},
    "themes/plain/layout/index.ejs": "LIST",
    "source/_posts/2020-03-01-first.md": "---\ntitle: 一\ndate: 2020-03-01 09:00:00\ncategories: 随笔 & 诗\n---\nx\n",
    "source/_posts/2021-01-01-undated.md": "---\ntitle: 二\n---\nx\n",
    "source/_posts/sub/2020-05-06-夜.md": "---\ntitle: 三\ndate: 2020-12-31T20:00:00Z\ncategories: [C++, 深处]\n---\nx\n",
    "source/_posts/own.md": "---\ntitle: 四\ndate: 2019-01-01\npermalink: own/place.html\n---\nx\n",
    "source/_posts/abbr.md": "---\ntitle: 五\ndate: 2019-01-01 01:02:03\nabbrlink: 4a17b156\ncategories:\n  - [甲, 乙]\n  - [丙]\n---\nx\n",
    "source/_posts/给 GitHub 加 it's & C#.md": "---\ntitle: 空格\ndate: 2019-01-01\n---\nx\n",
    "source/_posts/bare.md": "title: 无头 \r\ndate: 2022-02-019 22:54:21\r\n\r\n---\r\nx\r\n",
    "source/_posts/twice.md": "---\ntitle: 正\ndate: 2019-01-01\n---\nx\n",
    "source/_drafts/en/twice.md": "---\ntitle: 稿\ndate: 2019-01-01\n---\nx\n",
    "source/search/index.md": "---\ntitle: 搜索\n---\nHere is the search.\n",
    "source/a/b/index.md": "---\ntitle: 深\n---\nx\n",
    "source/a/c.md": "---\ntitle: 文件\n---\nx\n",
}
PATTERNS = [
    ":year/:month/:day/:title/", ":category/:year/:title/", "archives/:hash.html", ":year/:i_month/:name.html",
    "posts/:year:month:day/:post_title/", ":hour:minute:second/:title/",
]  # fmt: skip


def addresses(public: Path) -> list[str]:
    return [
        path.relative_to(public).as_posix() for path in sorted(public.rglob("*.html")) if path.read_text() == "PAGE"
    ]


def arrive(old: Path, new: Path, public: Path, least: int) -> None:
    pages = addresses(public)
    assert len(pages) >= least
    assert main(["import", str(old), str(new)]) == 0
    text = (new / "site.toml").read_text(encoding="utf-8")
    (new / "site.toml").write_text('without = ["share"]\n' + text, encoding="utf-8")
    assert main(["build", "--root", str(new), "--jobs", "1"]) == 0
    assert [page for page in pages if not (new / "output" / page).is_file()] == []


@pytest.mark.parametrize("pattern", PATTERNS)
def test_hexo(pattern: str, tmp_path: Path, need: Need) -> None:
    old = tmp_path / "old"
    config = (
        f"title: 旧\nurl: https://old.example\npermalink: '{pattern}'\nnew_post_name: :year-:month-:day-:title.md\n"
    )
    write(
        old,
        {
            **HEXO,
            "_config.yml": config + "timezone: Asia/Shanghai\ntheme: plain\nsyntax_highlighter:\nfilename_case: 1\n",
        },
    )
    program = need("hexo")
    (old / "node_modules").symlink_to(CACHE / "npm" / "node_modules")
    run("node", program, "generate", "--silent", cwd=old)
    (old / "public/search/index.html").unlink()  # ours is there
    arrive(old, tmp_path / "new", old / "public", 10)


HUGO: dict[str, str | bytes] = {
    **{f"layouts/{name}.html": "PAGE" if name == "single" else "LIST" for name in ("single", "list", "index")},
    "content/posts/First Post!.md": "---\ntitle: The First, Post\ndate: 2020-01-01T01:00:00+08:00\n---\nx\n",
    "content/posts/2021/深/夜 行.md": "---\ntitle: 夜\ndate: 2021-01-01\nslug: night-walk\n---\nx\n",
    "content/posts/bundle/index.md": "---\ntitle: Bundle\ndate: 2020-02-02\n---\nx\n",
    "content/posts/bundle/index.en.md": "---\ntitle: In English\ndate: 2020-02-02\n---\nx\n",
    "content/posts/own.md": "---\ntitle: O\ndate: 2020-02-02\nurl: /old/place.html\naliases: [/older/]\n---\nx\n",
    "content/posts/Upper Case+Plus, it's C#：好.md": "---\nTITLE: U\nDate: 2020-02-02\nAliases: [/posts/upper-case+plus-its-c#好]\n---\nx\n",
    "content/posts/upper.md": "---\nTitle: U\nDATE: 2020-02-02\nURL: 2020/Own/\n---\nx\n",
    "content/posts/cut-%E5%BD%93%E6.md": "---\ntitle: 当\ndate: 2020-02-02\n---\nx\n",
    "content/search/_index.md": "---\ntitle: Search\n---\nYou can change it.\n",
    "content/wiki/c++/note.md": "---\ntitle: N\n---\nx\n",
    "content/about.md": "---\ntitle: A\n---\nx\n",
}
HUGO_MORE = [
    "", "uglyURLs = true\n", "disablePathToLower = true\n", '[permalinks]\nposts = "/:year/:month/:slug/"\n',
    '[permalinks]\nposts = "/:sections/:filename/"\n', '[permalinks.page]\nposts = "/p/:slugorcontentbasename/"\n',
]  # fmt: skip


@pytest.mark.parametrize("more", HUGO_MORE)
def test_hugo(more: str, tmp_path: Path, need: Need) -> None:
    old = tmp_path / "old"
    head = 'title = "旧"\nbaseURL = "https://old.example/"\ndefaultContentLanguage = "zh"\n'
    tables = "[languages.zh]\nweight = 1\n[languages.en]\nweight = 2\n"
    write(old, {**HUGO, "hugo.toml": head + more + tables})
    run(need("hugo"), "build", "--quiet", cwd=old)
    arrive(old, tmp_path / "new", old / "public", 10)


@pytest.mark.parametrize(
    "more",
    [
        "",
        "uglyURLs = true\n",
        '[pagination]\npagerSize = 2\npath = "p"\n[taxonomies]\ntag = "tags"\nseries = "series"\n',
    ],
)
def test_lists_of_hugo_lead_on(more: str, tmp_path: Path, need: Need) -> None:
    old = tmp_path / "old"
    post = (
        "---\ntitle: {0}\ndate: 2020-01-0{0}\ntags: [茶, C++, 'Old Tea']\ncategories: 随笔\nseries: 山中 手记\n---\nx\n"
    )
    page = "{{ range .Paginator.Pages }}{{ end }}PAGE"
    layouts = {f"layouts/{name}.html": page if name != "single" else "TEXT" for name in ("single", "list", "index")}
    texts = {f"content/{folder}/{at}.md": post.format(at) for folder in ("posts", "tech") for at in range(1, 5)}
    write(old, {**layouts, **texts, "hugo.toml": f'title = "旧"\nbaseURL = "https://old.example/"\n{more}'})
    run(need("hugo"), "build", "--quiet", cwd=old)
    arrive(old, tmp_path / "new", old / "public", 8)
    feeds = [path.relative_to(old / "public") for path in (old / "public").rglob("*.xml") if path.name != "sitemap.xml"]
    assert len(feeds) >= 6 and [path for path in feeds if not (tmp_path / "new/output" / path).is_file()] == []


def test_what_hugo_is_told_for_production_alone_counts(tmp_path: Path, need: Need) -> None:
    old = tmp_path / "old"
    more = {
        "config/_default/hugo.toml": 'title = "旧"\nbaseURL = "https://old.example/"\ndefaultContentLanguage = "zh"\n',
        "config/production/hugo.toml": '[permalinks]\nposts = "/posts/:slug"\n',
    }
    write(old, {**HUGO, **more})
    run(need("hugo"), "build", "--quiet", cwd=old)
    arrive(old, tmp_path / "new", old / "public", 9)


@pytest.mark.parametrize(
    "base",
    ["", 'baseURL = "https://old.example/english/"\n', 'baseURL = "https://en.old.example/"\n'],
    ids=["none", "path", "host"],
)
def test_hugo_with_mounts_and_languages(
    base: str, tmp_path: Path, need: Need, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "old"
    post = "---\ntitle: {}\ndate: 2020-01-01\n---\n![x](/p.png)\n"
    mounts = (
        ("texts/zh", "content", "zh"),
        ("texts/en", "content", "en"),
        ("club", "content/wiki/club", "zh"),
        ("shown", "static", ""),
    )
    tables = "".join(
        f'[[module.mounts]]\nsource = "{source}"\ntarget = "{target}"\n'
        + (f'[module.mounts.sites.matrix]\nlanguages = ["{lang}"]\n' if lang else "")
        for source, target, lang in mounts
    )
    first = 'baseURL = "https://old.example/"\n' if "//en" in base else ""  # then each has to state its own
    files = {
        "hugo.toml": f'title = "旧"\nbaseURL = "https://old.example/"\ndefaultContentLanguage = "zh"\n[languages.zh]\nweight = 1\n{first}[languages.en]\nweight = 2\n{base}{tables}',
        **{name: data for name, data in HUGO.items() if name.startswith("layouts/")},
        "texts/zh/posts/a.md": post.format("甲"), "texts/en/posts/a.md": post.format("A"),
        "club/rules.md": post.format("规矩"), "shown/p.png": png(),
    }  # fmt: skip
    write(old, files)
    run(need("hugo"), "build", "--quiet", cwd=old)
    if base:  # Hugo makes a folder for each address, and its owner puts it there
        (old / "public").rename(old / "both")
        (old / "both/zh").rename(old / "public")
        if "english" in base:
            (old / "both/en").rename(old / "public/english")
    arrive(old, tmp_path / "new", old / "public", 2 if "//en" in base else 3)
    said = capsys.readouterr().out
    assert ("let that host lead to /en/ here" in said) is ("//en" in base) and "is not there" not in said
    assert (tmp_path / "new/content/pages/wiki-club-rules").exists() or list(
        (tmp_path / "new/content").rglob("*rules*")
    )
    assert list((tmp_path / "new/content").rglob("index.en.md"))


PELICAN: dict[str, str | bytes] = {
    **{f"theme/templates/{name}.html": "PAGE" for name in ("article", "page")},
    **{f"theme/templates/{name}.html": "LIST" for name in ("index", "archives", "tag", "tags", "category", "categories", "author", "authors", "period_archives")},
    "theme/static/.keep": "",
    "content/C++ 与云/first.md": "Title: Hello, World & more!\nDate: 2020-01-01\n\nx\n",
    "content/C++ 与云/second.md": "Title: 《山中》手记——第 1 章：Éa\nDate: 2020-01-02\n\nx\n",
    "content/C++ 与云/own.md": "Title: O\nDate: 2020-01-03\nSlug: Own_Place\nCategory: 随笔\n\nx\n",
    "content/2020-02-03-dated.md": "Title: Dated\n\nx\n",
    "content/C++ 与云/Other.rst": "Other title\n###########\n\n:date: 2020-01-04\n\nx\n",
    "content/pages/about.md": "Title: About me\n\nx\n",
    "content/info/why.md": "Title: Why\n\nx\n",
}  # fmt: skip
PELICAN_MORE = [
    "", "ARTICLE_URL = ARTICLE_SAVE_AS = '{category}/{slug}.html'\n", "SLUGIFY_USE_UNICODE = True\n",
    "ARTICLE_URL = '{date:%Y}/{slug}/'\nARTICLE_SAVE_AS = '{date:%Y}/{slug}/index.html'\nSLUGIFY_SOURCE = 'basename'\n",
    "FILENAME_METADATA = r'(?P<slug>.*)'\nDEFAULT_DATE = (2020, 1, 1)\n", "SLUGIFY_PRESERVE_CASE = True\nUSE_FOLDER_AS_CATEGORY = False\nARTICLE_URL = ARTICLE_SAVE_AS = '{category}/{slug}.html'\n",
]  # fmt: skip


@pytest.mark.parametrize("more", PELICAN_MORE)
def test_pelican(more: str, tmp_path: Path, need: Need) -> None:
    old = tmp_path / "old"
    head = "SITENAME = '旧'\nSITEURL = 'https://old.example'\nTIMEZONE = 'Asia/Shanghai'\nDEFAULT_LANG = 'zh'\n"
    head += "THEME = 'theme'\nPAGE_PATHS = ['pages', 'info']\nARTICLE_EXCLUDES = ['info']\nDIRECT_TEMPLATES = []\n"
    write(old, {**PELICAN, "pelicanconf.py": head + "PLUGINS = []\n" + more})
    run(need("pelican"), "content", "--output", "out", "--settings", "pelicanconf.py", "--quiet", cwd=old)
    arrive(old, tmp_path / "new", old / "out", 7)
