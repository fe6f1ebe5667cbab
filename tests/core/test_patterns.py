"""Patterns that are compiled late find what those find that are compiled at once."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingpian.core import patterns
from mingpian.core.patterns import compiled, keep_patterns, lazy_pattern

WRITTEN = r"(a)|[\u3400-\u9fff]+"


@pytest.mark.parametrize("text", ["", "a", "名片 A", "x名a片"])
def test_a_late_pattern_finds_what_one_finds_that_is_compiled_at_once(text: str) -> None:
    late, early = lazy_pattern(WRITTEN, re.IGNORECASE), re.compile(WRITTEN, re.IGNORECASE)
    for _ in range(2):  # the first use compiles it
        assert late.findall(text) == early.findall(text)
        assert late.sub(lambda found: f"<{found[0]}>", text) == early.sub(lambda found: f"<{found[0]}>", text)
        assert [found.span() for found in late.finditer(text)] == [found.span() for found in early.finditer(text)]
    assert (late.pattern, late.flags, late.groups) == (early.pattern, early.flags, early.groups)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where patterns are kept; none are yet."""
    file = tmp_path / "kept.patterns"
    monkeypatch.setattr(patterns, "_file", lambda: file)
    monkeypatch.setattr(patterns, "_new", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    patterns._kept.cache_clear()
    yield file
    patterns._kept.cache_clear()


@pytest.mark.parametrize(
    ("written", "flags"),
    [
        (WRITTEN, re.IGNORECASE),
        (r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})(x)?(?=\b)", 0),
        (r"(?i:https?)://[\w.\u3400-\u9fff\U00020000-\U0003ffff]++ # a comment", re.VERBOSE | re.DOTALL),
        (r"(?<!a)\1?(b)".replace(r"\1?", ""), re.MULTILINE | re.ASCII),
    ],
)
def test_a_kept_pattern_is_the_one_that_python_compiles(
    kept: Path, monkeypatch: pytest.MonkeyPatch, written: str, flags: int
) -> None:
    assert compiled(written, flags) == re.compile(written, flags)
    keep_patterns()
    monkeypatch.delattr(patterns, "_translated")  # it is not asked again
    found, expected = compiled(written, flags), re.compile(written, flags)
    assert found == expected  # of the same code
    assert (found.groups, dict(found.groupindex)) == (expected.groups, dict(expected.groupindex))


def test_what_others_kept_meanwhile_stays(kept: Path) -> None:
    compiled("a")
    keep_patterns()
    before = kept.read_bytes()
    compiled("b")
    keep_patterns()
    mine = kept.read_bytes()
    kept.write_bytes(before)
    compiled("b")
    compiled("c")
    keep_patterns()
    assert set(patterns._kept()) >= {("a", 0), ("c", 0)}
    assert mine != before


def test_what_is_damaged_or_another_pythons_is_compiled_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled("(a)b")
    keep_patterns()
    data = kept.read_bytes()
    for other in (b"", data[:-1], data[:40] + b"\xff" + data[41:], b"no patterns at all"):
        kept.write_bytes(other)
        patterns._kept.cache_clear()
        assert compiled("(a)b").fullmatch("ab")
    kept.write_bytes(data)
    patterns._kept.cache_clear()
    monkeypatch.setattr(sys, "version", "4.0")
    assert patterns._kept() == {}


def test_a_python_whose_compiler_has_other_parts_compiles_as_ever(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_compiler", lambda: None)
    assert compiled("(a)", re.IGNORECASE) == re.compile("(a)", re.IGNORECASE)


def test_a_fault_in_a_pattern_is_told(kept: Path) -> None:
    with pytest.raises(re.error):
        compiled("(a")


def test_an_attribute_that_no_pattern_has_is_none() -> None:
    assert not hasattr(lazy_pattern("a"), "gone")
