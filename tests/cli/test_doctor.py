"""`doctor` says what is there and what is missing, and what of it the site uses."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Any

import pytest

from mingpian.cli import main
from mingpian.cli.commands import doctor

SITE = 'title = "A"\nbase_url = "https://a.example/"\nwithout = ["share"]\n'


def write(root: Path, settings: str) -> list[str]:
    (root / "site.toml").write_text(settings, encoding="utf-8")
    return ["doctor", "--root", str(root)]


def test_a_site_that_needs_nothing_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(write(tmp_path, SITE)) == 0
    said = capsys.readouterr().out
    assert said.startswith("mingpian ") and said.endswith("nothing is to be done\n")
    assert "WebP           pictures (the site: pictures in several widths)\n                 Pillow" in said


def test_without_a_site_it_tells_of_the_installation(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--root", str(tmp_path)]) == 0
    assert "the site:" not in capsys.readouterr().out


def test_what_the_site_uses_and_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    missing = {"opencc_pyo3", "feedparser", "markdownify"}
    monkeypatch.setattr(doctor, "find_spec", lambda name: None if name in missing else real(name))
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    more = 'languages = ["zh-Hans", "zh-Hant"]\nvariants = {zh-Hant = "zh-Hans"}\nrevisions = "dates"\n'
    options = write(tmp_path, SITE + more)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/planet.json").write_text('{"sites": []}', encoding="utf-8")
    assert main(options) == 1
    said = capsys.readouterr().out
    todo = [line for line in said.splitlines() if line.startswith("to do: ")]
    assert todo == [
        "to do: variants — pip install 'mingpian[variants]'",
        "to do: planet — pip install 'mingpian[planet]'",
        "to do: git — install git",
    ]
    assert "not found: pip install 'mingpian[reach]'" in said  # told of, and no reason to do anything


def test_a_broken_site_is_told_of(tmp_path: Path, capsys: Any) -> None:
    assert main(write(tmp_path, "title = \n")) == 1
    assert "site.toml:1" in capsys.readouterr().err


def test_it_says_what_nobody_reads_below_a_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for base, told in (("https://a.example/blog/", True), ("https://a.example/", False)):
        (tmp_path / "site.toml").write_text(f'title = "A"\nbase_url = "{base}"\n', encoding="utf-8")
        main(["doctor", "--root", str(tmp_path)])
        assert ("robots.txt" in capsys.readouterr().out) == told
