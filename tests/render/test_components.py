"""What the default theme draws in a body, what it refuses, and what is said of it."""

# ruff: noqa: E501 (what is printed is quoted as it is)

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from mingpian.content.media.players import player_of
from mingpian.core.diagnostics import Diagnostic
from mingpian.render.body.bodies import body_html
from mingpian.render.body.components import declared
from mingpian.render.body.misuse import misused_components
from mingpian.render.feeds.items import feed_item
from mingpian.render.formats import formats
from tests.example import REPOSITORY
from tests.render.small import Small

FILES: dict[str, str | bytes] = {
    "members/lin.md": "---\nname: 林语\nheadline: 写字\ncontact: {email: {value: a@b.cn, audience: public}}\n---\n",
    "members/bo.md": "---\nname: Bo <b>\n---\n",
    "offers/talk.md": "---\ntitle: 诊断\nby: [lin]\nprice: {amount: 300, currency: CNY}\n---\n字\n",
    "works/shop.md": "---\ntitle: 店\nresults: [{what: 客人, before: 1, after: 9}]\n---\n字\n",
    "events/dinner.md": "---\ntitle: 晚餐\nstart: 2026-12-01 18:00\ncity: 杭州\n---\n字\n",
    "circles/ink.md": "---\ntitle: 墨\nbelief: 好字\nstewards: [lin]\n---\n字\n",
    "essays/one.md": "---\ntitle: 一\n---\n字\n",
    "essays/later.md": "---\ntitle: 后\ndate: 2030-01-01\n---\n字\n",
    "data/ways.csv": "办法,到账\n转账,一天\n<b>,x\n",
    "data/years.yaml": "- {when: 2019, what: 开始, url: 'javascript:x'}\n- {when: 2020, what: 后来, url: 'https://a.cn'}\n",
}
FILM = "https://www.bilibili.com/video/BV1GJ411x7h7"


def small(body: str, author: str = "lin") -> Small:
    return Small(FILES | {"essays/x.md": f"---\ntitle: X\ndate: 2026-10-01\nauthors: [{author}]\n---\n{body}\n"})


def drawn(body: str, author: str = "lin") -> str:
    site = small(body, author)
    return body_html(site.context, site.ask("entry", "essays/x.zh-Hans"), "../")


def said(body: str, author: str = "lin") -> list[Diagnostic]:
    site = small(body, author)
    return list(misused_components(site.model, site.context.theme))


SHOWN = {
    ":::member lin :::": ["../members/lin/", "写字"],
    ":::offer 诊断 :::": ["../offers/talk/", "¥300"],
    ":::work shop :::": ["../works/shop/", "客人"],
    ":::event ../events/dinner.md :::": ["../events/dinner/", "2026年12月1日"],
    ":::circle circles/ink :::": ["../circles/ink/", "好字"],
    ":::work /works/shop/ :::": ["../works/shop/", "客人"],
    ":::work works/Shop :::": ["../works/shop/", "客人"],
    ":::work [[shop]] :::": ["../works/shop/", "客人"],
    ":::work shop.md :::": ["../works/shop/", "客人"],
    ":::essay one :::": ["../essays/one/"],
    ":::quote by=lin\n**好**\n:::": ["<blockquote>", "<strong>好</strong>", "../members/lin/"],
    ":::quote name=某 source=https://a.cn/x\n好\n:::": ['cite="https://a.cn/x"', ">某</a>"],
    ":::table ways columns=到账,办法 :::": ['<th scope="col">到账</th>', '<th scope="row">一天</th>', "&lt;b&gt;"],
    ":::timeline years :::": ["<dt>2019</dt>", ">开始<", 'href="https://a.cn"'],
    ":::timeline\n2019\n: 开始\n:::": ["<dt>2019</dt>"],
    f":::video {FILM} title=影 :::": [f'href="{FILM}"', "data-player=", "哔哩哔哩", "<figcaption>影</figcaption>"],
    ":::video https://a.cn/a.mp4 :::": ["<video", 'src="https://a.cn/a.mp4"'],
    ":::audio https://music.163.com/#/song?id=5 :::": ["music.163.com/outchain", "网易云音乐"],
    ":::place 家 address=杭州 lat=30.2 lon=120.1 :::": ["position=120.1,30.2", "mlat=30.2", "杭州"],
    ":::contact :::": ["怎么联系：林语", "&#109;&#97;&#105;&#108;"],
    ":::subscribe\n来\n:::": ["../feed.xml", "<p>来</p>"],
    ":::gallery\n![a](https://a.cn/a.jpg)\n![b](https://a.cn/b.jpg)\n:::": ['class="component gallery"', "a.jpg", "b.jpg"],
    "见:member[小林]{lin}。": ['<p>见<a href="../members/lin/" title="写字">小林</a>。</p>'],
    "听:audio[歌]{https://a.cn/a.mp3}。": ['<a href="https://a.cn/a.mp3" rel="noopener">歌</a>'],
}  # fmt: skip


