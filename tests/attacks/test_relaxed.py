"""What is read as meant opens no door: what says that an entry is not for everybody is heeded in every form in which
front matter is read, and what is found by its name alone is nothing that the writer may not show."""

from __future__ import annotations

import pytest

from mingpian.config.settings import SiteConfig
from mingpian.content.parse import parse_entry
from mingpian.content.parse import parse_settings as settings_of
from mingpian.render.formats.files import FORMAT
from mingpian.schema.dates import seconds
from tests.render.small import NOW, SITE, Small

SETTINGS = settings_of(SiteConfig(title="A", languages=("zh-Hans", "en")))

CLOSED = [
    "draft: true", "草稿: 是", "\u200bdraft: true", "draft\u00a0: true", "draft:\u3000true", "draft：true",
    "draft:true", "published: no", "publish: false", "headless: true", "build: {render: never}", "_build: {render: no}",
    "password: x", "status: private", "publishDate: 2199-01-01", "publish_date: 2199年1月", "pubdate: 1. Mai 2199",
    "date: 2199", "date: 1. Mai 2199", "date: 7226582400", "date: ２１９９-01-01", "date: 05/06/2199", "expires: 2020",
]  # fmt: skip

FORMS = {
    "with fences": "---\ntitle: 题\n{}\n---\n文\n",
    "no fence before it": "title: 题\n{}\n---\n文\n",
    "no fences": "title: 题\n{}\n\n文\n",
    "indented": "  ---\n  title: 题\n  {}\n  ---\n文\n",
    "after a comment": "<!-- x -->\n---\ntitle: 题\n{}\n---\n文\n",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("closed", CLOSED)
def test_what_keeps_an_entry_private_is_heeded_in_every_form(form: str, closed: str) -> None:
    for charset in ("utf-8", "utf-16"):
        parsed, _ = parse_entry("essays/2020-01-01-x.md", FORMS[form].format(closed).encode(charset), b"", SETTINGS)
        entry = parsed.entry
        is_open = entry is not None and not entry.fields.draft and entry.published <= NOW
        assert not is_open or 0 < entry.expires <= NOW, f"{entry.published} {parsed.diagnostics}"


def test_a_later_date_beside_the_date_is_waited_for_and_an_earlier_one_is_not() -> None:
    for later, expected in (("2199-01-01", "2199-01-01"), ("2010-01-01", "2020-01-01")):
        text = f"---\ntitle: 题\ndate: 2020-01-01\npublishDate: {later}\n---\n文\n"
        entry = parse_entry("essays/a.md", text.encode(), b"", SETTINGS)[0].entry
        assert entry.published == seconds(expected, "Asia/Shanghai")


REACHED_FOR = ["![[{}]]", "![x]({})", "[x]({})", '<video src="{}"></video>', ":::file {} :::"]


@pytest.mark.parametrize("text", REACHED_FOR)
def test_by_name_alone_nobody_reaches_what_lies_with_others(text: str) -> None:
    files: dict[str, str | bytes] = {
        "members/lin.md": "---\nname: 林\n---\n", "members/eve.md": "---\nname: Eve\n---\n",
        "data/secret.csv": b"a", "private/plan.pdf": b"%PDF", "members/man/index.md": "---\nname: 曼\n---\n",
        "members/man/cv.pdf": b"%PDF", "works/shop.js": b"alert(1)",
    }  # fmt: skip
    for name in ("secret.csv", "plan.pdf", "cv.pdf", "shop.js", "data/secret.csv", "man/cv.pdf"):
        essay = f"---\ntitle: 题\ndate: 2026-01-01\nauthors: [eve]\n---\n{text.format(name)}\n"
        small = Small({**files, "essays/eve.md": essay}, SITE)
        assert small.planned(FORMAT) == {}
