"""The manual's theme of three files is one: it is drawn as it stands there, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from mingpian.config.settings import SiteConfig
from mingpian.render.assets import assets
from mingpian.render.composition import compose
from mingpian.render.templates import environment
from mingpian.render.theme import load_theme
from tests.example import IN_MEMORY, REPOSITORY
from tests.render import samples

CHAPTERS = REPOSITORY / "docs" / "content" / "chapters"
FILE = re.compile(r"```\w+\n(?:#|\{#|/\*) (themes/harbour/\S+)(?: #\}| \*/)?\n.*?```", re.DOTALL)


def files(chapter: str) -> dict[str, str]:
    """The files that a chapter shows, by path."""
    text = (CHAPTERS / chapter).read_text(encoding="utf-8")
    return {found[1]: found[0].partition("\n")[2].removesuffix("```") for found in FILE.finditer(text)}


def test_both_languages_show_the_same_files() -> None:
    assert files("look.md") == files("look.en.md")
    assert len(files("look.md")) == 3


@pytest.mark.parametrize("name", ["home", "bare home"])
def test_it_is_a_theme(name: str, tmp_path: Path) -> None:
    for path, text in files("look.en.md").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    theme, found = load_theme(tmp_path, "harbour")
    config = SiteConfig(title="x")
    home, unknown = compose(theme, config.home)
    published = assets(theme, config)
    jinja = environment(theme, published, IN_MEMORY)
    assert [*found, *unknown] == []
    assert (home.hero, published.look.palette, published.look.density) == ("harbour", "lake", "regular")
    template, values = samples.pages()[name]
    shown = replace(values["home"], hero=home.hero, sections=home.sections)
    html = jinja.get_template(template).render({**values, "home": shown}, t=theme.words(values["lang"]))
    assert html.count("<h1") == 1
    assert 'class="hero harbour' in html
    assert b".harbour{padding:" in published.files[published.urls["style.css"]]
