"""`explain CODE` says what a diagnostic means and what to do, for every code that there is, in the user's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from mingpian.check.rules import explained, rules
from mingpian.cli import main
from mingpian.cli.manual import chapters
from tests.example import REPOSITORY

BUILDING = re.findall(r'^ {8}"([a-z0-9-]+)",$', (REPOSITORY / "generator/mingpian/core/codes.py").read_text(), re.M)
CODES = sorted([*BUILDING, *(code for rule in rules() for code in rule.codes)])


def test_every_code_is_explained_and_nothing_else() -> None:
    assert list(explained()) == CODES == sorted(set(CODES)) and sorted(BUILDING) == BUILDING


@pytest.mark.parametrize("code", CODES)
def test_cause_and_mend_are_sentences_in_both_languages(code: str) -> None:
    one = explained()[code]
    assert all(text.endswith(".") for text in one.en)
    assert all(text.endswith(("。", "）")) for text in one.zh)


@pytest.mark.parametrize(("locale", "told"), [("en_GB.UTF-8", "A link"), ("zh_CN.UTF-8", "链接"), ("C", "A link")])
def test_it_speaks_the_users_language(
    locale: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # where there is no site
    monkeypatch.setenv("LC_ALL", locale)
    assert main(["explain", "broken-link"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("broken-link\n") and told in said


def test_an_unknown_code_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "broken-lnk"]) == 2
    assert "did you mean `broken-link`?" in capsys.readouterr().err


OWN = """from mingpian.check.rule import Rule, RuleCode

TWO = RuleCode(en=("A work has no result.", "Write one."), zh=("作品没有结果。", "写上。"))
LATE = RuleCode(en=("太晚了。", "早一点。"), zh=("太晚了。", "早一点。"))
MINE = RuleCode(en=("mine", "mine"), zh=("mine", "mine"))
RULE = Rule("results", lambda subject: (), {"no-result": TWO, "late": LATE, "broken-link": MINE})
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "extensions").mkdir()
    (tmp_path / "extensions" / "results.py").write_text(OWN)
    (tmp_path / "site.toml").write_text('title = "T"\n')
    return tmp_path


@pytest.mark.parametrize(
    ("locale", "code", "told"),
    [
        ("en_GB.UTF-8", "no-result", "no-result\n  A work has no result.\n  Write one.\n"),
        ("zh_CN.UTF-8", "no-result", "no-result\n  作品没有结果。\n  写上。\n"),
        ("en_GB.UTF-8", "late", "late\n  太晚了。\n  早一点。\n"),
    ],
)
def test_it_knows_the_codes_of_a_site_s_own_checks(
    own: Path, locale: str, code: str, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    assert main(["explain", code, "--root", str(own)]) == 0
    assert capsys.readouterr().out == told


def test_what_a_code_of_ours_means_no_extension_changes(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "broken-link", "--root", str(own)]) == 0
    assert "mine" not in capsys.readouterr().out
    assert main(["explain", "no-reslt", "--root", str(own)]) == 2
    assert "did you mean `no-result`?" in capsys.readouterr().err


def test_an_extension_that_fails_is_told_of(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "extensions" / "results.py").write_text("1 / 0\n")
    assert main(["explain", "no-result", "--root", str(own)]) == 2
    assert "extensions/results.py:1:1: error[bad-extension]: ZeroDivisionError" in capsys.readouterr().err


def test_the_reference_has_a_section_for_each() -> None:
    assert re.findall(r"^## (\S+)$", chapters()["diagnostics.en.md"], re.M) == CODES
