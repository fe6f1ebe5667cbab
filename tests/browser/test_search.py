"""Searching as a person does: typing Chinese, narrowing, keys alone, under a sub-path, with hostile titles about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.visit import Visit
from tests.example import mingpian
from tests.server import serving

HOSTILE = '<img src=x onerror="document.title=1">菜单 &amp; <b>粗</b>'
SITE = 'title = "名片"\nowner = "lin"\nlanguages = ["zh-Hans", "en"]\n'
FILES = {
    "members/lin.md": "---\nname: 林语\nname_latin: Lin Yu\ndate: 2024-05-01\n---\n我写字。\n",
    "topics.toml": '[drawing]\nnames = {zh-Hans = "绘画"}\nsynonyms = ["畫圖"]\n',
    "members/man.md": "---\nname: 周曼\ndate: 2024-05-02\noffers: [drawing]\n---\n画图的人，也写菜单。\n",
    "offers/stall.md": "---\ntitle: 摊位\nformat: 午后，面谈\nby: [lin]\n---\n坐下。\n",
    "essays/menu.md": "---\ntitle: 一张菜单\ndate: 2026-01-01\ntags: [设计]\n---\n馄饨店的字号从九磅改到十四磅。\n",
    "essays/hostile.md": f"---\ntitle: '{HOSTILE}'\ndate: 2026-01-02\ntags: [安全]\n---\n字。\n",
    "essays/near.md": "---\ntitle: 远近\ndate: 2026-01-03\ntags: [星野]\nauthors: [man]\n---\n天地之间，地人相望。\n",
    "essays/whole.md": "---\ntitle: 三才\ndate: 2026-01-04\ntags: [星野]\nauthors: [man]\n---\n"
    "天地人，三才。Café culture，ＡＢ。\n",
    "essays/whole.en.md": "---\ntitle: Three powers\n---\nHeaven, earth and people: a designer's cafe.\n",
    **{f"notes/{n}.md": f"---\ndate: 2025-01-{n:02}\n---\n第{n}天，下雨。\n" for n in range(1, 26)},
}


@pytest.fixture(scope="session")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with few entries, served under `/repo/`."""
    root = tmp_path_factory.mktemp("searched")
    (root / "site.toml").write_text(SITE, encoding="utf-8")
    for path, text in FILES.items():
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(text, encoding="utf-8")
    done = mingpian("build", "--root", root, "--base-url", "https://h.example/repo/", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    with serving(root / "output", "/repo/") as address:
        yield address


@pytest.fixture
def visit(browser: Browser, searched: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    visiting = Visit(context.new_page(), searched)
    visiting.watch()
    yield visiting
    assert visiting.complaints == []
    context.close()


def look_for(page: Page, query: str, count: int) -> list[str]:
    """Type a query; the titles of what is found, which must be so many."""
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially(query, delay=20)
    expect(page.locator("#found")).to_contain_text(f" {count} " if count else "没有")
    expect(page.locator("#results li")).to_have_count(min(count, 10))
    return page.locator("#results h2").all_inner_texts()


def test_typing_chinese_finds_it_and_marks_it(visit: Visit) -> None:
    page = visit.open("search/")
    assert look_for(page, "菜单", 3)[-1] == "周曼"
    expect(page.locator("#results li mark").first).to_have_text("菜单")
    assert look_for(page, "九磅", 1) == ["一张菜单"]
    expect(page.locator(".excerpt mark")).to_have_text("九磅")
    expect(page.locator(".excerpt")).to_contain_text("馄饨店的字号从九磅改到十四磅")
    assert look_for(page, "磅", 1) == ["一张菜单"]
    assert look_for(page, "没有这样的话", 0) == []
    expect(page).to_have_url(f"{visit.origin}search/?q={quote('没有这样的话')}")


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_index_comes_and_when_results_do(visit: Visit, width: int) -> None:
    page, held = visit.page, list[Route]()
    page.set_viewport_size({"width": width, "height": 800})

    def hold(route: Route) -> None:  # playwright looks at its parameters: not at those of `held.append`
        held.append(route)

    page.route("**/index.json*", hold)
    visit.open("search/?q=三才")
    expect(page.locator(".narrow")).to_be_visible()
    tops = "['q', 'kind', 'person', 'in', 'found'].map(id => document.getElementById(id).getBoundingClientRect().top)"
    before = page.evaluate(tops)
    assert page.evaluate("document.querySelector('footer').getBoundingClientRect().top > innerHeight")
    expect(page.locator("#suggested")).to_be_hidden()
    held[0].continue_()
    expect(page.locator("#results li")).to_have_count(1)
    row = page.locator("#results li").bounding_box()
    expect(page.locator(".excerpt")).to_contain_text("天地人")
    assert page.locator("#results li").bounding_box() == row
    assert page.evaluate(tops) == before


def test_facts_stand_apart_in_an_excerpt(visit: Visit) -> None:
    assert look_for(visit.open("search/"), "午后", 1) == ["摊位"]
    expect(visit.page.locator(".excerpt")).to_contain_text("形式：午后，面谈 · ")


def test_a_phrase_is_found_only_where_it_stands_whole(visit: Visit) -> None:
    assert look_for(visit.open("search/"), "天地人", 1) == ["三才"]


def test_several_words_must_all_be_there(visit: Visit) -> None:
    page = visit.open("search/")
    assert look_for(page, "三才 cafe", 1) == ["三才"]
    assert page.locator("mark").all_inner_texts()[0] == "三才"
    assert look_for(page, "CULT ab", 1) == ["三才"]
    assert look_for(page, "三才 九磅", 0) == []


def test_a_hostile_title_is_text(visit: Visit) -> None:
    page = visit.open("search/")
    assert HOSTILE in look_for(page, "菜单", 3)
    assert page.locator("#results img, #results b").count() == 0
    assert page.title() != "1"


def test_narrowing(visit: Visit) -> None:
    page = visit.open("search/?q=菜单")
    expect(page.locator("#results li")).to_have_count(3)
    page.get_by_label("类别").select_option("members")
    expect(page.locator("#results h2")).to_have_text(["周曼"])
    page.get_by_label("类别").select_option("")
    page.get_by_label("标签").select_option("设计")
    expect(page.locator("#results h2")).to_have_text(["一张菜单"])
    page.locator("#q").fill("")
    page.get_by_label("标签").select_option("")
    page.get_by_label("人", exact=True).select_option("members/man")
    expect(page.locator("#results h2")).to_have_text(["三才", "远近", "周曼"])
    page.reload()
    expect(page.locator("#results h2")).to_have_text(["三才", "远近", "周曼"])


def test_another_language_has_its_own_results(visit: Visit) -> None:
    page = visit.open("search/")
    page.get_by_label("语言", exact=True).select_option(label="English")
    page.locator("#q").fill("design")
    expect(page.locator("#results h2")).to_have_text(["Three powers"])
    expect(page.locator(".excerpt mark")).to_have_text("design")
    page.locator("#results a").click()
    expect(page).to_have_url(f"{visit.origin}en/essays/whole/")


def test_keys_alone_are_enough(visit: Visit) -> None:
    page = visit.open("search/?q=菜单")
    expect(page.locator("#results li")).to_have_count(3)
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    assert page.locator("#q").input_value() == "菜单"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#results a").first).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/repo/essays/" in page.url


def test_an_excerpt_is_of_the_entry_itself(visit: Visit) -> None:
    page = visit.open("search/?q=星野")
    expect(page.locator("#results .excerpt mark")).to_have_count(2)
    told = page.locator("#results .excerpt").all_text_contents()
    assert not [text for text in told if "相关" in text], told


def test_more_results_follow(visit: Visit) -> None:
    page = visit.open("search/?q=下雨")
    expect(page.locator("#results li")).to_have_count(10)
    expect(page.locator("#results h2").first).to_have_text("第25天，下雨。")
    page.locator("#more").click()
    page.locator("#more").click()
    expect(page.locator("#results li")).to_have_count(25)
    expect(page.locator("#more")).to_be_hidden()


def test_a_late_answer_to_an_old_query_is_not_shown(visit: Visit) -> None:
    page = visit.open("search/")
    held: list[Route] = []
    page.route("**/d/*.json*", lambda route: held.insert(0, route))
    page.locator("#q").fill("九磅")
    page.wait_for_function("performance.getEntriesByType('resource').some(one => one.name.includes('.bin'))")
    page.wait_for_timeout(300)
    page.locator("#q").fill("没有这样的话")
    expect(page.locator("#found")).to_contain_text("没有")
    assert held
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert page.locator("#results li").count() == 0


def test_a_question_is_answered_by_a_topic_and_by_who_offers_it(visit: Visit) -> None:
    page = visit.open("search/")
    expect(page.locator("#suggested a")).to_have_text(["绘画"])
    page.locator("#q").fill("谁能帮我画图？")  # the synonym is written in the other script
    expect(page.locator("#results h2")).to_have_text(["绘画", "周曼"])
    expect(page.locator("#results .why")).to_have_text("能帮忙：绘画")
    expect(page.locator("#suggested")).to_be_hidden()
    page.locator("#q").fill("菜單")
    expect(page.locator("#results li")).to_have_count(3)
    expect(page.locator("#results li mark").first).to_have_text("菜单")
    page.locator("#q").fill("没有这样的话")
    expect(page.locator("#suggested")).to_be_visible()


def test_a_screen_reader_is_told(visit: Visit, need: Callable[[str], Path]) -> None:
    page = visit.open("search/?q=菜单")
    expect(page.get_by_role("status")).to_contain_text("3")
    assert page.get_by_role("search").get_by_role("searchbox").count() == 1
    assert page.get_by_role("list").get_by_role("heading", level=2).count() == 3
    page.evaluate(need("axe").read_text(encoding="utf-8"))
    assert page.evaluate("axe.run().then(result => result.violations.map(one => one.id))") == []


def test_a_missing_index_is_admitted(browser: Browser, searched: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/index.json", lambda route: route.abort())
        page.goto(f"{searched}search/?q=菜单")
        expect(page.get_by_role("status")).to_have_text("搜索索引没能载入。")
