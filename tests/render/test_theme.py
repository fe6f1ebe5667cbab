"""Themes: how one is found and inherits, and that its templates draw everything and nothing."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import mf2py
import pytest
from markupsafe import Markup

from mingpian.config.settings import SiteConfig
from mingpian.core.diagnostics import render_diagnostics
from mingpian.plan.outputs import Output
from mingpian.render.assets import Assets, assets, minified
from mingpian.render.formats import page
from mingpian.render.templates import environment, faulty_templates
from mingpian.render.theme import Theme, load_theme
from tests.example import IN_MEMORY, REPOSITORY
from tests.render import samples
from tests.render.small import SITE, Small

PAGES = samples.pages()
Draw = Callable[[str, dict[str, Any]], str]
A = "themes/a/theme.toml"
ATTACK = "<script>alert(1)</script>\"'&"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def themed(root: Path, name: str = "default") -> tuple[Theme, Assets]:
    theme, diagnostics = load_theme(root, name)
    assert render_diagnostics(diagnostics) == ""
    return theme, assets(theme, SiteConfig(title="木匠铺"))


def drawing(theme: Theme, published: Assets) -> Draw:
    """A function that draws a template of this theme."""
    jinja = environment(theme, published, IN_MEMORY)

    def draw(name: str, values: dict[str, Any]) -> str:
        return jinja.get_template(name).render(values, t=theme.words(values["lang"]))

    return draw


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> tuple[Theme, Assets]:
    return themed(tmp_path_factory.mktemp("site"))


@pytest.fixture
def draw(default: tuple[Theme, Assets]) -> Draw:
    return drawing(*default)


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_template_draws_all_and_nothing(name: str, draw: Draw) -> None:
    template, values = PAGES[name]
    html = draw(template, values)
    assert html.startswith("<!doctype html>\n<html lang=")
    assert html.count("<h1") == 1
    assert "None" not in html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    targets = set(re.findall(r'href="#([^"]*)"', html))
    assert targets <= set(ids) | {"a", "b", "c"}, "a link on the page leads nowhere"


def test_what_a_page_shows_is_escaped(draw: Draw) -> None:
    def infected(value: Any) -> Any:
        if isinstance(value, str) and type(value) is str and not re.fullmatch(r"[\w:+.-]*", value, re.ASCII):
            return value + ATTACK
        if isinstance(value, tuple):
            return tuple(map(infected, value))
        if hasattr(value, "__struct_fields__"):
            return type(value)(
                **{
                    name: getattr(value, name) if name == "timezone" else infected(getattr(value, name))
                    for name in value.__struct_fields__
                }
            )
        return value

    for template, values in PAGES.values():
        kept = {"root": values["root"], "lang": values["lang"], "context": values.get("context")}
        html = draw(template, {name: infected(value) for name, value in values.items()} | kept)
        assert "<script>alert" not in html
        assert "\"'&" not in html


def test_contacts_that_are_not_public_are_not_drawn(draw: Draw) -> None:
    for name in ("members", "home"):
        html = unescape(draw(*PAGES[name]))
        assert "lin@example.org" in html
        assert "a secret address" not in html


def test_a_page_names_its_translations_and_feeds(draw: Draw, default: tuple[Theme, Assets]) -> None:
    html = draw(*PAGES["essays"])
    assert '<link rel="alternate" hreflang="en" href="https://example.org/en/">' in html
    assert '<link rel="alternate" hreflang="zh-Hans" href="https://example.org/essays/x/">' in html
    assert 'hreflang="x-default" href="https://example.org/essays/x/"' in html
    assert 'rel="alternate" hreflang="ja"' not in html, "only the front page exists in that language"
    assert 'type="application/feed+json" title="木匠铺" href="../../feed.json"' in html


def test_the_front_page_has_one_representative_card(draw: Draw) -> None:
    template, values = PAGES["home"]
    html = draw(template, values)
    url = values["page"].canonical
    items = mf2py.parse(doc=html, url=url)["items"]
    cards = [item for item in items if "h-card" in item["type"]]
    (owner,) = [card for card in cards if url in card["properties"].get("uid", [])]
    assert owner["properties"]["name"] == ["林语"]
    assert url in owner["properties"]["url"]
    assert owner["properties"]["org"] == ["木匠铺"]
    assert "photo" in owner["properties"]


def test_an_essay_is_an_entry_with_author_and_copies(draw: Draw) -> None:
    template, values = PAGES["essays"]
    parsed = mf2py.parse(doc=draw(template, values), url="https://example.org/essays/x/")
    properties = next(item for item in parsed["items"] if "h-entry" in item["type"])["properties"]
    assert properties["name"] == ["报价之前"]
    assert properties["published"] == ["2026-03-01"]
    assert properties["updated"] == ["2026-03-09"]
    assert properties["syndication"] == ["https://zhuanlan.zhihu.com/p/1"]
    assert [author["properties"]["name"][0] for author in properties["author"]] == ["林语", "温可"]
    assert properties["category"] == ["写作"]
    assert "正文" in properties["content"][0]["value"]


def test_an_event_says_when_and_where(draw: Draw) -> None:
    template, values = PAGES["events"]
    parsed = mf2py.parse(doc=draw(template, values), url="https://example.org/events/x/")
    properties = next(item for item in parsed["items"] if "h-event" in item["type"])["properties"]
    assert properties["start"] == ["2026-04-11 18:30:00"] or properties["start"] == ["2026-04-11T18:30:00"]
    assert "end" in properties
    assert properties["location"]


def test_a_single_person_sees_no_community_furniture() -> None:
    def home(**members: str) -> str:
        asking = "asks: [tea]\ncircles: [table]\n"
        files = {f"members/{slug}.md": f"---\nname: {name}\n{asking}---\n" for slug, name in members.items()}
        sections = "\n[home]\nsections = [" + ", ".join(f'"{one.name}"' for one in samples.SECTIONS) + "]\n"
        small = Small(files | {"circles/table.md": "---\ntitle: 桌\n---\n"}, SITE + sections)
        html = page.FORMAT.render(Output("index.html", "page", ("home",), "zh-Hans"), small.context).decode()
        return html[html.index("<main") :]

    alone, together = home(lin="林"), home(lin="林", wen="温")
    for word in ("正在找", ">成员</h2>", ">圈子</h2>"):
        assert word in together
        assert word not in alone


def test_a_site_stands_in_for_single_templates_styles_and_words(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "templates/404.html": '{% extends "default/404.html" %}{% block footer %}<p>mine</p>{% endblock %}',
            "styles/95-mine.css": "body { outline: 3px solid }",
            "words/zh-Hans.toml": 'not_found = "迷路了"',
        },
    )
    theme, published = themed(root)
    html = drawing(theme, published)(*PAGES["missing"])
    assert "<p>mine</p>" in html
    assert "迷路了" in html
    assert b"outline:3px solid" in published.files[published.urls["style.css"]]
    assert theme.digest != themed(tmp_path / "other")[0].digest


def test_a_theme_inherits_what_it_does_not_have(tmp_path: Path) -> None:
    root = write(
        tmp_path,
        {
            "themes/plain/theme.toml": 'inherits = "default"',
            "themes/plain/templates/search.html": "{{ site.title }}",
            "themes/plain/styles/30-parts.css": "p { color: red }",
            "themes/plain/assets/dot.png": "png",
        },
    )
    theme, published = themed(root, "plain")
    assert drawing(theme, published)(*PAGES["search"]) == "木匠铺"
    assert "<article" in drawing(theme, published)(*PAGES["essays"])
    sheet = published.files[published.urls["style.css"]].decode()
    assert "p{color:red}" in sheet
    assert ".monogram" not in sheet
    assert ".site-head" in sheet
    assert published.files["assets/dot.png"] == b"png"


def test_templates_are_kept_compiled(default: tuple[Theme, Assets], tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir()
    assert not list(faulty_templates(*default, cache)) and not list(cache.iterdir())  # it ships with us
    theme, published = themed(write(tmp_path / "site", {"templates/mine.html": "<p>kept</p>"}))  # not compiled before
    for _ in range(2):
        assert environment(theme, published, cache).get_template("mine.html").render() == "<p>kept</p>"
        assert len(list(cache.iterdir())) == 1


def test_a_copy_of_a_theme_that_ships_is_it_until_it_is_edited(tmp_path: Path, default: tuple[Theme, Assets]) -> None:
    copied = tmp_path / "themes/default"
    shutil.copytree(REPOSITORY / "themes/default", copied)
    (layer,) = load_theme(tmp_path, "default")[0].layers[1:]
    assert layer.in_site and layer.ships and not default[0].layers[1].in_site
    (copied / "templates/404.html").write_text("{% if %}", encoding="utf-8")
    theme, told = load_theme(tmp_path, "default")
    assert not theme.layers[1].ships and not told
    (wrong,) = faulty_templates(theme, themed(tmp_path)[1], None)
    assert wrong.file == "themes/default/templates/404.html"


def test_nothing_random_is_at_hand(default: tuple[Theme, Assets]) -> None:
    jinja = environment(*default)
    assert not {"lipsum", "random"} & (jinja.globals.keys() | jinja.filters.keys())


def test_the_style_sheet_and_the_script_are_small(draw: Draw, default: tuple[Theme, Assets]) -> None:
    _, published = default
    style = published.files[published.urls["style.css"]]
    assert len(gzip.compress(style)) <= 10 * 1024
    assert len(published.files[published.urls["extras.js"]]) <= 1024
    html = draw(*PAGES["home"])
    home = published.files[published.urls["home.css"]]
    assert len(html.encode()) + len(style) + len(home) <= 72 * 1024


def test_other_content_makes_another_name(tmp_path: Path, default: tuple[Theme, Assets]) -> None:
    _, other = themed(write(tmp_path, {"styles/95-mine.css": "i { color: red }"}))
    assert other.urls["style.css"] != default[1].urls["style.css"]
    assert other.urls["extras.js"] == default[1].urls["extras.js"]


def test_no_template_has_inline_script_or_style(draw: Draw) -> None:
    for template, values in PAGES.values():
        html = draw(template, values | {"body": Markup()})
        assert re.findall(r"<style|\sstyle=|\son\w+=", html) == []
        assert re.findall(r"<script(?! src=| type=\"application/ld\+json\")", html) == []


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a { color: red ; }\n\n/* x */ b > c , d { margin: 0 1px }", "a{color:red}b>c,d{margin:0 1px}"),
        ('q::after { content: " (" attr(href) ")  /* no */" }', 'q::after{content:" (" attr(href) ")  /* no */"}'),
        ("a { inset: 0.5em 10.5em calc(0.1em + 0em) }", "a{inset:.5em 10.5em calc(.1em + 0em)}"),
        ("a { width: calc(1px + 2px) } nav :is(a) + b :focus {}", "a{width:calc(1px + 2px)}nav :is(a) + b :focus{}"),
        ("@media (min-width: 10rem) and (x: y) { a { b: c } }", "@media (min-width:10rem) and (x:y){a{b:c}}"),
    ],
)  # fmt: skip
def test_minifying_keeps_the_meaning(css: str, short: str) -> None:
    assert minified(css) == short