@pytest.mark.parametrize("body", SHOWN)
def test_what_is_drawn(body: str) -> None:
    assert said(body) == []
    html = drawn(body)
    assert [part for part in SHOWN[body] if part not in html] == [], html
    assert "javascript:" not in html and "<b>," not in html


def test_every_component_of_the_theme_is_tried_here_or_in_a_build() -> None:
    used = {name for body in SHOWN for name in re.findall(r":([a-z]+)[ \n\[{]", body)}
    assert set(declared(small("").context.theme)) - used == {"figure"}


def test_the_manual_lists_every_component_and_argument() -> None:
    manual = (REPOSITORY / "docs/content/chapters/components.en.md").read_text(encoding="utf-8")
    for name, declaration in declared(small("").context.theme).items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", manual, re.MULTILINE)
        for argument, stated in declaration.arguments.items():
            assert f"`{argument}`{'*' if stated.required else ''}" in row, (name, argument)


FAULTS = {
    ":::membr lin :::": ("unknown-component", "there is no component `membr`", "did you mean `member`?"),
    ":::member lin size=big :::": ("bad-component", "`member` has no argument for `size`", "its arguments: `who`"),
    ":::member :::": ("bad-component", "`member` needs `who`", "write `:::member who=…`"),
    ":::member linn :::": ("unknown-entry", "`member`: `who` names none of the members: `linn`", "did you mean `lin`?"),
    ":::member shop :::": ("unknown-entry", "`member`: `who` names none of the members: `shop`", ""),
    ":::table way :::": ("unknown-data", "`table`: `data` names no file of content/data/: `way`", "did you mean `ways`?"),
    ":::place 家 lat=north :::": ("bad-component", "`place`: `lat` is not a number: `north`", ""),
    ":::figure no.png alt=x :::": ("missing-picture", "`figure`: `picture` names no picture: `no.png`", ""),
    "a :gallery{} b": ("bad-component", "`gallery` cannot stand within a line", "write `:::gallery … :::` between blank lines"),
    ":::quote source=javascript:x :::": ("bad-component", "`quote`: `source` leads to nothing: `javascript:x`", "write a whole address, `https://…`, or a path"),
}  # fmt: skip


@pytest.mark.parametrize("body", FAULTS)
def test_what_is_said_of_misuse(body: str) -> None:
    (diagnostic,) = said(body)
    code, message, hint = FAULTS[body]
    assert (diagnostic.code, diagnostic.message, "".join(map(str, diagnostic.hints))) == (code, message, hint)
    assert diagnostic.file == "content/essays/x.md" and diagnostic.needle in body


def test_a_recording_that_is_not_known() -> None:
    (diagnostic,) = said(":::video https://evil.example/watch :::")
    assert diagnostic.message == "`video`: `recording` is no recording that is known: `https://evil.example/watch`"
    html = drawn(":::video https://evil.example/watch :::")
    assert html.strip() == '<p><a href="https://evil.example/watch">https://evil.example/watch</a></p>'


