"""One broken text among others costs itself alone: it is left, by its name, and the others are imported."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.importers.draft import Draft, Found
from mingpian.importers.draft_writer import write_drafts

DEEP = 5_000
LAUGHS = "<!DOCTYPE rss [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{at + 1} '{f'&a{at};' * 10}'>" for at in range(12))
)


def _nested(tag: str) -> str:
    return f"<p>{f'<{tag}>' * DEEP}x</p>"


def _post(number: int, **other: Any) -> dict[str, Any]:
    post = {"id": str(number), "title": f"t{number}", "slug": f"s{number}", "html": "<p>a</p>", "status": "published"}
    return post | other


def _ghost(*broken: dict[str, Any] | str) -> str:
    posts = [json.dumps(_post(1)), *(one if isinstance(one, str) else json.dumps(_post(2) | one) for one in broken)]
    return f'{{"db":[{{"data":{{"posts":[{",".join((*posts, json.dumps(_post(3))))}]}}}}]}}'


GHOST: list[tuple[str, str, bool]] = [  # what it is, the export, whether the broken one is left
    *((f"5,000 nested <{tag}>", _ghost({"html": _nested(tag)}), True) for tag in ("b", "div", "ul><li", "blockquote", "table><tr><td")),
    ("a list in the place of text", _ghost({"html": ["<p>"], "slug": {"x": 1}}), False),
    ("a number of 5,000 digits", _ghost('{"id": "2", "title": "t2", "slug": "s2", "page": ' + "9" * DEEP + "}"), False),
    ("a date of the year 10^9", _ghost({"published_at": "999999999-01-01T00:00:00Z"}), False),
    ("half a surrogate pair", _ghost({"title": "t2 \ud800", "html": "<p>\udc00</p>"}), False),
    ("NUL", _ghost({"title": "t2\0", "html": "<p>\0</p>", "slug": "a\0b"}), False),
    ("not a post", _ghost("7", '"x"', "null", "[]"), False),
    ("a picture that is no address", _ghost({"html": '<img src="\0"><img src="//["><a href="http://[">x</a>'}), False),
    ("a cover with NUL", _ghost({"feature_image": "/a\0b.png"}), False),
    ("a title of 100,000 letters", _ghost({"title": "长" * 100_000, "slug": "长" * 100_000}), False),
]  # fmt: skip


@pytest.mark.parametrize(("export", "is_left"), [one[1:] for one in GHOST], ids=[one[0] for one in GHOST])
def test_one_broken_post_of_ghost(
    export: str, is_left: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "g.json").write_text(export, encoding="utf-8", errors="surrogatepass")
    said = _imported(tmp_path, "ghost", "g.json", capsys)
    assert {"s1.md", "s3.md"} <= {path.name for path in tmp_path.glob("new/content/essays/*.md")}
    assert ("left: g.json: t2" in said) is is_left, said


def _imported(folder: Path, system: str, path: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Import into a new site, which then builds; return what was said."""
    (folder / "new").mkdir()
    (folder / "new/site.toml").write_text('title = "A"\nwithout = ["share"]\n', encoding="utf-8")
    code = main(["import", system, str(folder / path), "--root", str(folder / "new")])
    told = capsys.readouterr()
    assert code == 0 and "internal error" not in told.err, told.err
    assert main(["check", "--root", str(folder / "new"), "--jobs", "1"]) in (0, 1)
    assert "internal error" not in capsys.readouterr().err
    return told.out


def _wxr(middle: str, head: str = "") -> str:
    item = "<item><title>t{0}</title><wp:post_name>s{0}</wp:post_name><wp:post_type>post</wp:post_type><content:encoded><![CDATA[a]]></content:encoded></item>"
    names = 'xmlns:wp="http://wordpress.org/export/1.2/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f"<?xml version='1.0'?>{head}<rss {names}><channel>{item.format(1)}{middle}{item.format(3)}</channel></rss>"


def _item(html: str, title: str = "t2") -> str:
    return f"<item><title>{title}</title><wp:post_type>post</wp:post_type><content:encoded><![CDATA[{html}]]></content:encoded></item>"


WORDPRESS = [
    ("5,000 nested <b>", _wxr(_item(_nested("b"))), "left: w.xml: t2"),
    ("500 nested shortcodes", _wxr(_item("[caption]" * 500)), ""),
    ("a billion laughs", _wxr(_item("x", "&a11;"), LAUGHS), "left: w.xml, line 1"),
    ("a file of the system", _wxr(_item("x", "&f;"), "<!DOCTYPE rss [<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"), ""),
    ("5,000 nested elements of XML", _wxr("<item>" * DEEP + "</item>" * DEEP), "left: w.xml, line 1"),
    ("an element that does not end", _wxr("<item><title>t2"), "left: w.xml, line 1"),
    ("a post number of 5,000 digits", _wxr(_item("[gallery ids='" + "9" * DEEP + "']")), ""),
]


