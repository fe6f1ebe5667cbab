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


def escaped(name: str) -> str:
    """A name as a value of YAML without one character that is not ASCII."""
    return '"' + "".join(char if char.isascii() else f"\\U{ord(char):08X}" for char in name) + '"'


UNSEEN = {
    "Alice\u200b Chen": "U+200B ZERO WIDTH SPACE",
    "Alice Chen\u2060": "U+2060 WORD JOINER",
    "\ufeffAlice Chen": "U+FEFF ZERO WIDTH NO-BREAK SPACE",
    "Al\u00adice Chen": "U+00AD SOFT HYPHEN",
    "Alice\U000e0041 Chen": "U+E0041 TAG LATIN CAPITAL LETTER A",
    "Ali\u200dce Chen": "U+200D ZERO WIDTH JOINER",
    "Alice Chen\ufe0f": "U+FE0F VARIATION SELECTOR-16",
    "\uff21lice Chen": "U+FF21 FULLWIDTH LATIN CAPITAL LETTER A",
    "\U0001d400lice Chen": "U+1D400 MATHEMATICAL BOLD CAPITAL A",
    "\u202dAlice Chen": "U+202D LEFT-TO-RIGHT OVERRIDE",
}


@pytest.mark.parametrize("form", ["raw", "escaped"])
@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_not_seen_or_is_wide_makes_no_other_name(name: str, form: str, site: Path) -> None:  # noqa: F811
    written = name if form == "raw" else escaped(name)
    (site / "content/members/alice.md").write_text("---\nname: Alice Chen\n---\n我。\n", encoding="utf-8")
    (site / "content/members/other.md").write_text(f"---\nname: {written}\n---\n我。\n", encoding="utf-8")
    for command in ("build", "check"):
        code, text = said(site, command, "--jobs", "1")
        told = [line for line in text.splitlines() if "look-alike-name" in line or "control-character" in line]
        if form == "escaped":
            assert code == 0 and "looks like `Alice Chen` of content/members/alice.md" in text
            assert UNSEEN[name] in text and "content/members/other.md:2:7" in text
        assert told or code == 1


@pytest.mark.parametrize(("name", "told"), [("李\u200b雷", "nobody sees"), ("\uff22\uff2f", "wide letters")])
def test_such_a_name_is_told_of_without_a_twin_too(name: str, told: str, site: Path) -> None:  # noqa: F811
    (site / "content/members/other.md").write_text(f"---\nname: {escaped(name)}\n---\n我。\n", encoding="utf-8")
    code, text = said(site, "build", "--jobs", "1")
    assert code == 0 and told in text


@pytest.mark.parametrize("written", [r'"\u202Eadmin \u4e3b\u4eba"', r'"x\u2066y"'])
@pytest.mark.parametrize("field", ["name", "headline", "links", "contact"])
def test_what_turns_text_is_told_of_in_values_too(field: str, written: str, site: Path) -> None:  # noqa: F811
    stated = {
        "name": f"name: {written}",
        "headline": f"name: X\nheadline: {written}",
        "links": f"name: X\nlinks: [{{url: https://x.example/, title: {written}}}]",
        "contact": f"name: X\ncontact: {{wechat: {{value: {written}, audience: public}}}}",
    }
    (site / "content/members/other.md").write_text(f"---\n{stated[field]}\n---\n我。\n", encoding="utf-8")
    _, text = said(site, "build", "--jobs", "1")
    assert f"content/members/other.md:{2 + (field != 'name')}:" in text and "warning[bidi-control]" in text


def test_what_turns_a_body_by_its_number_is_told_of(site: Path) -> None:  # noqa: F811
    (site / "content/essays/case.md").write_text("---\ntitle: 文\n---\n字。\n\n价 &#x202e;001。\n", encoding="utf-8")
    assert "content/essays/case.md:6:3: warning[bidi-control]" in said(site, "build", "--jobs", "1")[1]
    (site / "content/essays/case.md").write_text("---\ntitle: 文\n---\n`&#x202e;`\n", encoding="utf-8")
    assert "bidi-control" not in said(site, "build", "--jobs", "1")[1]


@pytest.mark.parametrize(
    "name", ["نیما می\u200cخواهد", "ක්\u200dෂ", "葛\U000e0100城", "渡邉\ufe00", "ｱｲｳ", "王（小王）"]
)
def test_characters_that_names_need_are_not_told_of(name: str, site: Path) -> None:  # noqa: F811
    (site / "content/members/other.md").write_text(f"---\nname: {escaped(name)}\n---\n我。\n", encoding="utf-8")
    assert "look-alike" not in said(site, "build", "--jobs", "1")[1]


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
