"""`init` makes a site that builds at once, in the user's language, and spoils nothing that is there."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest
import yaml

from mingpian.cli import main, swatches
from mingpian.render.look.palettes import PALETTES
from tests.example import Site, mingpian
from tests.outside import crawl
from tests.outside.nu import nu_errors
from tests.server import serving

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def answer(folder: Path, *lines: str, lang: str = "en_US.UTF-8") -> subprocess.CompletedProcess[str]:
    """Run `init` and type the lines."""
    return subprocess.run(
        [sys.executable, "-m", "mingpian", "init", str(folder)],
        check=False,
        input="".join(f"{line}\n" for line in lines),
        env={"LANG": lang, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_new_site_builds_at_once_without_a_word_of_complaint(lang: str, tmp_path: Path) -> None:
    made = mingpian("init", "site", "--yes", "--lang", lang, cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    assert str(Path("content", "members")) in made.stdout
    site = tmp_path / "site"
    done = mingpian("build", "--verbose", cwd=site)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    found = json.loads(mingpian("check", "--format", "json", cwd=site).stdout)
    samples = sorted(path.relative_to(site).as_posix() for path in (site / "content").rglob("*.md"))
    assert sorted((one["code"], one["file"]) for one in found) == [("sample", path) for path in samples]
    home = (site / "output" / "index.html").read_text(encoding="utf-8")
    settings = tomllib.loads((site / "site.toml").read_text(encoding="utf-8"))
    assert f'lang="{lang}"' in home
    assert settings["title"] in home
    assert "hello@example.org" in unescape(home)
    assert (site / ".gitignore").read_text(encoding="utf-8").split() == ["output/", ".mingpian/", "exports/"]


HOSTS = {
    "github": ".github/workflows/pages.yml", "gitlab": ".gitlab-ci.yml", "netlify": "netlify.toml",
    "vercel": "vercel.json", "cloudflare": "wrangler.toml",
}  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_a_host_finds_what_it_needs_in_a_new_site_and_in_one_that_is_there(
    host: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = str(tmp_path / "site")
    assert main(["init", site, "--yes", "--host", host]) == 0
    assert HOSTS[host] in capsys.readouterr().out
    file = tmp_path / "site" / HOSTS[host]
    text = file.read_text(encoding="utf-8")
    readers: dict[str, Callable[[str], object]] = {".yml": yaml.safe_load, ".toml": tomllib.loads, ".json": json.loads}
    assert readers[file.suffix](text)
    assert "mingpian build" in text and "check privacy" in text
    assert text.index("mingpian check ready") < text.index("mingpian build"), "samples are refused there, too"
    assert (tmp_path / "site/requirements.txt").read_text() == "mingpian>=0.1\n"
    file.write_text("mine", encoding="utf-8")
    assert main(["init", site, "--host", host]) == 0
    assert file.read_text(encoding="utf-8") == "mine"
    file.unlink()
    assert main(["init", site, "--host", host]) == 0
    assert file.read_text(encoding="utf-8") == text


@pytest.fixture(scope="module")
def new_sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a new site in each language, built."""
    folder = tmp_path_factory.mktemp("new")
    for lang in LANGUAGES:
        mingpian("init", lang, "--yes", "--lang", lang, cwd=folder)
        mingpian("build", cwd=folder / lang)
    return folder


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_in_a_new_site_leads_nowhere(lang: str, new_sites: Path) -> None:
    site = Site(new_sites / lang, new_sites / lang / "output", "https://example.org/")
    with serving(site.output, site.prefix) as origin:
        assert crawl.broken(site, origin) == []


def test_the_pages_of_new_sites_are_valid(new_sites: Path, need: Callable[[str], Path]) -> None:
    assert nu_errors(need("java"), need("vnu"), new_sites) == []


def test_it_asks_for_what_only_the_user_knows(tmp_path: Path) -> None:
    done = answer(
        tmp_path / "site",
        "zh-Hant",
        "person",
        "王小明",
        "我：修“鐘錶”",
        "鐘錶 #1",
        "https://wang.example/shop/",
        "magazine",
        "indigo",
    )
    assert done.returncode == 0, done.stderr
    assert "你的名字 [林一]" in done.stdout
    settings = tomllib.loads((tmp_path / "site" / "site.toml").read_text(encoding="utf-8"))
    assert settings["title"] == "鐘錶 #1"
    assert settings["owner"] == "王小明"
    assert settings["base_url"] == "https://wang.example/shop/"
    assert (settings["theme"], settings["look"]["palette"]) == ("magazine", "indigo")
    assert "圖片領頭" in done.stdout and "\x1b" not in done.stdout, "colours are for terminals"
    assert mingpian("build", cwd=tmp_path / "site").returncode == 0
    home = (tmp_path / "site" / "output" / "index.html").read_text(encoding="utf-8")
    assert "我：修“鐘錶”" in home
    assert "王小明" in home


