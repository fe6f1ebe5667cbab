"""Entries that got another address: an alias is proposed, once by the build, and by `check` until it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.plan.outputs import plan_outputs
from mingpian.render.formats import enabled
from mingpian.write.moved_pages import page_locations, propose_aliases
from mingpian.write.state import PageLocations
from tests.render.small import SITE, Small

TEXT = "---\ntitle: {}\ndate: 2026-01-01\n---\n一\n"
POST = TEXT.replace("date", "slug: post\ndate")
LETTER, OTHER = TEXT.format("信"), TEXT.format("别的")


def after(before: PageLocations, files: dict[str, str], site: str = SITE) -> PageLocations:
    """What is known of the places after a build of these essays."""
    essays = {f"essays/{path}": text for path, text in files.items()}
    model = Small({"members/lin.md": "---\nname: Lin\n---\n", **essays}, site).model
    outputs, problems = plan_outputs(model, [form.plan for form in enabled(("share",))])
    assert problems == []
    return page_locations(before, model, outputs)


def messages(places: PageLocations, before: PageLocations) -> list[str]:
    return [f"{one.file}: {str(one.message).partition(';')[0]}" for one in propose_aliases(places, before.former)]


def test_a_build_says_it_once_and_check_until_there_is_an_alias(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(command: str, text: str) -> str:
        (tmp_path / "content/essays/letter.md").write_text(text, encoding="utf-8")
        assert main([command, "--root", str(tmp_path), "--jobs", "1"]) == 0
        return capsys.readouterr().err

    (tmp_path / "content/essays").mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\nwithout = ["share"]\n')
    post = POST.format("信")
    assert "moved" not in said("build", LETTER)
    first = said("build", post)
    assert "letter.md:1:1: warning[moved]: its address was /essays/letter/, and is /essays/post/; what led" in first
    assert "hint: add it to the front matter: aliases: [/essays/letter/]" in first
    assert "moved" not in said("build", post) and "moved" in said("check", post)
    assert "moved" not in said("check", post.replace("date", "aliases: [/essays/letter/]\ndate"))


def test_another_file_name_and_yet_another() -> None:
    start = after(PageLocations(), {"a.md": LETTER, "b.md": OTHER})
    once = after(start, {"a.md": LETTER, "c.md": OTHER})
    assert messages(once, start) == ["content/essays/c.md: its address was /essays/b/, and is /essays/c/"]
    twice = after(once, {"a.md": LETTER, "d.md": OTHER})
    assert messages(twice, once) == ["content/essays/d.md: its address was /essays/c/, and is /essays/d/"]
    assert len(messages(twice, PageLocations())) == 2


def test_each_language_has_its_own() -> None:
    start = after(PageLocations(), {"a.md": LETTER, "a.en.md": LETTER})
    moved = after(start, {"a.md": POST.format("信"), "a.en.md": LETTER})
    assert messages(moved, start) == [
        "content/essays/a.en.md: its address was /en/essays/a/, and is /en/essays/post/",
        "content/essays/a.md: its address was /essays/a/, and is /essays/post/",
    ]


def test_what_is_deleted_hidden_or_replaced_has_no_new_address() -> None:
    start = after(PageLocations(), {"a.md": LETTER, "b.md": OTHER})
    assert messages(after(start, {"a.md": LETTER.replace("date", "draft: true\ndate")}), start) == []
    assert messages(
        after(start, {"a.md": POST.format("信"), "b.md": OTHER.replace("date", "slug: a\ndate")}), start
    ) == ["content/essays/b.md: its address was /essays/b/, and is /essays/a/"]  # at /essays/a/ there is something


def test_who_comes_back_has_nothing_to_add() -> None:
    start = after(PageLocations(), {"a.md": LETTER})
    there = after(start, {"a.md": POST.format("信")})
    back = after(there, {"a.md": LETTER})
    assert messages(back, there) == ["content/essays/a.md: its address was /essays/post/, and is /essays/a/"]


def test_another_pattern_does_not_flood() -> None:
    many = {f"{number}.md": TEXT.format(f"信{number}") for number in range(34)}
    start = after(PageLocations(), many)
    arguments = messages(after(start, many, SITE + '[permalinks]\nessays = "/e/{slug}/"\n'), start)
    assert (
        len(arguments) == 21
        and arguments[-1] == "site.toml: 14 more entries have new addresses, without an alias for the old ones"
    )
