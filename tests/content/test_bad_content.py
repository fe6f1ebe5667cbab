"""Bad content as a whole: what is made to exhaust us, what is no plain file; all faults of a site in one run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.config.settings import SiteConfig
from mingpian.content.parse import parse_entry, parse_settings
from tests.build.oracle import tree
from tests.content.bad import PAGE, check, site

HOSTILE = {
    "lists in lists in lists": b"---\ntitle: " + b"[" * 60_000 + b"]" * 60_000 + b"\n---\n",
    "names of names of names": b"---\n" + b"? " * 60_000 + b"x\n---\n",
    "items of items of items": b"---\n" + b"- " * 60_000 + b"x\n---\n",
    "tables in tables in tables": b"+++\ntitle" + b".a" * 60_000 + b" = 1\n+++\n",
    "arrays in arrays in arrays": b"+++\ntitle = " + b"[" * 60_000 + b"]" * 60_000 + b"\n+++\n",
    "blanks in a table's name": b'+++\ntitel = 1\na = """\n[' + b" " * 50_000 + b'\n"""\n+++\n',
    "front matter as large as a book": b"---\ntitle: Tea\nsummary: " + b"x" * 300_000 + b"\n---\n",
    "more items than anybody lists": b"---\ntitle: Tea\ntags: [" + b"a," * 5_000 + b"]\n---\n",
    "a name without end": b"---\ntitle: Tea\n" + b"x" * 100_000 + b": y\n---\n",
    "a slug without end": b"---\ntitle: Tea\nslug: " + b"x" * 100_000 + b"\n---\n",
    "a date without end": b"---\ntitle: Tea\ndate: " + b"1" * 100_000 + b"\n---\n",
    "a language without end": b"---\ntitle: Tea\nlang: " + b"a" * 100_000 + b"\n---\n",
    "an address without end": b"---\ntitle: Tea\naliases: " + b"/a" * 50_000 + b"/../\n---\n",
    "a number without end": b"---\ntitle: Tea\norder: " + b"9" * 200_000 + b"\n---\n",
}


COSTS_ITSELF = {
    "blanks in a table's name",
    "more items than anybody lists",
    "a slug without end",
    "a date without end",
    "a language without end",
    "an address without end",
    "a number without end",
}
"""What is left out by itself: the rest of the entry is published."""


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_exhaust_us_is_refused(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(site(tmp_path, {PAGE: HOSTILE[name]})) == (0 if name in COSTS_ITSELF else 1)
    said = capsys.readouterr().err
    assert said.startswith(f"{PAGE}:")
    assert len(said) < 2_000


FLOODS = {
    "fields in YAML": "---\ntitle: A\n" + "".join(f"f{n}: 1\n" for n in range(3_000)) + "---\n",
    "fields in TOML": "+++\ntitle = 'A'\n" + "".join(f"f{n} = 1\n" for n in range(3_000)) + "+++\n",
    "references": "---\ntitle: A\ncircles: [" + "".join(f"nobody{n}, " for n in range(1_500)) + "]\n---\n",
    "links": "# A\n\n" + "".join(f"[x](nobody{n}.md)\n" for n in range(3_000)),
    "wikilinks": "# A\n\n" + "".join(f"[[nobody {n}]]\n" for n in range(3_000)),
    "pictures": "# A\n\n" + "".join(f"![x](nobody{n}.png)\n" for n in range(3_000)),
}


@pytest.mark.parametrize("name", FLOODS)
def test_one_file_does_not_flood_the_rest(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    essay = FLOODS[name].encode()
    root = site(tmp_path, {"content/essays/a.md": essay, "content/essays/b.md": b"# B\n\n[x](nobody.md)\n"})
    assert check(root) == 0
    said = capsys.readouterr().err
    assert said.count("content/essays/a.md:") <= 103
    assert "more findings in this file are not shown" in said
    assert "content/essays/b.md:3:5: warning[broken-link]" in said


HEADINGS = {
    "# Tea #": "Tea",
    "# Tea ##  ": "Tea",
    "# C#": "C#",
    "#\tC# and D": "C# and D",
    "# " + "# " * 40_000 + "Tea": "# " * 40_000 + "Tea",
}


@pytest.mark.parametrize("heading", HEADINGS, ids=lambda text: text[:12])
def test_the_first_heading_is_the_title(heading: str) -> None:
    parsed, _ = parse_entry("pages/a.md", f"{heading}\n\nText.\n".encode(), b"", parse_settings(SiteConfig(title="A")))
    assert parsed.entry.title == HEADINGS[heading]


def a_pipe(pages: Path) -> None:
    os.mkfifo(pages / "a.md")


def a_link_out(pages: Path) -> None:
    outside = pages.parent.parent / "private.md"
    outside.write_text("# Secret\n", encoding="utf-8")
    (pages / "a.md").symlink_to(outside)


def a_linked_folder(pages: Path) -> None:
    (pages.parent / "elsewhere").mkdir()
    (pages / "a.md").symlink_to("../elsewhere")


def a_link_to_nothing(pages: Path) -> None:
    (pages / "a.md").symlink_to("nothing.md")


def a_link_to_itself(pages: Path) -> None:
    (pages / "a.md").symlink_to("a.md")


FILES = [
    (a_pipe, "is not a regular file"),
    (a_link_out, "is a link that leads out of the folder"),
    (a_linked_folder, "is a folder behind a link"),
    (a_link_to_nothing, "cannot be looked at: No such file or directory"),
    (a_link_to_itself, "cannot be looked at: Too many levels of symbolic links"),
]


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and links")
@pytest.mark.parametrize(("make", "said"), FILES, ids=lambda value: getattr(value, "__name__", ""))
def test_what_is_no_plain_file_is_named_and_never_opened(
    make: Callable[[Path], None], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"content/pages/good.md": b"# Tea\n"})
    make(root / "content" / "pages")
    assert check(root) == 1
    hint = "put a plain file or folder in its place, such as a copy; or take it out of here"
    assert capsys.readouterr().err == f"content/pages/a.md: error[unreadable-file]: {said}\n      = hint: {hint}\n"


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that takes any bytes for a name")
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_name_that_is_not_utf_8_can_be_told(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, {"content/pages/good.md": b"# Tea\n"})
    os.close(os.open(os.fsencode(root) + b"/content/pages/\xb2\xe8.md", os.O_CREAT))
    assert main(["check", "--root", str(root), "--format", form, "--jobs", "1"]) == 1
    said = capsys.readouterr()
    assert "has a name that is not UTF-8" in said.out + said.err


def test_all_faults_come_in_one_run_and_good_entries_are_spared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"content/pages/bad{number}.md": b"---\ndraft: perhaps\n---\n" for number in range(5)}
    root = site(tmp_path, {**files, "content/pages/good.md": b"# Good\n", "content/members/m.md": b"\xff"})
    code = main(["build", "--root", str(root), "--jobs", "1"])
    said = capsys.readouterr()
    assert code == 1
    assert [said.err.count(f"{path}:") > 0 for path in files] == [True] * 5
    assert "content/members/m.md:1:1: error[not-utf-8]" in said.err
    assert "Good" in (root / "output" / "good" / "index.html").read_text(encoding="utf-8")
    assert "6 errors" in said.out


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("content", "content/: error[unreadable-file]: there is no such folder"),
        ("content/pages", "content/pages: error[no-kind]: it is a file, where the folder of a kind is expected"),
    ],
)
def test_a_folder_that_is_gone_takes_nothing_from_the_last_good_output(
    gone: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, {"content/pages/good.md": b"# Good\n", "content/members/m.md": b"# M\n"})
    assert main(["build", "--root", str(root), "--jobs", "1"]) == 0
    before = tree(root / "output")
    (root / gone).rename(root / "elsewhere")
    if gone != "content":
        (root / gone).write_text("not a folder", encoding="utf-8")
    assert main(["build", "--root", str(root), "--jobs", "1"]) == 1
    assert said in capsys.readouterr().err
    after = tree(root / "output")
    assert "Good" in after["good/index.html"].decode() and before.keys() <= after.keys()
    assert gone != "content" or after == before