def test_an_empty_line_takes_the_default_and_a_useless_one_is_asked_again(tmp_path: Path) -> None:
    done = answer(
        tmp_path / "site",
        "klingon",
        "en",
        "two",
        "",
        'Ann: "Lee" {x}',
        "",
        "",
        "ftp://ann.example",
        "https://ann.example",
        "newspaper",
        "studio",
        "mauve",
        "",
    )
    assert done.returncode == 0, done.stderr
    assert "this is no web address" in done.stdout and "write person or group" in done.stdout
    settings = tomllib.loads((tmp_path / "site" / "site.toml").read_text(encoding="utf-8"))
    assert settings["title"] == 'Ann: "Lee" {x}'
    assert "there is no such palette; one of: cinnabar" in done.stdout
    assert "there is no such theme; one of: " in done.stdout and settings["theme"] == "studio"
    assert settings["look"]["palette"] == "ink", "as the theme has it"
    built = mingpian("build", cwd=tmp_path / "site")
    assert (built.returncode, built.stderr) == (0, "")


def test_what_looks_like_a_placeholder_in_an_answer_stays_as_typed(tmp_path: Path) -> None:
    done = mingpian("init", "s", "--yes", "--lang", "en", "--name", "{{slug}} {{x}}", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert tomllib.loads((tmp_path / "s" / "site.toml").read_text(encoding="utf-8"))["title"] == "{{slug}} {{x}}"


def test_with_nobody_to_answer_nothing_is_made(tmp_path: Path) -> None:
    done = answer(tmp_path / "site", "en", "person", "Ann")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("locale", "word"),
    [("zh_TW.UTF-8", "網站"), ("zh_CN.UTF-8", "网站"), ("de_DE.UTF-8", "Your site"), ("C.UTF-8", "网站")],
)
def test_it_speaks_the_language_of_the_locale(locale: str, word: str, tmp_path: Path) -> None:
    done = mingpian("init", "site", "--yes", cwd=tmp_path, LC_ALL=locale, PYTHONUTF8="1")
    assert word in done.stdout