def test_what_is_not_published_yet_waits_without_a_fault() -> None:
    assert said(":::essay later :::") == []
    assert drawn(":::essay later :::").strip() == ""


LEFT = {
    ":::video https://www.bilibili.com/video/BV1xx :::": ['<a href="https://www.bilibili.com/video/BV1xx">'],
    ":::video https://evil.example/watch title=第一期 :::": ['<a href="https://evil.example/watch">', "第一期"],
    ":::member nobody :::": ["nobody"],
    ":::quote by=nobody\n她说的话\n:::": ["她说的话", "nobody"],
    ":::table nosuch :::": ["nosuch"],
    ":::figure no.png alt=雨天\n说明\n:::": ["no.png", "雨天", "说明"],
    ":::member :::": [":::member :::"],
    "见 :member[林小姐]{nobody}。": ["见 林小姐。"],
    "见 :member{nobody}。": ["见 nobody。"],
    "看 :video[片子]{https://evil.example/watch}。": ['看 <a href="https://evil.example/watch">片子</a>。'],
    "a :gallery{no.png} b": ["a no.png b"],
    ":::video javascript:alert(1) :::": ["javascript:alert(1)"],
    ":::nope x :::": [":::nope x :::"],
}


@pytest.mark.parametrize("author", ["lin", "bo"])
@pytest.mark.parametrize("body", LEFT)
def test_what_cannot_be_drawn_stands_as_words_and_links(body: str, author: str) -> None:
    html = drawn(body, author)
    assert all(words in html for words in LEFT[body]), html
    assert "<iframe" not in html and 'href="javascript' not in html


def test_members_cannot_publish_the_files_of_data() -> None:
    (diagnostic,) = said(":::table ways :::", "bo")
    assert diagnostic.message == "`table`: `data` may be used by the owner's entries alone"
    assert "转账" not in drawn(":::table ways :::", "bo")


def test_hostile_arguments_stay_text() -> None:
    evil = '"\\"><script>alert(1)</script>"'
    for body in (f":::quote name={evil} role={evil}\nx\n:::", f":::place {evil} address={evil} :::",
                 f":::video {FILM} title={evil} :::", f":::subscribe label={evil} newsletter=https://a.cn :::"):  # fmt: skip
        assert "<script" not in drawn(body, "bo"), body
    assert "<b>" not in drawn(":::member bo :::", "bo")


def test_feeds_get_absolute_addresses() -> None:
    site = small(":::member lin :::\n\n:::subscribe :::")
    card = site.ask("card", "essays/x.zh-Hans")
    html = feed_item(site.context, card).html
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert addresses and all(one.startswith("https://lin.example/") for one in addresses)


def test_the_policy_allows_the_frames_that_are_used_and_no_others() -> None:
    def policy(body: str, author: str = "lin") -> str:
        rules = small(body, author).render(formats()["headers"], "_headers").decode()
        match = re.search(r"frame-src ([^;]*);", rules)
        assert match
        return match[1]

    assert policy("字") == "'none'"
    assert policy(f":::video {FILM} :::\n\n:::video https://youtu.be/dQw4w9WgXcQ :::") == (
        "https://player.bilibili.com https://www.youtube-nocookie.com"
    )
    assert policy('<iframe src="//maps.example/a?b"></iframe>') == "https://maps.example"
    assert policy('<iframe src="//maps.example/a?b"></iframe>', "bo") == "'none'"


