"""What was closed in a site of any system is nowhere in what is built of it; what was open is there."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.importers.restricted import restrictions
from tests.importers.test_new_site import moved

SECRET = "只给自己人看的话"


CLOSED = [
    "password: abc", "encrypt: true", "hidden: true", "private: true", "visibility: members", "status: skip", "paid: true",
    "published: false", "render: never", "build: {render: never}", "params: {password: x}", "members_only: true",
    "date: 2999-01-01", "access: paid", "status: private", "draft: true", "publish: false",
]  # fmt: skip
OPEN = [
    "encrypt: false",
    "status: published",
    "visibility: public",
    "hidden: false",
    "date: 2019-01-01",
    "published: true",
]
PLACES = {
    "hexo": ("source/_posts/x.md", {"_config.yml": "title: A\n"}),
    "hugo": ("content/posts/x.md", {"hugo.toml": "title = 'A'\n"}),
    "jekyll": ("_posts/2019-01-01-x.md", {"_config.yml": "title: A\n"}),
    "pelican": ("content/x.md", {"pelicanconf.py": "SITENAME = 'A'\n"}),
}


@pytest.mark.parametrize("system", PLACES)
def test_what_was_closed_is_nowhere_in_the_output(
    system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, files = PLACES[system]
    stem = path.removesuffix("x.md")
    texts: dict[str, str | bytes] = {
        f"{stem}c{at}.md": f"---\ntitle: t{at}\n{said}\n---\n{SECRET}{at}。\n" for at, said in enumerate(CLOSED)
    }
    texts |= {f"{stem}o{at}.md": f"---\ntitle: o{at}\n{said}\n---\n公开的话{at}。\n" for at, said in enumerate(OPEN)}
    new = moved(tmp_path, {**files, **texts})
    pages = [file.read_text(encoding="utf-8") for file in (new / "output").rglob("*.html")]
    assert not [page for page in pages if SECRET in page]
    assert all(any(f"公开的话{at}" in page for page in pages) for at in range(len(OPEN)))
    said = capsys.readouterr().out
    assert said.count("so it is a draft") == len(CLOSED) - 1, "all but that which said it was one"
    assert "abc" not in "".join(file.read_text(encoding="utf-8") for file in (new / "content").rglob("*.md"))


@given(
    st.dictionaries(
        st.sampled_from(["title", "tags", "weight", "toc", "status", "hidden"]),
        st.one_of(st.none(), st.text(), st.lists(st.text()), st.booleans()),
    )
)
def test_restrictions_take_any_front_matter(data: dict[str, Any]) -> None:
    assert all(isinstance(one, str) for one in restrictions(data))