@pytest.mark.parametrize(
    ("there", "said"),
    [("letters/a.txt", "has letters, which is no part of a site"), ("site.toml", "there is a site in . already")],
)
def test_what_stands_in_the_way_is_named_with_a_way_out(there: str, said: str, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", encoding="utf-8")
    done = mingpian("init", ".", "--yes", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr and "`mingpian " in done.stderr
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]


def test_what_is_missing_is_added_to_a_folder_with_parts_of_a_site(tmp_path: Path) -> None:
    mine = [
        "themes/mine/theme.toml", "templates/card.html", "styles/a.css", "words/en.toml", "icons/a.svg", "fonts/a.ttf",
        "Readme.zh.md", "LICENCE", "requirements.txt", "netlify.toml", "content/notes.txt", ".gitignore", "docs/a.md",
    ]  # fmt: skip
    for path in mine:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text("mine", encoding="utf-8")
    (tmp_path / "themes/mine/theme.toml").write_text('inherits = "card"\n', encoding="utf-8")
    done = mingpian("init", "--yes", "--lang", "en", "--theme", "mine", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert tomllib.loads((tmp_path / "site.toml").read_text(encoding="utf-8"))["theme"] == "mine"
    assert all((tmp_path / path).read_text(encoding="utf-8") == "mine" for path in mine[1:])
    assert (tmp_path / "content/members/robin-hale.md").is_file() and "finished samples" in done.stdout


@pytest.mark.parametrize("who", ["person", "group"])
def test_texts_that_are_there_get_settings_and_no_samples(who: str, tmp_path: Path) -> None:
    """The only member who is there is the owner; where there is none, or several, a card is made."""
    essays, members = tmp_path / "content/essays", tmp_path / "content/members"
    essays.mkdir(parents=True)
    (essays / "tea.md").write_text("---\ntitle: Tea\ndate: 2026-01-01\n---\nWords.\n", encoding="utf-8")
    init = ("init", "--yes", "--lang", "en", "--name", "Ann Lee", "--who", who)
    done = mingpian(*init, cwd=tmp_path)
    entries = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.md"))
    assert entries == ["content/essays/tea.md", "content/members/ann-lee.md"] and "no samples" in done.stdout
    assert mingpian("build", cwd=tmp_path).returncode == 0
    (tmp_path / "site.toml").unlink()
    (members / "ann-lee.md").rename(members / "ann.md")
    assert mingpian(*init, cwd=tmp_path).returncode == 0
    assert tomllib.loads((tmp_path / "site.toml").read_text(encoding="utf-8"))["owner"] == "ann"
    assert [path.name for path in members.iterdir()] == ["ann.md"]


def test_a_fresh_repository_is_welcome_and_its_files_stay(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("mine\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("mine\n", encoding="utf-8")
    done = mingpian("init", "--yes", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / ".gitignore").read_text(encoding="utf-8") == "mine\n"
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine\n"
    assert (tmp_path / "site.toml").is_file()


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("", encoding="utf-8")
    done = mingpian("init", "site", "--yes", cwd=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "site").is_file()


def test_a_useless_option_is_wrong_usage(tmp_path: Path) -> None:
    done = mingpian("init", "site", "--yes", "--lang", "en", "--base-url", "ftp://example.org", cwd=tmp_path)
    assert done.returncode == 2
    assert not (tmp_path / "site").exists()


def test_an_address_may_leave_out_its_scheme_and_a_wrong_one_is_told_of_in_the_users_language(tmp_path: Path) -> None:
    told = answer(tmp_path / "site", "zh", "", "王", "", "", "ftp://x", "wang.example/shop", "", "", lang="zh_CN.UTF-8")
    assert told.returncode == 0, told.stderr
    assert "这不是网址" in told.stdout
    settings = tomllib.loads((tmp_path / "site" / "site.toml").read_text(encoding="utf-8"))
    assert settings["base_url"] == "https://wang.example/shop"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_group_gets_what_a_group_needs(lang: str, tmp_path: Path) -> None:
    made = mingpian("init", "site", "--yes", "--lang", lang, "--who", "group", cwd=tmp_path)
    assert made.returncode == 0 and "mingpian form" in made.stdout
    site = tmp_path / "site"
    done = mingpian("build", "--verbose", cwd=site)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    assert (site / "output/circles/first/index.html").is_file() and (site / "output/members/index.html").is_file()
    assert (
        not (site / "content/offers").exists()
        and tomllib.loads((site / "site.toml").read_text(encoding="utf-8"))["trusted"]
    )


def test_nothing_is_put_online_while_it_is_not_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "site"
    assert main(["init", str(root), "--yes", "--lang", "en"]) == 0
    settings = root / "site.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '\n[deploy.x]\ntarget = "folder"\noptions = {path = "../out"}\n',
        encoding="utf-8",
    )
    capsys.readouterr()
    assert main(["deploy", "--root", str(root)]) == 1
    said = capsys.readouterr().err
    assert said.count("error[sample]") == 5 and "`https://example.org/` is an example" in said
    assert "`hello@example.org` is an example" in said and "nothing was published" in said
    assert not (tmp_path / "out").exists()
    for path in (root / "content").rglob("*.md"):
        text = "".join(line for line in path.read_text(encoding="utf-8").splitlines(True) if "sample: true" not in line)
        path.write_text(text.replace("example.org", "ann.cn"), encoding="utf-8")
    assert main(["deploy", "--root", str(root), "--quiet"]) == 1, "its address is still an example"
    settings.write_text(settings.read_text(encoding="utf-8").replace("example.org", "ann.cn"), encoding="utf-8")
    assert main(["deploy", "--root", str(root), "--quiet"]) == 0
    assert (tmp_path / "out/index.html").is_file()


@pytest.mark.parametrize(
    ("environment", "colors"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, 1 << 24),
        ({"TERM": "xterm-256color"}, 256),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, 0),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, 0),
        ({}, 0),
    ],
)
def test_a_terminal_shows_the_palettes_themselves(
    environment: dict[str, str], colors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert swatches.colors_of_terminal(environment) == 0, "this is none"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert swatches.colors_of_terminal(environment) == colors
    if colors:
        thumbnails = {"a": [["#ffffff", "#000000"]] * 2, "b": [["#ffffff", "#a63d2f"]] * 2}
        assert re.sub("\x1b\\[[0-9;]*m", "", swatches.theme_thumbnails(thumbnails, colors)) == "  ▀▀  ▀▀\n  a   b\n"
        shown = swatches.palette_swatches(colors)
        assert all(name in shown for name in PALETTES)
        assert ("48;2;251;250;247m" if colors > 256 else "48;5;231m") in shown