@pytest.mark.parametrize(("export", "left"), [one[1:] for one in WORDPRESS], ids=[one[0] for one in WORDPRESS])
def test_one_broken_item_of_wordpress(
    export: str, left: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "w.xml").write_text(export, encoding="utf-8")
    said = _imported(tmp_path, "wordpress", "w.xml", capsys)
    assert left in said and "imported: content/essays/s1.md" in said, said
    texts = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("new/content/essays/*.md"))
    assert "root:" not in texts and len(texts) < 10_000
    assert "s3.md" in said or left.endswith("line 1")


BAD_PATHS = [
    "essays/a\0b.md",
    "essays/" + "长" * 200 + ".md",
    "essays/a\nb.md",
    "essays/\ud800.md",
    "/".join("a" * 3_000),
]


@pytest.mark.parametrize("path", BAD_PATHS, ids=["NUL", "too long", "line feed", "half a pair", "too deep"])
def test_one_bad_path_of_an_export(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = {"path": "essays/ok.md", "text": "---\ntitle: ok\n---\nx\n"}
    entries = [{"path": path, "text": "x"}, {"path": 7}, 8, {"path": "essays/x.md", "text": None}, good]
    whole = {"version": 1, "entries": entries, "files": [path, 9, "static/../../x"]}
    (tmp_path / "site.json").write_text(json.dumps(whole), encoding="utf-8")
    said = _imported(tmp_path, "mingpian", "site.json", capsys)
    assert (tmp_path / "new/content/essays/ok.md").is_file() and "1 imported" in said, said


FRONT: list[tuple[str, bytes, bool]] = [
    ("a cycle", b"---\ntitle: t2\nx: &a [*a]\n---\n", True),
    ("ten thousand brackets", b"---\ntitle: t2\nx: " + b"[" * 10_000 + b"\n---\n", True),
    ("laughs", b"---\na: &a [x,x,x,x]\n" + b"".join(b"b%d: &b%d [*%s,*%s]\n" % (n, n, p, p) for n, p in ((n, b"b%d" % (n - 1) if n else b"a") for n in range(40))) + b"---\n", True),
    ("a date beyond all", b"---\ntitle: t2\ndate: 99999999999999999999\n---\n", False),
    ("a number beyond all", b"---\ntitle: t2\nweight: " + b"9" * 5_000 + b"\n---\n", False),
    ("bytes of no encoding", b"---\ntitle: t2 \xff\xfe\xfa\n---\n\x81\xff", False),
    ("TOML with a number beyond all", b"+++\ntitle = 't2'\nx = " + b"9" * 5_000 + b"\n+++\n", True),
    ("JSON of ten thousand brackets", b'{"title": ' + b"[" * 10_000 + b"\n", True),
    ("tags that do not end", b"---\ntitle: t2\n---\n" + b"{% note %}\n{{< notice >}}\n{% raw %}\n" * 200, False),
    ("900 lists in lists", b"---\ntitle: t2\n---\n" + b"".join(b"  " * at + b"- x\n" for at in range(900)), False),
    ("ten thousand links that do not end", b"---\ntitle: t2\n---\n" + b"[![x](" * 10_000, False),
]  # fmt: skip
TREES: dict[str, tuple[str, Callable[[str], str]]] = {
    "hexo": ("source/_posts", lambda name: f"{name}.md"),
    "hugo": ("content/posts", lambda name: f"{name}.md"),
    "jekyll": ("_posts", lambda name: f"2020-01-01-{name}.md"),
    "pelican": ("content", lambda name: f"{name}.md"),
}


@pytest.mark.parametrize("system", TREES)
@pytest.mark.parametrize(("data", "is_left"), [one[1:] for one in FRONT], ids=[one[0] for one in FRONT])
def test_one_broken_file_of_a_blog(
    data: bytes, is_left: bool, system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, name = TREES[system]
    posts = tmp_path / "old" / folder
    posts.mkdir(parents=True)
    for slug, text in (("a1", b"---\ntitle: t1\n---\nx\n"), ("b2", data), ("c3", b"---\ntitle: t3\n---\nx\n")):
        (posts / name(slug)).write_bytes(text)
    said = _imported(tmp_path, system, "old", capsys)
    assert {"a1.md", "c3.md"} <= {path.name for path in tmp_path.glob("new/content/*/*.md")}, said
    assert (f"left: {folder}/{name('b2')}" in said) is is_left, said


SLIPS = [  # lines that `mingpian build` reads as well, and what of them is told
    ("title: 坏: 头\n", "the value of `title` needs quotes, and is read as text (line 2)"),
    ("date: 2020-01-01\ntitle：坏的头\n", "stands after `title`, read as `: ` (line 3)"),
    ("title:坏的头\ndate: 2020-01-01\n", "there is no blank after `title:` (line 2)"),
    ("# 记\ntitle: “坏: 头”\n", "curly quotation marks are no quotes (line 3)"),
]


@pytest.mark.parametrize("system", TREES)
@pytest.mark.parametrize(("front", "told"), SLIPS)
def test_slips_in_front_matter_are_read_as_they_are_in_a_build(
    front: str, told: str, system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, name = TREES[system]
    (tmp_path / "old" / folder).mkdir(parents=True)
    (tmp_path / "old" / folder / name("b2")).write_text(f"---\n{front}---\n字\n", encoding="utf-8")
    said = _imported(tmp_path, system, "old", capsys)
    (made,) = tmp_path.glob("new/content/*/*.md")
    title = split_front_matter(made.read_text(encoding="utf-8")).located.data["title"]
    assert title == ("坏: 头" if ": 头" in front else "坏的头")
    assert told in said, said


PEOPLE: list[tuple[str, str, bytes]] = [
    ("csv", "m.csv", "姓名,介绍\n林,a\n".encode() + b"x," + b"y" * 200_000 + "\n王,b\n".encode()),
    ("csv", "m.csv", "姓名,介绍\n林,a\n\0,\xff\n王,b\n".encode()),
    ("vcard", "m.vcf", "BEGIN:VCARD\nFN:林\nEND:VCARD\nBEGIN:VCARD\nFN:x\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=rot13:=FF\nEND:VCARD\nBEGIN:VCARD\nFN:王\nEND:VCARD\n".encode()),
    ("vcard", "m.vcf", "BEGIN:VCARD\nFN:林\nEND:VCARD\nBEGIN:VCARD\nFN:x\nPHOTO;ENCODING=b:%%%\nORG\nADR:;\nEND:VCARD\nBEGIN:VCARD\nFN:王\nEND:VCARD\n".encode()),
]  # fmt: skip


@pytest.mark.parametrize(("system", "name", "data"), PEOPLE)
def test_one_broken_person(
    system: str, name: str, data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    said = _imported(tmp_path, system, name, capsys)
    assert {"林.md", "王.md"} <= {path.name for path in tmp_path.glob("new/content/members/*.md")}, said


RESUMES = [
    '{"basics": {"name": "x", "profiles": 7, "location": [], "summary": {"a": 1}}, "work": 7, "skills": [1, null]}',
    '{"basics": {"name": "x"}, "work": [{"highlights": 5}, 7, {"name": ["y"]}]}',
    '{"basics": {"name": {"x": 1}}}', '{"basics": []}', "[]", "7", '{"basics": ' + "[" * 10_000, "9" * DEEP,
]  # fmt: skip


@pytest.mark.parametrize("text", RESUMES, ids=range(len(RESUMES)))
def test_one_broken_resume(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a.json").write_text(text, encoding="utf-8")
    (tmp_path / "old/b.json").write_text('{"basics": {"name": "林"}}', encoding="utf-8")
    _imported(tmp_path, "jsonresume", "old", capsys)
    assert (tmp_path / "new/content/members/林.md").is_file()


def test_whatever_an_importer_raises_costs_its_text(tmp_path: Path) -> None:
    def take(fault: Exception) -> Draft:
        raise fault

    def found() -> Any:
        yield Found("a", lambda: Draft(source="a", kind="essays", slug="a", body="x"))
        for fault in (
            RuntimeError("r"),
            RecursionError(),
            MemoryError(),
            KeyError("k"),
            OSError(36, "File name too long"),
        ):
            yield Found(f"bad {type(fault).__name__}", partial(take, fault))
        yield Draft(source="b", kind="essays", slug="b", body="x")
        raise ValueError("it breaks off")

    lines = write_drafts(found(), tmp_path, False)
    assert [line.what for line in lines] == ["imported", *["left"] * 5, "imported", "left"]
    assert lines[2].notes == ("it is nested too deeply to be read",) and "it breaks off" in str(lines[-1].notes[0])


def test_a_full_disk_is_no_fault_of_a_text(tmp_path: Path) -> None:
    def take() -> Draft:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_drafts([Found("a", take)], tmp_path, False)


def test_a_text_that_takes_too_long_is_left(tmp_path: Path) -> None:
    def take() -> Draft:
        while True:
            pass

    lines = write_drafts([Found("a", take), Draft(source="b", kind="essays", slug="b")], tmp_path, False, 0.05)
    assert [(line.what, line.source) for line in lines] == [("left", "a"), ("imported", "b")]
