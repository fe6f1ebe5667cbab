"""What commands say of themselves is so: each example is one, shells complete what there is."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.cli.commands import commands
from mingpian.cli.parser import parser

EXAMPLES = [(name, example) for name, command in commands().items() for example in command.examples]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_each_example_is_one(name: str, example: str) -> None:
    words = shlex.split(example.partition(">")[0])
    assert parser(commands()).parse_args([name, *words]).command == name


def test_every_command_has_an_example() -> None:
    assert [name for name, command in commands().items() if not command.examples] == []


def test_drafts_and_processes_are_told_of_where_pages_are_made_alone() -> None:
    (parsers,) = (action.choices for action in parser(commands())._actions if isinstance(action.choices, dict))
    told = {"--drafts": {"build", "check", "deploy", "explain", "export", "wechat"}}
    told["--jobs"] = {*told["--drafts"], "look", "serve"}
    for option, where in told.items():
        assert {name for name, one in parsers.items() if option in one.format_help()} == where


@pytest.mark.parametrize("name", ["fonts", "webmention", "wechat", "export", "completion"])
def test_what_is_missing_is_called_as_the_usage_calls_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([name])
    usage, _, missing = capsys.readouterr().err.rpartition(": ")
    names = missing.strip().split(", ")
    assert names and all(re.search(rf"(?<!\[){re.escape(one)}", usage) for one in names)


@pytest.mark.parametrize("name", commands())
def test_help_shows_them(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([name, "--help"])
    said = capsys.readouterr().out
    assert all(f"mingpian {name} {example}".rstrip() in said for example in commands()[name].examples)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("bu", "build"), ("build --jo", "--jobs"), ("export we", "wechat"), ("explain --ba", "--base-url")],
)
def test_bash_completes(typed: str, offered: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash")
    assert main(["completion", "bash"]) == 0
    script = tmp_path / "mingpian.bash"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    last = len(typed.split())
    asked = f'COMP_WORDS=(mingpian {typed}); COMP_CWORD={last}; _shtab_mingpian; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run([bash, "-c", f"source {script}; {asked}"], check=False, capture_output=True, text=True)
    assert done.stdout.split() == [offered], done.stderr


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_get_a_script_with_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr().out
    assert all(name in said for name in commands())


@pytest.mark.parametrize(("lang", "usage"), [("zh_CN.UTF-8", "用法："), ("en_GB.UTF-8", "usage: ")])
@pytest.mark.parametrize("name", commands())
def test_usage_names_the_command_whole_in_each_language(
    name: str, lang: str, usage: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", lang)
    with pytest.raises(SystemExit):
        main([name, "--help"])
    assert capsys.readouterr().out.startswith(f"{usage}mingpian {name} ")
    with pytest.raises(SystemExit):
        main(["new", "--root"])
    assert capsys.readouterr().err.startswith(f"{usage}mingpian new ")
