"""Names that pass for another's, and characters that turn text around, are told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.attacks.test_paths import said, site  # noqa: F401  the fixture

LOOKS = {
    "Аlice Chen": "U+0410 CYRILLIC CAPITAL LETTER A",
    "Alice Сhen": "U+0421 CYRILLIC CAPITAL LETTER ES",
    "Αlice Chen": "U+0391 GREEK CAPITAL LETTER ALPHA",
}


@pytest.mark.parametrize("name", LOOKS)
def test_a_name_that_looks_like_another_is_told(name: str, site: Path) -> None:  # noqa: F811
    (site / "content/members/alice.md").write_text("---\nname: Alice Chen\n---\n我。\n", encoding="utf-8")
    (site / "content/members/other.md").write_text(f"---\nname: {name}\n---\n我。\n", encoding="utf-8")
    code, text = said(site, "build", "--jobs", "1")
    assert code == 0
    assert "content/members/other.md:2:7: warning[look-alike-name]" in text
    assert "looks like `Alice Chen` of content/members/alice.md" in text
    assert LOOKS[name] in text


@pytest.mark.parametrize(
    "name", ["张伟", "Алиса Чен", "Müller", "Ōe Kenzaburō", "김민수", "Ελένη", "陈 Alice", "José 佐藤"]
)
def test_honest_names_are_not(name: str, site: Path) -> None:  # noqa: F811
    for slug in ("one", "two"):  # two people may have one name
        (site / f"content/members/{slug}.md").write_text(f"---\nname: {name}\n---\n我。\n", encoding="utf-8")
    code, text = said(site, "build", "--jobs", "1")
    assert (code, "look-alike" in text) == (0, False)


def test_text_that_is_turned_around_is_told_where_it_is(site: Path) -> None:  # noqa: F811
    text = "---\ntitle: 文章\n---\n正文。\n\n价钱 \u202e001 元\u202c。\n"
    (site / "content/essays/case.md").write_text(text, encoding="utf-8")
    code, out = said(site, "build", "--jobs", "1")
    assert code == 0
    assert "content/essays/case.md:6:4: warning[bidi-control]" in out
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in out
    assert "\u202e" not in out
