"""Looks are chosen on the site's own pages, or by a command; site.toml says what it said, and the choice."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urlencode

import pytest

from mingpian.cli import main
from mingpian.config.load import parse_config
from mingpian.render.look.palettes import PALETTES
from mingpian.render.theme import known_themes
from mingpian.studio.answers import StudioAnswer, shown_at
from mingpian.studio.desk import Desk, SiteIndex
from mingpian.studio.files import open_text
from mingpian.studio.look import swatches
from mingpian.studio.sending import FORM, Sent, done_with
from tests.example import REPOSITORY

SETTINGS = """# 书房的设置
title = "书房"  # 名字

[look]
# 我喜欢的
corners = "sharp"

[brand]
color = "#8a2b20"

[deploy.here]
target = "folder"
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text(SETTINGS, encoding="utf-8")
    return Desk(tmp_path, "t0k3n", "en", SiteIndex, tuple, lambda: 0)


def send(desk: Desk, setting: str, value: str, token: str = "t0k3n", digest: str = "") -> StudioAnswer:
    digest = digest or open_text(desk.root, "site.toml").digest
    fields = {"_token": token, "_digest": digest, "_setting": setting, "value": value}
    return done_with(desk, Sent("look", "", FORM, urlencode(fields).encode()))


def settings(root: Path) -> str:
    return (root / "site.toml").read_text(encoding="utf-8")


def test_a_choice_is_written_and_nothing_else_changes(desk: Desk) -> None:
    for setting, value in (("look.palette", "celadon"), ("theme", "card"), ("home.hero", "bento")):
        answer = send(desk, setting, value)
        assert (answer.code, answer.to) == (303, "/.mingpian/studio/look")
    text = settings(desk.root)
    lines = iter(text.splitlines())
    assert all(line in lines for line in SETTINGS.splitlines()), "what was there is there, in its order"
    config, problems = parse_config(text.encode())
    assert problems == []
    assert (config.theme, config.home.hero) == ("card", "bento")
    assert (config.look.palette, config.look.corners) == ("celadon", "sharp")
    send(desk, "look.palette", "")
    assert parse_config(settings(desk.root).encode())[0].look.palette == ""


def test_the_palette_shows_when_the_brands_own_colours_are_taken_out(desk: Desk) -> None:
    page = shown_at(desk, "look", "").data.decode()
    assert "own colours stand in" in page
    assert send(desk, "brand", "").code == 303
    assert parse_config(settings(desk.root).encode())[0].brand.color == ""
    assert "own colours stand in" not in shown_at(desk, "look", "").data.decode()


@pytest.mark.parametrize(
    ("setting", "value"),
    [("look.palette", "mauve"), ("title", "x"), ("base_url", "https://evil.example/"), ("theme", "../x")],
)
def test_what_is_no_choice_is_not_written(setting: str, value: str, desk: Desk) -> None:
    assert send(desk, setting, value).code == 400
    assert send(desk, "look.palette", "plum", token="another").code == 403
    assert send(desk, "look.palette", "plum", digest="00").code == 400
    assert settings(desk.root) == SETTINGS


def test_the_page_shows_every_palette_in_its_colours_beside_the_site(desk: Desk) -> None:
    page, sheet = shown_at(desk, "look", "").data.decode(), shown_at(desk, "look.css", "")
    for name, palette in PALETTES.items():
        assert f'class="palette-{name}"' in page
        assert palette.color in sheet.data.decode()
    assert page.count("<svg") == len(known_themes(desk.root)), "a drawing of each theme"
    assert '<iframe class="page" title="The front page" src="/">' in page
    assert 'class="corners-sharp" aria-pressed="true"' in page
    assert sheet.data == swatches() and sheet.media_type.startswith("text/css")


def test_a_command_writes_what_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "site"
    shutil.copytree(REPOSITORY / "tests/golden/sites/person", root)
    before = settings(root).splitlines()
    assert main(["look", "--root", str(root), "--theme", "card", "--palette", "celadon", "--hero", "card"]) == 0
    lines = iter(settings(root).splitlines())
    assert all(line in lines for line in before)
    config, problems = parse_config(settings(root).encode())
    assert (config.theme, config.look.palette, config.home.hero, problems) == ("card", "celadon", "card", [])
    assert main(["look", "--root", str(root), "--list"]) == 0
    listed = capsys.readouterr().out
    assert "[card]" in listed
    assert "[celadon]" in listed


@pytest.mark.parametrize(
    ("option", "value", "hint"), [("--palette", "celedon", "celadon"), ("--theme", "cart", "card")]
)
def test_a_command_names_the_choices(
    option: str, value: str, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site.toml").write_text(SETTINGS, encoding="utf-8")
    assert main(["look", "--root", str(tmp_path), option, value]) == 2
    assert hint in capsys.readouterr().err
    assert settings(tmp_path) == SETTINGS


def test_a_folder_without_a_site_is_told(tmp_path: Path) -> None:
    assert main(["look", "--root", str(tmp_path), "--list"]) == 2
