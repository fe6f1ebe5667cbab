"""The manual's theme of three files is one: it is drawn as it stands there, in both languages."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from msgspec.structs import replace

from mingpian.config.settings import SiteConfig
from mingpian.render.assets import assets
from mingpian.render.composition import compose
from mingpian.render.look.palettes import PALETTES
from mingpian.render.templates import environment
from mingpian.render.theme import load_theme
from tests.example import IN_MEMORY, REPOSITORY, mingpian
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


def put(root: Path) -> None:
    """Write the files of the chapter, as somebody does who follows it."""
    for path, text in files("look.en.md").items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("chapter", ["look.md", "look.en.md"])
def test_who_follows_the_chapter_in_an_empty_folder_has_it(chapter: str, tmp_path: Path) -> None:
    root = tmp_path / "site"
    assert mingpian("init", root, "--yes", "--palette", "celadon", cwd=tmp_path).returncode == 0
    put(root)
    section = (CHAPTERS / chapter).read_text(encoding="utf-8").partition(".harbour .headline")[2]
    for command in re.findall(r"(?m)^mingpian (.*)$", section.partition("```sh\n")[2].partition("```")[0]):
        done = mingpian(*shlex.split(command), cwd=root)
        assert done.returncode == 0, done.stdout + done.stderr
    assert 'class="hero harbour' in (root / "output/index.html").read_text(encoding="utf-8")
    (style,) = (root / "output/assets").glob("style.*.css")
    assert PALETTES["lake"].paper in style.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["home", "bare home"])
def test_it_is_a_theme(name: str, tmp_path: Path) -> None:
    put(tmp_path)
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
