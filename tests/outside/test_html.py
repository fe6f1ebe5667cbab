"""The Nu HTML checker finds no error: in no file of the example, and in no theme with any hero."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from mingpian.config.settings import SiteConfig
from mingpian.render.assets import assets
from mingpian.render.composition import choices, compose
from mingpian.render.templates import environment
from mingpian.render.theme import load_theme
from tests.example import IN_MEMORY, REPOSITORY, Site
from tests.outside.nu import nu_errors
from tests.render import samples

WRONG = {
    "html": "<!doctype html><title>x</title><p><div></p>",
    "css": "p { colour: red }",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle radius="3"/></svg>',
}


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of each kind that has an error."""
    folder = tmp_path_factory.mktemp("wrong")
    for kind, text in WRONG.items():
        (folder / f"wrong.{kind}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def themes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what every theme draws."""
    folder = tmp_path_factory.mktemp("themes")
    for theme in sorted(path.name for path in (REPOSITORY / "themes").iterdir()):
        draw_all(theme, folder)
    assert len(list(folder.glob("*.html"))) >= 240
    return folder


def draw_all(theme_name: str, folder: Path) -> None:
    """Write a theme's styles and front page with every hero; of one with templates every page, in three languages."""
    theme, _ = load_theme(folder, theme_name)
    is_drawn_anew = (REPOSITORY / "themes" / theme_name / "templates").is_dir()
    languages = ("zh-Hans", "zh-Hant", "en") if is_drawn_anew else ("zh-Hans",)
    config = SiteConfig(title="x")
    published = assets(theme, config)
    jinja = environment(theme, published, IN_MEMORY)
    for name, (template, values) in samples.pages().items() if is_drawn_anew else ():
        html = jinja.get_template(template).render(values, t=theme.words(values["lang"]))
        (folder / f"{theme_name} {name}.html").write_text(html, encoding="utf-8")
    composed, _ = compose(theme, config.home)
    template, values = samples.pages()["home"]
    for hero, is_alone, lang in product(choices(theme, "heroes"), (False, True), languages):
        sections = composed.alone if is_alone else composed.sections
        home = replace(values["home"], hero=hero, sections=sections, is_profile=is_alone)
        html = jinja.get_template(template).render(
            {**values, "lang": lang, "home": home, "context": samples.FULL_CONTEXT}, t=theme.words(lang)
        )
        assert f'<html lang="{lang}"' in html and html.count("<h1") == 1
        (folder / f"{theme_name} {hero} {is_alone} {lang}.html").write_text(html, encoding="utf-8")
    for address, style in published.files.items():
        if address.endswith(".css"):
            (folder / f"{theme_name} {Path(address).name}").write_bytes(style)


@pytest.fixture(scope="module")
def errors(example: Site, themes: Path, wrong: Path, need: Callable[[str], Path]) -> list[str]:
    """What the checker finds in all of them. It reads the drawings by themselves: for each that it comes to after a
    page it makes their schema anew, which took half of all its time."""
    checker, folders = (need("java"), need("vnu")), (example.output, themes, wrong)
    drawings = [path for folder in folders for path in folder.rglob("*.svg")]
    pages_and_styles = nu_errors(*checker, *folders, more=("--also-check-css",))
    return pages_and_styles + nu_errors(*checker, *drawings, more=("--also-check-svg",))


def test_no_file_of_the_example_and_no_theme_with_any_hero_has_an_error(errors: list[str], wrong: Path) -> None:
    assert [line for line in errors if f"/{wrong.name}/wrong." not in line] == []


@pytest.mark.parametrize("kind", WRONG)
def test_the_checker_finds_what_is_wrong(kind: str, errors: list[str], wrong: Path) -> None:
    assert [line for line in errors if f"/{wrong.name}/wrong.{kind}:" in line]
