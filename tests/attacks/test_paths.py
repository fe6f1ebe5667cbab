"""No value of a file or of site.toml writes or reads outside its folder, by the rules of any system."""

from __future__ import annotations

import contextlib
import io
import json
import os
import unicodedata
from pathlib import Path

import pytest

from mingpian.cli import main
from tests.attacks.corpus import HOST, SITE
from tests.build.workshop import png

NAMES = [
    "..", ".", "../evil", "../../evil", "a/../../evil", "/evil", "//evil", "\\evil", "..\\evil", "C:\\evil",
    "c:evil", "%2e%2e%2fevil", "..%2fevil", "%2e%2e", "..%5cevil", "%00evil", "evil\x00", "evil/", "evil/.", "evil.",
    "evil ", " evil", "CON", "con", "NUL.html", "aux", "COM1", "LPT9.txt", "PRN", "evil:stream", "evil::$DATA", "a|b",
    "a?b", "a*b", 'a"b', "a<b>", "~root", "~/evil", "$HOME", "`id`", "$(id)", ".git", ".htaccess", ".well-known",
    "\u202egnp.exe", "evil\u2028", "\ufeffevil", "字" * 200, "a" * 300, "index.html", "_headers", "_redirects",
    "．．／evil", "‥／evil", "a\nb", "a\rb", "e\u0301",
]  # fmt: skip
RESERVED = ["assets/style.css", "/index.html", "/404.html", "/_headers", "/feed.xml", "/members/host/", "/sitemap.xml"]
SETTINGS = [
    'permalinks = {{essays = "{0}/{{slug}}/"}}',
    'theme = "{0}"',
    'topics = "{0}"',
    'languages = ["{0}"]',
    'owner = "{0}"',
    'brand = {{logo = "{0}"}}',
    'taxonomies = {{"{0}" = "x"}}',
    'translations = {{"{0}" = {{title = "x"}}}}',
]
FIELDS = [
    "slug: {0}",
    "aliases: [{0}]",
    "tags: [{0}]",
    "series: {0}",
    "lang: {0}",
    "cover: {{src: {0}, alt: x}}",
    "circles: [{0}]",
    "authors: [{0}]",
]
SECRET = "the secret of another folder"


def said(root: Path, *arguments: str) -> tuple[int, str]:
    """Run the command in this process."""
    text = io.StringIO()
    with contextlib.redirect_stdout(text), contextlib.redirect_stderr(text):
        code = main([*arguments, "--root", str(root)])
    return code, text.getvalue()


def outside(folder: Path) -> dict[str, bytes]:
    """All files below a folder but those of the site's output and memory."""
    found = (path for path in folder.rglob("*") if path.is_file() or path.is_symlink())
    ours = (folder / "site/output", folder / "site/.mingpian")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in found
        if not any(map(path.is_relative_to, ours))
    }


def holds_inside(root: Path) -> None:
    """Every path in the output is one that any system and any host can have."""
    for path in (root / "output").rglob("*"):
        assert not path.is_symlink()
        for part in path.relative_to(root / "output").parts:
            assert len(part.encode()) <= 255, path
            assert unicodedata.normalize("NFC", part) == part, path
            assert part.strip(" .") == part or part in (".nojekyll", ".well-known"), path
            assert not set(part) & set('<>:"|?*\\\0\n\r\u202e'), path
            assert part.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}, path
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "secret.md").write_text(f"---\ntitle: S\n---\n{SECRET}\n", encoding="utf-8")
    (tmp_path / "secret.png").write_bytes(png(9))
    root = tmp_path / "site"
    for folder in ("content/members", "content/essays"):
        (root / folder).mkdir(parents=True)
    (root / "site.toml").write_text(SITE.replace("enabled = true", "enabled = false"), encoding="utf-8")
    (root / "content/members/host.md").write_text(HOST, encoding="utf-8")
    return root


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_stays_in_its_folder(field: str, site: Path) -> None:
    for at, name in enumerate((*NAMES, *RESERVED)):
        text = f"---\ntitle: 文章{at}\n{field.format(json.dumps(name))}\n---\n正文。\n"
        (site / f"content/essays/case-{at}.md").write_text(text, encoding="utf-8")
    before = outside(site.parent)
    code, text = said(site, "build", "--jobs", "1")
    assert code in (0, 1)
    assert "internal error" not in text
    assert outside(site.parent) == before
    holds_inside(site)
    assert "主人" in (site / "output/members/host/index.html").read_text(encoding="utf-8")


