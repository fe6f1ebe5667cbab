"""Whose raw HTML stays: that of places which site.toml names as the owner's, or of a site with one member."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import ClassVar

import pytest

from mingpian import build
from mingpian.config.settings import SiteConfig
from mingpian.content.kind import Titled
from mingpian.content.kinds.essay import Essay
from mingpian.content.parse import parse_entry, parse_settings
from mingpian.content.trust import zones
from mingpian.content.trust.zones import Trust, covers, misunderstood, stated_zone, trust_of, zone_of
from mingpian.schema.references import canonical

ALONE = ("members/ann.md", "members/ann.en.md", "essays/e.md")
TWO = (*ALONE, "members/bo/index.md")
RAW = "<iframe src='https://e.example'></iframe>\n"


def reads_as_owners(config: SiteConfig, paths: tuple[str, ...], source: str, stated: str) -> bool:
    """Parse a file with a frame in it; its entry is trusted as its body is."""
    parsed, document = parse_entry(source, f"---\n{stated}\n---\n{RAW}".encode(), b"", parse_settings(config, paths))
    assert document is not None
    assert parsed.entry.trusted == ("<iframe" in str(document.parts))
    return bool(parsed.entry.trusted)


def config_of(owner: str = "ann", *places: str) -> SiteConfig:
    return SiteConfig(title="T", owner=canonical(owner, "members"), trusted=places, languages=("zh-Hans", "en"))


def zone(path: str, *places: str, owner: str = "ann", paths: tuple[str, ...] = TWO) -> zones.Zone:
    return zone_of(path, trust_of(config_of(owner, *places), paths))


@pytest.mark.parametrize("stated", ["title: E", "title: E\nauthors: [ann]", "title: E\nauthors: [members/ann]"])
@pytest.mark.parametrize("owner", ["ann", "members/ann", ""])
def test_where_there_is_one_member_all_is_the_owner_s(owner: str, stated: str) -> None:
    assert reads_as_owners(config_of(owner), ALONE, "essays/e.md", stated)
    assert reads_as_owners(config_of(owner), ALONE, "members/ann.md", "name: Ann")
    assert reads_as_owners(config_of(owner), (), "pages/p.md", "title: P")


@pytest.mark.parametrize(
    ("source", "stated"),
    [
        ("essays/e.md", "title: E"),
        ("essays/e.md", "title: E\nauthors: [ann]"),
        ("essays/e.en.md", "title: E"),
        ("essays/ann/index.md", "title: E\nslug: ann"),
        ("notes/n.md", "authors: [ann]"),
        ("works/w.md", "title: W\nauthors: [members/ann]"),
        ("offers/o.md", "title: O\nby: [ann]"),
        ("events/e.md", "title: E\nstart: 2027-01-01\nhosts: [ann]"),
        ("circles/c.md", "title: C\nstewards: [ann]"),
        ("collaborations/c.md", "title: C\nparties: [ann]"),
        ("pages/p.md", "title: P"),
        ("members/bo.md", "name: Bo\nslug: ann"),
        ("members/bo/ann.md", "name: Bo"),
        ("members/ann-2.md", "name: Bo"),
        ("members/ann.b.md", "name: Bo"),
    ],
)
def test_among_several_nothing_that_an_entry_says_makes_it_the_owner_s(source: str, stated: str) -> None:
    assert not reads_as_owners(config_of(), TWO, source, stated)


@pytest.mark.parametrize("path", [f"members/ann{end}" for end in (".md", ".en.md", ".markdown", "/index.md")])
def test_the_owner_s_own_profile_is_theirs_by_the_name_of_its_file(path: str) -> None:
    assert zone(path).why == "profile"
    assert zone(path, owner="members/ann", paths=(*TWO, path)).why == "profile"
    assert not zone(path, owner="").trusted


@pytest.mark.parametrize("maker", ["authors: [bo]", "authors: [ann, bo]", "authors: [members/bo]", "authors: [nobody]"])
def test_an_entry_in_a_trusted_place_may_say_that_it_is_somebody_else_s(maker: str) -> None:
    named = config_of("ann", "essays/")
    assert reads_as_owners(named, TWO, "essays/e.md", "title: E")
    assert not reads_as_owners(named, TWO, "essays/e.md", f"title: E\n{maker}")
    assert (
        stated_zone("essays/e.md", Essay(title="E", authors=("members/ann", "members/bo")), trust_of(named, TWO)).by
        == "bo"
    )


@pytest.mark.parametrize(
    ("pattern", "path", "covered"),
    [
        ("essays/", "essays/a.md", True),
        ("essays/", "essays/x/y/a.md", True),
        ("essays", "essays/a.md", True),
        ("essays", "essays-2/a.md", False),
        ("essays/own", "essays/own/a.md", True),
        ("essays/own/", "essays/owner/a.md", False),
        ("essays/own/", "essays/own.md", False),
        ("pages/about*", "pages/about.en.md", True),
        ("pages/about*", "pages/about/index.md", True),
        ("pages/about*", "pages/x/about.md", False),
        ("essays/*.md", "essays/x/a.md", False),
        ("essays/*/index.md", "essays/x/index.md", True),
        ("essays/*/index.md", "essays/x/y/index.md", False),
        ("essays/**/index.md", "essays/x/y/index.md", True),
        ("essays/20??/", "essays/2026/a.md", True),
        ("essays/20??/", "essays/20/6/a.md", False),
        ("essays/a.md", "essays/a.md.md", False),
        ("essays/a.md", "essays/aXmd", False),
        ("Essays/", "essays/a.md", False),
        ("essays/[ab].md", "essays/a.md", False),
        ("essays/a", "essays/a\n.md", False),
    ],
)
def test_what_a_pattern_covers(pattern: str, path: str, covered: bool) -> None:
    assert misunderstood(pattern) == ""
    assert covers(pattern, path) is covered
    assert zone(path, pattern).trusted is covered


@pytest.mark.parametrize(
    "pattern",
    [
        *("", "/", "/essays/", "*", "**", "**/a.md", "*/", "?ssays/", "./essays/", "../essays/", "essays/../pages/"),
        *("essays//a.md", "essays\\a.md", "essays/./a.md"),
    ],
)
def test_a_pattern_that_is_none_covers_nothing(pattern: str) -> None:
    assert misunderstood(pattern)
    assert not covers(pattern, "essays/a.md") and not covers(pattern, "pages/a.md")


def test_another_s_profile_is_trusted_only_when_just_its_file_is_named() -> None:
    for places in (("members/",), ("members/**",), ("members/b*",), ("members/bo",)):
        assert not zone("members/bo.md", *places).trusted
    assert zone("members/bo.md", "members/bo.md").why == "named"
    assert zone("members/ann.md", "members/bo.md").why == "profile"


def test_places_that_are_named_count_for_one_member_too() -> None:
    assert not zone("essays/e.md", "pages/", paths=ALONE).trusted
    assert zone("members/ann.md", "pages/", paths=ALONE).trusted


def test_letters_that_are_taken_apart_are_the_same_letters_and_no_second_file() -> None:
    whole, apart = (unicodedata.normalize(form, "members/josé.md") for form in ("NFC", "NFD"))
    assert whole != apart
    for spelled in (whole, apart):
        owner = spelled.removeprefix("members/").removesuffix(".md")
        assert zone(apart, owner=owner, paths=(apart, "members/bo.md")).why == "profile"
        assert zone(whole, owner=owner, paths=(whole, apart, "members/bo.md")).why == "profile"
        assert zone(apart, owner=owner, paths=(whole, apart, "members/bo.md")).why == "twin"


@pytest.mark.parametrize(
    ("unlisted", "trusted"),
    [("members", False), ("members/x", False), ("members/eve.md", False), ("essays/x", True), ("membership", True)],
)
def test_members_who_cannot_be_counted_may_be_there(unlisted: str, trusted: bool) -> None:
    assert zone_of("essays/e.md", trust_of(config_of(), (), unlisted=(unlisted,))).trusted is trusted
    assert zone_of("essays/e.md", trust_of(config_of(), ALONE, unlisted=(unlisted,))).trusted is trusted


def test_a_folder_in_letters_that_are_taken_apart_is_another_folder_where_there_are_both() -> None:
    whole, apart = (unicodedata.normalize(form, "essays/é/") for form in ("NFC", "NFD"))
    assert zone(f"{apart}new.md", whole, paths=(*TWO, f"{apart}new.md")).trusted
    for place in (whole, apart):
        paths = (*TWO, f"{whole}own.md", f"{apart}new.md")
        assert zone(f"{whole}own.md", place, paths=paths).trusted
        assert zone(f"{apart}new.md", place, paths=paths).why == "twin"


def test_a_second_member_takes_trust_from_all_but_the_owner_s_profile() -> None:
    assert zone("essays/e.md", paths=ALONE) == zones.Zone(True, "alone")
    assert zone("essays/e.md", paths=TWO) == zones.Zone(False, "unnamed")
    assert zone("members/ann.md", paths=TWO) == zones.Zone(True, "profile")


class Podcast(Titled, frozen=True, kw_only=True):
    made_by: ClassVar[tuple[str, ...] | None] = ("voices",)
    kept_by: ClassVar[tuple[str, ...]] = ("editors",)

    voices: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()


def test_the_fields_by_which_a_new_kind_names_people_count() -> None:
    trust = trust_of(config_of("ann", "podcasts/"), TWO)
    assert stated_zone("podcasts/p.md", Podcast(title="P", voices=("members/ann",)), trust).trusted
    assert stated_zone("podcasts/p.md", Podcast(title="P", voices=("members/bo",)), trust).by == "bo"
    assert stated_zone("podcasts/p.md", Podcast(title="P", editors=("members/bo",)), trust).by == "bo"


def test_what_decides_is_part_of_what_parsing_depends_on() -> None:
    seen = {parse_settings(config, paths) for config, paths in (
        (config_of(), TWO), (config_of(), ALONE), (config_of("bo"), TWO), (config_of("ann", "essays/"), TWO),
    )}  # fmt: skip
    assert len(seen) == 4
    assert isinstance(next(iter(seen)).trust, Trust)


@pytest.mark.parametrize("trace", ["essays/by-bo.md", "members/ann.md"])
def test_what_others_handed_in_stays_untrusted_when_the_last_other_profile_is_gone(trace: str, tmp_path: Path) -> None:
    files = {
        "site.toml": 'title = "T"\nowner = "ann"\nwithout = ["share", "qr"]\n',
        "content/members/ann.md": "---\nname: Ann\n---\n",
        "content/members/bo.md": "---\nname: Bo\n---\n",
        "content/essays/unsaid.md": f"---\ntitle: Unsaid\ndate: 2026-01-01\n---\n{RAW}",
    }
    files[f"content/{trace}"] = {
        "essays/by-bo.md": f"---\ntitle: Bo's\nauthors: [bo]\ndate: 2026-01-01\n---\n{RAW}",
        "members/ann.md": "---\nname: Ann\nvouches: [{for: bo, why: Good.}]\n---\n",
    }[trace]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    pages = tmp_path / "output/essays"
    for _ in range(2):
        build(tmp_path)
        assert not [page for page in pages.rglob("*.html") if "<iframe" in page.read_text(encoding="utf-8")]
        unsaid = (pages / "unsaid/index.html").read_text(encoding="utf-8")
        assert "Ann</a>" not in unsaid.partition("<article")[2].partition("</header>")[0]  # nobody says that it is hers
        (tmp_path / "content/members/bo.md").unlink(missing_ok=True)
    (tmp_path / "site.toml").write_text(files["site.toml"] + 'trusted = ["essays/unsaid.md"]\n', encoding="utf-8")
    build(tmp_path)
    assert "<iframe" in (pages / "unsaid/index.html").read_text(encoding="utf-8")
