"""Every term has an address of its own, or is told of."""

from __future__ import annotations

import pytest

from mingpian.check.rule import Subject
from mingpian.check.rules.terms import RULE
from tests.render.small import Small


def site(*tags: str) -> Small:
    stated = ", ".join(f'"{tag}"' for tag in tags)
    return Small({"essays/a.md": f"---\ntitle: A\ntags: [{stated}]\n---\n字\n"}, site='title = "T"\n')


def told(small: Small) -> list[str]:
    return [str(item.message) for item in RULE.find(Subject(small.model, small._body))]


@pytest.mark.parametrize("tags", [("🎉", "❤️"), ("📷", "?"), ("？", "?"), ("C", "C#", "C++"), ("...", "…")])
def test_two_tags_two_pages(tags: tuple[str, ...]) -> None:
    small = site(*tags)
    urls = [term.url for term in small.ask("card", "essays/a.zh-Hans").tags]
    assert len(set(urls)) == len(tags)
    assert not any("untitled" in url for url in urls)
    assert told(small) == []


@pytest.mark.parametrize("tags", [("旅行", "旅行🎉"), ("Q&A", "Q. A."), ("node.js", "node/js"), ("茶" * 80, "茶" * 90)])
def test_two_tags_on_one_page_are_told_of(tags: tuple[str, ...]) -> None:
    assert len(told(site(*tags))) == 1


def test_spellings_of_one_tag_are_not_told_of() -> None:
    assert told(site("Green Tea", "green-tea", "green tea")) == []
