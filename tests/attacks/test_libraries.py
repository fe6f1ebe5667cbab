"""What libraries do by themselves with what a stranger wrote: expand, look up, run, remember, or take for ever."""

from __future__ import annotations

import gzip
import subprocess
import zipfile
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.core.git import ask_git
from mingpian.fetch import feeds
from mingpian.fetch.fonts import FontFileError
from mingpian.fetch.fonts import unpacked as unpacked_font
from mingpian.fetch.http import Answer
from mingpian.importers.archive import names_of, unpacked
from mingpian.importers.fields import iso_date
from mingpian.importers.html_text import markdown_of
from mingpian.importers.old_settings import zone_of
from mingpian.importers.pelican.rest import html_of
from mingpian.importers.stated_patterns import StatedPattern
from mingpian.importers.texts import read_settings
from tests.importers.move import Move

POST = "---\ntitle: A title\ndate: 2020-01-02 03:04:05\n---\nSome words.\n"
HEXO = {f"source/_posts/p{at}.md": POST for at in range(12)}
HUGO = {f"content/posts/p{at}.md": POST for at in range(12)}
ENDLESS = r"(a+)+$"  # twice as long for each letter more
LETTERS = "a" * 60
PELICAN = {"content/a.md": f"Title: {LETTERS}!\nDate: 2020-01-02\n\nSome words.\n"}
VITE = {"a.md": "# A title\n\nSome words.\n"}
SETTINGS: dict[str, tuple[str, dict[str, str]]] = {
    # the settings would be templates: fields of an object, a name that there is not, a width of 10 GB
    "a folder of pages": ("hexo", {"_config.yml": "title: x\npagination_dir: '{0.__class__}'\n", **HEXO}),
    "a folder of pages, named": ("hexo", {"_config.yml": "title: x\npagination_dir: 'p-{x}'\n", **HEXO}),
    "a folder of the archive": ("hexo", {"_config.yml": "title: x\narchive_dir: 'a{b'\n", **HEXO}),
    "a folder of pages, Hugo": ("hugo", {"hugo.toml": 'title = "x"\npaginatePath = "{0:9999999999}"\n', **HUGO}),
    "a title that takes itself in": ("vitepress", {".vitepress/config.ts": "x = { title: `a ${title}` }", **VITE}),
    # patterns that take for ever
    "ignored files": (
        "hugo", {"hugo.toml": f'ignoreFiles = ["{ENDLESS}"]\n', f"content/posts/{LETTERS}!.md": POST},
    ),
    "names of posts": (
        "hexo", {"_config.yml": f"title: x\nnew_post_name: '{':a_b' * 20}!.md'\n", f"source/_posts/{LETTERS}.md": POST},
    ),
    "names of files": ("pelican", {"pelicanconf.py": f"FILENAME_METADATA = r'{ENDLESS}'\n", **PELICAN}),
    "letters of slugs": (
        "pelican", {"pelicanconf.py": f"SLUG_REGEX_SUBSTITUTIONS = [(r'{ENDLESS}', '')]\n", **PELICAN},
    ),
    "letters of slugs, by a group": (
        "pelican", {"pelicanconf.py": "SLUG_REGEX_SUBSTITUTIONS = [('a', r'\\g<b>'), (1, 2)]\n", **PELICAN},
    ),
    "rewritten paths": (
        "vitepress",
        {
            ".vitepress/config.ts": f"x = {{ rewrites: {{ '{''.join(f':p{at}*' for at in range(20))}!': 'x' }} }}",
            f"{LETTERS}.md": VITE["a.md"],
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("stated", ["a.{} = 1", "[a.{}]\nb = 1", '"a" . {} = 1', "[[{}]]", "x = {{{} = 1}}"])
def test_names_of_settings_that_nest_for_ever_are_left(stated: str, tmp_path: Path) -> None:
    path = tmp_path / "hugo.toml"
    path.write_text("title = 'x'\n" + stated.format(".".join(["b"] * 50_000)), encoding="utf-8")
    assert read_settings(path, tmp_path) == {}
    path.write_text("title = 'x'\n" + stated.format(".".join(["b"] * 9)), encoding="utf-8")
    assert read_settings(path, tmp_path)["title"] == "x"


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_of_an_old_site_cost_no_text(name: str, tmp_path: Path) -> None:
    system, files = SETTINGS[name]
    old = Move(tmp_path, {**files})
    assert old.run(system) == 0
    texts = [path.read_text(encoding="utf-8") for path in (old.new / "content").rglob("*.md")]
    assert len([text for text in texts if "Some words." in text]) == sum(path.endswith(".md") for path in files)
    assert old.check() == 0


@pytest.mark.parametrize(
    ("system", "files"),
    [
        ("hexo", {"_config.yml": "title: x\nsource_dir: ../beside\n"}),
        ("pelican", {"pelicanconf.py": "PATH = '../beside'\n"}),
        ("hugo", {"hugo.toml": 'contentDir = "../beside"\n'}),
    ],
)
def test_no_folder_beside_an_old_site_is_walked(
    system: str, files: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Move(tmp_path, {**files})
    (tmp_path / "beside/_posts").mkdir(parents=True)
    (tmp_path / "beside/_posts/diary.md").write_text(POST, encoding="utf-8")
    assert old.run(system) == 0
    said = capsys.readouterr().out
    assert "it is no folder of the site" in said and "diary" not in said


def test_a_pattern_that_takes_too_long_is_tried_once() -> None:
    pattern = StatedPattern(ENDLESS)
    assert pattern.search("aaa") and pattern.fullmatch("aaa") and pattern.replaced("xaaa", "") == "x"
    assert pattern.search(f"{LETTERS}!") is None
    assert pattern.match("aaa") is None and pattern.replaced("xaaa", "") == "xaaa"
    assert StatedPattern("[").search("[") is None


@pytest.mark.parametrize("defined", ["strong(raw)", "emphasis(strong)", "code", "mark"])
def test_a_text_in_rest_says_nothing_of_the_next(defined: str) -> None:
    name = defined.partition("(")[0]
    text = f":{name}:`<script>`"
    before = html_of(text, "a", "en", [])
    html_of(f".. role:: {defined}\n   :class: x\n\n.. default-role:: {name}\n\n:{name}:`a` `b`\n", "b", "en", [])
    assert html_of(text, "a", "en", []) == before


@pytest.mark.parametrize("stated", ["May", "10:00", "5", "Fri", "31 May", "noon"])
def test_no_day_is_taken_from_the_clock(stated: str) -> None:
    assert iso_date(stated) == ""


def test_the_rest_of_a_day_is_known_without_a_clock() -> None:
    assert iso_date("May 2019") == "2019-05-01" and iso_date("29 Feb 2020") == "2020-02-29"
    assert iso_date("3 May 2019 10:00 GMT") == "2019-05-03T10:00:00+00:00"


@pytest.mark.parametrize("name", ["localtime", "posixrules", "right/UTC", "../../etc/localtime", "Factory"])
def test_a_zone_is_none_of_this_machine(name: str) -> None:
    assert zone_of(name) == ""


def test_the_bytes_of_a_feed_name_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    item = "<item><title>s3cret</title><link>https://a.example/</link></item>"
    Path("<rss").write_text(f"<rss><channel>{item}</channel></rss>", encoding="utf-8")
    answer = Answer(200, "https://a.example/feed", {}, b"<rss")
    assert "s3cret" not in str(feeds._read("https://a.example/", answer, "2026-01-01"))


CHARSETS = ["punycode", "IDNA", "Puny-Code!", "zlib", "none-such", "a" * 5000]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("form", ["mail", "card"])
def test_a_charset_that_is_none_of_texts_costs_no_card(
    form: str, charset: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = f"From: a@a.example\r\nContent-Type: text/plain; charset={charset}\r\n\r\nName: Zhou-abc\r\nCity: Jing\r\n"
    card = f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET={charset}:Zhou-abc\r\nEND:VCARD\r\n"
    came = tmp_path / ("a.eml" if form == "mail" else "a.vcf")
    came.write_bytes((mail if form == "mail" else card).encode())
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "A"\nbase_url = "https://a.example/"\n', encoding="utf-8")
    assert main(["intake", str(came), "--dry-run", "--root", str(tmp_path)]) == 0
    assert "Zhou-abc" in capsys.readouterr().out


@pytest.mark.parametrize("head", ["a," * 8_000, "(" * 9_000, "=?punycode?q?" + "a" * 9_000 + "-b?="])
def test_a_mail_of_long_heads_is_left(head: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    came = tmp_path / "a.eml"
    came.write_text(f"From: {head}\n\nName: Zhou\nCity: Jing\n", encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "A"\nbase_url = "https://a.example/"\n', encoding="utf-8")
    assert main(["intake", str(came), "--root", str(tmp_path)]) == 1
    assert "its heads are too long to be read" in capsys.readouterr().out


def test_a_mail_of_mails_ends_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.eml").write_text("Content-Type: message/rfc822\n\n" * 3000, encoding="utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "site.toml").write_text('title = "A"\nbase_url = "https://a.example/"\n', encoding="utf-8")
    assert main(["intake", str(tmp_path / "a.eml"), "--root", str(tmp_path)]) == 1
    assert "there is no card in it" in capsys.readouterr().out


@pytest.mark.parametrize("form", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_file_of_an_archive_costs_no_other(form: int, tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w", form) as made:
        made.writestr("_config.yml", "title: x\n", zipfile.ZIP_STORED)
        made.writestr("source/_posts/good.md", POST, zipfile.ZIP_STORED)
        made.writestr("source/_posts/bad.md", "".join(map(chr, range(32, 8000))))
        at = made.getinfo("source/_posts/bad.md")
    data = bytearray(path.read_bytes())
    begin = at.header_offset + 30 + len(at.filename)
    data[begin + 9 : begin + at.compress_size] = b"\xff" * (at.compress_size - 9)
    path.write_bytes(data)
    with unpacked(path) as (folder, left):
        assert [name for name, _why in left] == ["source/_posts/bad.md"]
        assert (folder / "source/_posts/good.md").read_text(encoding="utf-8") == POST
    with pytest.raises(FontFileError):
        unpacked_font(bytes(data).replace(b"good.md", b"good.mf").replace(b"bad.md", b"ba.ttf"))


def test_a_packed_export_is_not_unpacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    head = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>x</title>'
    item = "<item><title>{}</title><wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item>"
    old = Move(tmp_path, {"a.xml": f"{head}{item.format('plain')}</channel></rss>"})
    (old.old / "b.xml").write_bytes(gzip.compress(f"{head}{item.format('packed')}</channel></rss>".encode()))
    assert old.run("wordpress") == 0
    said = capsys.readouterr().out
    assert "left: b.xml" in said and "plain" in said and "packed" not in said


@pytest.mark.parametrize("text", ["https://a.example/x", "notes.txt", "/etc/hostname", "words", "a  b ", ""])
def test_a_text_that_looks_like_an_address_is_a_text(text: str, recwarn: pytest.WarningsRecorder) -> None:
    assert markdown_of(text).replace("\\", "").split() == text.split() and not recwarn.list


def test_an_archive_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.md", POST)
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 6] = 250  # the version that is needed to read it
    path.write_bytes(data)
    with unpacked(path) as (_folder, left):
        assert [name for name, _why in left] == ["old.zip"]
    assert names_of(path) == []


def test_a_repository_that_lacks_something_fetches_nothing(tmp_path: Path) -> None:
    spy, file = tmp_path / "spy.sh", tmp_path / "a.md"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\nexit 1\n")
    spy.chmod(0o755)
    file.write_text("words\n" * 9)

    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("init", "-q")
    git("add", "a.md")
    git("commit", "-q", "-m", "one")
    blob = git("rev-parse", "HEAD:a.md")
    (tmp_path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for name, value in {
        "core.repositoryformatversion": "1", "extensions.partialClone": "evil", "remote.evil.promisor": "true",
        "remote.evil.url": f"ext::{spy} %S", "protocol.ext.allow": "always",
    }.items():  # fmt: skip
        git("config", name, value)
    with pytest.raises(subprocess.CalledProcessError):
        ask_git(tmp_path, "cat-file", "blob", blob)
    assert not (tmp_path / "ran").exists()


def test_the_address_of_a_remote_is_no_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = tmp_path / "ran"
    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "content/essays/a.md").write_text(POST, encoding="utf-8")
    told = 'title = "A"\nbase_url = "https://a.example/"\nwithout = ["share"]\n[deploy.site]\ntarget = "git"\n'
    (tmp_path / "site.toml").write_text(told, encoding="utf-8")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    spy = f"--upload-pack=touch '{ran}'; false"
    subprocess.run(["git", "config", "remote.origin.url", spy], cwd=tmp_path, check=True)
    assert main(["deploy", "--root", str(tmp_path), "--jobs", "1"]) != 0
    assert "is neither a branch nor a remote" in capsys.readouterr().err and not ran.exists()


def test_deploying_runs_nothing_that_a_folder_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the repository that came along in `.mingpian/`, nor that of the site; and it changes no index of theirs,
    as where a hook of that repository deploys."""
    root, remote = tmp_path / "site", tmp_path / "remote.git"
    (root / "content/essays").mkdir(parents=True)
    (root / "content/essays/a.md").write_text(POST, encoding="utf-8")
    (root / "content/static").mkdir()
    (root / "content/static/.gitattributes").write_text("* filter=evil text eol=crlf\n")
    (root / "content/static/a.txt").write_bytes(b"a\r\nb\n")
    told = 'title = "A"\nbase_url = "https://a.example/"\nwithout = ["share"]\n[deploy.site]\ntarget = "git"\n'
    (root / "site.toml").write_text(told, encoding="utf-8")
    kept, own = root / ".mingpian/deploy/git", root / ".git"
    spy = tmp_path / "spy.sh"
    spy.write_text(f"#!/bin/sh\necho $0 $* >> '{tmp_path}/ran'\n")
    spy.chmod(0o755)
    subprocess.run(["git", "init", "-q", "--bare", str(kept)], check=True)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    for folder in (kept, own):
        for hook in ("pre-push", "reference-transaction", "post-index-change", "pre-commit"):
            (folder / "hooks").mkdir(exist_ok=True)
            (folder / "hooks" / hook).symlink_to(spy)
        for name, value in {
            "core.fsmonitor": str(spy), "core.sshCommand": str(spy), "core.hooksPath": str(folder / "hooks"),
            "filter.evil.clean": str(spy), "filter.evil.process": str(spy), "filter.evil.required": "false",
            "alias.init": f"!{spy}", "alias.push": f"!{spy}", "core.pager": str(spy), "core.gitProxy": str(spy),
            "credential.helper": f"!{spy}", "protocol.ext.allow": "always", "core.askPass": str(spy),
            "core.alternateRefsCommand": str(spy), "gpg.program": str(spy), "commit.gpgSign": "true",
            "remote.origin.url": str(remote), "user.name": "Ann",
        }.items():  # fmt: skip
            subprocess.run(["git", "config", "--file", str(folder / "config"), name, value], check=True)
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", str(own / "index"))
    monkeypatch.chdir(root)
    deploy = ["deploy", "--root", str(root), "--jobs", "1"]
    assert main(deploy) == 0 and main([*deploy, "--dry-run"]) == 0
    assert not (tmp_path / "ran").exists() and not (own / "index").exists() and not kept.exists()
    monkeypatch.delenv("GIT_DIR")
    asked = ["git", "show", "gh-pages:a.txt"]
    assert subprocess.run(asked, cwd=remote, check=True, capture_output=True).stdout == b"a\r\nb\n"
    for address in (f"ext::{spy}", "evil.git", "../remote.git"):
        subprocess.run(["git", "config", "--file", str(own / "config"), "remote.origin.url", address], check=True)
        assert main(deploy) == 2
    assert not (tmp_path / "ran").exists()


def test_what_a_repository_says_of_signatures_runs_no_program(tmp_path: Path) -> None:
    from mingpian.host.forgetting import _history

    spy = tmp_path / "spy.sh"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\nexit 1\n")
    spy.chmod(0o755)
    (tmp_path / "a.md").write_text("words\n")
    identity = ["-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    for arguments in (("init", "-q"), ("add", "a.md"), ("commit", "-q", "-m", "Bo joins")):
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True)

    def asked(*arguments: str, said: str = "") -> str:
        done = subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True, text=True, input=said)
        return done.stdout

    head, blank, words = asked("cat-file", "commit", "HEAD").partition("\n\n")
    signature = "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n eA==\n -----END PGP SIGNATURE-----"
    signed = asked("hash-object", "-t", "commit", "-w", "--stdin", said=f"{head}{signature}{blank}{words}").strip()
    asked("update-ref", "HEAD", signed)
    asked("config", "log.showSignature", "true")
    asked("config", "gpg.program", str(spy))
    assert "Bo joins" in "".join(_history(tmp_path, ["a.md"])) and not (tmp_path / "ran").exists()


def test_front_matter_of_what_was_moved_is_data(tmp_path: Path) -> None:
    """A day that was not stated whole is kept, and not made up."""
    old = Move(
        tmp_path, {"_config.yml": "title: x\n", "source/_posts/a.md": POST.replace("2020-01-02 03:04:05", "May")}
    )
    assert old.run("hexo") == 0
    (text,) = (old.new / "content").rglob("a.md")
    data = split_front_matter(text.read_text(encoding="utf-8")).located.data
    assert "date" not in data and data["extra"]["date"] == "May"
