"""Whose raw HTML stays: the owner's, whether site.toml names them or they are alone; nobody else's."""

import pytest

from mingpian.config.settings import SiteConfig
from mingpian.content.parse import parse_entry, parse_settings

ALONE = ("members/ann.md", "members/ann.en.md", "essays/e.md")
TWO = (*ALONE, "members/bo/index.md")


@pytest.mark.parametrize(
    ("owner", "paths", "source", "stated", "trusted"),
    [
        ("ann", TWO, "essays/e.md", "title: E\nauthors: [ann]", True),
        ("members/ann", TWO, "essays/e.md", "title: E\nauthors: [members/ann]", True),
        ("ann", TWO, "essays/e.md", "title: E\nauthors: [ann, bo]", False),
        ("ann", TWO, "members/bo.md", "name: Bo", False),
        ("", ALONE, "members/ann.md", "name: Ann", True),
        ("", ALONE, "essays/e.md", "title: E\nauthors: [ann]", True),
        ("", TWO, "members/ann.md", "name: Ann", False),
        ("", TWO, "essays/e.md", "title: E\nauthors: [ann]", False),
    ],
)
def test_raw_html_of(owner: str, paths: tuple[str, ...], source: str, stated: str, trusted: bool) -> None:
    settings = parse_settings(SiteConfig(title="T", owner=owner, languages=("zh-Hans", "en")), paths)
    text = f"---\n{stated}\n---\n<iframe src='https://e.example'></iframe>\n"
    parsed, document = parse_entry(source, text.encode(), b"", settings)
    assert document is not None
    assert (parsed.entry.trusted, "<iframe" in str(document.parts)) == (trusted, trusted)
