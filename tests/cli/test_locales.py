"""Each command under each console: programs get UTF-8, people lose letters at worst, nothing is a fault of ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from lxml import etree

from mingpian.cli.commands import commands
from tests.example import BUILD_TIME, forked

CONSOLES = ("gbk", "cp1252", "ascii", "utf-8")
NAME = "目录é"

SITE = """title = "名片🌱é"
base_url = "https://a.example/"
owner = "host"
without = ["share"]
email = "a@a.example"
[deploy."到处"]
target = "folder"
options = { path = "../出处" }
"""
FILES = {
    "site.toml": SITE,
    "content/members/host.md": "---\nname: 主人🌱é\noffers: [写作]\nlinks: [https://b.example/]\n---\n字\n",
    "content/members/lin.md": "---\nname: 林語\nasks: [{topic: 写作, text: 谁来写🌱, since: 2026-10-01}]\n---\n字\n",
    "content/members/bo.md": "---\nname: 柏\noffers: [写作]\n---\n字\n",
    "content/essays/坏.md": "---\ntitle: 坏🌱\ndate: 2026-10-30\n---\n[断](没有.md)\n",
    "人🌱.csv": "姓名,微信\n周🌱é,zhou🌱\n",
    "old/source/_posts/旧🌱.md": "---\ntitle: 旧é\n---\n{% 不知 %}\n",
}

# What is called, and what reads its standard output when that is for programs.
CALLS: list[tuple[tuple[str, ...], Callable[[bytes], object] | None]] = [
    (("init", "新🌱", "--yes", "--name", "林🌱é"), None),
    (("new", "essay", "题🌱é"), None),
    (("new", "没有", "题"), None),
    (("build",), None),
    (("build", "--format", "json"), json.loads),
    (("build", "--format", "github"), None),
    (("serve", "--port", "99999999"), None),
    (("deploy", "到处", "--dry-run"), None),
    (("announce", "--dry-run"), None),
    (("check",), None),
    (("check", "--format", "json"), json.loads),
    (("topics",), None),
    (("topics", "merge", "写作", "没有🌱"), None),
    (("form",), None),
    (("intake", "人🌱.csv"), None),
    (("intake",), None),
    (("accept",), None),
    (("answer",), None),
    (("match", "--dry-run"), None),
    (("match",), None),
    (("approve", "lin/写作", "柏"), None),
    (("decline", "lin/写作", "没人🌱"), None),
    (("sheet",), None),
    (("intro", "lin", "bo"), None),
    (("intro", "林語", "没人🌱"), None),
    (("pulse",), None),
    (("digest", "--since", "2026-01-01"), None),
    (("import", "hexo", "old"), None),
    (("export", "markdown", "坏", "没有🌱"), None),
    (("export", "site"), None),
    (("look", "--list"), None),
    (("look", "--palette", "没有🌱"), None),
    (("fonts", "list"), None),
    (("fonts", "add", "没有🌱.otf"), None),
    (("seal",), None),
    (("verify",), None),
    (("syndicate", "坏", "https://b.example/"), None),
    (("planet", "--dry-run"), None),
    (("wechat", "draft", "坏", "--dry-run"), None),
    (("webmention", "send", "--dry-run"), None),
    (("blogroll",), etree.fromstring),
    (("forget", "lin"), None),
    (("explain", "/essays/坏/"), None),
    (("explain", "/essays/坏/", "--format", "json"), json.loads),
    (("explain", "broken-link"), None),
    (("schema",), None),
    (("doctor",), None),
    (("completion", "fish"), bytes.decode),
    (("clean",), None),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with letters that no console but UTF-8 has all of, built."""
    root = tmp_path_factory.mktemp("made") / NAME
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    assert forked("build", cwd=root)[0] == 0  # with a warning: a link leads nowhere
    assert (root / "output/index.html").is_file()
    return root


@pytest.fixture
def root(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / NAME)
    return tmp_path / NAME


def test_the_matrix_has_every_command() -> None:
    assert {call[0] for call, _ in CALLS} == set(commands())


