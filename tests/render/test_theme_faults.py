"""A fault of a theme is told where it stands: in its settings, style sheets, templates and macros."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingpian.config.settings import SiteConfig
from mingpian.core.diagnostics import render_diagnostics
from mingpian.render.assets import assets
from mingpian.render.faults import diagnose
from mingpian.render.templates import faulty_templates
from mingpian.render.theme import load_theme
from tests.render.test_theme import PAGES, A, drawing, themed, write


@pytest.mark.parametrize(
    ("files", "name", "told"),
    [
        ({}, "defualt", "site.toml: error[unknown-theme]: there is no theme `defualt`\n      = hint: did you mean"),
        ({}, "../../etc", "site.toml: error[unknown-theme]: there is no theme `../../etc`"),
        ({A: "inherits = {a = 1}"}, "a", f"{A}:1:1: error[bad-theme]: `inherits` takes one value, not names"),
        ({A: "inherits = "}, "a", f"{A}:1:1: error[bad-theme]: cannot read it as TOML"),
        ({A: 'inherits = "b"'}, "a", f"{A}: error[unknown-theme]: there is no theme `b`"),
        ({A: 'inherits = "a"'}, "a", f"{A}: error[bad-theme]: theme `a` inherits from itself"),
        ({"words/en.toml": "\xff ="}, "default", "words/en.toml: error[bad-theme]: cannot read it as TOML"),
        ({"words/en.toml": "to_home = 5"}, "default", "words/en.toml: error[bad-theme]: `to_home` has to be a text"),
        ({"words/en.toml": "to_home = {a = 'b'}"}, "default", "`to_home` has to be a text, and is left out"),
        ({"words/en.toml": "lists = 'x'"}, "default", "`lists` has to be a table of texts, and is left out"),
        ({"words/en.toml": "new = [1]"}, "default", "`new` has to be a text, and is left out"),
    ],
)  # fmt: skip
def test_a_broken_theme_is_told_of(files: dict[str, str], name: str, told: str, tmp_path: Path) -> None:
    theme, diagnostics = load_theme(write(tmp_path, files), name)
    assert told in render_diagnostics(diagnostics)
    assert theme.words("en").to_home == "Home"


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    files = {"templates/nowhere-used.html": "<p>\n  {% if %}\n</p>\n", "templates/404.html": "{{ page.title }}"}
    theme, published = themed(write(tmp_path, files | {"templates/notes.txt": "{% if"}))
    (diagnostic,) = faulty_templates(theme, published, tmp_path)
    assert render_diagnostics([diagnostic]).startswith(
        "templates/nowhere-used.html:2:3: error[bad-template]: Expected an expression"
    )
    assert "2 |   {% if %}" in render_diagnostics([diagnostic])


@pytest.mark.parametrize("path", ["styles/90-mine.css", "themes/a/styles/60.css", "themes/a/assets/map.css"])
@pytest.mark.parametrize("coding", ["gbk", "big5", "utf-16"])
def test_a_style_sheet_in_another_coding_is_told_of_and_spoils_no_other(path: str, coding: str, tmp_path: Path) -> None:
    write(tmp_path, {A: 'inherits = "default"', path: "", "styles/91.css": "\ufeffp{order:9}"})
    (tmp_path / path).write_bytes("p {\n}\n/* 現在 */".encode(coding))
    theme, diagnostics = load_theme(tmp_path, "a")
    told = render_diagnostics(diagnostics)
    assert re.match(rf"{re.escape(path)}:\d+:\d+: error\[bad-theme\]: it is not in UTF-8\n", told)
    assert "hint: save it as UTF-8" in told
    published = assets(theme, SiteConfig(title="木匠铺"))
    sheet = published.files[published.urls["style.css"]].decode()
    assert "}p{order:9}" in sheet and ".site-head" in sheet  # the mark before it goes, and so does no other rule


def test_a_template_in_another_coding_is_told_of_at_itself(tmp_path: Path) -> None:
    write(tmp_path, {"templates/404.html": "{{ page.title }}"})
    (tmp_path / "templates" / "404.html").write_bytes("<p>\n现在".encode("gbk"))
    theme, published = themed(tmp_path)
    (found,) = faulty_templates(theme, published, tmp_path)
    told = render_diagnostics([found])
    assert told.startswith("templates/404.html:2:1: error[bad-template]: it is not in UTF-8")
    assert "save it as UTF-8" in told


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ("<p>\n{{ page.titel }}", "'PageHead' has no attribute 'titel'\n    2 | {{ page.titel }}"),
        ("\n\n{{ nothing }}", "templates/404.html:3:1: error[bad-template]: 'nothing' is undefined"),
        ("{{ 1 + page.title }}", "templates/404.html:1:1: error[bad-template]: TypeError"),
        ('{{ asset("styel.css") }}', "templates/404.html:1:1: error[bad-template]: the theme has no asset `styel.css`"),
        ('{% extends "bsae.html" %}', "error[bad-template]: there is no template `bsae.html`\n"),
        ("{{ t.serach }}", "templates/404.html:1:1: error[bad-template]"),
    ],
)  # fmt: skip
def test_an_error_while_drawing_is_told_with_its_line(template: str, told: str, tmp_path: Path) -> None:
    theme, published = themed(write(tmp_path, {"templates/404.html": template}))
    with pytest.raises(Exception) as caught:
        drawing(theme, published)(*PAGES["missing"])
    diagnostic = diagnose(theme, caught.value)
    assert diagnostic
    assert told in render_diagnostics([diagnostic])


def test_an_error_in_a_macro_is_told_where_the_macro_is(tmp_path: Path) -> None:
    files = {"templates/404.html": '{% import "own.html" as own %}\n{{ own.it() }}',
             "templates/own.html": "{% macro it() %}\n{{ nothing }}\n{% endmacro %}"}  # fmt: skip
    theme, published = themed(write(tmp_path, files))
    with pytest.raises(Exception) as caught:
        drawing(theme, published)(*PAGES["missing"])
    diagnostic = diagnose(theme, caught.value)
    assert diagnostic
    assert diagnostic.file == "templates/own.html"
    assert diagnostic.span
    assert diagnostic.span.line == 2


def test_an_error_of_our_own_is_not_laid_on_a_template(tmp_path: Path) -> None:
    assert diagnose(themed(tmp_path)[0], ValueError("not in a template")) is None
