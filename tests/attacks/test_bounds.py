"""A file beyond a bound is reported by name, soon; every other page is built."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import pytest

from mingpian.content import parse as reading
from mingpian.content import read_files
from tests.attacks.test_paths import said, site  # noqa: F401  the fixture

BIG = {
    "a file of 3 MB": "---\ntitle: 大\n---\n" + "字" * 1_100_000,
    "100,000 tags": "---\ntitle: 标签\ntags: [" + ", ".join(f"t{n}" for n in range(100_000)) + "]\n---\n",
    "aliases that multiply": "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
    + "---\n",
    "lists in lists in front matter": "---\ntitle: 深\nextra: {x: " + "[" * 5_000 + "]" * 5_000 + "}\n---\n",
    "a front matter that never ends": "---\ntitle: 无尽\n" + "x: y\n" * 50_000,
    "one line of 400,000 keys": "---\n{" + ",".join(f"k{n}: v" for n in range(100_000)) + "}\n---\n",
    "a title of 100,000 characters": f"---\ntitle: {'长' * 100_000}\n---\n",
}
WELL = {
    "10,000 quotes": ">" * 10_000 + "a",
    "10,000 lists": "- " * 10_000 + "a",
    "brackets": "[" * 20_000,
    "bold": "**a " * 20_000,
    "backticks": "`" * 100_000,
    "tables": "|" * 20_000 + "\n" + "|-" * 20_000,
    "footnotes": "".join(f"[^{n}]" for n in range(3_000)) + "\n\n" + "".join(f"[^{n}]: 注\n\n" for n in range(3_000)),
    "headings": "# 一\n\n" * 5_000,
    "wikilinks": "[[一]] " * 3_000,
    "formulas": "$x_1$ " * 2_000,
    "open formula": "$" * 20_000,
    "attributes": "文{.a}" * 5_000,
    "ruby": "{漢|かん}" * 5_000,
    "addresses": "https://e.example/。" * 5_000,
    "mail": "a@" * 20_000,
    "tags": "<b>" * 20_000,
    "comments": "<!--" * 20_000,
    "entities": "&amp;" * 50_000,
    "code": "```python\n" + "x = [" * 5_000 + "\n```",
}


COSTS_ITSELF = {"a title of 100,000 characters"}  # which is left out: the file's name stands in for it


@pytest.mark.parametrize("name", BIG)
def test_what_is_too_much_is_refused_by_name(name: str, site: Path) -> None:  # noqa: F811
    (site / "content/essays/case.md").write_text(BIG[name], encoding="utf-8")
    (site / "content/essays/good.md").write_text("---\ntitle: 好\n---\n好。\n", encoding="utf-8")
    code, text = said(site, "build", "--jobs", "1")
    assert code == (0 if name in COSTS_ITSELF else 1), text[:500]
    assert "content/essays/case.md" in text
    assert "internal error" not in text
    assert len(text) < 20_000
    assert (site / "output/essays/good/index.html").exists()


@pytest.mark.parametrize("engine", ["comrak", "python-markdown"])
def test_what_is_only_strange_is_built(engine: str, site: Path) -> None:  # noqa: F811
    for at, body in enumerate(WELL.values()):
        text = f"---\ntitle: 怪{at}\nauthors: [eve]\nmarkdown: {engine}\n---\n{body}\n"
        (site / f"content/essays/case-{at}.md").write_text(text, encoding="utf-8")
    (site / "content/members/eve.md").write_text("---\nname: 夏娃\n---\n", encoding="utf-8")
    _, text = said(site, "build", "--jobs", "2")
    assert "internal error" not in text
    assert "took-too-long" not in text
    assert len(list((site / "output/essays").glob("case-*/index.html"))) == len(WELL)


def test_series_parents_and_invitations_in_circles_end(site: Path) -> None:  # noqa: F811
    for one, other in (("a", "b"), ("b", "c"), ("c", "a")):
        (site / f"content/members/{one}.md").write_text(
            f"---\nname: {one}\ninvited_by: {other}\n---\n", encoding="utf-8"
        )
        path = site / f"content/circles/{one}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: {one}\nparent: {other}\nstewards: [{one}]\n---\n", encoding="utf-8")
        (site / f"content/essays/{one}.md").write_text(
            f"---\ntitle: {one}\nseries: S\npart: 1\n---\n[[{other}]]\n", encoding="utf-8"
        )
    (site / "content/topics.toml").write_text('a = {broader = ["b"]}\nb = {broader = ["a"]}\n', encoding="utf-8")
    code, text = said(site, "build", "--jobs", "1")
    assert code == 0  # topics in a circle are told of
    assert "warning[cycle]" in text
    assert "internal error" not in text
    assert (site / "output/circles/a/index.html").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_takes_too_long_costs_itself_alone(
    jobs: int,
    site: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parse = reading.parse_entry

    def slow(path: str, *rest: Any) -> Any:
        while "case" in path:  # working, not waiting
            pass
        return parse(path, *rest)

    monkeypatch.setattr(read_files, "parse_entry", slow)
    monkeypatch.setattr(read_files, "LONGEST", 0.2)
    for number in range(30):
        (site / f"content/essays/good-{number}.md").write_text(f"---\ntitle: 好{number}\n---\n好。\n", encoding="utf-8")
    (site / "content/essays/case.md").write_text("---\ntitle: 慢\n---\n慢。\n", encoding="utf-8")
    code, text = said(site, "build", "--jobs", str(jobs))
    assert code == 1
    assert "content/essays/case.md:1:1: error[took-too-long]" in text
    assert len(list((site / "output/essays").glob("good-*/index.html"))) == 30


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def picture(width: int, height: int, *chunks: bytes) -> bytes:
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + b"".join((chunk(b"IHDR", header), *chunks, chunk(b"IEND", b"")))


PICTURES = {
    "60,000 pixels square.png": picture(60_000, 60_000, chunk(b"IDAT", zlib.compress(bytes(1_000_000)))),
    "a profile that swells.png": picture(4, 4, chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(50_000_000)))),
    "a text that swells.png": picture(4, 4, chunk(b"zTXt", b"x\0\0" + zlib.compress(bytes(50_000_000)))),
    "no pixels.png": picture(0, 0),
    "a part.png": picture(4, 4)[:20],
    "nothing.png": b"",
    "a page.jpg": b"<html><script>canary(1)</script>",
    "a part.jpg": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01",
    "65,000 pixels square.gif": b"GIF89a\xff\xff\xff\xff\x00\x00\x00;",
    "a laugh.svg": b"<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><svg xmlns='http://www.w3.org/2000/svg'>&j;</svg>",
    "another's file.svg": b"<!DOCTYPE l [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
    b"<svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
    "deep.svg": b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 100_000,
    "a part.webp": b"RIFF\x00\x00\x00\x00WEBPVP8 ",
    "nothing.avif": b"\x00\x00\x00 ftypavif",
}


def test_crafted_pictures_cost_themselves_alone(site: Path) -> None:  # noqa: F811
    for at, (name, data) in enumerate(PICTURES.items()):
        folder = site / f"content/members/case-{at}"
        folder.mkdir()
        file = f"photo.{name.rpartition('.')[2]}"
        (folder / file).write_bytes(data)
        text = f"---\nname: 成员{at}\nphoto: {{src: {file}, alt: x}}\n---\n![x]({file})\n"
        (folder / "index.md").write_text(text, encoding="utf-8")
    code, text = said(site, "build", "--jobs", "2")
    assert code == 0  # each is told of, and left out; the pages are there
    assert "internal error" not in text
    assert len(list((site / "output/members").glob("case-*/index.html"))) == len(PICTURES)
    assert not any(b"root:x:0" in path.read_bytes() for path in (site / "output").rglob("*") if path.is_file())
