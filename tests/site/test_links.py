"""Links, wikilinks and pictures in bodies: what they mean, and which lead nowhere."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from mingpian.render.body.bodies import body_html
from mingpian.site.links import broken
from mingpian.site.missing import missing
from tests.render.small import SITE, Small

LIN = "---\nname: 林语\nname_latin: Lin Yu\n---\n"


def site(text: str, **files: str) -> Small:
    """A site with one essay of this text; other files by their path below content/ with `__` for `/`."""
    more = {f"{path.replace('__', '/')}.md": body for path, body in files.items()}
    essay = f"---\ntitle: 文\ndate: 2026-01-01\n---\n{text}\n"
    return Small({"members/lin.md": LIN, "essays/a.md": essay, "essays/page.pdf": b"%PDF", **more}, SITE)


def faults(text: str, **files: str) -> list[tuple[str, str]]:
    found = site(text, **files)
    site_of, links = found.model.site, found.model.links
    diagnostics = (*broken(site_of, links), *missing(site_of, links, ["anything/index.html"]))
    return [(item.code, item.severity) for item in diagnostics]


OTHER = {"notes__rain": "---\ndate: 2026-01-01\n---\n雨。\n", "essays__other": "---\ntitle: 另一篇\n---\n"}


@pytest.mark.parametrize(
    "text",
    [
        "[[另一篇]] [[other]] [[Other]] [[essays/other]] [[林语]] [[lin yu]] [[lin]] [[另一篇#段|文字]]",
        "[a](other.md) [b](../essays/other.md#x) [c](/essays/other.md) [d](../notes/rain.md) [e](page.pdf)",
        "[a](https://example.org/x) [b](mailto:a@b.example) [c](#here) [d](/anything/) [e](//example.org/)",
    ],
)
def test_what_leads_somewhere_is_no_fault(text: str) -> None:
    assert faults(text, **OTHER) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[a](nothing.md)", "broken-link"),
        ("[a](../../outside.md)", "broken-link"),
        ("[a](nothing.pdf)", "broken-link"),
        ("![x](nothing.png)", "missing-picture"),
    ],
)
def test_what_leads_nowhere_is_told_of(text: str, code: str) -> None:
    assert faults(text, **OTHER) == [(code, "warning")]


def test_a_wikilink_to_nothing_is_told_of() -> None:
    assert faults("[[没有这篇]]", **OTHER) == [("broken-wikilink", "warning")]


@pytest.mark.parametrize(
    ("link", "shown"),
    [
        ("[[以后]]", "<p>以后</p>"),
        ("[[later#一]]", "<p>later</p>"),
        ("[[later|那时]]", "<p>那时</p>"),
        ("![[later]]", "<p>later</p>"),
        ("[x](later.md)", '<p><span class="broken">x</span></p>'),
    ],
)
@pytest.mark.parametrize("fields", ["date: 2026-12-01", "draft: true", "expires: 2026-10-01"])
def test_a_link_to_what_is_not_published_now_is_plain_text_and_no_fault(link: str, shown: str, fields: str) -> None:
    later = f"---\ntitle: 以后\n{fields}\n---\n"
    assert faults(link, essays__later=later) == []
    small = site(link, essays__later=later)
    essay = small.model.site.entries["essays/a.zh-Hans"]
    assert body_html(small.context, essay, "").strip() == shown and essay.summary.strip("x") in shown


def test_a_name_that_two_entries_have_means_the_one_of_the_same_kind() -> None:
    files = {"essays__tea": "---\ntitle: 茶\n---\n", "notes__tea": "---\ndate: 2026-01-01\n---\n茶\n"}
    small = site("", **files)
    assert small.ask("wikilink", "essays", "tea", "zh-Hans").url == "essays/tea/"
    assert small.ask("wikilink", "notes", "tea", "zh-Hans").url == "notes/tea/"


def test_links_follow_an_entry_that_moved_its_address() -> None:
    moved = site("", essays__other="---\ntitle: 另一篇\nslug: 新址\n---\n")
    assert moved.ask("target", "essays/a.md", "other.md#x", "zh-Hans").url == "essays/%E6%96%B0%E5%9D%80/#x"
    assert moved.ask("target", "essays/a.md", "/static/none.pdf", "zh-Hans").url == "static/none.pdf"
    assert moved.ask("target", "essays/a.md", "page.pdf", "zh-Hans").url == "essays/page.pdf"


CALLED = {  # what stands in double brackets -> the address that it leads to
    "[[我的笔记]]": "essays/note/",  # by the file's name, where slug and title are others
    "[[我的笔记.md]]": "essays/note/",
    "[[深处/我的笔记|看]]": "essays/note/",
    "[[essays/深处/我的笔记#段]]": "essays/note/",
    "[[tea]]": "essays/tea/",
    "[[TEA#甲#段]]": "essays/tea/#段",
}


@pytest.mark.parametrize("link", CALLED)
def test_a_file_s_name_or_the_end_of_its_path_is_a_name_of_the_entry(link: str) -> None:
    note = "---\ntitle: 别的\nslug: note\n---\n## 段\n"
    files = {"essays__深处__我的笔记": note, "essays__tea": "---\ntitle: 茶\n---\n## 甲\n\n### 段\n"}
    small = site(link, **files)
    assert faults(link, **files) == []
    written = link.strip("[]").partition("|")[0]
    assert unquote(small.ask("wikilink", "essays/a.md", written, "zh-Hans").url).startswith(CALLED[link])


def test_several_of_one_name_are_told_of_and_the_nearest_is_meant() -> None:
    files = {f"essays__{folder}__n": f"---\ntitle: {folder}\nslug: {folder}\n---\n" for folder in ("x", "y")}
    assert faults("[[n]]", **files, **{"essays__z": "---\ntitle: 周记\n---\n[[周记]]\n"}) == []
    twice = {f"essays__{name}": "---\ntitle: 周记\n---\n" for name in ("p", "q")}
    assert faults("[[周记]]", **twice) == [("ambiguous-reference", "warning")]


@pytest.mark.parametrize(("link", "slug"), [("[[12]]", "12"), ("[[1-2]]", "1-2"), ("[[essays/1-2|看]]", "1-2")])
def test_of_names_that_differ_in_signs_alone_the_one_that_is_written_is_meant(link: str, slug: str) -> None:
    files = {f"essays__{name}": f"---\ntitle: 第 {name} 章\n---\n" for name in ("12", "1-2")}
    assert faults(link, **files) == []
    written = link.strip("[]").partition("|")[0]
    assert site(link, **files).ask("wikilink", "essays/a.md", written, "zh-Hans").url == f"essays/{slug}/"
