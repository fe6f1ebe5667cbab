"""Every allowed spelling of a reference means the same, wherever one may stand: nothing of what is built differs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mingpian.content.kinds import BUILTIN as KINDS
from mingpian.content.trust.owner import owner_of
from mingpian.render.formats import formats
from mingpian.schema.references import bare, canonical
from mingpian.schema.walk import values
from mingpian.site.references import dangling
from tests.render.small import SITE, Small

REFERENCES = {
    "members/lin": ("lin", "林 月"),
    "members/Bo-Chen": ("Bo-Chen", "陈 波"),
    "members/wen": ("wen", "文"),
    "circles/all": ("all", "大家"),
    "circles/readers": ("readers", "读者"),
    "works/shop": ("shop", "陶瓷店"),
    "essays/recap": ("recap", "回顾"),
}
NAME = "林 月"
WAYS: dict[str, Callable[[str, str, str], str]] = {
    "slug": lambda kind, slug, name: slug,
    "id": lambda kind, slug, name: f"{kind}/{slug}",
    "address": lambda kind, slug, name: f"/{kind}/{slug}/",
    "slash": lambda kind, slug, name: f"{slug}/",
    "file": lambda kind, slug, name: f"{slug}.md",
    "path": lambda kind, slug, name: f"content/{kind}/{slug}.md",
    "relative": lambda kind, slug, name: f"../{kind}/{slug}/index.md",
    "link": lambda kind, slug, name: f"[[{slug}]]",
    "labelled": lambda kind, slug, name: f"[[{kind}/{slug}|whoever]]",
    "letters": lambda kind, slug, name: slug.upper(),
    "lower": lambda kind, slug, name: f"{kind}/{slug.lower()}",
    "name": lambda kind, slug, name: name,
    "named link": lambda kind, slug, name: f"[[{name}]]",
}
SOURCE = {
    "members/lin.md": "name: 林 月\ncircles: [<circles/all>]\n"
    "accepts: {vouches: [<members/Bo-Chen>], testimonials: [<works/shop>]}"
    "\nasks: [{topic: 茶, text: 哪里有, since: 2026-01-01}]",
    "members/Bo-Chen.md": "name: 陈 波\ncircles: [<circles/readers>, <circles/all>]\ninvited_by: <members/lin>"
    "\nvouches: [{for: <members/lin>, why: 好}]\naccepts: <members/lin>"
    "\nasks: [{topic: 酒, answered_by: <members/wen>}]",
    "members/wen.md": "name: 文\nvouches: [{for: <members/lin>, why: 可靠}]\ncircles: [<circles/all>]",
    "circles/all.md": "title: 大家\nstewards: [<members/lin>]",
    "circles/readers.md": "title: 读者\nparent: <circles/all>\nstewards: [<members/Bo-Chen>, <members/lin>]",
    "works/shop.md": "title: 陶瓷店\nwith: [<members/Bo-Chen>]\nauthors: [<members/wen>]"
    "\ntestimonial: {by: lin, text: 好}",
    "essays/recap.md": "title: 回顾\ndate: 2026-01-01\nauthors: [<members/lin>]\ncircles: [<circles/readers>]",
    "offers/talk.md": "title: 谈\nby: [<members/Bo-Chen>]\nproof: [<works/shop>]",
    "events/evening.md": "title: 晚会\nstart: 2026-01-05\nhosts: [<members/lin>]\nspeakers: [<members/wen>]"
    "\nattended: [<members/Bo-Chen>]\ncircles: [<circles/all>]\nrecap: <essays/recap>",
    "collaborations/c.md": "title: 合\nparties: [<members/lin>, <members/Bo-Chen>]\nintroduced_by: <members/wen>"
    "\nconfirmed_by: [<members/Bo-Chen>, <members/lin>]\nanswers: {member: <members/lin>, topic: 茶}",
    "notes/n.md": "date: 2026-01-02\nauthors: [<members/lin>]",
}
PICTURES = ("file", "font", "variants", "share", "qr", "picture", "icons", "assets")  # in which no reference is
BODY = "\n\n## 一\n\n<details>字</details>\n"


def site(way: Callable[[str], str]) -> Small:
    """The site with its references spelled in some way."""

    def spelled(text: str) -> str:
        for id in REFERENCES:
            while f"<{id}>" in text:
                text = text.replace(f"<{id}>", f'"{way(id)}"', 1)
        return text

    files = {path: f"---\n{spelled(text)}\n---\n{BODY}" for path, text in SOURCE.items()}
    owner = way("members/lin")
    return Small(files, SITE.replace('"lin"', '"lin"' if NAME in owner else f'"{owner}"'))  # a name makes no owner


def as_ids(id: str) -> str:
    return id.partition("/")[2]


def built(small: Small) -> dict[str, bytes]:
    found = {}
    for form in formats().values():
        if form.name not in PICTURES:
            for path, output in small.planned(form).items():
                found[path] = form.render(output, small.context)
    return found


@cache
def wanted() -> dict[str, bytes]:
    return built(site(as_ids))


def test_the_site_has_a_reference_of_every_field() -> None:
    fields = {
        (kind.name, *(step for step in found.path if isinstance(step, str)))
        for entry in site(as_ids).model.site.entries.values()
        for kind in [KINDS[entry.kind]]
        for found in values(entry.fields, frozenset({"ref", "voice"}))
    }
    assert len(fields) >= 24
    assert dangling(site(as_ids).model.site) == []


@pytest.mark.parametrize("way", WAYS)
def test_one_way_to_spell_all_of_them(way: str) -> None:
    def spelled(id: str) -> str:
        return WAYS[way](id.partition("/")[0], *REFERENCES[id])

    small = site(spelled)
    assert dangling(small.model.site) == []
    assert built(small) == wanted()


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_any_mixture_of_spellings(data: st.DataObject) -> None:
    def spelled(id: str) -> str:
        way = data.draw(st.sampled_from(sorted(WAYS)))
        return WAYS[way](id.partition("/")[0], *REFERENCES[id])

    assert built(site(spelled)) == wanted()


@given(st.text(max_size=30))
def test_a_reference_is_canonical_once(written: str) -> None:
    found = canonical(written, "members")
    assert found == "" or found.startswith("members/")
    assert bare(bare(written)) == bare(written) or "/" in written or "[" in written or "." in written


@pytest.mark.parametrize("written", ["circles/all", "works/shop", "nobody", "[[nobody]]", "members/"])
def test_what_names_nobody_is_told_of(written: str) -> None:
    small = Small(
        {"members/lin.md": "---\nname: Lin\n---\n", "circles/all.md": f"---\ntitle: A\nstewards: ['{written}']\n---\n"}
    )
    assert [item.code for item in dangling(small.model.site)] == ["dangling-reference"]


def test_a_name_that_two_have_means_neither() -> None:
    files = {
        f"members/{slug}.md": f"---\nname: {name}\n---\n" for slug, name in (("lin", "林"), ("a", "王"), ("b", "王"))
    }
    small = Small({**files, "circles/all.md": "---\ntitle: A\nstewards: [王, a]\n---\n"})
    assert small.model.site.entries["circles/all.zh-Hans"].fields.stewards == ("members/王", "members/a")
    assert len(dangling(small.model.site)) == 1


def test_a_slug_counts_before_a_name() -> None:
    files = {"members/lin.md": "---\nname: wen\n---\n", "members/wen.md": "---\nname: 文\n---\n"}
    small = Small({**files, "circles/all.md": "---\ntitle: A\nstewards: [WEN]\n---\n"})
    assert small.model.site.entries["circles/all.zh-Hans"].fields.stewards == ("members/wen",)


def test_nobody_becomes_the_owner_by_a_name() -> None:
    files = {"members/eve.md": b"---\nname: lin\nname_latin: lin\n---\n", "members/wen.md": b"---\nname: W\n---\n"}
    small = Small(files)
    assert owner_of(small.config, files, files.__getitem__).id == "members/lin"
    assert small.model.site.owner == "members/lin"
    assert not small.model.site.entries["members/eve.zh-Hans"].trusted


def test_a_name_that_only_looks_like_the_owners_is_not_trusted() -> None:
    files = {"members/lin.md": b"---\nname: Wen\n---\n", "members/wen.md": b"---\nname: X\n---\n"}
    small = Small(files)
    owner = owner_of(small.config, files, files.__getitem__)
    assert (owner.id, owner.names) == ("members/lin", ("lin",))
