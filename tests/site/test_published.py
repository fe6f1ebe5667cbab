"""What is published now: drafts, schedules, expiry, members who left; and the same for their translations."""

from __future__ import annotations

import pytest

from mingpian.config.load import parse_config
from mingpian.content.entry import Entry
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.core import digest
from mingpian.site.assembling import Selection, select
from mingpian.site.clock import Clock
from tests.render.small import NOW, SITE, Small

DAY = 86_400
MIDNIGHT = NOW + 16 * 3_600  # 2026-11-02 00:00 in Shanghai


def selected(files: dict[str, str], now: int = NOW, drafts: bool = False) -> Selection:
    """What is left of some files."""
    site, _ = parse_config(SITE.encode())
    entries: list[Entry] = []
    for path, text in files.items():
        parsed, _ = parse_entry(path, text.encode(), digest.of_bytes(text.encode()), parse_settings(site))
        assert parsed.entry is not None, parsed.diagnostics
        entries.append(parsed.entry)
    return select(entries, Clock(now), site.timezone, drafts)


def keys(files: dict[str, str], now: int = NOW) -> list[str]:
    return sorted(entry.key for entry in selected(files, now).entries)


def essay(**fields: str) -> str:
    stated = "".join(f"{name}: {value}\n" for name, value in {"title": "题", **fields}.items())
    return f"---\n{stated}---\n字。\n"


def test_a_draft_is_not_published() -> None:
    assert keys({"essays/a.md": essay(draft="true")}) == []


@pytest.mark.parametrize(
    ("date", "seconds"),
    [("2026-11-02", MIDNIGHT), ("2026-11-02 08:30", MIDNIGHT + 30_600), ("2026-11-02T00:00:00Z", MIDNIGHT + 28_800)],
)
def test_an_essay_appears_at_the_second_of_its_date(date: str, seconds: int) -> None:
    files = {"essays/a.md": essay(date=date)}
    assert keys(files, seconds - 1) == []
    assert keys(files, seconds) == ["essays/a.zh-Hans"]


def test_an_essay_goes_at_the_second_it_expires() -> None:
    files = {"essays/a.md": essay(date="2026-01-01", expires="2026-11-02")}
    assert keys(files, MIDNIGHT - 1) == ["essays/a.zh-Hans"]
    assert keys(files, MIDNIGHT) == []


def test_a_member_who_left_is_gone_and_may_still_be_named() -> None:
    files = {"members/lin.md": "---\nname: 林\n---\n", "members/man.md": "---\nname: 周\nleft: 2026-11-02\n---\n"}
    assert keys(files, MIDNIGHT - 1) == ["members/lin.zh-Hans", "members/man.zh-Hans"]
    assert keys(files, MIDNIGHT) == ["members/lin.zh-Hans"]
    assert "members/man" in selected(files, MIDNIGHT).known


@pytest.mark.parametrize(
    "fields",
    [{"draft": "true"}, {"date": "2026-12-01"}, {"date": "2026-01-01", "expires": "2026-06-01"}],
    ids=["draft", "scheduled", "expired"],
)
def test_a_translation_is_published_when_its_original_is(fields: dict[str, str]) -> None:
    assert keys({"essays/a.md": essay(**fields), "essays/a.en.md": "---\ntitle: A\n---\nWords.\n"}) == []


def test_the_translation_of_a_member_who_left_is_gone_too() -> None:
    files = {"members/man.md": "---\nname: 周\nleft: 2026-01-01\n---\n", "members/man.en.md": "---\nname: Zhou\n---\n"}
    assert keys(files) == []


def test_a_translation_may_state_otherwise() -> None:
    files = {"essays/a.md": essay(draft="true"), "essays/a.en.md": "---\ntitle: A\ndraft: false\n---\nWords.\n"}
    assert keys(files) == ["essays/a.en"]
    later = {"essays/a.md": essay(date="2026-01-01"), "essays/a.en.md": "---\ntitle: A\ndate: 2026-12-01\n---\n"}
    assert keys(later) == ["essays/a.zh-Hans"]


def test_a_preview_has_everything_and_says_what_it_is() -> None:
    files = {
        "essays/a.md": essay(draft="true"),
        "essays/b.md": essay(date="2027-01-01"),
        "essays/c.md": essay(expires="2026-01-01"),
        "essays/d.md": essay(date="2026-01-01"),
    }
    found = selected(files, drafts=True)
    assert {key.split("/")[1][0]: state for key, state in found.states.items()} == {
        "a": "draft",
        "b": "scheduled",
        "c": "expired",
    }
    assert len(found.entries) == 4


def test_two_entries_of_one_name_are_an_error_that_names_both() -> None:
    found = selected({"essays/a.md": essay(), "essays/a/index.md": essay()})
    (problem,) = found.diagnostics
    assert (problem.code, problem.severity) == ("duplicate-slug", "error")
    other = str(problem.message).rpartition(" ")[2]
    assert {problem.file, other} == {"content/essays/a.md", "content/essays/a/index.md"}
    assert len(found.entries) == 1


PRECEDING = [
    ({"essays/a';--.md": essay(), "essays/a.md": essay()}, "essays/a.md"),
    ({"essays/A b.md": essay(), "essays/a-b/index.md": essay()}, "essays/a-b/index.md"),
    ({"essays/2024/x.md": essay(slug="tea"), "essays/z/tea.md": essay(slug="tea")}, "essays/z/tea.md"),
    ({"essays/tea.md": essay(), "essays/x.md": essay(slug="tea")}, "essays/x.md"),
    ({"essays/b/tea.md": essay(), "essays/c/tea.md": essay()}, "essays/b/tea.md"),
]


@pytest.mark.parametrize(("files", "stays"), PRECEDING)
def test_of_two_entries_of_one_name_that_stays_which_says_it_more_plainly(files: dict[str, str], stays: str) -> None:
    found = selected(files)
    assert [one.source for one in found.entries] == [stays]
    assert [f"{one.file} {one.code}" for one in found.diagnostics] == [
        f"content/{path} duplicate-slug" for path in files if path != stays
    ]


def test_a_draft_does_not_stand_in_the_way_of_what_is_published() -> None:
    assert selected({"essays/a.md": essay(), "essays/a/index.md": essay(draft="true")}).diagnostics == ()


@pytest.mark.parametrize(
    ("files", "horizon"),
    [
        ({"essays/a.md": essay(date="2026-11-02")}, MIDNIGHT),
        ({"essays/a.md": essay(expires="2026-11-02")}, MIDNIGHT),
        ({"essays/a.md": essay(date="2026-12-01"), "essays/b.md": essay(expires="2026-11-02")}, MIDNIGHT),
        ({"essays/a.md": essay(date="2026-01-01", expires="2026-02-01")}, 1 << 62),
    ],
)
def test_the_next_change_by_time_alone_is_known(files: dict[str, str], horizon: int) -> None:
    assert Small({**files, "members/lin.md": "---\nname: 林\n---\n"}).model.site.clock.horizon == horizon
