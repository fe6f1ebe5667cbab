"""`check trust` says who may do what, and why; what site.toml cannot mean is an error, and what a second member takes
from the owner is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.example import mingpian

SITE = 'title = "T"\nbase_url = "https://t.example/"\nowner = "host"\nlanguages = ["zh-Hans", "en"]\n'
FILES = {
    "members/host.md": "---\nname: H\n---\n",
    "members/eve.md": "---\nname: E\n---\n",
    "essays/own.md": "---\ntitle: A\ndate: 2026-01-01\n---\n<b onclick='x()'>a</b><iframe src='https://e.example/'></iframe>\n",
    "essays/talk/index.md": "---\ntitle: B\ndate: 2026-01-02\nauthors: [eve]\n---\nb\n",
    "essays/talk/index.en.md": "---\ntitle: B\n---\n<script>x</script>\n",
}


def site(root: Path, more: str = "", **without: str) -> Path:
    for path, text in FILES.items():
        if path not in without.values():
            (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
            (root / "content" / path).write_text(text, encoding="utf-8")
    (root / "site.toml").write_text(SITE + more, encoding="utf-8")
    return root


def reasons(root: Path) -> dict[str, tuple[bool, str]]:
    done = mingpian("check", "trust", "--format", "json", cwd=root)
    assert done.returncode == 0, done.stderr
    return {one["file"].removeprefix("content/"): (one["trusted"], one["why"]) for one in json.loads(done.stdout)}


def test_every_entry_has_its_reason(tmp_path: Path) -> None:
    assert reasons(site(tmp_path)) == {
        "members/host.md": (True, "profile"),
        "members/eve.md": (False, "unnamed"),
        "essays/own.md": (False, "unnamed"),
        "essays/talk/index.md": (False, "unnamed"),
        "essays/talk/index.en.md": (False, "unnamed"),
    }
    found = reasons(site(tmp_path, 'trusted = "essays/"\n'))
    assert found["essays/own.md"] == (True, "named")
    assert found["essays/talk/index.md"] == (False, "makers")
    assert found["essays/talk/index.en.md"] == (False, "original")


def test_people_are_told_by_folder_in_their_language(tmp_path: Path) -> None:
    root = site(tmp_path, 'trusted = ["essays/own*"]\n')
    said = mingpian("check", "trust", cwd=root).stdout
    assert "the owner is `host`\n" in said
    assert "the owner's: essays/own.md: site.toml names `essays/own*`\n" in said
    assert "handed in: members/eve.md: site.toml does not name it\n" in said
    assert "let nobody else write there" in said
    chinese = mingpian("check", "trust", cwd=root, LANG="zh_CN.UTF-8", LC_ALL="zh_CN.UTF-8").stdout
    assert "站主的：essays/own.md：site.toml 写了 `essays/own*`\n" in chinese


def test_a_second_member_is_told_of_once_with_a_way_out(tmp_path: Path) -> None:
    alone = mingpian("check", cwd=site(tmp_path / "alone", eve="members/eve.md", talk="essays/talk/index.md"))
    assert "trust-unsaid" not in alone.stderr and "not-trusted" not in alone.stderr
    root = site(tmp_path / "two")
    said = mingpian("check", cwd=root).stderr
    assert said.count("warning[trust-unsaid]") == 1
    assert "1 that state no other author lose their byline, raw HTML" in said
    assert 'write trusted = ["essays/own.md"]' in said  # not Eve's, and not what translates it
    (root / "site.toml").write_text(SITE + 'trusted = ["essays/own.md"]\n', encoding="utf-8")
    said = mingpian("check", cwd=root).stderr
    assert "trust-unsaid" not in said and "content/essays/own.md" not in said
    assert "`<script>` is left out" in said


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("trusted = []", "error[bad-value]: `trusted` names nothing"),
        ('trusted = "*"', "error[bad-value]: `*` does not begin with the name of a folder"),
        ('trusted = ["essays/", "../x/"]', "error[bad-value]: `../x/` contains `.`, `..` or an empty step"),
        ('trusted = ["esays/"]', "did you mean `essays`?"),
        ('trusted = ["data/"]', "error[bad-value]: `data/` is in no folder of entries"),
        ("trusted = true", "site.toml:5:"),
        ("trusted = {essays = true}", "site.toml:5:"),
        (
            'trusted = ["essays/nothing.md"]',
            "warning[nothing-trusted]: `essays/nothing.md` matches nothing in content/",
        ),
    ],
)
def test_what_cannot_be_meant(stated: str, told: str, tmp_path: Path) -> None:
    root = site(tmp_path, f"{stated}\n")
    done = mingpian("build", cwd=root)
    assert told in done.stderr
    is_error = "nothing-trusted" not in told
    assert (root / "output/index.html").exists() is not is_error
    if is_error:
        refused = mingpian("check", "trust", cwd=root)
        assert refused.returncode == 1 and "site.toml:5:" in refused.stderr and refused.stdout == ""


def test_who_loses_only_a_byline_is_told_too(tmp_path: Path) -> None:
    root = site(
        tmp_path, own="essays/own.md", eve="members/eve.md", talk="essays/talk/index.md", en="essays/talk/index.en.md"
    )
    plain = root / "content" / "essays" / "plain.md"
    plain.parent.mkdir(parents=True)
    plain.write_text("---\ntitle: P\ndate: 2026-01-01\n---\np\n", encoding="utf-8")
    assert "trust-unsaid" not in mingpian("check", cwd=root).stderr
    (root / "content" / "members" / "new.md").write_text("---\nname: N\ndraft: true\n---\n", encoding="utf-8")
    assert 'write trusted = ["essays/plain.md"]' in mingpian("check", cwd=root).stderr
    plain.write_text("---\ntitle: P\ndate: 2026-01-01\nauthors: [host]\n---\np\n", encoding="utf-8")
    assert "trust-unsaid" not in mingpian("check", cwd=root).stderr


def test_a_folder_of_another_member_is_not_the_owners_where_a_wider_one_is(tmp_path: Path) -> None:
    """Else what a member left unsigned there would have the owner's byline."""
    root = site(tmp_path, 'trusted = ["essays/"]\n')
    for path in ("essays/eve/draft.md", "essays/2026/eve/note/index.md", "essays/eve.md", "essays/host/mine.md"):
        (root / "content" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "content" / path).write_text(f"---\ntitle: {path}\ndate: 2026-01-01\n---\nwords\n", encoding="utf-8")
    found = reasons(root)
    assert {path: why for path, (_, why) in found.items() if why == "folder"} == {
        "essays/eve/draft.md": "folder", "essays/2026/eve/note/index.md": "folder",
    }  # fmt: skip
    assert found["essays/eve.md"] == found["essays/host/mine.md"] == (True, "named")
    said = mingpian("build", cwd=root).stderr
    assert "content/essays/eve/draft.md:1:1: warning[trust-unsaid]" in said and "`authors: eve`" in said
    page = (root / "output/essays/draft/index.html").read_text(encoding="utf-8")
    assert "/members/host/" not in page.partition("<main")[2].partition("</main")[0]
    (root / "site.toml").write_text(SITE + 'trusted = ["essays/", "essays/eve/"]\n', encoding="utf-8")
    found = reasons(root)
    assert found["essays/eve/draft.md"] == (True, "named")
    assert found["essays/2026/eve/note/index.md"] == (False, "folder")
