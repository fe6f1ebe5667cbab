"""A word counts when both sides stand by it; the host learns of those that one side alone does."""

from mingpian.host.pledges import OneSided, one_sided
from mingpian.site.references import self_vouches
from tests.render.small import Small

FILES = {
    "members/lin.md": "---\nname: Lin\nvouches:\n- {for: bo, why: Kind, audience: members}\n- {for: mei, why: Quick}\n"
    "accepts: [mei]\n---\n",
    "members/bo.md": "---\nname: Bo\nvouches: [{for: lin, why: Old, until: 2020-01-01}]\n---\n",
    "members/mei.md": "---\nname: Mei\naccepts: {vouches: [lin]}\n---\n",
    "works/shop.md": "---\ntitle: Shop\nauthors: [bo]\ntestimonial: {by: mei, text: Good}\n---\n",
}


def test_what_one_side_alone_stands_by() -> None:
    assert one_sided(Small(FILES).model.site) == (
        OneSided("vouch", "members/mei", "members/lin", "giver"),
        OneSided("testimonial", "members/mei", "members/bo", "giver", "works/shop"),
    )


def test_a_testimonial_that_its_giver_accepts_is_not_one_sided() -> None:
    accepted = FILES | {"members/mei.md": "---\nname: Mei\naccepts: {vouches: [lin], testimonials: [shop]}\n---\n"}
    assert [item.kind for item in one_sided(Small(accepted).model.site)] == ["vouch"]


def test_nobody_vouches_for_themselves() -> None:
    files = {"members/lin.md": "---\nname: Lin\nvouches:\n- {for: bo, why: A}\n- {for: lin, why: B}\n---\n"}
    site = Small(files | {"members/bo.md": "---\nname: Bo\n---\n"}).model.site
    (diagnostic,) = self_vouches(site.entries.values(), site.spellings)
    assert (diagnostic.code, diagnostic.severity, diagnostic.field) == ("self-vouch", "warning", ("vouches", 1, "for"))
