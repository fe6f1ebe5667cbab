"""`check` says what a build would say, and gives advice: in three formats, with exit codes that programs rely on."""

import json
from pathlib import Path

import pytest

from mingpian.cli import main
from tests.example import REPOSITORY, mingpian

CLEAN = {
    "site.toml": 'title = "A"\n',
    "content/members/lin.md": "---\nname: Lin\nheadline: I brew tea\nlinks: https://lin.example/\n---\n",
    "content/essays/tea.md": "---\ntitle: Tea\ndate: 2026-01-01\n---\nGood.\n",
}


def site(root: Path, **changed: str) -> Path:
    """Write the clean site, with some files changed; `__` in a name stands for `/`."""
    for path, text in (CLEAN | {name.replace("__", "/") + ".md": text for name, text in changed.items()}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


ADVICE = [
    (
        {"content__essays__tea": "---\ntitle: Tea\n---\nGood.\n"},
        "content/essays/tea.md:1:1: warning[missing-date]: there is no date, so it stands last in lists and in no feed",
    ),
    (
        {"content__notes__rain": "Rain.\n"},
        "content/notes/rain.md:1:1: warning[missing-date]: there is no date, so it stands last in lists and in no feed",
    ),
    (
        {"content__pages__a": "# Tea\n", "content__pages__b": "---\ntitle: tea\n---\nMore.\n"},
        "content/pages/b.md:2:8: warning[duplicate-title]: content/pages/a.md has the same title",
    ),
    (
        {"content__members__lin": "---\nname: Lin\nlinks: https://lin.example/\n---\n"},
        "content/members/lin.md:1:1: warning[missing-headline]: the owner's card does not say what they do",
    ),
    (
        {"content__members__lin": "---\nname: Lin\nheadline: I brew tea\n---\n"},
        "content/members/lin.md:1:1: warning[unreachable]: the owner's card shows no way to reach them",
    ),
]
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n'


def test_a_site_without_a_fault_is_said_to_have_none(tmp_path: Path) -> None:
    done = mingpian("check", cwd=site(tmp_path))
    assert (done.returncode, done.stdout, done.stderr) == (0, "nothing wrong\n", "")
    assert not (tmp_path / "output").exists()


@pytest.mark.parametrize(("changed", "said"), ADVICE)
def test_advice_is_a_warning_and_no_error(
    changed: dict[str, str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--root", str(site(tmp_path, **changed))]) == 0
    heads = [line for line in capsys.readouterr().err.splitlines() if line.startswith("content")]
    assert heads == [said]


def test_pictures_that_say_nothing_are_found_in_fields_and_in_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "---\ntitle: Tea\ndate: 2026-01-01\ncover: dot.svg\n---\n\n![](dot.svg) ![A dot](dot.svg)\n\n![ ](dot.svg)\n"
    root = site(tmp_path, content__essays__tea=text)
    (root / "content" / "essays" / "dot.svg").write_text(DOT, encoding="utf-8")
    assert main(["check", "--root", str(root)]) == 0
    heads = [line for line in capsys.readouterr().err.splitlines() if line.startswith("content")]
    assert heads == [
        "content/essays/tea.md:4:8: warning[missing-alt]: the picture in `cover` has no alternative text",
        "content/essays/tea.md:7:5: warning[missing-alt]: the picture `dot.svg` has no alternative text",
    ]


def test_an_entry_that_is_not_listed_needs_no_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = site(tmp_path, content__essays__tea="---\ntitle: Tea\nlisted: false\n---\n")
    assert main(["check", "--root", str(root)]) == 0
    assert capsys.readouterr().err == ""


def test_a_build_does_not_give_advice(tmp_path: Path) -> None:
    done = mingpian("build", cwd=site(tmp_path, content__notes__rain="Rain.\n"))
    assert (done.returncode, done.stderr) == (0, "")


def test_the_example_site_is_without_fault() -> None:
    done = mingpian("check", "--root", REPOSITORY, "--drafts", cwd=REPOSITORY)
    assert (done.returncode, done.stderr) == (0, "")


BROKEN = {"content__pages__a": "---\ntitel: x\n---\n", "content__pages__b,c": "# B\n\nNo [[100% tea]].\n"}


def test_json_is_for_programs(tmp_path: Path) -> None:
    done = mingpian("check", "--format", "json", cwd=site(tmp_path, **BROKEN))
    found = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert [(item["file"], item["code"], item["severity"]) for item in found] == [
        ("content/pages/a.md", "missing-field", "warning"),
        ("content/pages/a.md", "unknown-field", "warning"),
        ("content/pages/b,c.md", "broken-wikilink", "warning"),
    ]
    assert found[1]["span"] == {"line": 2, "column": 1, "length": 5, "source": "titel: x"}
    assert found[1]["hints"] == ["did you mean `title`?"]


def test_github_shows_them_beside_the_lines(tmp_path: Path) -> None:
    done = mingpian("check", "--strict", "--format", "github", cwd=site(tmp_path, **BROKEN))
    assert done.returncode == 1
    arguments = done.stderr.splitlines()
    assert "::error file=content/pages/a.md,line=2,col=1,title=unknown-field::unknown field `titel`" in arguments[1]
    assert arguments[1].endswith(" – hint: did you mean `title`?")
    assert arguments[2].startswith("::error file=content/pages/b%2Cc.md,line=3,col=4,title=broken-wikilink::")
    assert "::nothing is called `100%25 tea` – hint: " in arguments[2]


def test_wrong_usage_has_the_code_2(tmp_path: Path) -> None:
    assert mingpian("check", "--colour", cwd=tmp_path).returncode == 2
    assert mingpian("chekc", cwd=tmp_path).returncode == 2
    assert mingpian(cwd=tmp_path).returncode == 2
    told = mingpian("build", "--base-url", "lin.example", cwd=tmp_path)
    assert told.returncode == 2
    assert "https://" in told.stderr


def test_a_build_at_work_is_not_disturbed(tmp_path: Path) -> None:
    from mingpian.core import lock

    with lock.exclusive(site(tmp_path) / ".mingpian" / "lock"):
        for command in ("check", "build", "clean"):
            done = mingpian(command, cwd=tmp_path)
            assert (command, done.returncode) == (command, 2)
            assert "at work" in done.stderr


def test_a_fault_of_ours_has_the_code_3_and_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("made for this test")

    monkeypatch.setattr("mingpian.pipeline.load_site", broken)
    monkeypatch.delenv("MINGPIAN_DEBUG", raising=False)
    assert main(["check", "--root", str(site(tmp_path))]) == 3
    said = capsys.readouterr().err
    assert "internal error: ZeroDivisionError: made for this test" in said
    assert "MINGPIAN_DEBUG=1" in said
    assert "Traceback" not in said
    monkeypatch.setenv("MINGPIAN_DEBUG", "1")
    assert main(["check", "--root", str(tmp_path)]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_a_page_that_wants_a_template_which_no_theme_has_is_told_of_and_spares_the_others(tmp_path: Path) -> None:
    root = site(tmp_path, content__pages__a="---\ntitle: A\ntemplate: pages.html\n---\nx\n")
    done = mingpian("build", cwd=root)
    assert done.returncode == 1
    assert "content/pages/a.md:3:11: error[bad-template]: there is no template `pages.html`" in done.stderr
    assert "did you mean `page.html`?" in done.stderr
    assert (root / "output" / "essays" / "tea" / "index.html").is_file()
