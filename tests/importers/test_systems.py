"""Sites of other systems, small but as people keep them: every text comes in, and `check` is content with it."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.fetch import pictures
from mingpian.fetch.http import Answer


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2)).save(out, "PNG")
    return out.getvalue()


class Move:
    """An old site and a new one."""

    def __init__(self, folder: Path, files: dict[str, str | bytes]) -> None:
        self.old, self.new = folder / "old", folder / "new"
        for path, data in files.items():
            full = self.old / path
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_bytes(data.encode() if isinstance(data, str) else data)
        (self.new / "content").mkdir(parents=True)
        (self.new / "site.toml").write_text('title = "A"\nlanguages = ["zh-Hans", "en"]\n', encoding="utf-8")

    def run(self, system: str, path: str = "", *more: str) -> int:
        return main(["import", system, str(self.old / path), "--root", str(self.new), *more])

    def check(self) -> int:
        return main(["check", "--root", str(self.new), "--jobs", "1"])

    def text(self, path: str) -> str:
        return (self.new / "content" / path).read_text(encoding="utf-8")

    def front(self, path: str) -> dict[str, object]:
        return split_front_matter(self.text(path)).located.data

    def files(self) -> list[str]:
        return sorted(
            p.relative_to(self.new / "content").as_posix() for p in (self.new / "content").rglob("*") if p.is_file()
        )


HEXO: dict[str, str | bytes] = {
    "_config.yml": "title: 博客\nurl: https://a.cn\npermalink: :year/:month/:day/:title/\nlanguage: zh-CN\n",
    "source/_posts/你好-世界.md": """---
title: 你好：世界
date: 2019-03-01 08:30:00
updated: 2019-04-01
categories:
  - 随笔
  - [生活, 旅行]
tags: [写作, C++]
comments: false
sticky: 100
---
第一段。

<!-- more -->

{% asset_img 海.png 300 大 海 %} ![](/images/logo.png) ![丢了](gone.png)

