"""Every way to name a file leads to it: it is published once, and its address on the page is where it lies."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, unquote

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from mingpian.site.resolution import is_text
from tests.site.local_files import PNG, addresses, codes, make, page, published, said

WAYS: dict[str, Callable[[str], str]] = {
    "percent-encoded": lambda name: f"![x]({quote(name)})",
    "in angle brackets": lambda name: "![x](<" + re.sub(r"([\\<>&#?%])", _signs, name) + ">)",
    "a definition": lambda name: f"![x][r]\n\n[r]: {quote(name)} '题'",
    "with a size": lambda name: f"![x]({quote(name)} =30x20)",
    "raw HTML": lambda name: f'<img src="{escape(quote(name))}" alt="x">',
    "raw HTML without quotes": lambda name: f"<img alt=x src={quote(name)}>",
    "a source": lambda name: f'<video><source src="{quote(name)}"></video>',
    "a poster": lambda name: f"<video poster='{quote(name)}'></video>",
    "an object": lambda name: f'<object data="{quote(name)}"></object>',
    "a track": lambda name: f'<video><track src="{quote(name)}"></video>',
    "sizes": lambda name: f'<img srcset="{quote(name, safe="")} 1x, {quote(name, safe="")} 2x" src="{quote(name)}">',
    "a link": lambda name: f"[x]({quote(name)})",
    "a link in HTML": lambda name: f'<a href="{quote(name)}">x</a>',
    "a drawing": lambda name: f'<svg><image href="{quote(name)}"/></svg>',
    "from the root": lambda name: f"![x](/essays/{quote(name)})",
    "from here": lambda name: f"![x](./{quote(name)})",
    "from above": lambda name: f"![x](../essays/{quote(name)})",
    "with backslashes": lambda name: f'<img src="..\\essays\\{escape(quote(name))}">',
}


def _signs(found: re.Match[str]) -> str:
    return quote(found[1]) if found[1] in "#?%\\" else {"<": "\\<", ">": "\\>", "&": "&amp;"}[found[1]]


letters = st.characters(blacklist_categories=("C", "Zl", "Zp"), blacklist_characters="/\\\u3000\u00a0")
names = st.text(letters, min_size=1, max_size=12).map(lambda name: " ".join(name.split())).filter(bool)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=10)
@given(name=names)
@example(name="截屏 2024-01-01 上午9.30")
@example(name="100% & more #1?")
@example(name="a (1)")
@example(name="%41%zz")
@example(name="é\u0301か\u3099")
def test_a_file_of_any_name_is_found_in_every_way(way: str, name: str) -> None:
    file = f"{name}.png"
    assume(not file.startswith((".", "#", "~")) and ":" not in file)
    small = make({f"essays/{file}": PNG}, WAYS[way](file))
    place = unicodedata.normalize("NFC", f"essays/{file}")
    assert codes(small) == []
    assert published(small) == [place]
    shown = addresses(page(small))
    assert shown and set(shown) == {place}


@given(name=names, stored=st.sampled_from(["NFC", "NFD"]), stated=st.sampled_from(["NFC", "NFD"]))
def test_composed_or_taken_apart_a_name_is_the_same(name: str, stored: str, stated: str) -> None:
    assume(not re.search(r"[\s:#?%()\[\]<>&\"'*_`~$!|=@{}^]", name) and not name.startswith("."))
    file = unicodedata.normalize(stored, f"{name}.png")  # type: ignore[arg-type]
    small = make({f"essays/{file}": PNG}, f"![x](<{unicodedata.normalize(stated, name)}.png>)")  # type: ignore[arg-type]
    assert codes(small) == []
    assert published(small) == [unicodedata.normalize("NFC", f"essays/{name}.png")]


@given(name=names)
def test_a_cover_is_found_by_its_name(name: str) -> None:
    file = f"{name}.png"
    assume(not file.startswith((".", "#", "~", "<", "!", "[")) and ":" not in file)
    small = make({f"essays/{file}": PNG}, "", f"cover: {json.dumps(file, ensure_ascii=False)}")
    assert codes(small) == [] and len(published(small)) == 1
    image = small.ask("card", "essays/a.zh-Hans").image
    assert [unquote(image.url)] == published(small)


PLAIN = {
    "blanks": ("截屏 2024 01.png", "![](截屏 2024 01.png)"),
    "blanks and a title": ("a b.png", '![](a b.png "题")'),
    "blanks and a size": ("a b.png", "![](a b.png =300x200)"),
    "a title before the size": ("a b.png", '![](a b.png "题" =300x)'),
    "parentheses": ("photo (1).png", "![](photo (1).png)"),
    "a folder of Typora": ("a.assets/x 1.png", "![](a.assets/x 1.png)"),
    "a size of Typora": ("x.png", '<img src="x.png" alt="x" style="zoom:50%;" />'),
    "backslashes": ("img/x.png", "![](img\\x.png)"),
    "a link around": ("a b.png", "[![](a b.png)](https://example.org/)"),
    "in a list": ("a b.png", "- x\n- ![](a b.png)"),
    "in a table": ("a b.png", "| a |\n|---|\n| ![](a b.png) |"),
    "an embed": ("a b.png", "![[a b.png]]"),
    "a link to a document": ("说明 1.pdf", "[见](说明 1.pdf)"),
    "capitals of HTML": ("x.mp4", "<VIDEO SRC='x.mp4'></VIDEO>"),
    "a frame": ("demo.html", '<iframe src="demo.html"></iframe>'),
}


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.parametrize("engine", ["comrak", "python-markdown"])
def test_what_editors_write_is_understood(name: str, engine: str) -> None:
    file, text = PLAIN[name]
    data = PNG if file.endswith("png") else b"x"
    small = make({f"essays/{file}": data}, text, f"markdown: {engine}")
    assert codes(small) == [] and published(small) == [f"essays/{file}"]
    html = page(small)
    assert f"essays/{file}" in addresses(html) and "](" not in html and "![" not in html


@pytest.mark.parametrize(
    "text",
    ["[注](见 第三章)", "f[0](a b)", "`![](a b.png)`", "    ![](a b.png)", "```\n![](a b.png)\n```", r"\[x](a b.png)"],
)
def test_what_only_looks_like_a_path_stays_as_it_is_written(text: str) -> None:
    small = make({"essays/a b.png": PNG}, f"前\n\n{text}")
    bare = text.strip("` \n").replace("\\", "")
    assert bare in unescape(page(small)) and published(small) == []


STATIC = {
    "![](/img/x.png)": "img/x.png",
    "![](/static/img/x.png)": "img/x.png",
    "![](../static/img/x.png)": "img/x.png",
    "[x](/img/x.png)": "img/x.png",
    '<img src="/img/x.png">': "img/x.png",
    "<video poster=/static/img/x.png></video>": "img/x.png",
}


@pytest.mark.parametrize("text", STATIC)
def test_a_path_from_the_root_is_below_static_too(text: str) -> None:
    small = make({"static/img/x.png": PNG}, text)
    assert codes(small) == []
    assert addresses(page(small)) == [STATIC[text]] and published(small) == ["img/x.png"]


def test_what_a_hint_says_works_when_it_is_followed() -> None:
    for wrong in ("static/img/x.png", "img/x.png", "/img/xx.png"):
        (fault,) = said(make({"static/img/x.png": PNG}, f"![]({wrong})"))
        (hint,) = fault.hints
        right = str(hint).partition("`")[2].partition("`")[0]
        assert codes(make({"static/img/x.png": PNG}, f"![]({right})")) == []


def test_a_hint_names_no_picture_that_is_merely_at_hand() -> None:
    (fault,) = said(make({"essays/假.png": PNG}, "![](no.png)"))
    assert fault.hints == ()


@pytest.mark.parametrize("body", ["[x](../../site.toml)", "![](../../x.png)", "[x](../../../etc/passwd)"])
def test_what_lies_outside_is_told_with_a_way_out(body: str) -> None:
    (fault,) = said(make({}, body))
    assert [str(hint)[:36] for hint in fault.hints] == ["only what lies in content/ is publis"]


ANYWHERE = {  # what double brackets name -> the file, wherever it lies
    "深.png": "附件/深.png",
    "深.PNG": "附件/深.png",
    "附件/深.png": "附件/深.png",
    "café.png": unicodedata.normalize("NFD", "x/y/café.png"),
    "a b@2x.png": "x/a b@2x.png",
}


@pytest.mark.parametrize("name", ANYWHERE)
def test_double_brackets_find_a_file_wherever_it_lies(name: str) -> None:
    files: dict[str, bytes] = dict.fromkeys(ANYWHERE.values(), PNG)
    small = make(files, f"![[{name}]] ![[{name}|30]]")
    assert codes(small) == []
    assert addresses(page(small)) == [unicodedata.normalize("NFC", ANYWHERE[name])] * 2 == published(small) * 2
    other = make({**files, "members/x/index.md": b"---\nname: X\n---\n", "members/x/own.png": PNG}, "![[own.png]]")
    assert codes(other) == ["missing-picture"] and published(other) == []  # what lies with another is for its own text


def test_of_several_files_of_one_name_the_nearest_is_shown_and_told_of() -> None:
    files = dict.fromkeys(("x/p.png", "essays/y/z/p.png", "essays/y/p.png"), PNG)
    small = make(files, "![[p.png]]")
    assert addresses(page(small)) == ["essays/y/p.png"] == published(small)
    (fault,) = said(small)
    assert fault.code == "ambiguous-reference" and "y/z/p.png" in str(fault.hints[0])


def test_a_path_that_is_wrong_shows_the_file_of_that_name_and_is_told_of() -> None:
    small = make({"x/p.png": PNG}, "![](p.png) ![](img/q.png)")
    assert addresses(page(small)) == ["x/p.png"] == published(small)
    assert codes(small) == ["missing-picture", "missing-picture"]


PLAYED = {
    "![声](x.mp3)": "<audio",
    "![影|320](x.mp4)": "<video",
    "![[x.mp4|320]]": "<video",
    "![纸](x.pdf)": "<a ",
    "![[x.pdf]]": "<a ",
}


@pytest.mark.parametrize("text", PLAYED)
def test_what_is_no_picture_is_played_or_linked_to(text: str) -> None:
    small = make({f"essays/x.{ending}": b"0" for ending in ("mp3", "mp4", "pdf")}, text)
    html = page(small)
    assert codes(small) == [] and PLAYED[text] in html and 'class="broken"' not in html
    assert addresses(html) == published(small)
    assert ('width="320"' in html) == ("320" in text)


def test_another_case_is_found_and_told_of() -> None:
    small = make({"essays/IMG.JPG.PNG": PNG}, "![](img.jpg.png)")
    assert codes(small) == ["other-case"]
    assert addresses(page(small)) == ["essays/IMG.JPG.PNG"] == published(small)


def test_two_files_that_differ_in_case_alone_are_two() -> None:
    small = make({"essays/A.png": PNG, "essays/a.png": PNG}, "![](A.png) ![](a.png)")
    assert codes(small) == [] and addresses(page(small)) == ["essays/A.png", "essays/a.png"]


SIZES = {
    "![x](p.png =32x)": ("32", "20"),
    "![x](p.png =x20)": ("32", "20"),
    "![x](p.png =32x32)": ("32", "32"),
    "![x](p.png){width=32}": ("32", "20"),
    "![x](p.png){width=32px}": ("32", "20"),
    '<img src="p.png" width="32">': ("32", "20"),
    '<img src="p.png" height="20">': ("32", "20"),
    '<img src="p.png" width="50%">': ("50%", None),
    '<img src="p.png" style="width:32px">': (None, None),
    '<img src="p.png" style="zoom:50%">': ("64", "40"),
    "![x](p.png)": ("64", "40"),
}


@pytest.mark.parametrize("text", SIZES)
def test_a_width_alone_keeps_proportions(text: str) -> None:
    html = page(make({"essays/p.png": PNG}, text))
    (tag,) = re.findall(r"<img [^>]*>", html)
    stated = [re.search(rf'\s{name}="([^"]*)"', tag) for name in ("width", "height")]
    assert tuple(match and match[1] for match in stated) == SIZES[text]


@given(st.integers(1, 3000), st.integers(1, 3000), st.integers(1, 3000))
def test_a_stated_width_never_stretches(width: int, height: int, stated: int) -> None:
    from mingpian.content.markdown import Ref
    from mingpian.queries.fragments import Image as Shown
    from mingpian.render.body.bodies import img

    html = img(Shown("a.png", width, height), "", Ref("image", "a.png", "x", attributes=(("width", str(stated)),)))
    high = int(re.search(r'height="(\d+)"', html)[1])  # type: ignore[index]
    assert abs(high - height * stated / width) <= 1


def test_texts_are_not_published_as_files() -> None:
    small = make({"essays/b.md": b"---\ntitle: B\n---\n", "notes.toml": b"x"}, "[x](b.md) [y](/notes.toml)")
    assert not any(map(is_text, published(small))) and published(small) == []