PLAYERS = {
    "https://www.bilibili.com/video/BV1GJ411x7h7/?p=2&t=90": "https://player.bilibili.com/player.html?bvid=BV1GJ411x7h7&p=2&autoplay=1&high_quality=1&t=90",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&start=90",
    "https://youtu.be/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0",
    "https://m.youtube.com/shorts/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0",
    "https://vimeo.com/76979871/a1b2": "https://player.vimeo.com/video/76979871?autoplay=1&dnt=1&h=a1b2",
    "https://v.qq.com/x/cover/mzc1/b0042.html": "https://v.qq.com/txp/iframe/player.html?autoplay=true&vid=b0042",
    "https://v.youku.com/v_show/id_XNDY4==.html": "https://player.youku.com/embed/XNDY4==?autoplay=true",
    "https://music.163.com/#/song?id=5": "https://music.163.com/outchain/player?type=2&id=5&auto=1&height=66",
    "https://open.spotify.com/intl-de/track/4uLU6": "https://open.spotify.com/embed/track/4uLU6",
    "https://podcasts.apple.com/cn/podcast/某/id123?i=9": "https://embed.podcasts.apple.com/cn/podcast/某/id123?i=9",
}  # fmt: skip


@pytest.mark.parametrize("url", PLAYERS)
def test_players(url: str) -> None:
    found = player_of(url)
    assert found is not None and (found.src, found.url) == (PLAYERS[url], url)


@pytest.mark.parametrize(
    "url",
    [
        "http://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/watch?v=a%22b",
        "https://evil.example@www.bilibili.com/video/BV1GJ411x7h7",
        "https://[::1/watch",
        "https://www.bilibili.com/video/BV1",
        "https://music.163.com/#/song?id=5%26x",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_player(url: str) -> None:
    assert player_of(url) is None


def test_what_a_site_adds_is_for_the_owner_until_it_is_marked_as_safe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from mingpian.cli import main

    files = {
        "site.toml": 'title = "A"\nowner = "lin"\n',
        "content/members/lin.md": "---\nname: Lin\n---\n:::box :::\n",
        "content/members/bo.md": "---\nname: Bo\n---\n:::box :::\n",
        "content/data/t.csv": "a\n7\n",
        "templates/components/box.html": "<p>drawn</p>\n",
        "templates/404.html": '{{ data("t")[0].a }}',
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    build = ["build", "--root", str(tmp_path), "--jobs", "1"]
    assert main(build) == 0
    said = capsys.readouterr().err
    assert (
        "content/members/bo.md:4:1: warning[bad-component]: `box` is not marked as safe" in said
        and "lin.md" not in said
    )
    assert "drawn" not in (tmp_path / "output/members/bo/index.html").read_text("utf-8")
    assert "drawn" in (tmp_path / "output/members/lin/index.html").read_text("utf-8")
    assert (tmp_path / "output/404.html").read_text("utf-8") == "7"
    (tmp_path / "templates/components/box.html").write_text("{# safe = true #}\n<p>drawn</p>\n")
    assert main(build) == 0
    assert "drawn" in (tmp_path / "output/members/bo/index.html").read_text("utf-8")


def test_a_site_adds_a_component_by_one_template(tmp_path: Path) -> None:
    from mingpian.cli import main

    files = {
        "site.toml": 'title = "A"\nowner = "lin"\n',
        "content/members/lin.md": "---\nname: Lin\n---\n",
        "content/pages/a.md": "---\ntitle: A\n---\n:::price 3 unit=元\n一杯\n:::\n\n:::figure p.png alt=图\n说明\n:::\n",
        "templates/components/price.html": '{# [arguments.n]\ntype = "number"\nrequired = true\n[arguments.unit] #}\n'
        "<p class=price>{{ args.n + 1 }}{{ args.unit }}</p>{{ body }}\n",
        "templates/components/bad.html": "{# arguments = 3 #}\nx\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    Image.new("RGB", (2, 2)).save(tmp_path / "content/pages/p.png")
    assert main(["build", "--root", str(tmp_path), "--jobs", "1"]) == 0  # with a warning for the bad one
    page = (tmp_path / "output/a/index.html").read_text(encoding="utf-8")
    assert "<p class=price>4元</p><p>一杯</p>" in page.replace("\n", "")
    assert re.search(r'<img class="tone-000" src="../pages/p.png" alt="图" width="2" height="2"', page)
    assert (tmp_path / "output/pages/p.png").is_file()
    assert "/components." in page and "/components." not in (tmp_path / "output/index.html").read_text("utf-8")
