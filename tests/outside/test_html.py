"""The Nu HTML checker finds no error: in no file of the example, and in no theme with any hero."""

import json
import subprocess
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
from tests.render import samples


def nu_errors(java: Path, jar: Path, folder: Path, kind: str = "") -> list[str]:
    """One line for each error in the files of one kind (html, css, svg) below a folder, else in pages and styles."""
    which = f"--skip-non-{kind}" if kind else "--also-check-css"
    command = [java, "-Xss4m", "-jar", jar, "--errors-only", "--stdout", "--format", "json"]
    done = subprocess.run([*map(str, command), which, str(folder)], check=False, capture_output=True, text=True)
    messages = json.loads(done.stdout)["messages"]
    return [f"{m.get('url')}:{m.get('lastLine')}: {m['message']} {m.get('extract')!r}" for m in messages]


WRONG = {
    "html": "<!doctype html><title>x</title><p><div></p>",
    "css": "p { colour: red }",
    "svg": '<svg xmlns="http://www.w3.org/2000/svg"><circle radius="3"/></svg>',
}


@pytest.mark.parametrize("kind", WRONG)
def test_no_file_has_an_error(kind: str, example: Site, need: Callable[[str], Path]) -> None:
    assert nu_errors(need("java"), need("vnu"), example.output, kind) == []


@pytest.mark.parametrize("kind", WRONG)
def test_the_checker_finds_what_is_wrong(kind: str, tmp_path: Path, need: Callable[[str], Path]) -> None:
    (tmp_path / f"wrong.{kind}").write_text(WRONG[kind], encoding="utf-8")
    assert nu_errors(need("java"), need("vnu"), tmp_path, kind)


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


def test_no_theme_has_an_error_with_any_hero(tmp_path: Path, need: Callable[[str], Path]) -> None:
    for theme in sorted(path.name for path in (REPOSITORY / "themes").iterdir()):
        draw_all(theme, tmp_path)
    assert len(list(tmp_path.glob("*.html"))) >= 240
    assert nu_errors(need("java"), need("vnu"), tmp_path) == []
