"""Hostile archives of every system are imported and built: as others' texts, as the owner's, as people's data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.attacks.payloads import HTML, MARKDOWN, TEXT, URLS
from tests.attacks.test_output import fault_of
from tests.example import forked

SITE = 'title = "圈子"\nbase_url = "https://circle.example/"\nowner = "host"\nwithout = ["share"]\n'
HOST = "---\nname: 主人\n---\n我是主人。\n"
MORE = [
    "&lt;script&gt;canary({n})&lt;/script&gt;", "[[a|b]] :::gallery", "::: info\nx\n:::", "{{% raw %}}{{{{x}}}}",
    "%%hidden{n}%%", ":member[x]{{eve}}", "{{漢|かん}}", "{{#id .class}}", "$x$ ==y== ~~z~~ ^w^", "a\n\n# b\n\n- c",
    "\\[x\\](y)", "<!--more-->", "|a|b|\n|-|-|", "[^1]: x", "https://e.example/{n}", "&copy; &#60; &amp;lt;",
]  # fmt: skip
BODIES = [*HTML, *MARKDOWN, *MORE]
Files = dict[str, str]


def _front(title: str, fields: str = "") -> str:
    return f"---\ntitle: {json.dumps(title)}\ndate: 2020-01-01\nauthor: Eve\n{fields}---\n"


def _posts(bodies: list[str]) -> Iterator[tuple[str, str, str]]:
    for at, payload in enumerate(bodies):
        yield f"p{at}", f"标题{at}", f"前文。\n\n{payload.format(n=at)}\n\n后文 {payload.format(n=at)}\n"


def _hexo(posts: Iterator[tuple[str, str, str]]) -> Files:
    return {f"source/_posts/{slug}.md": _front(title) + body for slug, title, body in posts}


def _hugo(posts: Iterator[tuple[str, str, str]]) -> Files:
    return {f"content/posts/{slug}.md": _front(title) + body for slug, title, body in posts}


def _jekyll(posts: Iterator[tuple[str, str, str]]) -> Files:
    endings = ("md", "html")
    return {
        f"_posts/2020-01-01-{slug}.{endings[at % 2]}": _front(title) + body
        for at, (slug, title, body) in enumerate(posts)
    }


def _pelican(posts: Iterator[tuple[str, str, str]]) -> Files:
    return {
        f"content/{slug}.md": f"Title: {title}\nDate: 2020-01-01\nAuthor: Eve\n\n{body}" for slug, title, body in posts
    }


def _wordpress(posts: Iterator[tuple[str, str, str]]) -> Files:
    items = "".join(
        f"<item><title>{escape(title)}</title><wp:post_name>{slug}</wp:post_name><wp:post_type>post</wp:post_type>"
        f"<dc:creator>Eve</dc:creator><category domain='post_tag' nicename={quoteattr(slug)}>{escape(title)}</category>"
        f"<excerpt:encoded>{escape(title)}</excerpt:encoded><content:encoded>{escape(body)}</content:encoded></item>"
        for slug, title, body in posts
    )
    names = " ".join(
        f'xmlns:{name}="{url}"'
        for name, url in {
            "wp": "http://wordpress.org/export/1.2/", "content": "http://purl.org/rss/1.0/modules/content/",
            "dc": "http://purl.org/dc/elements/1.1/", "excerpt": "http://wordpress.org/export/1.2/excerpt/",
        }.items()
    )  # fmt: skip
    return {"w.xml": f"<?xml version='1.0'?><rss {names}><channel>{items}</channel></rss>"}


def _ghost(posts: Iterator[tuple[str, str, str]]) -> Files:
    listed = [
        {"id": slug, "slug": slug, "title": title, "html": body, "status": "published", "custom_excerpt": title}
        for slug, title, body in posts
    ]
    authors = [{"post_id": one["id"], "author_id": "e"} for one in listed]
    tables = {"posts": listed, "posts_authors": authors, "users": [{"id": "e", "name": "Eve"}]}
    return {"g.json": json.dumps({"db": [{"data": tables}]})}


def _wechat(posts: Iterator[tuple[str, str, str]]) -> Files:
    return {
        f"{slug}/index.html": f'<meta property="og:title" content={quoteattr(title)}><b id="js_author_name">Eve</b>'
        f'<script>var ct="1580000000";</script><div id="js_content">{body}</div>'
        for slug, title, body in posts
    }


SYSTEMS = {
    "hexo": (_hexo, ""), "hugo": (_hugo, ""), "jekyll": (_jekyll, ""), "pelican": (_pelican, ""),
    "wordpress": (_wordpress, "w.xml"), "ghost": (_ghost, "g.json"),
}  # fmt: skip


def _obsidian(posts: Iterator[tuple[str, str, str]]) -> Files:
    return {f"notes/{slug}.md": _front(title) + body for slug, title, body in posts}


def _typecho(posts: Iterator[tuple[str, str, str]]) -> Files:
    def said(text: str) -> str:
        return "'" + text.replace("'", "''") + "'"

    rows = ",".join(
        f"({at},{said(title)},{said(slug)},1580000000,{said('<!--markdown-->' * (at % 2) + body)},1,'post','publish')"
        for at, (slug, title, body) in enumerate(posts)
    )
    columns = "cid,title,slug,created,text,authorId,type,status"
    users = "INSERT INTO t_users (uid,screenName) VALUES (1,'Eve');"
    return {"t.sql": f"INSERT INTO t_contents ({columns}) VALUES {rows};{users}"}


ALL = {**SYSTEMS, "wechat": (_wechat, ""), "obsidian": (_obsidian, ""), "typecho": (_typecho, "t.sql")}


def built(root: Path, old: Path, files: Files, system: str, path: str) -> list[Path]:
    """Import an archive and build; return the pages of what was imported."""
    for name, text in files.items():
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).write_text(text, encoding="utf-8", errors="surrogatepass")
    code, out, err = forked("import", system, old / path, cwd=root)
    assert code == 0 and b"left:" not in out, (out, err)
    code, _, err = forked("build", cwd=root)
    assert code in (0, 1) and b"internal error" not in err, err
    return sorted((root / "output").rglob("*.html"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "new/content/members").mkdir(parents=True)
    (tmp_path / "new/site.toml").write_text(SITE, encoding="utf-8")
    (tmp_path / "new/content/members/host.md").write_text(HOST, encoding="utf-8")
    return tmp_path / "new"


def text_of(page: Path, selector: str) -> str:
    """The text of the first such element of a page, on one line."""
    node = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first(selector)
    assert node is not None
    return " ".join(node.text(deep=True).split())


def faults(pages: list[Path]) -> list[str]:
    return [
        f"{path.parent.name}: {fault}"
        for path in pages
        for node in LexborHTMLParser(path.read_text(encoding="utf-8")).css("*")
        if (fault := fault_of(node))
    ]


@pytest.mark.parametrize("system", ALL)
def test_what_another_wrote_elsewhere_runs_nothing_here(system: str, root: Path, tmp_path: Path) -> None:
    make, path = ALL[system]
    bodies = BODIES[list(ALL).index(system) % 2 :: 2]  # each goes through several systems
    pages = built(root, tmp_path / "old", make(_posts(bodies)), system, path)
    assert faults(pages) == []
    assert sum("essays" in page.parts for page in pages) >= len(bodies) * 0.8  # others have errors, which are told


@pytest.mark.parametrize("system", SYSTEMS)
def test_fields_of_the_owners_old_texts_are_text(system: str, root: Path, tmp_path: Path) -> None:
    make, path = SYSTEMS[system]
    titles = [payload.format(n=at).replace("\n", " ") for at, payload in enumerate((*TEXT, *MORE))]
    posts = ((f"p{at}", title, "正文。\n") for at, title in enumerate(titles))
    files = {name: text.replace("Eve", "host") for name, text in make(posts).items()}
    pages = built(root, tmp_path / "old", files, system, path)
    assert faults(pages) == []
    for at, title in enumerate(titles):
        page = root / f"output/essays/p{at}/index.html"
        assert page.is_file(), (system, title)
        shown = unescape(title) if system == "wordpress" else title  # its titles are HTML
        assert text_of(page, "h1") == " ".join(shown.split())


@pytest.mark.parametrize("system", ["wordpress", "ghost"])
def test_text_of_the_owners_old_posts_stays_text(system: str, root: Path, tmp_path: Path) -> None:
    """What stood as words on the old page, `&lt;script>` in its HTML, stands as words on the new one."""
    make, path = SYSTEMS[system]
    arguments = [" ".join(payload.format(n=at).split()) for at, payload in enumerate((*HTML, *MARKDOWN, *TEXT, *MORE))]
    arguments = [words.replace("\ufeff", "") for words in arguments if "&#xfdd0;" not in words]  # which is no character
    pages_of = [arguments[at : at + 8] for at in range(0, len(arguments), 8)]
    bodies = ["".join(f"<p>{escape(one)}</p><ul><li>{escape(one)}</li></ul>" for one in few) for few in pages_of]
    posts = ((f"p{at}", f"题{at}", body) for at, body in enumerate(bodies))
    files = {name: text.replace("Eve", "host") for name, text in make(posts).items()}
    pages = built(root, tmp_path / "old", files, system, path)
    assert faults(pages) == []
    wrong = []
    for at, few in enumerate(pages_of):
        body = text_of(root / f"output/essays/p{at}/index.html", ".e-content")
        wrong += [(words, body) for words in few if body.count(words) < 2]
    assert wrong == []


def test_text_of_saved_articles_stays_text_and_runs_nothing(root: Path, tmp_path: Path) -> None:
    arguments = [" ".join(payload.format(n=at).split()) for at, payload in enumerate((*HTML, *MARKDOWN, *TEXT, *MORE))]
    arguments = [words.replace("\ufeff", "").replace("\u200b", "") for words in arguments if "&#xfdd0;" not in words]
    bodies = [f"<section><p>{escape(one)}</p><ul><li>{escape(one)}</li></ul></section>" for one in arguments]
    posts = ((f"p{at}", f"题{at}", body) for at, body in enumerate(bodies))
    files = {name: text.replace("Eve", "host") for name, text in _wechat(posts).items()}
    pages = built(root, tmp_path / "old", files, "wechat", "")
    assert faults(pages) == []
    shown = [text_of(root / f"output/essays/题{at}/index.html", ".e-content") for at in range(len(arguments))]
    assert [(words, page) for words, page in zip(arguments, shown, strict=True) if page.count(words) < 2] == []


AS_WORDS = [
    "见 [[某处]] 和 x[[1]]，[[1]](https://a.example/)是链接。", "::: info 提示\n字\n:::", ":::gallery\n字\n:::",
    "前 %%备注%% 后 100%%", ":member[x]{eve}", "`[[代码]]` [[外]]",
    "{% raw %}{{ x }}{% endraw %}", "{{ site.x }}", "[[a|b]]",
]  # fmt: skip


@pytest.mark.parametrize("system", ["hexo", "hugo", "jekyll", "pelican"])
def test_what_only_we_take_for_markup_arrives_as_words(system: str, root: Path, tmp_path: Path) -> None:
    make, path = SYSTEMS[system]
    posts = ((f"p{at}", f"题{at}", f"{body}\n") for at, body in enumerate(AS_WORDS))
    files = {name.replace(".html", ".md"): text.replace("Eve", "host") for name, text in make(posts).items()}
    built(root, tmp_path / "old", files, system, path)
    pages = [text_of(root / f"output/essays/p{at}/index.html", ".e-content") for at in range(len(AS_WORDS))]
    assert "见 [[某处]] 和 x[[1]]，[1]是链接。" in pages[0]
    assert [page.replace(" ", "") for page in pages[1:3]] == ["说明提示字", ":::gallery字:::"]  # a box of VuePress
    assert "前 %%备注%% 后 100%%" in pages[3] and ":member[x]{eve}" in pages[4] and "[[代码]] [[外]]" in pages[5]
    assert "{{ x }}" in pages[6] and pages[8] == "[[a|b]]"
    assert "{{ site.x }}" in pages[7] or system == "jekyll"


def _vcards(values: list[str]) -> Files:
    cards = []
    for at, value in enumerate(values):
        line = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        names = ("NOTE", "TITLE", "ORG", "URL", "EMAIL", "TEL", "NICKNAME", "IMPP", "X-SOCIALPROFILE", "X-OWN", "ADR")
        fields = "".join(f"{name}:{line}\n" for name in names)
        fields += f"item1.TEL:{line}\nitem1.X-ABLabel:{line}\nitem2.URL:https://a.example/\nitem2.X-ABLabel:{line}\n"
        cards.append(f"BEGIN:VCARD\nVERSION:3.0\nFN:名{at} {line[:40]}\n{fields}END:VCARD\n")
    return {"p.vcf": "".join(cards)}


def _csv(values: list[str]) -> Files:
    names = ("姓名", "介绍", "职位", "公司", "城市", "邮箱", "电话", "微信", "网站", "能帮", "想找", "别的")
    rows = [",".join(names)]
    for at, value in enumerate(values):
        quoted = '"' + value.replace('"', '""').replace("\n", " ") + '"'
        rows.append(",".join((f'"名{at} {quoted[1:40].rstrip(chr(34))}"', *(quoted for _ in names[1:]))))
    return {"p.csv": "\n".join(rows)}


def _resumes(values: list[str]) -> Files:
    return {
        f"{at}.json": json.dumps({
            "basics": {
                "name": f"名{at} {value[:40]}", "label": value, "headline": value, "summary": value, "email": value,
                "url": value, "location": {"city": value}, "image": value,
                "profiles": [{"url": value}, {"network": value, "username": value}],
            },
            **{name: [{"name": value, "summary": value, "reference": value, "url": value, "own": value}]
               for name in ("education", "awards", "publications", "projects", "references", "languages")},
            "work": [{"name": value, "position": value, "startDate": value, "highlights": [value]}],
            "skills": [{"name": value}],
        })
        for at, value in enumerate(values)
    }  # fmt: skip


def _pages_of_links(values: list[str]) -> Files:
    return {
        f"{at}.json": json.dumps({
            "name": f"名{at} {value[:40]}", "bio": value, "tags": [value], "own": value,
            "links": [{"name": value, "url": value}, {"name": value, "url": "https://a.example/"}],
            "milestones": [{"title": value, "date": value, "url": value, "description": value}],
        })
        for at, value in enumerate(values)
    }  # fmt: skip


PEOPLE = {
    "vcard": (_vcards, "p.vcf"), "csv": (_csv, "p.csv"), "jsonresume": (_resumes, ""), "biodrop": (_pages_of_links, ""),
}  # fmt: skip


@pytest.mark.parametrize("owner", ["host", "名0"])
@pytest.mark.parametrize("system", PEOPLE)
def test_peoples_data_never_runs_whoever_owns_the_site(system: str, owner: str, root: Path, tmp_path: Path) -> None:
    make, path = PEOPLE[system]
    values = [payload.format(n=at) for at, payload in enumerate((*TEXT, *URLS, *MORE, *HTML[::3]))]
    if owner != "host":  # a site of one person, which is the one that comes in
        values = [" ".join(("x", *HTML[::6], *MARKDOWN[::8])).format(n=1).replace("\n", " ")[:900]]
        (root / "site.toml").write_text(SITE.replace('owner = "host"\n', ""), encoding="utf-8")
        (root / "content/members/host.md").unlink()
    pages = built(root, tmp_path / "old", make(values), system, path)
    assert faults(pages) == []
    assert sum("members" in page.parts for page in pages) >= len(values) * 0.6
