"""Pelican's settings and texts are read, never run: reStructuredText, notebooks, and what they would embed."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.importers.test_new_site import front, moved


@pytest.mark.parametrize("where", ["settings", "text"])
def test_no_module_is_imported_for_a_language_that_pelican_states(
    where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "qqx.py").write_text("raise SystemExit('it ran')", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    setting, field = ("DEFAULT_LANG = 'qqx'\n", "") if where == "settings" else ("", ":lang: qqx\n")
    rest = f"One\n###\n\n:date: 2019-01-02\n{field}\n.. note::\n\n   Words\n"
    new = moved(tmp_path, {"pelicanconf.py": f"SITENAME = 'x'\n{setting}", "content/a.rst": rest})
    assert "Words" in (new / "content/essays/a.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["image", "figure"])
@pytest.mark.parametrize("name", ["secret.svg", "secret.png", "secret"])
def test_a_text_in_rest_embeds_no_file_of_the_machine(form: str, name: str, tmp_path: Path) -> None:
    secret = tmp_path / name
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>s3cret</text></svg>', encoding="utf-8")
    embedded = "".join(
        f".. {form}:: {place}\n   :loading: embed\n\n" for place in (secret, secret.as_uri(), f"../../{name}")
    )
    new = moved(tmp_path, {"pelicanconf.py": "SITENAME = 'x'\n", "content/a.rst": f"One\n###\n\nWords\n\n{embedded}"})
    text = (new / "content/essays/a.md").read_text(encoding="utf-8")
    assert "Words" in text and "s3cret" not in text and "base64" not in text
    assert not [file for file in new.rglob("*") if file.is_file() and b"s3cret" in file.read_bytes()]


def test_pelican_reads_rest_and_notebooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rest = "一篇\n####\n\n:date: 2019-01-02\n:tags: 甲, 乙\n:slug: rest\n\n第一段，**粗**。\n\n小题\n====\n\n.. code-block:: python\n   :linenos:\n\n   x = 1\n\n.. unknown::\n\n   字\n"
    book = {"nbformat": 4, "metadata": {"title": "笔记本", "date": "2019-01-03"}, "cells": [
        {"cell_type": "markdown", "source": ["# 题\n", "字"]},
        {"cell_type": "code", "source": "1 + 1", "outputs": [{"output_type": "execute_result", "data": {"text/plain": ["2"]}}]},
    ]}  # fmt: skip
    new = moved(
        tmp_path,
        {
            "pelicanconf.py": "SITENAME = '塘'\nDEFAULT_LANG = 'zh'\nimport os\nos.abort()\n",
            "content/a.rst": rest,
            "content/b.ipynb": json.dumps(book),
        },
    )
    text = (new / "content/essays/rest.md").read_text(encoding="utf-8")
    assert front(new / "content/essays/rest.md")["tags"] == ["甲", "乙"] and front(new / "content/essays/rest.md")[
        "aliases"
    ] == ["/rest.html"]
    for part in ("第一段，**粗**。", "## 小题", "```python\nx = 1\n```"):
        assert part in text, part
    assert "docutils says" in capsys.readouterr().out
    text = (new / "content/essays/b.md").read_text(encoding="utf-8")
    assert (
        "```python\n1 + 1\n```" in text
        and "```text\n2\n```" in text
        and front(new / "content/essays/b.md")["title"] == "笔记本"
    )
