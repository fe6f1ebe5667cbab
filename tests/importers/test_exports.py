"""Exports in one file: WordPress, Ghost, contacts; and what comes of rubbish."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from mingpian.fetch import pictures
from mingpian.fetch.http import Answer
from tests.importers.move import Move, png

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

    def ask(url: str, *_: object) -> Answer:
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
    far = ["https://wp.example/wp-content/uploads/2015/06/sea.png", "https://cdn.example/c.png"]
    assert asked == far, "each once, and no other file"
    body = move.text("essays/你好/index.md")
    assert "![海](sea.png)" in body and "https://cdn.example/c.png" in body
    assert (move.new / "content/essays/你好/sea.png").read_bytes() == png()
    assert move.run("wordpress", "site.xml", "--fetch") == 0 and asked.count(far[0]) == 1
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
