"""people.json says what the members' pages say, as its own schema describes; the manifest names what exists."""

import json
from typing import Any

import msgspec
import pytest

from mingpian.render.formats import manifest, vcard
from mingpian.render.formats.people import FORMAT, Member, People
from tests.render.conftest import FILES
from tests.render.small import Small

VOUCH = "vouches: [{for: lin, why: 准时, since: 2025-01-01}]\n"


def people(small: Small) -> dict[str, dict[str, Any]]:
    found = json.loads(small.render(FORMAT, "people.json"))
    return {member["id"]: member for member in found["members"]}


def test_it_says_what_is_public(everything: Small) -> None:
    lin = people(everything)["members/lin"]
    assert lin["name"] == "林语"
    assert lin["offers"] == [{"topic": "写作", "text": "改一篇文章"}]
    assert lin["asks"] == [{"topic": "设计"}]
    assert lin["contact"] == {"email": "lin@lin.example"}
    assert lin["circles"] == ["读者"]
    assert lin["links"] == [
        {"url": "https://github.com/linyu", "platform": "github"},
        {"platform": "wechat", "handle": "lin-yu"},
    ]
    assert b"8888" not in everything.render(FORMAT, "people.json")


def test_its_addresses_exist(everything: Small) -> None:
    cards = {f"https://lin.example/{path}" for path in everything.planned(vcard.FORMAT)}
    assert {member["card"] for member in people(everything).values()} <= cards
    found = json.loads(everything.render(FORMAT, "people.json"))
    assert found["$schema"] == "https://lin.example/people.schema.json"
    assert "people.schema.json" in everything.planned(FORMAT)


def test_vouches_are_there_once_both_sides_published_them() -> None:
    man = FILES["members/man.md"].replace("name: 周曼\n", "name: 周曼\n" + VOUCH)
    one_sided = Small({**FILES, "members/man.md": man})
    assert "vouched_by" not in people(one_sided)["members/lin"]
    lin = FILES["members/lin.md"].replace("name: 林语\n", "name: 林语\naccepts: {vouches: [man]}\n")
    both = Small({**FILES, "members/man.md": man, "members/lin.md": lin})
    said = [{"by": "members/man", "why": "准时", "since": "2025-01-01"}]
    assert people(both)["members/lin"]["vouched_by"] == said


def test_who_is_not_listed_or_left_is_not_in_it() -> None:
    hidden = "---\nname: 甲\nlisted: false\n---\nx\n"
    gone = "---\nname: 乙\nleft: 2025-01-01\n---\nx\n"
    small = Small({**FILES, "members/jia.md": hidden, "members/yi.md": gone})
    assert set(people(small)) == {"members/lin", "members/man"}


def test_a_personal_site_has_no_list_of_people() -> None:
    assert Small({"members/lin.md": "---\nname: 林\n---\nx\n"}).planned(FORMAT) == {}


def test_the_schema_describes_every_field(everything: Small) -> None:
    schema = json.loads(everything.render(FORMAT, "people.schema.json"))
    described = schema["$defs"]["Member"]["properties"]
    assert all(field["description"] for struct in schema["$defs"].values() for field in struct["properties"].values())
    assert set(described) == set(Member.__struct_encode_fields__)
    for member in people(everything).values():
        assert set(member) <= set(described)
        assert set(schema["$defs"]["Member"]["required"]) <= set(member)
    msgspec.json.decode(everything.render(FORMAT, "people.json"), type=People)


@pytest.mark.parametrize("name", ["everything", "everything_under_repo"])
def test_the_manifest_starts_where_the_site_is_and_shows_its_mark(name: str, request: pytest.FixtureRequest) -> None:
    small: Small = request.getfixturevalue(name)
    found = json.loads(small.render(manifest.FORMAT, "site.webmanifest"))
    root = small.config.base_path
    assert (found["name"], found["start_url"], found["scope"]) == ("名片", root, root)
    (icon,) = found["icons"]
    assert icon["src"].removeprefix(root) in small.context.assets.files


@pytest.mark.parametrize(("size", "icons"), [((64, 64), 2), ((64, 32), 1)])
def test_a_square_logo_is_the_icon(size: tuple[int, int], icons: int) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"/>'.format(*size)
    site = 'title = "A"\nbase_url = "https://h.example/"\n[brand]\nlogo = "logo.svg"\n'
    small = Small({"members/lin.md": "---\nname: 林\n---\nx\n", "logo.svg": logo}, site)
    found = json.loads(small.render(manifest.FORMAT, "site.webmanifest"))
    assert len(found["icons"]) == icons
    assert ("/logo.svg" in [icon["src"] for icon in found["icons"]]) == (icons == 2)
