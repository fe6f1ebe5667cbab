"""What a file's name says: the languages of the site are suffixes, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.content.naming import path_parts, strays

SITE = ("zh-Hans", "en")


@pytest.mark.parametrize(
    ("file", "slug", "lang"),
    [
        ("a.md", "a", ""),
        ("a.zh-CN.md", "a", "zh-Hans"),
        ("a.zh.md", "a", "zh-Hans"),
        ("a.zh_CN.md", "a", "zh-Hans"),
        ("a.zh-Hans.md", "a", "zh-Hans"),
        ("a.en-US.md", "a", "en"),
        ("a.EN.md", "a", "en"),
        ("node.js.md", "node.js", ""),
        ("node.js.en.md", "node.js", "en"),
        ("使用vue.js.md", "使用vue.js", ""),
        ("v1.2.md", "v1.2", ""),
        ("a.fr.md", "a.fr", ""),
        ("asp.net.md", "asp.net", ""),
        ("vue.ts.md", "vue.ts", ""),
        ("a.zh-TW.md", "a.zh-TW", ""),
        (".en.md", "en", ""),
        ("a/index.en.md", "a", "en"),
        ("node.js/index.md", "node.js", ""),
    ],
)
def test_a_file_is_named(file: str, slug: str, lang: str) -> None:
    name = path_parts(f"essays/{file}", SITE)
    assert (name.slug, name.lang) == (slug, lang)


@given(
    st.from_regex(r"[a-z0-9]{1,8}\.[a-z0-9]{1,4}", fullmatch=True).filter(
        lambda stem: not stem.endswith((".en", ".zh"))
    )
)
def test_a_dot_in_a_name_stays_in_it(stem: str) -> None:
    assert path_parts(f"essays/{stem}.md", SITE).slug in (stem, f"{stem}-1")


@pytest.mark.parametrize(
    ("files", "told"),
    [
        (["a.md", "a.fr.md"], ["content/essays/a.fr.md"]),
        (["a.md", "a.zh-TW.md", "a.en.md", "a.zh.md"], ["content/essays/a.zh-TW.md"]),
        (["a.fr.md"], []),
        (["node.md", "node.js.md"], []),
        (["v1.md", "v1.2.md"], []),
    ],
)
def test_what_looks_like_a_translation_is_told_of(files: list[str], told: list[str]) -> None:
    assert [item.file for item in strays([f"essays/{file}" for file in files], SITE)] == told
