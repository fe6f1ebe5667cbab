"""Links that a text has to the old site's own addresses lead to what came of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.importers.arrival.relinked import places_of, relinked
from mingpian.importers.draft import Draft
from tests.importers.move import Move
from tests.importers.test_exports import WXR

DRAFTS = [
    Draft(source="", kind="essays", slug="甲", fields={"aliases": ["/2024/02/29/带图/"]}, addresses=("/?p=1",),
          lists={"/category/x/": "/tags/x/"}),
    Draft(source="", kind="essays", slug="b", fields={"aliases": ["/b.html"]}),
    Draft(source="", kind="essays", slug="c", lang="en", fields={"aliases": ["/en/c/"]}),
    Draft(source="", kind="essays", slug="closed", fields={"aliases": ["/closed/"], "draft": True}),
    Draft(source="", kind="essays", slug="twice", fields={"aliases": ["/e/twice/"]}),
    Draft(source="", kind="pages", slug="twice", fields={"aliases": ["/p/twice/"]}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "made"),
    [
        ("[x](/2024/02/29/带图/)", "[[甲|x]]"),
        ("[x](/2024/02/29/%E5%B8%A6%E5%9B%BE)", "[[甲|x]]"),
        ("[x](/2024/02/29/带图/index.html#一)", "[[甲#一|x]]"),
        ("[x](https://o.example/blog/2024/02/29/带图/)", "[[甲|x]]"),
        ("[x](http://www.o.example/blog/?p=1)", "[[甲|x]]"),
        ("[x](/b.html)", "[[b|x]]"),
        ("| [x](/b.html) |\n|---|", "| [[b\\|x]] |\n|---|"),
        ("[a|b](/b.html)", "[a|b](/b.html)"),
        ("[a|b](https://o.example/blog/b.html#c)", "[a|b](/b.html#c)"),
        ("[![p](q.png)](https://o.example/blog/b.html)", "[![p](q.png)](/b.html)"),
        ("[x](/en/c/)", "[x](/en/c/)"),
        ("[x](https://o.example/blog/en/c/)", "[x](/en/c/)"),
        ("[x](/closed/)", "[x](/closed/)"),
        ("[x](/e/twice/)", "[x](/e/twice/)"),
        ("[x](https://o.example/blog/category/x/)", "[x](/category/x/)"),
        ("[x](https://other.example/b.html)", "[x](https://other.example/b.html)"),
        ("[x](https://o.example/elsewhere/)", "[x](https://o.example/elsewhere/)"),
        ("`[x](/b.html)`", "`[x](/b.html)`"),
        ("![x](/b.html)", "![x](/b.html)"),
    ],
)
def test_links(said: str, made: str) -> None:
    draft = relinked(Draft(source="", kind="essays", slug="z", body=said), places_of(DRAFTS, "https://o.example/blog/"))
    assert (draft.body, draft.notes) == (made, ())


def test_a_link_to_nothing_that_came_is_named_once() -> None:
    said = (
        "[x](https://o.example/gone/) [y](https://o.example/gone/) [z](https://o.example/wp-content/a.pdf) [w](/gone/)"
    )
    draft = relinked(Draft(source="", kind="essays", slug="z", body=said), places_of(DRAFTS, "https://o.example"))
    assert draft.body == said and len(draft.notes) == 1 and "/gone/" in str(draft.notes[0])


def test_posts_of_wordpress_and_hexo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    link = '<a href="https://wp.example/2015/06/hello/">甲</a> <a href="https://wp.example/?p=1">乙</a>\n\n'
    export = WXR.replace("[gallery", f"{link}[gallery", 1)
    export = export.replace("<channel>", "<channel><wp:base_blog_url>https://wp.example</wp:base_blog_url>", 1)
    move = Move(tmp_path / "wp", {"site.xml": export})
    assert move.run("wordpress", "site.xml") == 0
    assert "[[你好|甲]] [[你好|乙]]" in move.text("essays/你好.md")
    move = Move(tmp_path / "hexo", {
        "_config.yml": "title: A\nurl: https://o.example\n",
        "source/_posts/一.md": "---\ntitle: 一\ndate: 2024-02-29\n---\n[二](/2024/03/01/二/) [它](https://o.example/2024/03/01/二/#b)\n",
        "source/_posts/二.md": "---\ntitle: 二\ndate: 2024-03-01\n---\n## b\n\n[一](/2024/02/29/一/)\n",
    })  # fmt: skip
    assert move.run("hexo") == 0
    assert "[[二|二]] [[二#b|它]]" in move.text("essays/一.md") and "[[一|一]]" in move.text("essays/二.md")
    capsys.readouterr()
    assert move.run("hexo") == 0 and "2 unchanged" in capsys.readouterr().out and move.check() == 0
