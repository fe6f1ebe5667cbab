"""What the operating system and the readers of data say is told in the reader's language, where it is frequent."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable
from datetime import datetime
from errno import EACCES, EEXIST, EISDIR, ELOOP, ENOENT, ENOSPC, ENOTDIR, EROFS

import jinja2
import pytest
import yaml

from mingpian.i18n import listed, translate
from mingpian.i18n.foreign import foreign

TOML = ["a", "a = ", "a = [1", 'a = "x', "[a", "[[a]", "a = 1\na = 2", "[a]\n[a]", "a = 1 b", "a = {b = 1, b = 2}"]
YAML = ["a: b: c", "a: [1, 2", "a: {b", "a: *b", "a: @b", "a\nb: c", "a: 'b", "a: - b", "- a\nb: c", 'a: "\\q"']
JSON = ["{", "[1,", "{a: 1}", "[1 2]", "[] []", '["a', '{"a" 1}']


def _said(read: Callable[[str], object], text: str) -> str:
    try:
        read(text)
    except tomllib.TOMLDecodeError as error:
        return re.sub(r" \(at .*\)\Z", "", str(error))
    except json.JSONDecodeError as error:
        return error.msg
    except yaml.MarkedYAMLError as error:
        return " ".join(filter(None, (error.context, error.problem)))
    raise AssertionError(f"{text!r} can be read")


def _yaml(loader: type[yaml.BaseLoader]) -> Callable[[str], object]:
    return lambda text: yaml.compose(text, Loader=loader)


TEMPLATES = [
    *("{{ a", "{% if a %}", "{% endfor %}", "{% nope %}", "{{ 1|nope }}", "{# a"),
    *("{{ a } }}", "{{ a b }}", "{{ § }}", "{{ a is nope }}"),
]
PYTHON = ["(", ")", "if a", " a", "if a:\nb", "a = 'b", "if a:\n  b\n c", "a b"]
RAISED = ["nope", "import nope", "from os import nope", "().nope", "{}[1]", "1 / 0", "len(1)", "int('x')"]


def _template_said(text: str) -> str:
    with pytest.raises(jinja2.TemplateSyntaxError) as told:
        jinja2.Environment().compile(text)
    return told.value.message or ""


def _python_said(text: str) -> str:
    try:
        exec(compile(text, "a.py", "exec"), {})
    except SyntaxError as error:
        return error.msg
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    raise AssertionError(f"{text!r} can be run")


LOADERS = [yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)]
SAID = [
    *(os.strerror(number) for number in (EACCES, EEXIST, EISDIR, ELOOP, ENOENT, ENOSPC, ENOTDIR, EROFS)),
    *(_said(tomllib.loads, text) for text in TOML),
    *map(_template_said, TEMPLATES),
    *map(_python_said, (*PYTHON, *RAISED)),
    *(_said(json.loads, text) for text in JSON),
    *(_said(_yaml(loader), text) for text in YAML for loader in LOADERS),
]


@pytest.mark.parametrize("said", dict.fromkeys(SAID))
def test_frequent_words_have_their_chinese_and_stay_as_they_are_in_english(said: str) -> None:
    own = translate(foreign(said), "zh")
    assert own != said and any("\u4e00" <= char <= "\u9fff" for char in own)
    assert translate(foreign(said), "en") == said.replace("('a',)", "a")  # as TOML has it, not Python


def test_days_too() -> None:
    for month, day in ((13, 1), (2, 30)):
        with pytest.raises(ValueError) as told:
            datetime(2026, month, day)
        assert translate(foreign(told.value), "zh") != str(told.value)


def test_others_stand_as_they_are() -> None:
    assert foreign("Owner died {twice}") == "Owner died {twice}" == translate(foreign("Owner died {twice}"), "zh")


def test_lists_have_the_commas_of_their_language() -> None:
    assert [translate(listed(["a", "b", "c"]), lang) for lang in ("en", "zh")] == ["a, b, c", "a、b、c"]
    assert listed([]) == ""
