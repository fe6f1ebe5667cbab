"""What the site says of people: only what both sides stand by, as long as it holds, to whom it is meant for."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

import pytest

from mingpian.queries.views import ProfileView
from tests.render.small import NOW, SITE, Small
from tests.site.test_published import selected

DAY = 86_400
MIDNIGHT = NOW + 16 * 3_600  # 2026-11-02 00:00 in Shanghai


def member(name: str, **fields: str) -> str:
    stated = "".join(f"{field}: {value}\n" for field, value in {"name": name, **fields}.items())
    return f"---\n{stated}---\n"


def site(now: int = NOW, settings: str = "", **members: str) -> Small:
    """A site of members by slug; other files by their path below content/ with `__` for `/`."""
    files = {f"members/{slug}.md": text for slug, text in members.items() if "__" not in slug}
    files |= {f"{path.replace('__', '/')}.md": text for path, text in members.items() if "__" in path}
    return Small(files, SITE + settings, now)


def profile(of: Small, slug: str) -> ProfileView:
    answer: ProfileView = of.ask("profile", f"members/{slug}.zh-Hans")
    return answer


VOUCH = "[{for: man, why: 画得准, since: 2025-01-01}]"


def test_a_vouch_that_both_sides_stand_by_is_on_both_pages() -> None:
    both = site(lin=member("林", vouches=VOUCH), man=member("周", accepts="[lin]"))
    (given,), (received,) = profile(both, "lin").vouches_for, profile(both, "man").vouched_by
    assert given == received
    assert (given.by.name, given.about.name, given.text, given.since) == ("林", "周", "画得准", "2025-01-01")
    assert profile(both, "man").vouches_for == profile(both, "lin").vouched_by == ()


@pytest.mark.parametrize("accepts", ["[]", "[bo]", "{testimonials: [lin]}"])
def test_a_vouch_that_is_not_accepted_is_nowhere(accepts: str) -> None:
    one = site(lin=member("林", vouches=VOUCH), man=member("周", accepts=accepts), bo=member("Bo"))
    assert profile(one, "lin").vouches_for == profile(one, "man").vouched_by == ()


def test_what_is_accepted_and_was_never_said_is_nowhere() -> None:
    assert profile(site(lin=member("林"), man=member("周", accepts="[lin]")), "man").vouched_by == ()


def test_a_vouch_holds_to_the_end_of_its_last_day() -> None:
    def vouched(now: int) -> int:
        until = VOUCH.replace("since: 2025-01-01", "until: 2026-11-01")
        both = site(now, lin=member("林", vouches=until), man=member("周", accepts="[lin]"))
        return len(profile(both, "man").vouched_by)

    assert (vouched(MIDNIGHT - 1), vouched(MIDNIGHT)) == (1, 0)


@pytest.mark.parametrize("audience", ["members", "host"])
def test_a_vouch_for_others_eyes_is_not_published(audience: str) -> None:
    private = VOUCH.replace("}", f", audience: {audience}}}")
    of = site(lin=member("林", vouches=private), man=member("周", accepts="[lin]"))
    assert profile(of, "man").vouched_by == ()
    assert "画得准" not in repr(of.ask("entry", "members/lin.zh-Hans"))


def test_contacts_and_pictures_show_to_the_public_only_what_is_public() -> None:
    contact = "{email: {value: a@b.example, audience: public}, phone: {value: '+86 1', audience: members}}"
    photo, cover = "{src: lin.png, audience: host}", "{src: c.png, audience: host}"
    of = site(lin=member("林", contact=contact, photo=photo, cover=cover))
    shown = repr(of.ask("entry", "members/lin.zh-Hans"))
    assert "a@b.example" in shown
    assert "+86 1" not in shown and "lin.png" not in shown and "c.png" not in shown


def test_a_member_who_left_is_in_nobodys_page() -> None:
    gone = site(
        MIDNIGHT,
        lin=member("林", vouches=VOUCH, accepts="[man]", invited_by="man"),
        man=member("周", vouches="[{for: lin, why: 改得准}]", accepts="[lin]", left="2026-11-02", asks="[tea]"),
        bo=member("Bo", asks="[ink]"),
        works__a="---\ntitle: 作\nauthors: [man, lin]\n---\n",
    )
    page = profile(gone, "lin")
    assert page.vouched_by == page.vouches_for == ()
    assert page.invited_by is None
    assert [person.name for person in gone.ask("card", "works/a.zh-Hans").people] == ["林"]
    assert [item.person.name for item in gone.ask("home", "zh-Hans").asks] == ["Bo"]


WORK = "---\ntitle: 封面\nauthors: [man]\ntestimonial: {by: lin, text: 好}\n---\n"


def test_a_members_testimonial_needs_their_consent() -> None:
    silent = site(lin=member("林"), man=member("周"), works__cover=WORK)
    assert silent.ask("context", "works/cover.zh-Hans").testimonial is None
    agreed = site(lin=member("林", accepts="{testimonials: [cover]}"), man=member("周"), works__cover=WORK)
    said = agreed.ask("context", "works/cover.zh-Hans").testimonial
    assert (said.by.name, said.about.name, said.text) == ("林", "周", "好")
    assert [item.text for item in profile(agreed, "man").testimonials] == ["好"]


def test_an_outsiders_testimonial_stands_under_their_name() -> None:
    work = WORK.replace("by: lin", "by: 茶馆老板, role: 客人")
    said = site(lin=member("林"), man=member("周"), works__cover=work).ask("context", "works/cover.zh-Hans").testimonial
    assert (said.by.name, said.by.url, said.role) == ("茶馆老板", "", "客人")


def open_asks(of: Small) -> list[str]:
    return [item.ask.topic for item in of.ask("home", "zh-Hans").asks]


def test_an_ask_is_open_until_it_is_answered_over_or_settled() -> None:
    def asked(ask: str, now: int = NOW, **more: str) -> list[str]:
        return open_asks(site(now, lin=member("林"), man=member("周", asks=f"[{{{ask}}}]"), **more))

    settled = "---\ntitle: 书\nparties: [lin, man]\nconfirmed_by: [{}]\nanswers: {{member: man, topic: tea}}\n---\n"
    assert asked("topic: tea") == ["tea"]
    assert asked("topic: tea, answered_by: lin") == []
    assert asked("topic: tea, until: 2026-11-01", MIDNIGHT - 1) == ["tea"]
    assert asked("topic: tea, until: 2026-11-01", MIDNIGHT) == []
    assert asked("topic: tea", collaborations__book=settled.format("lin, man")) == []
    assert asked("topic: ink", collaborations__book=settled.format("lin, man")) == ["ink"]


def test_a_collaboration_is_published_when_all_its_parties_confirmed_it() -> None:
    text = "---\ntitle: 书\nparties: [lin, members/man]\nconfirmed_by: [{}]\n---\n"
    half = selected({"collaborations/book.md": text.format("lin")})
    assert half.entries == ()
    (problem,) = half.diagnostics
    assert (problem.code, problem.severity, problem.field) == ("unconfirmed", "warning", ("confirmed_by",))
    assert "members/man" in str(problem.message)
    assert len(selected({"collaborations/book.md": text.format("man, lin")}).entries) == 1


COMMUNITY = ("members", "circles", "asks", "collaborations")


def furniture(of: Small) -> dict[str, Any]:
    home = of.ask("home", "zh-Hans")
    return {name: getattr(home, name) for name in COMMUNITY}


def test_a_site_of_one_shows_no_empty_community() -> None:
    alone = site(lin=member("林", asks="[tea]", city="杭州"), circles__table="---\ntitle: 桌\n---\n")
    assert not any(furniture(alone).values())
    assert not alone.ask("site", "zh-Hans").is_community
    assert "members" not in [item.key for item in alone.ask("site", "zh-Hans").menu]
    city = profile(alone, "lin").city
    assert city and city.url == ""


def test_a_second_member_makes_it_a_community() -> None:
    both = site(
        lin=member("林", asks="[tea]", circles="[table]", city="杭州"),
        man=member("周", circles="[table]"),
        circles__table="---\ntitle: 桌\n---\n",
        collaborations__book="---\ntitle: 书\nparties: [lin, man]\nconfirmed_by: [lin, man]\n---\n",
    )
    assert all(furniture(both).values())
    assert [card.title for card in both.ask("home", "zh-Hans").members] == ["周"]
    city = profile(both, "lin").city
    assert city and unquote(city.url) == "cities/杭州/"


def test_an_unlisted_second_member_does_not() -> None:
    assert not site(lin=member("林"), man=member("周", listed="false")).ask("site", "zh-Hans").is_community


def test_the_only_member_is_the_owner() -> None:
    settings = SITE.replace('owner = "lin"\n', "")
    alone = Small({"members/bo.md": member("Bo")}, settings)
    assert alone.ask("site", "zh-Hans").owner.name == "Bo"
    both = Small({"members/bo.md": member("Bo"), "members/lin.md": member("林")}, settings)
    assert both.ask("site", "zh-Hans").owner is None


def test_circles_know_their_parents_children_members_and_events() -> None:
    nested = site(
        lin=member("林", circles="[table]"),
        man=member("周", circles="[circles/table, corner]"),
        circles__table="---\ntitle: 桌\nstewards: [lin]\n---\n",
        circles__corner="---\ntitle: 角\nparent: table\n---\n",
        events__dinner="---\ntitle: 饭\nstart: 2026-12-01\ncircles: [table]\n---\n",
    )
    table, corner = (nested.ask("circle", f"circles/{name}.zh-Hans") for name in ("table", "corner"))
    assert [card.title for card in table.children] == ["角"]
    assert corner.parent.title == "桌"
    assert {card.title for card in table.members} == {"林", "周"}
    assert [card.title for card in table.events] == ["饭"]
    assert [person.name for person in table.stewards] == ["林"]


def test_a_profile_gathers_what_somebody_made_by_year() -> None:
    made = site(
        lin=member("林"),
        man=member("周"),
        works__a="---\ntitle: 作\ndate: 2025-05-01\nauthors: [lin]\nwith: [man]\n---\n",
        essays__b="---\ntitle: 文\ndate: 2026-01-01\nauthors: [man]\n---\n",
        offers__c="---\ntitle: 卖\nby: [man]\n---\n",
        events__d="---\ntitle: 讲\nstart: 2025-06-01\nhosts: [lin]\nspeakers: [man]\n---\n",
    )
    page = profile(made, "man")
    found = [page.works, page.essays, page.services, page.events]
    assert [card.title for cards in found for card in cards] == ["作", "文", "卖", "讲"]
    assert [year.year for year in page.ledger] == ["2026", "2025"]
    assert [(line.kind, line.card.title) for line in page.ledger[1].lines] == [("works", "作"), ("events", "讲")]
