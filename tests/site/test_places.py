"""What was handed in takes no name, no address and no language from what is the owner's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.example import mingpian

SITE = """title = "T"
base_url = "https://t.example/"
owner = "host"
languages = ["zh-Hans", "en"]
trusted = ["pages/own/", "essays/own/"]
without = ["share"]

[permalinks]
notes = "/{slug}/"
"""
FILES = {
    "members/host.md": "---\nname: 主人\ncontact: {email: {value: h@t.example, audience: public}}\n---\n主人的话。\n",
    "members/eve.md": "---\nname: 夏娃\n---\n夏娃的话。\n",
    "members/bo.md": "---\nname: 波\ncontact: {email: {value: bo@t.example, audience: public}}\n---\n波的话。\n",
    "pages/own/about.md": "---\ntitle: 关于\nmenu: 关于\n---\n主人的关于。\n",
    "essays/own/first.md": "---\ntitle: 第一\ndate: 2026-01-01\naliases: [/first-ever/]\n---\n主人的第一。\n",
}
THEIRS = "抢来的"


@pytest.fixture
def built(tmp_path: Path, request: pytest.FixtureRequest) -> tuple[Path, str]:
    files = FILES | request.param
    for path, text in files.items():
        file = tmp_path / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (tmp_path / "site.toml").write_text(SITE, encoding="utf-8")
    done = mingpian("build", cwd=tmp_path)
    assert "Traceback" not in done.stderr
    return tmp_path / "output", done.stderr


def theirs(**fields: str) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"---\n{THEIRS}\n"


@pytest.mark.parametrize(
    ("built", "page", "shown"),
    [
        ({"members/a.md": theirs(name="甲", slug="host")}, "members/host/index.html", "主人的话"),
        ({"members/a.md": theirs(name="甲", slug="host", lang="en")}, "members/host/index.html", "主人的话"),
        ({"members/a.en.md": theirs(name="甲", slug="host")}, "members/host/index.html", "主人的话"),
        ({"members/x/host.md": theirs(name="甲")}, "members/host/index.html", "主人的话"),
        ({"essays/a.md": theirs(title="甲", slug="first", authors="[eve]")}, "essays/first/index.html", "主人的第一"),
        ({"essays/a/first.md": theirs(title="甲")}, "essays/first/index.html", "主人的第一"),
        ({"essays/first.en.md": theirs(title="甲")}, "essays/first/index.html", "主人的第一"),
        ({"pages/about.md": theirs(title="甲")}, "about/index.html", "主人的关于"),
        ({"notes/about.md": theirs(slug="about", date="2026-01-01")}, "about/index.html", "主人的关于"),
        ({"pages/a.md": theirs(title="甲", aliases="[/about/]")}, "about/index.html", "主人的关于"),
        ({"pages/a.md": theirs(title="甲", aliases="[/first-ever/]")}, "first-ever/index.html", "essays/first/"),
        ({"pages/a.md": theirs(title="甲", aliases="[/]")}, "index.html", "主人"),
        ({"pages/a.md": theirs(title="甲", slug="essays")}, "essays/index.html", "第一"),
        ({"pages/a.md": theirs(title="甲", slug="en")}, "en/index.html", "主人"),
        ({"pages/a.md": theirs(title="甲", slug="members")}, "members/index.html", "夏娃"),
    ],
    indirect=["built"],
)
def test_the_page_is_still_the_owner_s(built: tuple[Path, str], page: str, shown: str) -> None:
    output, _ = built
    text = (output / page).read_text(encoding="utf-8")
    assert shown in text and THEIRS not in text
    english = output / "en" / page
    assert not english.exists() or THEIRS not in english.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "built", [{"pages/a.md": theirs(title="甲", aliases="[/, /feed.xml, /about/, /members/host/, /x/]")}], indirect=True
)
def test_no_rule_of_theirs_leads_a_page_away(built: tuple[Path, str]) -> None:
    output, _ = built
    assert (output / "_redirects").read_text(encoding="utf-8") == "/first-ever/ /essays/first/ 301\n"
    assert (output / "feed.xml").read_bytes().startswith(b"<?xml")
    assert "甲" in (output / "x/index.html").read_text(encoding="utf-8")  # a page leads on all the same


@pytest.mark.parametrize("built", [{"notes/a.md": theirs(slug="first-ever", date="2026-01-01")}], indirect=True)
def test_a_page_is_not_pushed_out_by_a_former_address_of_the_owner_s(built: tuple[Path, str]) -> None:
    """What somebody wrote does not disappear: the address that gives way has a page elsewhere."""
    output, told = built
    assert THEIRS in (output / "first-ever/index.html").read_text(encoding="utf-8")
    assert "content/essays/own/first.md:4:11: warning[alias-taken]" in told and "error[" not in told
    assert "content/notes/a.md stands there" in told
    assert "/first-ever/ " not in (output / "_redirects").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "built",
    [
        {
            "members/eve.md": theirs(name="夏娃") + "\n[x](bo/bo.vcf) [y](bo/card.vcf) [z](bo/index.csv)\n",
            **dict.fromkeys(("members/bo/bo.vcf", "members/bo/card.vcf", "members/bo/index.csv"), THEIRS),
        }
    ],
    indirect=True,
)
def test_a_file_of_theirs_is_nobody_s_card(built: tuple[Path, str]) -> None:
    output, _ = built
    cards = [path for path in (output / "members/bo").rglob("*.vcf") if b"bo@t.example" in path.read_bytes()]
    assert cards
    generated = {path.name for path in (output / "members/host").rglob("*.vcf")}
    assert all(THEIRS not in (output / "members/bo" / name).read_text(encoding="utf-8") for name in generated)


@pytest.mark.parametrize(
    "built", [{"essays/a.md": "---\ntitle: 甲\naliases:\n- /old/\n- /Essays/index.html\n---\n字\n"}], indirect=True
)
def test_the_former_address_that_is_taken_is_shown_itself(built: tuple[Path, str]) -> None:
    assert "content/essays/a.md:5:3: warning[alias-taken]" in built[1]


@pytest.mark.parametrize(
    "built",
    [
        {
            "essays/a.md": "---\ntitle: 甲\ndate: 2024-01-01\naliases: [/old/, /essays/b/]\n---\n字\n",
            "essays/b.md": "---\ntitle: 乙\ndate: 2024-01-01\naliases:\n- /essays/a/\n- /old/\n---\n字\n",
        }
    ],
    indirect=True,
)
def test_a_former_address_that_is_an_entry_s_costs_itself_alone(built: tuple[Path, str]) -> None:
    output, told = built
    places = ["a.md:4:18", "b.md:5:3", "b.md:6:3"]
    assert all(f"content/essays/{one}: warning[alias-taken]" in told for one in places), told
    assert "error[" not in told
    assert all((output / path / "index.html").is_file() for path in ("essays/a", "essays/b", "old"))