def test_a_link_or_picture_in_a_body_reads_nothing_outside(site: Path) -> None:
    more = [
        "../../../secret.md",
        "/../secret.md",
        "../../../secret.png",
        "file:///etc/passwd",
        "%2e%2e/%2e%2e/secret.png",
    ]
    targets = [name for name in (*NAMES, *more) if not set(name) & {"\n", "\r", "\0"}]
    body = "\n\n".join(f"[x](<{name}>) ![x](<{name}>) [[{name}]] ![[{name}.png]]" for name in targets)
    (site / "content/essays/case.md").write_text(f"---\ntitle: 文章\n---\n{body}\n", encoding="utf-8")
    before = outside(site.parent)
    code, text = said(site, "build", "--jobs", "1")
    assert code == 0  # a link that leads nowhere is told of, and costs nothing else
    assert "broken-link" in text
    assert outside(site.parent) == before
    holds_inside(site)


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_stays_in_its_folder(setting: str, site: Path) -> None:
    (site / "content/essays/case.md").write_text("---\ntitle: 文章\n---\n正文。\n", encoding="utf-8")
    for name in (
        "../evil",
        "/evil",
        "..\\evil",
        "../../secret.md",
        "C:\\evil",
        "a/../../evil",
        "CON",
        "..",
        "\u202eevil",
    ):
        line = setting.format(name.replace("\\", "\\\\"))
        kept = [one for one in SITE.split("[")[0].splitlines() if not one.startswith(line.split(" ")[0] + " ")]
        (site / "site.toml").write_text("\n".join([*kept, line]), encoding="utf-8")
        before = outside(site.parent)
        code, text = said(site, "build", "--jobs", "1")
        assert code == 1, (line, text)
        assert "site.toml" in text
        assert "internal error" not in text
        assert outside(site.parent) == before
        if (site / "output").exists():
            holds_inside(site)


def test_twins_by_case_and_by_composition_do_not_share_a_file(site: Path) -> None:
    for at, slug in enumerate(("Tea", "tea", "TEA", "caf\u00e9", "cafe\u0301")):
        text = f"---\ntitle: 文章{at}\nslug: {json.dumps(slug)}\n---\n正文{at}。\n"
        (site / f"content/essays/case-{at}.md").write_text(text, encoding="utf-8")
    code, text = said(site, "build", "--jobs", "1")
    assert code == 1
    assert text.count("error[address-taken]") + text.count("error[duplicate-slug]") == 3
    holds_inside(site)


@pytest.mark.skipif(os.name == "nt", reason="needs links, pipes and devices")
def test_what_is_no_plain_file_is_named_and_never_opened(site: Path) -> None:
    essays = site / "content/essays"
    os.symlink("/etc/passwd", essays / "link.md")
    os.symlink(site.parent / "secret.md", essays / "secret.md")
    os.symlink(site.parent, essays / "folder")
    os.symlink("/dev/zero", essays / "zero.md")
    os.symlink("loop.md", essays / "loop.md")
    (site / "content/data").mkdir(exist_ok=True)
    (site / "content/data/rows.csv").write_text("a\nPRIVATE-ROW\n")
    os.symlink("../data/rows.csv", essays / "table.csv")
    (essays / "shows.md").write_text("---\ntitle: 看\nauthors: [eve]\n---\n[x](table.csv)\n", encoding="utf-8")
    os.mkfifo(essays / "pipe.md")
    os.mkfifo(essays / "pipe.png")
    with contextlib.suppress(OSError):  # root alone may make one
        os.mknod(essays / "device.md", 0o600 | 0o020000, os.makedev(1, 5))
    code, text = said(site, "build", "--jobs", "1")
    assert code == 1
    names = ("link", "secret", "folder", "zero", "loop", "table", "pipe.md", "pipe.png")
    assert [name for name in names if name not in text] == []
    assert "root:" not in text
    assert not list(site.glob("output/**/table.csv"))
    holds_inside(site)


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_in_the_output_is_not_followed(site: Path) -> None:
    victim = site.parent / "victim"
    victim.mkdir()
    (victim / "index.html").write_text("mine", encoding="utf-8")
    (site / "output").mkdir()
    os.symlink(victim, site / "output/members")
    os.symlink(victim / "index.html", site / "output/index.html")
    said(site, "build", "--jobs", "1")
    assert (victim / "index.html").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in victim.iterdir()) == ["index.html"]
