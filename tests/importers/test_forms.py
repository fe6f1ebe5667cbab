"""What stands in texts of blogs, form by form, and what it becomes."""

# ruff: noqa: E501 (texts are quoted as they are)

from __future__ import annotations

from pathlib import Path

import pytest

from tests.importers.move import Move, png

SITES: dict[str, tuple[str, str, dict[str, str | bytes]]] = {
    "hexo": ("source/_posts/a.md", "---\ntitle: A\ndate: 2020-01-01\nindexing: false\n---\n", {"_config.yml": "title: A\nmarked: {breaks: false}\n", "source/_posts/a/a b.png": png(), "source/_posts/a/x.pdf": b"%PDF-1.4"}),
    "hugo": ("content/posts/a.md", "---\ntitle: A\ndate: 2020-01-01\n---\n", {"hugo.toml": "title = 'A'\n[params]\nv = '值'\n", "content/posts/a.png": png(), "content/posts/x.pdf": b"%PDF-1.4"}),
    "jekyll": ("_posts/2020-01-01-a.md", "---\ntitle: A\nimage: {path: /x.png, alt: 图}\n---\n", {"_config.yml": "title: A\n", "x.png": png(), "x.pdf": b"%PDF-1.4"}),
    "pelican": ("content/a.rst", "A\n#\n\n:date: 2020-01-01\n\n", {"pelicanconf.py": "DEFAULT_LANG = 'zh_cn'\n", "content/x.png": png(), "content/t.csv": "1,2\n3,\"x, y\"\n"}),
}  # fmt: skip
FORMS = [
    ("hexo", "{% note info %}\n小 `{% note %}` 心\n```js\n{% endnote %}\n```\n{% endnote %}", "> [!NOTE]\n> 小 `{% note %}` 心\n> ```js\n> {% endnote %}\n> ```"),
    ("hexo", "`{% a %}` 与 {% label 文 red %} `{% b %}`", "`{% a %}` 与 **文** `{% b %}`"),
    ("hexo", "{% folding blue open, 标题 %}\n里\n{% endfolding %}", "<summary>标题</summary>\n\n里"),
    ("hexo", "{% checkbox red checked, 做完 %}{% checkbox 没做 %}", "- [x] 做完\n\n- [ ] 没做"),
    ("hexo", "![图](<a b.png>)", "![图](a-b.png)"),
    ("hexo", "写 ![[a b.png]] 与 [[甲]]，见 ![[x]](<a b.png>)", "写 \\!\\[\\[a b.png]] 与 \\[\\[甲]]，见 ![[x]](a-b.png)"),
    ("hexo", "像“%%%。”，100%% 与 %% 一行\n\n`%%` {% raw %}%%{% endraw %}", "像“\\%\\%\\%。”，100\\%\\% 与 \\%\\% 一行"),
    ("hugo", '{{< figure src="a.png" title="题 \\"引\\" [x]" >}}', '![题 "引" (x)](a.png "题 \\"引\\" [x]")'),
    ("hugo", '{{< param v >}} {{% param "title" %}} {{< param none >}}', "值 A {{< param none >}}"),
    ("jekyll", "> 提醒\n> 二\n{: .prompt-warning }", "> [!WARNING]\n> 提醒\n> 二"),
    ("jekyll", "## 小节 {#sec}\n\n见 [节](#sec)", "## 小节 {#sec}\n\n见 [节](#sec)"),
    ("jekyll", "## 用 `x` 的\n{: .a #sec}\n\n见 [节](#sec)", "## 用 `x` 的 {#sec}\n\n见 [节](#sec)"),
    ("jekyll", "## 小节 {: #sec .a}\n\n### 无名\n{: .no_toc}\n\n字", "## 小节 {#sec}\n\n### 无名\n\n字"),
    ("jekyll", "小节\n----\n{: id=\"sec\"}\n\n见 [节](#sec)", "小节 {#sec}\n----\n\n见 [节](#sec)"),
    ("jekyll", "见 [段](#p)\n\n一\n二\n{: #p .lead}\n\n三\n{: .x}", "见 [段](#p)\n\n一\n二 {#p}\n\n三"),
    ("jekyll", "{: #p}\n一 [段](#p)\n\n*强*{: #em .r} [强](#em)", "一 [段](#p) {#p}\n\n*强*{#em} [强](#em)"),
    ("jekyll", "[表](#t)[引](#q)\n\n| a |\n|---|\n| 1 |\n{: #t}\n\n> 引\n{: #q}\n\n```\n码\n{: #no}\n```", '[表](#t)[引](#q)\n\n<span id="t"></span>\n\n| a |\n|---|\n| 1 |\n\n<span id="q"></span>\n\n> 引\n\n```\n码\n{: #no}\n```'),
    ("jekyll", "字\n\n{: #sec}\n## 小节\n\n```md\n## 码\n{: #x}\n```", "字\n\n## 小节 {#sec}\n\n```md\n## 码\n{: #x}\n```"),
    *((system, "见 [`a.b` 的 `c`](x.pdf) 与 `[码](x.pdf)`", "见 [`a.b` 的 `c`](x.pdf) 与 `[码](x.pdf)`") for system in ("hexo", "hugo", "jekyll")),
    ("jekyll", "见 [用 `x` 的]({% post_url 2020-01-01-a %}#b)\n\n## b", "见 [[a#b|用 `x` 的]]"),
    ("pelican", ".. csv-table:: 表\n   :header: a, b\n   :file: t.csv\n\n后\n", "| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | x, y |\n\n后"),
    ("pelican", ".. csv-table:: 表\n   :file: ../pelicanconf.py\n", "DEFAULT\\_LANG = 'zh\\_cn'"),
    ("pelican", "字 ``a_b`` [1]_ [#x]_\n\n.. [1] 注\n\n   二段\n\n.. [#x] 乙\n", "字 `a_b` [^footnote-1] [^x]\n\n[^footnote-1]: 注\n\n    二段\n\n[^x]: 乙"),
    ("pelican", ".. figure:: {static}/x.png\n   :alt: 图\n", "![图](x.png)"),
    ("pelican", ".. note::\n\n   字\n", "注解\n\n字"),
]  # fmt: skip


@pytest.mark.parametrize(("system", "body", "made"), FORMS)
def test_forms(system: str, body: str, made: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, head, files = SITES[system]
    move = Move(tmp_path, {**files, path: head + body + "\n"})
    assert move.run(system) == 0
    (entry,) = [path for path in move.files() if path.endswith(".md") and path.startswith("essays/")]
    assert made in move.text(entry), move.text(entry)
    front = move.front(entry)
    assert "draft" not in front and (system != "jekyll" or front["cover"] == {"src": "x.png", "alt": "图"})
    assert move.check() == 0, capsys.readouterr().err
