"""Names that are safe on every file system and in every URL."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.core.paths import file_problem, fold_path, former_path_problem, slug_problem, slugify, url_path_problem


@given(st.text())
def test_a_slug_can_be_made_of_any_text(text: str) -> None:
    slug = slugify(text)
    assert slug_problem(slug) == ""
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("写作 与 设计", "写作-与-设计"),
        ("  --  ", "untitled"),
        ("CON", "con-1"),
        ("Café", "café"),
        ("Cafe\u0301", "café"),
        ("C++", "c++"),
        ("C#", "csharp"),
        ("#写作", "写作"),
        ("a/b\\c", "a-b-c"),
        ("🎉", "party-popper"),
        ("❤️", "heavy-black-heart"),
        ("❤", "heavy-black-heart"),
        ("旅行❤️", "旅行"),
        ("?", "question-mark"),
        ("？！", "fullwidth-question-mark-fullwidth-exclamation-mark"),
        ("🇨🇳", "c-n"),
        ("👩‍💻", "woman-personal-computer"),
        ("1️⃣", "1⃣"),
        ("\ue000", "ue000"),
    ],
)
def test_slugs_read_like_their_text(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text(st.characters(categories=["So", "Sc", "Sk", "Po", "Ps", "Pe"]), min_size=1, max_size=3))
def test_symbols_have_addresses_of_their_own(text: str) -> None:
    others = [text + "🎉", text[1:], "?", "❤️", "untitled"]
    same = {unicodedata.normalize("NFC", text).lower(), text}
    assert all(slugify(text) != slugify(other) for other in others if other not in same)


@pytest.mark.parametrize(
    "slug", ["", ".", "..", ".hidden", "a.", "a/b", "a b", "nul", "COM1.txt", "a\u202eb", "字" * 100, "a?b", "a%2fb"]
)
def test_names_that_are_no_slugs(slug: str) -> None:
    assert slug_problem(slug)


@given(st.text())
def test_a_path_without_a_problem_stays_in_its_folder(path: str) -> None:
    if not file_problem(path):
        parts = path.strip("/").split("/")
        assert ".." not in parts
        assert all(part.strip(".") for part in parts)


@pytest.mark.parametrize("path", ["../x", "a/../../x", "a/%2e%2e/x", "", "a\\b", "c:/x", "a//b", "./x"])
def test_paths_that_leave_their_folder(path: str) -> None:
    assert file_problem(path)


@pytest.mark.parametrize("path", ["old", "//evil.example/x", "/a/../b", "/a/%2e%2e/b", "/a b/"])
def test_paths_that_are_none_of_this_site(path: str) -> None:
    assert url_path_problem(path)


@pytest.mark.parametrize("path", ["/a b/", "/它's 100%25/", "/C%23 & D;e=f.html", "/a%3Db/"])
def test_former_paths_may_have_what_new_ones_avoid(path: str) -> None:
    assert url_path_problem(path) and not former_path_problem(path)


@pytest.mark.parametrize(
    "path",
    ["old", "//evil.example/x", "/a/../b", "/a%2f..%2f../b/", "/a /", "/a:b/", "/a%3fb/", "/a?b", "/a#b", "/a%0ab/"],
)
def test_paths_that_were_none_of_this_site(path: str) -> None:
    assert former_path_problem(path)


def test_paths_of_this_site() -> None:
    assert [url_path_problem(path) for path in ("/", "/old/", "/2019/旧文.html", "/%E6%97%A7/")] == ["", "", "", ""]


@given(st.text())
def test_folding_takes_case_and_composition_away(text: str) -> None:
    assert (
        fold_path(text) == fold_path(unicodedata.normalize("NFD", text)) or unicodedata.normalize("NFC", text) != text
    )
    assert fold_path(text.upper().lower()) == fold_path(text.lower().upper().lower())