@pytest.mark.parametrize(("console", "lang"), [*zip(CONSOLES, ("zh_CN.UTF-8", "en_US.UTF-8") * 2, strict=True)])
def test_each_command(console: str, lang: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", lang)
    wrong = []
    for call, read in CALLS:
        code, out, err = forked(*call, cwd=root, encoding=console)
        if code == 3 or b"internal error" in err or b"Traceback" in err:
            wrong.append((call, code, err))
        err.decode("utf-8" if "github" in call else console)
        if read is None:
            out.decode(console)
        else:
            read(out)
    assert wrong == []


def test_what_is_redirected_is_the_same_under_each(made: Path) -> None:
    for call in (call for call, read in CALLS if read and call[0] != "build"):  # whose times differ
        said = {console: forked(*call, cwd=made, encoding=console)[1] for console in CONSOLES}
        assert len(set(said.values())) == 1, (call, said)
    for console in CONSOLES:
        found = forked("build", "--format", "github", cwd=made, encoding=console)[2]
        assert "没有.md" in found.decode("utf-8"), console


def started(root: Path, *arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process that begins anew, with these variables and no others of locales."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    variables = {**clean, "SOURCE_DATE_EPOCH": BUILD_TIME, **environment}
    command = [sys.executable, "-m", "mingpian", *arguments]
    return subprocess.run(command, check=False, cwd=root, env=variables, capture_output=True)


@pytest.fixture(scope="session")
def locales(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the locale zh_CN.GBK, which few systems have."""
    folder = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef") is None:
        pytest.skip("needs localedef")
    command = ["localedef", "-i", "zh_CN", "-f", "GBK", str(folder / "zh_CN.GBK")]
    done = subprocess.run(command, check=False, capture_output=True)
    if not (folder / "zh_CN.GBK").is_dir():
        pytest.skip(f"needs the sources of locales: {done.stderr.decode(errors='replace')}")
    return folder


POSIX = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
GBK = {"LC_ALL": "zh_CN.GBK", "PYTHONUTF8": "0"}
SETTINGS = {"C": POSIX, "zh_CN.GBK": GBK}


def tree(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="names of files have no encoding there")
@pytest.mark.parametrize("name", SETTINGS)
def test_chinese_paths_build_under_each_locale(name: str, made: Path, root: Path, locales: Path) -> None:
    environment = SETTINGS[name] | {"LOCPATH": str(locales)}
    for folder in ("output", ".mingpian"):
        shutil.rmtree(root / folder)
    done = started(root.parent, "build", "--root", NAME, **environment)
    assert done.returncode == 0 and b"internal error" not in done.stderr, done.stderr
    assert b"not UTF-8" not in done.stderr
    assert dict(tree(root / "output")) == dict(tree(made / "output"))
    assert started(root, "new", "essay", "新题", **environment).returncode == 0
    assert "title: 新题" in (root / "content/essays/新题.md").read_text(encoding="utf-8")
    done = started(root, "blogroll", **environment)
    assert etree.fromstring(done.stdout) is not None


@pytest.mark.skipif(os.name != "posix", reason="names of files have no encoding there")
def test_a_console_in_gbk_is_spoken_to_in_gbk(root: Path, locales: Path) -> None:
    environment = GBK | {"LOCPATH": str(locales)}
    done = started(root, "build", **environment)
    assert "没有.md" in done.stderr.decode("gbk")
    done = started(root, "new", "essay", "新题".encode("gbk"), **environment)
    assert done.returncode == 0, done.stderr
    assert "title: 新题" in (root / "content/essays/新题.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names of files are UTF-8 there")
@pytest.mark.parametrize("name", SETTINGS)
def test_a_folder_whose_name_is_in_gbk_builds(name: str, root: Path, made: Path, locales: Path) -> None:
    shutil.copytree(root, root.parent / os.fsdecode("目录".encode("gbk")))
    environment = SETTINGS[name] | {"LOCPATH": str(locales)}
    output = str(root.parent / "x")
    done = started(root.parent, "build", "--root", "目录".encode("gbk"), "--output", output, **environment)
    assert done.returncode == 0 and b"internal error" not in done.stderr, done.stderr
    assert (root.parent / "x/index.html").is_file()


@pytest.mark.skipif(os.name != "posix", reason="streams are closed by a shell of POSIX")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("variables", [{}, POSIX], ids=["by itself", "C"])
def test_a_stream_that_is_closed_is_no_fault(closed: str, variables: dict[str, str], made: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    for words in ("check --format json", "blogroll"):
        command = ["sh", "-c", f'"{sys.executable}" -m mingpian {words} {closed}']
        done = subprocess.run(command, check=False, cwd=made, env=clean | variables, capture_output=True)
        assert done.returncode in (0, 1) and b"Traceback" not in done.stderr and b"internal" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_disk_that_is_full_is_no_fault_of_ours(made: Path) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mingpian", "blogroll"], check=False, cwd=made, stdout=full, stderr=subprocess.PIPE
        )
    assert done.returncode == 2 and b"what was printed" in done.stderr
