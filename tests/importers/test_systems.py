"""Sites of other systems, small but as people keep them: every text comes in, and `check` is content with it."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.move import Move, png

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
    assert (
        front["title"] == "一篇" and front["tags"] == ["甲", "乙", "life"] and front["aliases"] == ["/2016/first.html"]
    )
    assert front["authors"] == ["lin", "bo"] and front["summary"] == "短"
    assert "![x](x.png)" in move.text("essays/first/index.md")
    assert move.front("essays/other.md")["draft"] == "true"
    assert (
        "imported: content/essays/old.md" in capsys.readouterr().out and move.front("essays/old.md")["title"] == "Old"
    )
    assert move.check() == 0, capsys.readouterr().err
