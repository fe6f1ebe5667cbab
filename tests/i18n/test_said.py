"""Whoever's system is in Chinese is spoken to in Chinese: every text that people are told has its Chinese."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.cli.commands import commands
from mingpian.cli.language import spoken_in
from mingpian.cli.parser import parser
from mingpian.i18n import Translatable, _, joined, text_of, translate
from mingpian.i18n.catalogue import read_catalogue
from mingpian.schema.codes import explained
from mingpian.schema.invalid import InvalidValueError
from tests.example import REPOSITORY
from tests.i18n import extract

CHINESE = {str(message.id): str(message.string) for message in extract.catalogue() if message.id and message.string}


def test_every_text_that_people_are_told_is_there_in_chinese() -> None:
    found = extract.templates()
    assert len(found) > 1000
    assert [text for text in found if extract.is_told(text) and not CHINESE.get(text)] == []


def test_no_chinese_is_kept_of_a_text_that_nobody_is_told() -> None:
    assert CHINESE.keys() - extract.templates().keys() - extract.of_argparse() == set()


def test_chinese_has_one_word_for_one_thing() -> None:
    """A new text that resembles an old one is easily given the old one's Chinese."""
    words = {"theme": "主题", "topic": "话题"}
    wrong = [
        text
        for text, chinese in CHINESE.items()
        for word, other in zip(words, reversed(words), strict=True)
        if re.search(rf"\b{word}s?\b", text) and not re.search(rf"\b{other}s?\b", text) and words[other] in chinese
    ]
    assert wrong == []


def test_chinese_says_you_in_one_way() -> None:
    told = [*CHINESE.items(), *((code, "".join(known.zh)) for code, known in explained().items())]
    chapters = (REPOSITORY / "docs" / "content" / "chapters").glob("*.md")
    told += [(path.name, path.read_text(encoding="utf-8")) for path in chapters]
    assert [name for name, chinese in told if "您" in chinese] == []


def test_each_value_has_its_place_in_both_languages() -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", text))

    assert [text for text, chinese in CHINESE.items() if names(text) != names(chinese)] == []
    wrong = []
    for path in sorted(extract.PACKAGE.rglob("*.py")):
        for line, template, values in extract.marked(path.read_text(encoding="utf-8")):
            if values is not None and not values <= names(template):
                wrong.append(f"{path.name}:{line}: {template}")
    assert wrong == []


def test_no_text_is_put_together_before_it_is_marked() -> None:
    wrong = []
    for path in sorted(extract.PACKAGE.rglob("*.py")):
        wrong += [f"{path.name}:{line}: {text}" for line, text in extract.finished(path.read_text(encoding="utf-8"))]
    assert wrong == []


def test_a_text_without_its_chinese_or_in_one_piece_would_be_noticed() -> None:
    source = 'hint = _("never said of {x}", x=x)\nDiagnostic(code="a", message=f"never {x}", hints=("as it is",))\n'
    assert [(text, values) for _line, text, values in extract.marked(source)] == [("never said of {x}", frozenset("x"))]
    assert sorted(text for _line, text in extract.finished(source)) == ["as it is", "never {}"]
    assert translate(_("never said of {x}", x=7), "zh") == "never said of 7"


def test_the_catalogue_is_read_as_babel_reads_it() -> None:
    assert read_catalogue(extract.CATALOGUE) == CHINESE


def test_what_is_in_doubt_or_not_translated_stays_english(tmp_path: Path) -> None:
    entries = ('#, fuzzy\nmsgid "a"\nmsgstr "甲"', 'msgid "b"\nmsgstr ""', 'msgid ""\n"c\\n"\n"\\"d\\""\nmsgstr "丙"')
    (tmp_path / "a.po").write_text("\n\n".join(('msgid ""\nmsgstr ""\n"Language: zh\\n"', *entries)) + "\n")
    assert read_catalogue(tmp_path / "a.po") == {'c\n"d"': "丙"}


def test_every_command_and_option_has_its_chinese() -> None:
    top = parser(commands())
    (parsers,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    helps = [action.help for one in (top, *parsers.choices.values()) for action in one._actions]
    helps += [one.help for one in parsers._choices_actions]
    own = [text for text in helps if text and re.search("[a-z]{2}", text)]
    assert len(own) > 80 and [text for text in own if translate(text, "zh") == text] == []


@pytest.mark.parametrize(
    ("text", "english", "chinese"),
    [
        (_("unknown field `{name}`", name="vouchs"), "unknown field `vouchs`", "没有 `vouchs` 这个字段"),
        (_("did you mean `{name}`?", name="topic"), "did you mean `topic`?", "是不是想写 `topic`？"),
        (
            _("`{name}` {problem}", name="date", problem=_("is not a date: {value}", value="`soon`")),
            "`date` is not a date: `soon`",
            "`date` 不是日期：`soon`",
        ),
        (
            _("`{name}` takes {expected}, not {found}", name="offers", expected=_("one word"), found=_("a list")),
            "`offers` takes one word, not a list",
            "`offers` 要写一个词，不是列表",
        ),
        (
            joined("; ", (_("there is no page at /{path}", path="x"), "nothing changed")),
            "there is no page at /x; nothing changed",
            "/x 没有页面; 什么也没变",
        ),
        (_("removed: {paths}", paths=3), "removed: 3", "已删除：3"),
        (_("never said of {x}", x="{y} {x}"), "never said of {y} {x}", "never said of {y} {x}"),
    ],
)
def test_values_stand_in_their_place(text: Translatable, english: str, chinese: str) -> None:
    assert (str(text), translate(text, "en"), translate(text, "zh")) == (english, english, chinese)


def test_what_somebody_wrote_is_not_translated() -> None:
    assert translate(_("unknown field `{name}`", name="the file is empty"), "zh") == "没有 `the file is empty` 这个字段"
    assert (
        translate(_("there is no `{name}` among the {kind}", name="{kind}", kind="members"), "zh")
        == "members 里没有 `{kind}`"
    )


def test_an_error_stands_for_the_text_that_it_carries() -> None:
    error = InvalidValueError(_("is not a date: {value}", value="`x`"))
    assert translate(_("`{name}` {problem}", name="a", problem=error), "zh") == "`a` 不是日期：`x`"
    assert text_of(error) == "is not a date: `x`" and text_of(OSError(2, "gone")) == "[Errno 2] gone"


texts = st.recursive(
    st.text(max_size=8) | st.integers(),
    lambda inner: st.builds(_, st.text("{}ab ", max_size=12), a=inner, b=inner),
    max_leaves=6,
)


@given(texts)
def test_a_text_is_stored_as_it_is_and_equals_what_reads_the_same(value: str | int | Translatable) -> None:
    text = _("`{a}`: {b}", a=value, b=value)
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(text), type=Translatable)
    assert (again.template, repr(again)) == (text.template, repr(text))
    assert again == text == str(text) and len({again, text, str(text)}) == 1
    assert translate(again, "zh") == translate(text, "zh")


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
    for _again in range(2):
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
