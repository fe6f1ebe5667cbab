"""Patterns that are compiled late find what those find that are compiled at once."""

import re

import pytest

from mingpian.core.patterns import lazy_pattern

WRITTEN = r"(a)|[\u3400-\u9fff]+"


@pytest.mark.parametrize("text", ["", "a", "名片 A", "x名a片"])
def test_a_late_pattern_finds_what_one_finds_that_is_compiled_at_once(text: str) -> None:
    late, early = lazy_pattern(WRITTEN, re.IGNORECASE), re.compile(WRITTEN, re.IGNORECASE)
    for _ in range(2):  # the first use compiles it
        assert late.findall(text) == early.findall(text)
        assert late.sub(lambda found: f"<{found[0]}>", text) == early.sub(lambda found: f"<{found[0]}>", text)
        assert [found.span() for found in late.finditer(text)] == [found.span() for found in early.finditer(text)]
    assert (late.pattern, late.flags, late.groups) == (early.pattern, early.flags, early.groups)


def test_an_attribute_that_no_pattern_has_is_none() -> None:
    assert not hasattr(lazy_pattern("a"), "gone")
