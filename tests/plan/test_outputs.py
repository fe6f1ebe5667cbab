"""Where everything stands: patterns of addresses, pages of lists, and two that want the same place."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from mingpian.plan.outputs import pages, plan_outputs
from mingpian.plan.routes import output_path
from mingpian.render.formats import formats
from tests.render.small import SITE, Small

LIN = "---\nname: 林\n---\n"


def site(files: dict[str, str], settings: str = "") -> Small:
    return Small({"members/lin.md": LIN, **files}, SITE + settings)


def paths(files: dict[str, str], settings: str = "") -> set[str]:
    return {output.path for output in pages(site(files, settings).model)}


def collisions(files: Mapping[str, str | bytes], settings: str = "") -> list[tuple[str, str]]:
    small = Small({"members/lin.md": LIN, **files}, SITE + settings)
    _, diagnostics = plan_outputs(small.model, [form.plan for form in formats().values()])
    return [(item.code, item.file) for item in diagnostics]


def essay(title: str = "文", **fields: str) -> str:
    stated = "".join(f"{name}: {value}\n" for name, value in {"title": title, **fields}.items())
    return f"---\n{stated}---\n"


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("/essays/{slug}/", "essays/a/index.html"),
        ("/{year}/{month}/{day}/{slug}/", "2026/03/04/a/index.html"),
        ("/{slug}.html", "a.html"),
        ("/{section}/{slug}/", "深/处/a/index.html"),
        ("/{kind}/{lang}/{slug}/", "essays/zh-hans/a/index.html"),
    ],
)
def test_addresses_follow_the_sites_patterns(pattern: str, path: str) -> None:
    files = {"essays/深/处/a.md": essay(date="2026-03-04")}
    assert path in paths(files, f'permalinks = {{essays = "{pattern}"}}\n')


def test_an_undated_entry_has_an_address_under_any_pattern() -> None:
    pattern = 'permalinks = {essays = "/{year}/{month}/{slug}/"}\n'
    assert "undated/00/a/index.html" in paths({"essays/a.md": essay()}, pattern)


def test_an_events_pattern_is_of_the_day_it_begins() -> None:
    events = {"events/a.md": essay(start="2026-03-04 10:00")}
    assert "2026/03/a/index.html" in paths(events, 'permalinks = {events = "/{year}/{month}/{slug}/"}\n')


def test_other_languages_stand_under_their_prefix() -> None:
    found = paths({"essays/a.md": essay(), "essays/a.en.md": essay("A")})
    assert {"essays/a/index.html", "en/essays/a/index.html", "index.html", "en/index.html"} <= found


def test_a_list_has_as_many_pages_as_it_needs() -> None:
    files = {f"essays/{number}.md": essay(date=f"2026-01-0{number}") for number in range(1, 6)}
    everything = paths(files, "page_size = 2\n")
    assert {"essays/page/2/index.html", "essays/page/3/index.html"} <= everything
    assert "essays/page/4/index.html" not in everything
    assert "essays/page/2/index.html" not in paths(files, "page_size = 5\n")


def test_what_a_site_lacks_has_no_page() -> None:
    pages_of_all = {"index.html", "en/index.html", "404.html", "search/index.html", "en/search/index.html"}
    assert paths({}) == pages_of_all  # the owner's page is the front page


def test_every_address_of_a_page_is_planned_as_a_file() -> None:
    small = site({"essays/a.md": essay(tags="[C#, 写作]", series="信"), "works/w.md": essay(topics="[tea]")})
    planned = {output.path for output in pages(small.model)}
    terms = [term for group in ("tags", "series", "topics") for term in small.ask("index", group, "zh-Hans").terms]
    assert len(terms) == 4
    assert {output_path(term.url) for term in terms} <= planned


@pytest.mark.parametrize(
    "files",
    [
        {"pages/search.md": essay()},
        {"pages/404.md": essay(slug="404.html")},
        {"essays/a.md": essay(), "essays/b.md": essay(aliases="[/essays/a/]")},
        {"essays/a.md": essay(aliases="[/old/]"), "essays/b.md": essay(aliases="[/old/]")},
        {"essays/a.md": essay(aliases="[/robots.txt/x]")},
        {"pages/en.md": essay()},
        {"pages/about.md": essay(), "static/about/index.html": "own"},
    ],
    ids=["search", "404", "alias of a page", "two aliases", "below a file", "a language", "static file"],
)
def test_two_in_one_place_are_told(files: dict[str, str | bytes]) -> None:
    settings = 'permalinks = {pages = "/{slug}"}\n' if "pages/404.md" in files else ""
    is_alias = any(b"aliases" in text.encode() for text in files.values() if isinstance(text, str))  # which gives way
    assert [code for code, _ in collisions(files, settings)] == ["alias-taken" if is_alias else "address-taken"]


def test_a_page_below_a_former_address_stays() -> None:
    """Whichever of the two would be the folder."""
    settings = 'permalinks = {notes = "/essays/old.php/{slug}/"}\n'
    files = {"essays/b.md": essay(aliases="[/essays/old.php]"), "notes/c.md": essay()}
    assert collisions(files, settings) == [("alias-taken", "content/essays/b.md")]
    assert "essays/old.php/c/index.html" in paths(files, settings)


def test_a_page_that_would_introduce_a_list_is_told_whose_it_has_to_be() -> None:
    files = {"members/man.md": "---\nname: 周\n---\n", "essays/a.md": essay(), "pages/essays.md": essay("文集")}
    assert collisions(files) == []
    small = Small({"members/lin.md": LIN, **files}, SITE.replace('"pages/"', '"pages/about.md"'))
    (told,) = plan_outputs(small.model, [form.plan for form in formats().values()])[1]
    assert (told.code, told.file) == ("address-taken", "content/pages/essays.md")
    assert "`trusted`" in str(told.hints[-1])


def test_addresses_that_some_file_systems_mix_up_are_an_error() -> None:
    cased = {"essays/tea.md": essay("一"), "essays/b.md": essay("二", slug="TEA")}
    assert [code for code, _ in collisions(cased)] == ["address-taken"]


def test_no_collision_on_an_ordinary_site() -> None:
    files = {
        "essays/a.md": essay(aliases="[/old/, /older.html]"),
        "essays/index/index.md": essay("索引"),
        "pages/about.md": essay("关于"),
        "pages/page.md": essay("页"),
        "static/robots.txt": "User-agent: *",
        "static/files/a.pdf": "%PDF",
    }
    assert collisions(files) == []


def test_one_word_for_several_topics_or_tags_does_not_end_the_build() -> None:
    files = {
        "members/lin.md": "---\nname: 林\noffers: [Design, C, slide-design]\n---\n",
        "members/man.md": "---\nname: 周\noffers: [design, C#, Slide design]\n---\n",
    }
    assert collisions(files) == []
