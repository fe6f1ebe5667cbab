"""The front page is composed: by the site, else by the theme, of what the theme has templates for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingpian.config.face import Home, Section
from mingpian.config.load import parse_config
from mingpian.core.diagnostics import render_diagnostics
from mingpian.plan.outputs import Output
from mingpian.render.composition import choices, compose
from mingpian.render.formats import page
from mingpian.render.theme import load_theme
from tests.render import samples
from tests.render.small import SITE, Small
from tests.render.test_theme import write

LIN = "---\nname: 林\nheadline: 替手艺人把话说清楚\noffers: [tea]\n---\n"
FILES = {
    "members/lin.md": LIN,
    "members/wen.md": "---\nname: 温\noffers: [tea, type]\n---\n",
    "members/man.md": "---\nname: 周\n---\n",
    **{f"essays/e{number}.md": f"---\ntitle: 第{number}篇\ndate: 2026-01-0{number}\n---\n" for number in range(1, 8)},
}


def home(stated: str, files: dict[str, str] = FILES, site: str = SITE) -> str:
    """The front page of a site that states this in `[home]`."""
    small = Small(files, f"{site}[home]\n{stated}\n")
    return page.FORMAT.render(Output("index.html", "page", ("home",), "zh-Hans"), small.context).decode()


def headings(html: str) -> list[str]:
    """The ids of the headings of its sections, in order."""
    return re.findall(r'<h2 id="([\w-]+)"', html)


def test_sections_stand_in_their_order_each_with_its_limit() -> None:
    html = home('sections = ["members", {name = "essays", limit = 3}]')
    assert headings(html) == ["members", "essays"]
    assert html.count("第") == 3
    assert 'href="./essays/">' in html
    assert html.count("<h1") == 1, "a page without a hero has its title, for those who hear it"


def test_a_section_that_has_nothing_is_not_there_heading_included() -> None:
    names = choices(samples.DEFAULT, "sections")
    html = home(f"sections = {names}".replace("'", '"'), {"members/lin.md": "---\nname: 林\n---\n"})
    assert headings(html) == ["contact"]


def test_a_hero_of_tiles_says_all_of_what_is_the_only_one_and_no_list_repeats_it() -> None:
    offer = "---\ntitle: 一小时\nsolves: 说不清楚\nowner: lin\n---\n"
    stated = 'hero = "bento"\nsections = ["hero", "essays", "offers"]'
    first = {"members/lin.md": LIN, "essays/a.md": "---\ntitle: 第一篇\nsummary: 为什么写\n---\n", "offers/a.md": offer}
    html = home(stated, first)
    assert headings(html) == [] and "为什么写" in html and "说不清楚" in html
    more = {"essays/b.md": "---\ntitle: 第二篇\n---\n", "offers/b.md": offer.replace("一小时", "一天")}
    assert headings(home(stated, first | more)) == ["essays", "offers"]
    single = '"hero", { name = "essays", limit = 1 }, { name = "offers", limit = 1 }'
    html = home(f'hero = "bento"\nsections = [{single}]', first | more)
    assert headings(html) == ["essays", "offers"], "a list of one leads to the others"


def test_a_site_with_nothing_says_so() -> None:
    nobody = 'title = "名片"\nbase_url = "https://lin.example/"\n'
    assert 'class="empty"' in home("", {}, nobody)
    assert 'class="empty"' not in home("", {"essays/a.md": "---\ntitle: 第一篇\n---\n"}, nobody)


def test_a_section_stands_once() -> None:
    assert headings(home('sections = ["essays", "members", "essays"]')) == ["essays", "members"]


@pytest.mark.parametrize("hero", ["portrait", "cover", "statement", "bento", "community"])
def test_every_hero_says_whose_site_it_is(hero: str) -> None:
    html = home(f'hero = "{hero}"\nsections = ["hero"]')
    assert html.count("<h1") == 1
    assert ("名片" if hero == "community" else "林") in re.sub("<[^>]+>", "", html[html.index("<main") :])
    assert ("u-uid" in html) == (hero != "community")


@pytest.mark.parametrize("hero", ["", "portrait", "statement"])
def test_without_an_owner_the_community_opens_the_page(hero: str) -> None:
    stated = f'hero = "{hero}"\nsections = ["hero"]' if hero else 'sections = ["hero"]'
    html = home(stated, site=SITE.replace('owner = "lin"\n', ""))
    main = html[html.index("<main") :]
    assert [name for name in ("林", "温", "周") if f">{name}</span>" not in main] == []
    assert main.index('href="./topics/tea/"') < main.index('href="./topics/type/"'), "what most can be asked first"


def test_the_site_goes_before_the_theme_and_alone_is_for_one() -> None:
    theme = samples.DEFAULT
    own = compose(theme, Home(sections=(Section(name="essays"),)))[0]
    assert [one.name for one in own.sections] == [one.name for one in own.alone] == ["essays"]
    theirs = compose(theme, Home(hero="bento"))[0]
    assert theirs.hero == "bento"
    assert theirs.sections and theirs.alone and theirs.sections != theirs.alone


def test_a_hero_that_the_site_asks_for_opens_the_sections_of_a_theme_without_one(tmp_path: Path) -> None:
    files = {"themes/a/theme.toml": 'inherits = "default"\n[home]\nsections = ["essays"]\nalone = ["essays", "hero"]\n'}
    theme, _ = load_theme(write(tmp_path, files), "a")

    def names(stated: Home) -> list[list[str]]:
        composed = compose(theme, stated)[0]
        return [[one.name for one in sections] for sections in (composed.sections, composed.alone)]

    assert names(Home()) == names(Home(hero="nobody")) == [["essays"], ["essays", "hero"]]
    assert names(Home(hero="community")) == [["hero", "essays"], ["essays", "hero"]]
    assert names(Home(hero="community", sections=(Section(name="works"),))) == [["works"], ["works"]]


def test_what_has_no_template_is_told_with_the_choices_and_left_out(tmp_path: Path) -> None:
    files = {
        "themes/a/theme.toml": 'inherits = "default"\n[home]\nsections = ["hero", "prizes"]\n',
        "templates/sections/awards.html": "<p>awards</p>",
        "templates/heroes/mine.html": "<h1>mine</h1>",
    }
    theme, _ = load_theme(write(tmp_path, files), "a")
    composed, found = compose(theme, Home(hero="portrat", sections=(Section(name="awards"), Section(name="workz"))))
    told = render_diagnostics(found)
    assert [one.name for one in composed.sections] == ["awards"]
    assert "site.toml: warning[bad-value]: there is no template `heroes/portrat.html`" in told
    assert "did you mean `portrait`?" in told
    assert "one of: bento, community, cover, mine, portrait, statement" in told
    assert "there is no template `sections/workz.html`" in told
    assert "themes/a/theme.toml: warning[bad-theme]: there is no template `sections/prizes.html`" in told


def test_a_limit_is_a_number_that_a_page_can_bear() -> None:
    _, found = parse_config(b'title = "x"\n[home]\nsections = [{name = "essays", limit = 900}, {limit = 2}]\n')
    told = render_diagnostics(found)
    assert "`limit` is not between 1 and 100" in told
    assert "`home.sections.name` is missing" in told or "name" in told
