"""What a site does not get, or gets where nobody looks, is told of: by `build` and by `check`, with its place."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.render import theme

CARD = "---\nname: 主人\nheadline: x\nlinks: https://x.example/\n---\n"
COMMANDS = pytest.mark.parametrize("command", ["build", "check"])


def told(root: Path, command: str, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, int, str]]:
    """The code, line and message of each warning and error."""
    capsys.readouterr()
    main([command, "--root", str(root), "--format", "json", "--jobs", "1"])
    said = capsys.readouterr()
    found = [item for item in json.loads(said.out or said.err) if item["severity"] != "note"]
    return [(item["code"], item["span"]["line"], item["message"]) for item in found]


def site(root: Path, settings: str, **more: str) -> Path:
    whole = f'title = "T"\nowner = "host"\nwithout = ["share"]\n{settings}'
    files = {"site.toml": whole, "content/members/host.md": CARD}
    for path, text in (files | {name.replace("__", "/"): text for name, text in more.items()}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


ASKED = """email = "a@t.example"
[signals]
security = {expires = 2099-06-01}
cname = true
webfinger = true
humans = true
"""


@COMMANDS
def test_what_works_at_the_root_of_a_host_alone(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, f'base_url = "https://name.github.io/repo/"\n{ASKED}', **{"content__static__ads.txt": "x"})
    found = [(line, message) for code, line, message in told(root, command, capsys) if code == "only-at-root"]
    below = [message.split(" ")[0] for line, message in found if line == 4]
    assert below == [".well-known/security.txt", "ads.txt", "humans.txt"]  # robots.txt is but a note
    assert [line for line, _ in found if line != 4] == [8, 9]
    if command == "build":
        assert not (root / "output/CNAME").exists() and not (root / "output/.well-known/webfinger").exists()
        assert "webfinger" not in (root / "output/_headers").read_text()


@COMMANDS
@pytest.mark.parametrize(
    ("base", "is_told"),
    [
        ("https://lin.example/", False),
        ("https://www.lin.example/", False),
        ("https://name.github.io/", True),
        ("https://NAME.GitHub.io/", True),
        ("https://name.gitlab.io/", True),
        ("https://mygithub.io/", False),
        ("https://lin.example/repo/", True),
        ("http://localhost:8000/", True),
    ],
)
def test_a_cname_is_made_for_a_domain_of_its_own(
    base: str, is_told: bool, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, f'base_url = "{base}"\n[signals]\ncname = true\n')
    assert any("no CNAME is made" in message for _, _, message in told(root, command, capsys)) == is_told
    assert command == "check" or (root / "output/CNAME").exists() == (not is_told)


def test_the_rule_for_the_account_is_there_with_the_account(tmp_path: Path) -> None:
    root = site(tmp_path, 'base_url = "https://t.example/"\n[signals]\nwebfinger = true\n')
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    assert (root / "output/.well-known/webfinger").exists()
    assert "/.well-known/webfinger\n" in (root / "output/_headers").read_text()


@COMMANDS
@pytest.mark.parametrize("lang", ["ja", "ko", "de-AT"])
def test_a_language_that_the_theme_does_not_speak(
    lang: str, command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = site(tmp_path, f'base_url = "https://t.example/"\nlanguages = ["zh-Hans", "{lang}", "en-GB", "zh-Hant"]\n')
    found = [item for item in told(root, command, capsys) if item[0] == "missing-words"]
    assert [(line, f"`{lang}`" in message) for _, line, message in found] == [(5, True)]


def test_such_a_language_is_easy_to_add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, 'base_url = "https://t.example/"\nlanguages = ["zh-Hans", "de-AT"]\n')
    assert main(["schema", "--words", "de", "--root", str(root)]) == 0
    path = root / "words/de.toml"
    untouched = tomllib.loads(path.read_text("utf-8"))
    assert untouched.pop("locale") == "de" and not any(untouched.values())
    ((_, _, message),) = [item for item in told(root, "build", capsys) if item[0] == "missing-words"]
    assert "the theme has no words" in message  # what is still in a comment is still missing
    assert 'skip = "Skip to content"' in path.read_text("utf-8")
    text = path.read_text("utf-8").replace('# skip = "Skip to content"', 'skip = "Zum Inhalt"')
    path.write_text(text, encoding="utf-8")
    ((_, _, message),) = [item for item in told(root, "build", capsys) if item[0] == "missing-words"]
    assert "words are missing in `de-AT`, such as" in message
    assert "Zum Inhalt" in (root / "output/de-at/index.html").read_text("utf-8")
    path.write_text(text.replace("\n# ", "\n"), encoding="utf-8")
    assert [item for item in told(root, "build", capsys) if item[0] == "missing-words"] == []
    assert main(["schema", "--words", "de", "--root", str(root)]) == 2
    assert path.read_text("utf-8") == text.replace("\n# ", "\n")  # never over one that is there


@pytest.mark.parametrize("lang", ["../evil", "", "x", "not a language", "con"])
def test_words_are_written_for_languages_alone(lang: str, tmp_path: Path) -> None:
    root = site(tmp_path / "site", 'base_url = "https://t.example/"\n')
    if lang:
        assert main(["schema", "--words", lang, "--root", str(root)]) == 2
    assert not (root / "words").exists() and not list(tmp_path.glob("evil*"))


@COMMANDS
def test_an_approved_match_of_nobody(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("approved", "host", "gone"), ("declined", "host", "gone"), ("approved", "gone", "host")]
    rows += [("approved", "members/host", "host"), ("proposed", "host", "gone")]
    text = "\n".join(
        f'[[match]]\nasker = "{asker}"\ntopic = "t{place}"\nmember = "{member}"\ndecision = "{decision}"\n'
        for place, (decision, asker, member) in enumerate(rows)
    )
    root = site(tmp_path, 'base_url = "https://t.example/"\n', **{"content__matches.toml": text})
    found = [item for item in told(root, command, capsys) if "approved match" in item[2]]
    assert [(code, text.splitlines()[line - 1]) for code, line, _ in found] == [
        ("dangling-reference", 'member = "gone"'),
        ("dangling-reference", 'asker = "gone"'),
    ]


@pytest.mark.parametrize("command", ["build", "check", "serve", "doctor", "digest"])
def test_a_folder_that_is_not_there_is_not_made(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--root", str(tmp_path / "typo")]) == 2
    assert "mingpian init" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@COMMANDS
def test_a_program_without_its_themes_says_so(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(tmp_path, "")
    monkeypatch.setattr(theme, "_theme_folders", lambda root: [root / "themes"])
    assert main([command, "--root", str(root), "--jobs", "1"]) == 2
    assert "not installed whole" in capsys.readouterr().err
