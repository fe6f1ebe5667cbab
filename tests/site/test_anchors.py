"""Links to a heading of another entry, by its id or its words, whoever wrote that entry."""

import pytest

from mingpian.render.body.bodies import body_html
from mingpian.site import anchors
from tests.render.small import Small

FILES = {
    "members/lin.md": "---\nname: Lin\n---\n",
    "members/bo.md": "---\nname: Bo\n---\n## About Me\n\n## 标题\n",
    "essays/a.md": "---\ntitle: A\n---\n## Part Two\n\n<div id='box'>x</div>\n",
}


def hrefs(body: str) -> str:
    small = Small(FILES | {"essays/x.md": f"---\ntitle: X\n---\n{body}\n"})
    return body_html(small.context, small.ask("entry", "essays/x.zh-Hans"), "/")


def warnings(body: str) -> list[tuple[str, tuple[str, ...]]]:
    model = Small(FILES | {"essays/x.md": f"---\ntitle: X\n---\n{body}\n"}).model
    lost = anchors.lost(model.site, model.links)
    return [(str(diagnostic.message), tuple(map(str, diagnostic.hints))) for diagnostic in lost]


def test_a_heading_by_its_words_or_its_id() -> None:
    assert '"/essays/a/#part-two"' in hrefs("[[A#Part Two]]")
    assert '"/essays/a/#part-two"' in hrefs("[a](a.md#part-two)")
    assert warnings("[[A#Part Two]] [a](a.md#part-two) [b](a.md#box)") == []


def test_a_heading_of_somebody_else_needs_no_prefix() -> None:
    assert '"/members/bo/#u-about-me"' in hrefs("[[Bo#About Me]]")
    assert '"/members/bo/#u-标题"' in hrefs("[b](../members/bo.md#标题)")
    assert '"/members/bo/#u-标题"' in hrefs("[b](../members/bo.md#u-标题)")


def test_a_heading_of_the_same_text() -> None:
    assert '<a href="/essays/x/#down-here">Down Here</a>' in hrefs("[[#Down Here]]\n\n## Down Here")
    assert warnings("[[#Down Here]]\n\n## Down Here") == []


def test_a_place_that_is_not_there() -> None:
    assert warnings("[[A#Part Too]] [a](a.md#nope)\n") == [
        ("there is no heading `nope` in content/essays/a.md", ()),
        ("there is no heading `Part Too` in content/essays/a.md", ("did you mean `part-two`?",)),
    ]


@pytest.mark.parametrize(
    ("heading", "github"),
    [
        ("ResultSet[结果集]", "resultset结果集"),
        ("将JDBCUtils 工具类改成Druid(德鲁伊)实现", "将jdbcutils-工具类改成druid德鲁伊实现"),
        ("What's new?", "whats-new"),
        ("Node.js & npm", "nodejs--npm"),
        ("🚀 起步", "-起步"),
        ("Quelle économie sur 9 mois ?", "quelle-economie-sur-9-mois"),
    ],
)
def test_a_heading_by_the_id_that_other_programs_give_it(heading: str, github: str) -> None:
    body = f"[here](#{github}) [[X#{github}]]\n\n## {heading}\n\n## Next"
    assert warnings(body) == [] and hrefs(body).count(f'#{github}"') == 0
    small = Small(FILES | {"essays/x.md": f"---\ntitle: X\n---\n{body}\n"})
    entry = small.model.site.entries["essays/x.zh-Hans"]
    assert hrefs(body).count(f'#{entry.anchors[0]}"') == 2


def test_signs_alone_never_choose_between_two_headings() -> None:
    body = "[here](#ab)\n\n## A b\n\n## Other {#a_b}\n"
    assert '"#ab"' in hrefs(body)
