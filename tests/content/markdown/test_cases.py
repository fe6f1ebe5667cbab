"""The table of cases, on both engines."""

import tomllib
from pathlib import Path

import pytest

from mingpian.content.markdown import Options, Resolved, parse_markdown, render_document

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def html(markdown: str, options: Options) -> str:
    return render_document(parse_markdown(markdown, options), lambda ref: Resolved(url=ref.target)).strip()


def test_the_table_is_long_and_names_each_case_once() -> None:
    assert len(CASES) >= 120
    assert len({case["name"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_comrak(case: dict[str, str]) -> None:
    assert html(case["markdown"], Options(engine="comrak")) == case["html"].strip()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_python_markdown(case: dict[str, str]) -> None:
    expected = case.get("python_markdown", case["html"]).strip()
    assert html(case["markdown"], Options(engine="python-markdown")) == expected


def test_a_difference_between_the_engines_has_a_reason() -> None:
    assert [case["name"] for case in CASES if ("python_markdown" in case) != ("why" in case)] == []