{% post_link second 下一篇 %}，[外面](https://b.cn)。

{% codeblock lang:js %}
let a = "{% raw %}"
{% endcodeblock %}

{% note warning %}
小心
{% endnote %}

{% youtube dQw4w9WgXcQ %}

{% mystery x %}

```python
![](/images/logo.png)
```
""",
    "source/_posts/你好-世界/海.png": png(),
    "source/images/logo.png": png(),
    "source/_posts/second.md": "title: 第二\ndate: 2020/01/02\nlayout: post\n---\n正文\n",
    "source/_posts/gbk.md": "---\ntitle: 国标\ndate: 2011-01-01\n---\n旧系统里的字。\n".encode("gbk"),
    "source/_posts/broken.md": "---\ntitle: [没有收尾\n---\n字\n",
    "source/_drafts/wip.md": "---\ntitle: 草稿\n---\n字\n",
    "source/about/index.md": "---\ntitle: 关于\n---\n我。\n",
}


def test_hexo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(tmp_path, HEXO)
    assert move.run("hexo") == 0
    said = capsys.readouterr().out
    assert move.files() == [
        "essays/gbk.md", "essays/second.md", "essays/wip.md", "essays/你好-世界/index.md", "essays/你好-世界/logo.png",
        "essays/你好-世界/海.png", "pages/about.md",
    ]  # fmt: skip
    front = move.front("essays/你好-世界/index.md")
    assert front["title"] == "你好：世界" and front["tags"] == ["写作", "C++", "随笔", "生活", "旅行"]
    assert front["aliases"] == ["/2019/03/01/你好-世界/"]
    assert front["extra"] == {"comments": "false", "sticky": "100"}
    body = move.text("essays/你好-世界/index.md")
    for part in (
        "![大 海](海.png) ![](logo.png) ![丢了](gone.png)", "[[second|下一篇]]，[外面](https://b.cn)", "<!-- more -->",
        '```js\nlet a = "{% raw %}"\n```', "> [!WARNING]\n> 小心", ":::video https://www.youtube.com/watch?v=dQw4w9WgXcQ :::",
        "{% mystery x %}", "```python\n![](/images/logo.png)\n```",
    ):  # fmt: skip
        assert part in body, part
    assert move.front("essays/second.md")["aliases"] == ["/2020/01/02/second/"]
    assert move.front("essays/wip.md")["draft"] == "true"
    assert "旧系统里的字" in move.text("essays/gbk.md")
    for part in (
        "left: source/_posts/broken.md", "front matter cannot be read", "it was in GBK", "the picture `gone.png` is not there",
        "`mystery` is a tag that is not known here", "5 imported",
    ):  # fmt: skip
        assert part in said, part
    (move.new / "content/essays/你好-世界/gone.png").write_bytes(png())
    assert move.check() == 0, capsys.readouterr().err


def test_importing_twice_changes_nothing_and_what_was_edited_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    move = Move(tmp_path, HEXO)
    assert move.run("hexo", "", "--dry-run") == 0 and move.files() == []
    assert move.run("hexo") == 0
    before = {path: (move.new / "content" / path).read_bytes() for path in move.files()}
    capsys.readouterr()
    assert move.run("hexo") == 0
    assert {path: (move.new / "content" / path).read_bytes() for path in move.files()} == before
    assert capsys.readouterr().out.strip().endswith("5 unchanged, 1 left")
    (move.new / "content/pages/about.md").write_text("# 我改过\n", encoding="utf-8")
    assert move.run("hexo") == 0
    assert move.text("pages/about.md") == "# 我改过\n"
    assert "differs: content/pages/about.md" in capsys.readouterr().out


def test_hugo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(
        tmp_path,
        {
            "hugo.toml": 'title = "B"\n[permalinks]\nposts = "/:year/:slug/"\n',
            "content/posts/First Post.md": """+++
title = "First"
date = 2021-05-06T07:08:09+08:00
lastmod = 2021-06-01
draft = false
tags = ["a", "b"]
weight = 3
[params]
mood = "good"
+++
{{< figure src="/img/sea.png" alt="Sea" caption="The sea" >}}

[Next]({{< ref "bundle/index.md" >}}) {{< youtube id="dQw4w9WgXcQ" >}}

{{< highlight go "linenos=table" >}}
x := 1
{{< /highlight >}}

{{% notice tip %}}
Do it.
{{% /notice %}}

{{< unknown a="b" >}}
""",
            "content/posts/bundle/index.md": '---\ntitle: "Bundle"\ndate: 2021-07-01\nimage: cover.png\nauthor: Lin Yu\nurl: /old/place.html\n---\n![Here](pic.png)\n',
            "content/posts/bundle/index.en.md": "---\ntitle: In English\ndate: 2021-07-01\n---\nText\n",
            "content/posts/bundle/pic.png": png(),
            "content/posts/bundle/cover.png": png(),
            "content/posts/_index.md": "---\ntitle: All\n---\n",
            "content/about.md": '{"title": "About", "layout": "wide"}\nMe.\n',
            "static/img/sea.png": png(),
        },
    )
    assert move.run("hugo") == 0
    said = capsys.readouterr().out
    first = move.front("essays/first-post/index.md")
    assert first["aliases"] == ["/2021/first/"] and first["date"] == "2021-05-06T07:08:09+08:00"
    assert first["extra"] == {"weight": "3", "params": {"mood": "good"}}
    body = move.text("essays/first-post/index.md")
    for part in (
        '![Sea](sea.png "The sea")',
        "[[bundle|Next]]",
        "v=dQw4w9WgXcQ :::",
        "```go\nx := 1\n```",
        "> [!TIP]\n> Do it.",
        '{{< unknown a="b" >}}',
    ):
        assert part in body, part
    bundle = move.front("essays/bundle/index.md")
    assert (
        bundle["cover"] == "cover.png" and bundle["authors"] == ["lin-yu"] and bundle["aliases"] == ["/old/place.html"]
    )
    assert "essays/bundle.en.md" in move.files() or "essays/bundle/index.en.md" in move.files()
    assert move.front("members/lin-yu.md") == {"name": "Lin Yu"}
    assert move.front("pages/about.md")["title"] == "About"
    assert "left: content/posts/_index.md" in said and "`unknown` is a tag" in said
    assert move.check() == 0, capsys.readouterr().err


def test_jekyll(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(
        tmp_path,
        {
            "_config.yml": "title: C\nbaseurl: /blog\npermalink: pretty\n",
            "_posts/2018-02-03-hello-world.md": "---\nlayout: post\ntitle: Hello\ncategories: life travel\ndate: 2018-02-03 10:00:00 +0800\n---\n![x]({{ site.baseurl }}/assets/x.png)\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n[back]({% post_url 2017-01-01-old %}) {% include toc.html %}\n",
            "_posts/2017-01-01-old.markdown": "---\ntitle: Old\npublished: false\npermalink: /ancient/\n---\n字\n",
            "_drafts/later.md": "---\ntitle: Later\n---\n字\n",
            "_layouts/default.html": "<html></html>",
            "about.md": "---\ntitle: About\npermalink: /about/\n---\n我\n",
            "page.html": "---\ntitle: Page\n---\n<h2>Two</h2><p>A <b>b</b></p>\n",
            "index.html": "---\nlayout: home\n---\n",
            "README.md": "# no\n",
            "assets/x.png": png(),
        },
    )
    assert move.run("jekyll") == 0
    front = move.front("essays/hello-world/index.md")
    assert front["date"] == "2018-02-03T10:00:00+08:00"
    assert front["aliases"] == ["/life/travel/2018/02/03/hello-world/"]
    body = move.text("essays/hello-world/index.md")
    for part in ("![x](x.png)", "```ruby\nputs 1\n```", "[[old|back]]", "{% include toc.html %}"):
        assert part in body, part
    assert move.front("essays/old.md") | {"extra": 0} == {
        "title": "Old",
        "date": "2017-01-01",
        "draft": "true",
        "aliases": ["/ancient/"],
        "extra": 0,
    }
    assert "## Two" in move.text("pages/page.md") and "A **b**" in move.text("pages/page.md")
    assert [path for path in move.files() if path.startswith("pages/")] == ["pages/about.md", "pages/page.md"]
    assert move.check() == 0, capsys.readouterr().err


def test_pelican(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(
        tmp_path,
        {
            "pelicanconf.py": "AUTHOR = 'Lin'\nARTICLE_URL = '{date:%Y}/{slug}.html'\nimport os\nos.abort()\n",
            "content/life/post.md": "Title: 一篇\nDate: 2016-01-02 10:20\nModified: 2016-02-01\nTags: 甲, 乙\nSlug: first\nAuthors: Lin; Bo\nSummary: 短\n\n![x]({static}/images/x.png) [y]({filename}other.md)\n",
            "content/life/other.md": "Title: 另一篇\nDate: 2016-01-03\nStatus: draft\n\n字\n",
            "content/pages/about.md": "Title: About\n\n我\n",
            "content/images/x.png": png(),
            "content/old.rst": "Old\n###\n",
        },
    )
    assert move.run("pelican") == 0
    front = move.front("essays/first/index.md")
    assert front["title"] == "一篇" and front["tags"] == ["甲", "乙"] and front["aliases"] == ["/2016/first.html"]
    assert front["authors"] == ["lin", "bo"] and front["summary"] == "短"
    assert "![x](x.png)" in move.text("essays/first/index.md")
    assert move.front("essays/other.md")["draft"] == "true"
    assert (
        "imported: content/essays/old.md" in capsys.readouterr().out and move.front("essays/old.md")["title"] == "Old"
    )
    assert move.check() == 0, capsys.readouterr().err


WXR = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE rss [<!ENTITY bomb "boom">]>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>博客</title>
<item><title>你好</title><link>https://wp.example/2015/06/hello/</link><dc:creator><![CDATA[lin]]></dc:creator>
<content:encoded><![CDATA[第一段，<strong>粗</strong>。

第二段
换行。

[caption id="a" align="alignnone"]<img src="https://wp.example/wp-content/uploads/2015/06/sea.png" alt="海" /> 大海[/caption]

[gallery ids="7"]

[contact-form-7 id="1"]

<pre><code class="language-js">let a = 1</code></pre>]]></content:encoded>
<excerpt:encoded><![CDATA[摘要]]></excerpt:encoded><wp:post_id>1</wp:post_id><wp:post_date>2015-06-07 08:09:10</wp:post_date><wp:post_modified>2015-06-08 08:09:10</wp:post_modified><wp:post_name>%e4%bd%a0%e5%a5%bd</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<category domain="category" nicename="life"><![CDATA[生活]]></category><category domain="post_tag" nicename="x"><![CDATA[标签]]></category><category domain="category" nicename="uncategorized"><![CDATA[未分类]]></category>
<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>7</wp:meta_value></wp:postmeta>
<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment></item>
<item><title>Blocks</title><link>https://wp.example/blocks/</link><content:encoded><![CDATA[<!-- wp:paragraph -->
<p>Text &amp; more</p>
<!-- /wp:paragraph --><!-- wp:heading --><h2>Two</h2><!-- /wp:heading -->]]></content:encoded><wp:post_id>2</wp:post_id><wp:post_date>0000-00-00 00:00:00</wp:post_date><wp:post_name></wp:post_name><wp:status>draft</wp:status><wp:post_type>page</wp:post_type></item>
<item><title>sea</title><wp:post_id>7</wp:post_id><wp:post_type>attachment</wp:post_type><wp:attachment_url>https://wp.example/wp-content/uploads/2015/06/sea.png</wp:attachment_url></item>
<item><title>Cup</title><wp:post_id>9</wp:post_id><wp:post_type>product</wp:post_type></item>
</channel></rss>
"""


def test_wordpress(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(tmp_path, {"site.xml": WXR, "wp-content/uploads/2015/06/sea.png": png()})
    assert move.run("wordpress", "site.xml") == 0
    said = capsys.readouterr().out
    front, body = move.front("essays/你好/index.md"), move.text("essays/你好/index.md")
    assert front["tags"] == ["生活", "标签"] and front["aliases"] == ["/2015/06/hello/"] and front["authors"] == ["lin"]
    assert front["date"] == "2015-06-07T08:09:10" and front["summary"] == "摘要" and front["cover"] == "sea.png"
    for part in ("第一段，**粗**。", "![海](sea.png)", "*大海*", ":::gallery", "```js\nlet a = 1", "[contact-form-7"):
        assert part in body, part
    assert "Text & more\n\n## Two" in move.text("pages/blocks.md") and move.front("pages/blocks.md")["draft"] == "true"
    for part in (
        "1 comments are kept in content/data/comments.json",
        "`contact-form-7` is a shortcode",
        "left: site.xml: Cup",
        "4 imported",
    ):
        assert part in said, part
    assert move.check() == 0, capsys.readouterr().err


def test_pictures_of_wordpress_are_fetched_when_that_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    served = {"https://wp.example/wp-content/uploads/2015/06/sea.png": (200, "image/png", png())}

    def ask(url: str, method: str, headers: dict[str, str]) -> Answer:
        asked.append(url)
        status, kind, body = served.get(url, (404, "text/html", b""))
        return Answer(status, url, {"content-type": kind}, body)

    monkeypatch.setattr(pictures, "request", ask)
    monkeypatch.setattr(pictures, "PAUSE", 0)
    gone = '<img src="https://wp.example/wp-content/uploads/../gone.png" alt="x" /><img src="https://cdn.example/c.png" alt="c" />'
    move = Move(tmp_path, {"site.xml": WXR.replace("[gallery", f"{gone}[gallery")})
    assert move.run("wordpress", "site.xml") == 0 and asked == []
    body = move.text("essays/你好.md")
    assert "![海](https://wp.example/wp-content/uploads/2015/06/sea.png)" in body, "what is not here stays where it is"
    (move.new / "content/essays/你好.md").unlink()
    assert move.run("wordpress", "site.xml", "--fetch") == 0
    assert asked == ["https://wp.example/wp-content/uploads/2015/06/sea.png"], "once, and nobody else"
    body = move.text("essays/你好/index.md")
    assert "![海](sea.png)" in body and "https://cdn.example/c.png" in body
    assert (move.new / "content/essays/你好/sea.png").read_bytes() == png()
    assert move.run("wordpress", "site.xml", "--fetch") == 0 and len(asked) == 1
    assert move.check() == 0, capsys.readouterr().err


def test_ghost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    posts = [
        {"id": "1", "title": "Hello", "slug": "hello", "html": "<p>See <a href='https://b.cn'>b</a></p><figure><img src='__GHOST_URL__/content/images/a.png' alt='A'></figure>", "status": "published", "published_at": "2022-01-02T03:04:05.000Z", "type": "post", "feature_image": "__GHOST_URL__/content/images/a.png"},
        {"id": "2", "title": "Me", "slug": "me", "html": None, "lexical": "{}", "status": "draft", "type": "page", "created_at": "2022-01-02 03:04:05"},
    ]  # fmt: skip
    data = {
        "db": [{"data": {
            "posts": posts, "tags": [{"id": "t", "name": "News"}, {"id": "u", "name": "#internal"}],
            "posts_tags": [{"post_id": "1", "tag_id": "t", "sort_order": 1}, {"post_id": "1", "tag_id": "u", "sort_order": 0}],
            "users": [{"id": "a", "name": "Lin Yu"}], "posts_authors": [{"post_id": "1", "author_id": "a"}],
        }}]
    }  # fmt: skip
    move = Move(tmp_path, {"export.json": json.dumps(data), "content/images/a.png": png()})
    assert move.run("ghost", "export.json") == 0
    front = move.front("essays/hello/index.md")
    assert front["tags"] == ["News"] and front["authors"] == ["lin-yu"] and front["cover"] == "a.png"
    assert front["date"] == "2022-01-02T03:04:05+00:00" and "![A](a.png)" in move.text("essays/hello/index.md")
    assert move.front("pages/me.md")["draft"] == "true"
    assert "the export has no HTML of it" in capsys.readouterr().out
    assert move.check() == 0, capsys.readouterr().err


CARD = """BEGIN:VCARD
VERSION:3.0
N:林;语;;;
FN:林语
ORG:长桌;编辑部
TITLE:编辑
ADR;TYPE=WORK:;;中山路1号;杭州;;;中国
EMAIL;TYPE=INTERNET:lin@a.cn
TEL;TYPE=CELL:+86 138
URL:https://lin.a.cn
NOTE:把手艺\\, 讲清
 楚
PHOTO;ENCODING=b;TYPE=PNG:{photo}
END:VCARD
BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=91=A8;=E6=9B=BC
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=91=A8=
=E6=9B=BC
END:VCARD
BEGIN:VCARD
VERSION:4.0
NOTE:nobody
END:VCARD
"""


def test_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume = {"basics": {"name": "Bo Larsen", "label": "Printer", "email": "bo@a.cn", "summary": "Prints.", "location": {"city": "Aarhus"}, "profiles": [{"url": "https://b.cn/bo"}]}, "work": [{"name": "Press", "position": "Owner", "startDate": "2010", "highlights": ["Books"]}], "skills": [{"name": "Printing"}]}  # fmt: skip
    move = Move(
        tmp_path,
        {
            "people.vcf": CARD.format(photo=base64.b64encode(png()).decode()),
            "people.csv": '姓名,城市,擅长,微信,生日\n王一,成都,"摄影, 暗房",wang1,1 月\n,北京,,,\n'.encode("gb18030"),
            "bo.json": json.dumps(resume),
        },
    )
    for system, path in (("vcard", "people.vcf"), ("csv", "people.csv"), ("jsonresume", "bo.json")):
        assert move.run(system, path) == 0
    lin = move.front("members/林语/index.md")
    assert lin["name"] == "林语" and lin["city"] == "杭州" and lin["org"] == "长桌 编辑部"
    assert lin["contact"] == {
        name: {"value": value, "audience": "host"}
        for name, value in (
            ("email", "lin@a.cn"),
            ("phone", "+86 138"),
            ("address", "中国 杭州 中山路1号"),
            ("note", "把手艺, 讲清楚"),
        )
    }
    assert (move.new / "content/members/林语/portrait.png").read_bytes() == png()
    assert move.front("members/周曼.md")["name"] == "周曼"
    wang = move.front("members/王一.md")
    assert wang["offers"] == ["摄影", "暗房"] and wang["extra"] == {"生日": "1 月"}
    assert move.front("members/bo-larsen.md")["city"] == "Aarhus" and "- **Owner · Press** (2010)" in move.text(
        "members/bo-larsen.md"
    )
    said = capsys.readouterr().out
    assert said.count("it names nobody") == 2 and "kept for the host alone" in said
    assert move.check() == 0, capsys.readouterr().err


def test_nothing_is_taken_from_outside_and_nothing_is_written_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    move = Move(
        tmp_path,
        {
            "source/_posts/a.md": "---\ntitle: A\nslug: ../../evil\ncover: ../../../secret.png\n---\n![x](../../../secret.png) ![y](/../../secret.png) <img src='../../../secret.png'>\n",
            "source/_posts/..\\evil.md": "---\ntitle: B\n---\n字\n",
            "source/_posts/con.md": "---\ntitle: C\n---\n字\n",
        },
    )
    (move.old / "source/_posts/linked.md").symlink_to("/etc/hostname")
    (move.old / "source/leak.png").symlink_to(tmp_path / "secret.png")
    assert move.run("hexo") == 0
    assert not [path for path in move.files() if path.endswith(".png")]
    assert all(".." not in path and "\\" not in path for path in move.files())
    assert not (tmp_path / "evil").exists() and len(list(tmp_path.iterdir())) == 3
    assert "left: source/_posts/linked.md" in capsys.readouterr().out


@pytest.mark.parametrize(
    "system",
    [
        "hexo",
        "hugo",
        "jekyll",
        "pelican",
        "wordpress",
        "ghost",
        "vcard",
        "csv",
        "jsonresume",
        "biodrop",
        "friends",
        "halo",
        "notion",
        "obsidian",
        "typecho",
        "wechat",
    ],
)
def test_rubbish_is_refused_and_never_a_fault(system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    move = Move(
        tmp_path,
        {
            "x.bin": bytes(range(256)),
            "source/_posts/a.md": bytes(range(256)),
            "content/posts/a.md": b"---\n- 1\n---\n",
            "links.yml": b"a: [",
            "e.json": b"[1, {}]",
            "w.html": b"js_content",
            "_posts/2020-99-99-a.md": b"---\ndate: never\ntags: {a: 1}\n---\n{% highlight",
        },
    )
    assert move.run(system, "nowhere") == 2
    assert move.run(system, "x.bin") in (0, 2)
    assert move.run(system) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err
