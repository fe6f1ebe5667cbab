"""Whoever's system is in Chinese is spoken to in Chinese: every text that people are told has its Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.cli.commands import commands
from mingpian.cli.language import spoken_in
from mingpian.cli.parser import parser
from mingpian.i18n import translate
from tests.example import REPOSITORY
from tests.i18n.texts import texts

PACKAGE = REPOSITORY / "generator" / "mingpian"
NO_WORDS = {  # names and values alone; or parts that are told within a text
    "{} · {} → {}: {}", "{}: {}", "mingpian {}, Python {}, {} {}", "{}: {}  ({})  on {}", "several members are called",
    "there is no member", "not certain", "would be ", "{}: {} {}put, {} {}deleted", "{}; `mingpian check` shows them",
}  # fmt: skip


def told() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for line, text in texts(path):
            if text not in NO_WORDS and re.search("[a-z]{2}", text.replace("{}", "")):
                yield f"{path.relative_to(PACKAGE).as_posix()}:{line}", text


def test_every_text_that_people_are_told_is_there_in_chinese() -> None:
    found = list(told())
    assert len(found) > 250
    samples = [(place, text.replace("{}", "7")) for place, text in found]
    assert [(place, text) for place, text in samples if translate(text, "zh") == text] == []


def test_a_text_without_its_chinese_would_be_noticed(tmp_path: Path) -> None:
    source = 'hint = f"never said of {x}"\nDiagnostic(code="a", message="never said", hints=(hint,))\n'
    (tmp_path / "a.py").write_text(source)
    assert sorted(text for _, text in texts(tmp_path / "a.py")) == ["never said", "never said of {}"]
    assert translate("never said of 7", "zh") == "never said of 7"


def test_every_command_and_option_has_its_chinese() -> None:
    top = parser(commands())
    (parsers,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    helps = [action.help for one in (top, *parsers.choices.values()) for action in one._actions]
    helps += [one.help for one in parsers._choices_actions]
    assert [text for text in helps if text and translate(text, "zh") == text] == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("unknown field `vouchs`", "没有 `vouchs` 这个字段"),
        ("did you mean `topic`?", "是不是想写 `topic`？"),
        ("`date` is not a date: `soon`", "`date` 不是日期：`soon`"),
        ("the output folder holds the site's sources", "输出文件夹里有网站的源文件"),
        ("`offers` takes one word, not a list", "`offers` 要写一个词，不是列表"),
        ("{1} and a\nline of somebody's", "{1} and a\nline of somebody's"),
    ],
)
def test_values_stand_in_their_place(english: str, chinese: str) -> None:
    assert translate(english, "zh") == chinese and translate(english, "en") == english


def test_what_somebody_wrote_is_not_translated() -> None:
    assert translate("unknown field `text`", "zh") == "没有 `text` 这个字段"
    assert translate("there is no `the file is empty` among the members", "zh") == "members 里没有 `the file is empty`"


@pytest.mark.parametrize(
    ("environment", "lang"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_decides(environment: dict[str, str], lang: str) -> None:
    assert spoken_in(environment) == lang


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    (tmp_path / "site.toml").write_text('title = "A"\nwithout = ["share", "qr"]\n')
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "content/essays/a.md").write_text("---\ntitle: A\nauther: b\n---\n")
    return tmp_path


def test_a_build_speaks_chinese_and_programs_are_spoken_to_in_english(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--root", str(site)]) == 0
    out, err = capsys.readouterr()
    assert "content/essays/a.md:3:1: 警告[unknown-field]: 没有 `auther` 这个字段\n" in err
    assert "      = 提示：这里叫 `authors`\n" in err or "      = 提示：是不是想写 `authors`？\n" in err
    assert "0 个错误，1 个警告" in out and "个文件" in out
    assert main(["build", "--root", str(site), "--format", "json"]) == 0
    assert "unknown field `auther`" in capsys.readouterr().out


def test_a_build_that_does_nothing_says_it_in_the_language_of_the_moment(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "content/essays/a.md").write_text("---\ntitle: A\n---\nwords <!--more--> words\n")
    for _ in range(2):
        assert main(["build", "--root", str(site)]) == 0
    assert capsys.readouterr().err.count("警告[") == 2
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert main(["build", "--root", str(site)]) == 0
    err = capsys.readouterr().err
    assert "warning[" in err and "警告" not in err


def test_help_and_wrong_usage(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["build", "--help"])
    assert "把网站生成到 output/" in (help_text := capsys.readouterr().out) and "例子：" in help_text
    with pytest.raises(SystemExit):
        main(["build", "--nonsense"])
    assert "不认识的参数：--nonsense" in capsys.readouterr().err


def test_what_is_told_line_by_line(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "content/essays/a.md").write_text("---\ntitle: A\n---\n字\n")
    (site / "content/members").mkdir()
    (site / "content/members/b.md").write_text("---\nname: B\noffers: [design, designs]\n---\n")
    assert main(["build", "--root", str(site)]) == 0
    (site / "site.toml").write_text('title = "B"\nwithout = ["share", "qr"]\n')
    capsys.readouterr()
    for command in (["explain", "/essays/a/"], ["explain", "/none/"], ["topics"], ["schema"]):
        main([*command, "--root", str(site)])
    captured = capsys.readouterr()
    told = captured.out + captured.err
    assert "会重新生成：\n  - site.toml，或者要生成给哪个网址，变了\n" in told and "编辑器靠文件的第一行" in told
    assert re.findall(r"(?:[a-z]{3,} ){3}", re.sub(r"^  (?:site|content).*$", "", told, flags=re.M)) == []
