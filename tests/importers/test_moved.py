"""Sites that the real Hexo, Hugo, Jekyll and Pelican build too: the same posts, in the same order, at the same
addresses or with ones that lead there, and the same words in them."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest
from selectolax.lexbor import LexborHTMLParser

from mingpian.cli import main
from tests.tools import CACHE

Need = Callable[[str], Path]


@dataclass(frozen=True)
class Post:
    """A text to move. `{…}` in its body is written as each system writes it."""

    slug: str
    title: str
    date: str
    tags: tuple[str, ...]
    body: str


POSTS = (
    Post(
        "first-shop", "第一间店：开张", "2019-03-01 08:30:00", ("开店", "橱窗"),
        "店在巷子里，**“便宜”不是理由**，看的人多。\n\n## 第一天\n\n- 上午没有人\n- 下午来了三位\n    - 一位问路\n    - 两位买了东西\n\n"
        "后来写过{link:why-short}，也算总结。\n\n## 第二天\n\n1. 开门\n2. 扫地\n3. 等人\n",
    ),
    Post(
        "why-short", "Why quotes should be short", "2019-06-15 21:05:00", ("pricing",),
        "Nobody reads page four. A *reason* is what people buy, and `one line` is enough.\n\n> A client reads the number.\n\n"
        "| what | before | after |\n|---|---|---|\n| pages | 4 | 1 |\n| answers | 2 | 9 |\n\nSee {link:first-shop} for the shop.\n",
    ),
    Post(
        "code-day", "一天写完的脚本", "2020-01-02 12:00:00", ("程序", "橱窗"),
        "脚本只有几行：\n\n{code}\n\n跑完就删。\n\n---\n\n最后一句，带一个[外面的链接](https://example.org/a?b=1&c=2)。\n",
    ),
    Post(
        "with-picture", "橱窗的照片", "2021-11-11 00:10:00", ("橱窗",),
        "图在下面。\n\n{picture}\n\n图在上面。\n\n### 小标题\n\n一行\n又一行，*斜体*，~~不要的~~。\n",
    ),
)  # fmt: skip
CODE = 'def price(hours):\n    return hours * 300  # "once"\n'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
    "18dd8db00000000049454e44ae426082"
)


@dataclass(frozen=True)
class Old:
    """A site of another system, built by it: its folder, its output, and the lists of posts as its home page has them."""

    system: str
    root: Path
    output: Path

    def home(self) -> list[str]:
        """The addresses of the posts in the order of the home page, as paths."""
        page = LexborHTMLParser((self.output / "index.html").read_bytes())
        return [str(link.attributes["href"]) for link in page.css("main a")]

    def page(self, path: str) -> LexborHTMLParser:
        """The page at an address."""
        return page_at(self.output, path)


def page_at(output: Path, path: str) -> LexborHTMLParser:
    file = output / unquote(path).strip("/")
    return LexborHTMLParser((file if file.is_file() else file / "index.html").read_bytes())


def write(root: Path, files: dict[str, str | bytes]) -> None:
    for path, data in files.items():
        full = root / path
        full.parent.mkdir(parents=True, exist_ok=True)
        full.write_bytes(data.encode() if isinstance(data, str) else data)


def body(post: Post, said: Callable[[str, str], str]) -> str:
    """The body, with each `{name:value}` as a system says it."""
    return re.sub(r"\{(link|code|picture):?([\w-]*)\}", lambda found: said(found[1], found[2]), post.body)


def run(*command: str | Path, cwd: Path) -> None:
    """Run another generator, on a machine in China."""
    environment = {**os.environ, "TZ": "Asia/Shanghai"}
    words = [str(one) for one in command]
    done = subprocess.run(words, cwd=cwd, check=False, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def yaml(post: Post, more: str = "") -> str:
    tags = "".join(f"\n  - {tag}" for tag in post.tags)
    return f'---\ntitle: "{post.title}"\ndate: {post.date}\ntags:{tags}\n{more}---\n\n'


def hexo(root: Path, need: Need) -> Old:
    def said(what: str, value: str) -> str:
        return {
            "link": f"{{% post_link {value} 那一篇 %}}",
            "code": f"{{% codeblock lang:python %}}\n{CODE}{{% endcodeblock %}}",
            "picture": "{% asset_img shop.png 橱窗 %}",
        }[what]

    files: dict[str, str | bytes] = {
        "_config.yml": "title: 旧博客\nurl: https://old.example\npermalink: :year/:month/:day/:title/\nlanguage: zh-CN\n"
        "timezone: Asia/Shanghai\npost_asset_folder: true\ntheme: plain\nsyntax_highlighter:\nindex_generator:\n"
        "  order_by: -date\n",
        "package.json": '{"private": true, "hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "*",'
        ' "hexo-generator-index": "*", "hexo-renderer-ejs": "*", "hexo-renderer-marked": "*"}}',
        "themes/plain/layout/index.ejs": "<main><% page.posts.each(function(post){ %>"
        '<a href="/<%- post.path %>"><%= post.title %></a><% }) %></main>',
        "themes/plain/layout/post.ejs": "<h1><%= page.title %></h1><main><%- page.content %></main>",
        "source/_drafts/later.md": "---\ntitle: later\n---\nnot yet\n",
        "source/_posts/with-picture/shop.png": PNG,
    }
    files |= {f"source/_posts/{post.slug}.md": yaml(post) + body(post, said) for post in POSTS}
    write(root, files)
    program = need("hexo")
    (root / "node_modules").symlink_to(CACHE / "npm" / "node_modules")
    run("node", program, "generate", "--silent", cwd=root)
    return Old("hexo", root, root / "public")


def hugo(root: Path, need: Need) -> Old:
    def said(what: str, value: str) -> str:
        return {
            "link": f'[那一篇]({{{{< ref "{value}" >}}}})',
            "code": f"```python\n{CODE}```",
            "picture": '{{< figure src="shop.png" alt="橱窗" >}}' if value else "![橱窗](/shop.png)",
        }[what]

    files: dict[str, str | bytes] = {
        "hugo.toml": 'title = "旧博客"\nbaseURL = "https://old.example/"\ndefaultContentLanguage = "zh"\n'
        'timeZone = "Asia/Shanghai"\n[permalinks]\nposts = "/:year/:month/:slug/"\n',
        "layouts/index.html": '<main>{{ range (where .Site.RegularPages "Section" "posts").ByDate.Reverse }}'
        '<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</main>',
        "layouts/_default/single.html": "<h1>{{ .Title }}</h1><main>{{ .Content }}</main>",
        "layouts/_default/list.html": "<main></main>",
        "content/posts/later.md": "---\ntitle: later\ndraft: true\n---\nnot yet\n",
        "static/shop.png": PNG,
    }
    files |= {
        f"content/posts/{post.slug}.md": yaml(post, f"slug: {post.slug}\n").replace(post.date, post.date + " +08:00")
        + body(post, said)
        for post in POSTS
    }
    write(root, files)
    run(need("hugo"), "build", "--quiet", cwd=root)
    return Old("hugo", root, root / "public")


def jekyll(root: Path, need: Need) -> Old:
    def said(what: str, value: str) -> str:
        day = next((post.date[:10] for post in POSTS if post.slug == value), "")
        return {
            "link": f"[那一篇]({{% post_url {day}-{value} %}})",
            "code": f"{{% highlight python %}}\n{CODE}{{% endhighlight %}}",
            "picture": "![橱窗](/assets/shop.png)",
        }[what]

    files: dict[str, str | bytes] = {
        "_config.yml": "title: 旧博客\nurl: https://old.example\npermalink: /:year/:month/:day/:title.html\n"
        "timezone: Asia/Shanghai\nmarkdown: kramdown\n",
        "index.html": "---\n---\n<main>{% for post in site.posts %}"
        '<a href="{{ post.url }}">{{ post.title }}</a>{% endfor %}</main>',
        "_layouts/post.html": "<h1>{{ page.title }}</h1><main>{{ content }}</main>",
        "_drafts/later.md": "---\ntitle: later\n---\nnot yet\n",
        "assets/shop.png": PNG,
    }
    files |= {
        f"_posts/{post.date[:10]}-{post.slug}.md": yaml(post, "layout: post\n").replace(post.date, post.date + " +0800")
        + body(post, said)
        for post in POSTS
    }
    write(root, files)
    run(need("jekyll"), "build", "--quiet", cwd=root)
    return Old("jekyll", root, root / "_site")


def pelican(root: Path, need: Need) -> Old:
    def said(what: str, value: str) -> str:
        return {
            "link": f"[那一篇]({{filename}}/{value}.md)",
            "code": "    :::python\n" + re.sub("^", "    ", CODE.rstrip(), flags=re.M),
            "picture": "![橱窗]({static}/images/shop.png)",
        }[what]

    files: dict[str, str | bytes] = {
        "pelicanconf.py": "SITENAME = '旧博客'\nSITEURL = ''\nPATH = 'content'\nTIMEZONE = 'Asia/Shanghai'\n"
        "DEFAULT_LANG = 'zh'\nTHEME = 'theme'\nARTICLE_URL = 'posts/{slug}/'\nARTICLE_SAVE_AS = 'posts/{slug}/index.html'\n"
        "FEED_ALL_ATOM = None\nCATEGORY_FEED_ATOM = None\nDIRECT_TEMPLATES = ['index']\nSTATIC_PATHS = ['images']\n"
        "CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ''\n",
        "theme/templates/index.html": "<main>{% for article in articles %}"
        '<a href="/{{ article.url }}">{{ article.title }}</a>{% endfor %}</main>',
        "theme/templates/article.html": "<h1>{{ article.title }}</h1><main>{{ article.content }}</main>",
        "theme/static/.keep": "",
        "content/later.md": "Title: later\nStatus: draft\nDate: 2021-01-01\nCategory: 杂\n\nnot yet\n",
        "content/images/shop.png": PNG,
    }
    for name in ("archives", "page", "tag", "tags", "category", "categories", "author", "authors", "period_archives"):
        files[f"theme/templates/{name}.html"] = ""
    files |= {
        f"content/{post.slug}.md": f"Title: {post.title}\nDate: {post.date[:16]}\nTags: {', '.join(post.tags)}\n"
        f"Slug: {post.slug}\n\n{body(post, said)}"
        for post in POSTS
    }
    write(root, files)
    run(need("pelican"), "content", "--output", "out", "--settings", "pelicanconf.py", "--quiet", cwd=root)
    return Old("pelican", root, root / "out")


def words(page: LexborHTMLParser, where: str) -> str:
    """The words of a page's text, without blanks; quotes and dashes as they are typed. Pelican's Markdown has no `~~`."""
    main_part = page.css_first(where)
    assert main_part is not None
    for node in main_part.css(".page-qr, .toc, button, figcaption, .revisions"):
        node.decompose()
    text = re.sub(r"\s+", "", main_part.text())
    return re.sub("[“”]", '"', re.sub("[‘’]", "'", text)).replace("…", "...").replace("—", "--").replace("~~", "")


@pytest.mark.parametrize("build_old", [hexo, hugo, jekyll, pelican], ids=lambda build: str(build.__name__))
def test_what_the_real_one_builds_is_here_after_the_move(
    build_old: Callable[[Path, Need], Old], need: Need, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old").mkdir()
    old = build_old(tmp_path / "old", need)
    new = tmp_path / "new"
    write(new, {"site.toml": 'title = "新家"\nbase_url = "https://new.example/"\nwithout = ["share", "qr"]\n'})
    assert main(["import", old.system, str(old.root), "--root", str(new)]) == 0
    assert main(["build", "--root", str(new)]) == 0, capsys.readouterr().err
    output = new / "output"
    listed = LexborHTMLParser((output / "essays/index.html").read_bytes()).css(".row h3 a")
    links = [str(link.attributes["href"]).removeprefix("../") for link in listed]
    titles = [link.text().strip() for link in listed]
    old_paths = old.home()
    old_titles = [heading.text() for path in old_paths for heading in old.page(path).css("h1")]
    assert titles == old_titles == [post.title for post in reversed(POSTS)]
    for path, link in zip(old_paths, links, strict=True):
        page = page_at(output, link)
        assert words(page, ".prose") == words(old.page(path), "main"), path
        if unquote(path).strip("/") != unquote(link).strip("/"):
            moved = page_at(output, path).css_first("meta[http-equiv=refresh]")
            assert moved is not None and unquote(link) in unquote(str(moved.attributes["content"])), path
        assert all(not str(a.attributes.get("href", "")).startswith(("{", "%7B")) for a in page.css("a"))
    pictures = page_at(output, links[0]).css(".prose img")
    assert len(pictures) == 1 and pictures[0].attributes["alt"] == "橱窗"
    assert main(["import", old.system, str(old.root), "--root", str(new)]) == 0
    assert "imported" not in capsys.readouterr().out.splitlines()[-1]
