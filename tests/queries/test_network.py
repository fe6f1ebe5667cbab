"""The map of members: who is on it, what ties them, and that one more member moves others little."""

from __future__ import annotations

import random

from mingpian.queries import network as networks
from mingpian.queries.network import Network, Node, Tie, network
from mingpian.render.drawing.map_layout import SEAT, frame, layout
from mingpian.render.drawing.network_map import draw, node_rows, short
from tests.render.small import Small

MEMBERS = {
    "members/lin.md": "---\nname: 林语\ncircles: [readers]\nvouches: [{for: man, why: 准}, {for: bo, why: 否}]\n---\n",
    "members/man.md": "---\nname: 周曼\ncircles: [readers]\ninvited_by: lin\naccepts: {vouches: [lin]}\n---\n",
    "members/bo.md": "---\nname: 阿波\n---\n",
    "members/away.md": "---\nname: 不列\nlisted: false\ncircles: [readers]\n---\n",
    "circles/readers.md": "---\ntitle: 读书会\n---\n",
    "collaborations/book.md": "---\ntitle: 书\nparties: [man, bo]\nconfirmed_by: [man, bo]\n---\n",
}


def test_ties_are_what_both_sides_stand_by() -> None:
    answer = network(Small(MEMBERS).model, "", "zh-Hans")
    names = [one.name for one in answer.places]
    assert names == ["读书会", "阿波", "林语", "周曼"]  # who is not listed is not on it
    ties = {(names[tie.one], names[tie.other], tie.kind) for tie in answer.ties}
    assert ties == {
        ("读书会", "林语", "circle"),
        ("读书会", "周曼", "circle"),
        ("林语", "周曼", "vouch"),
        ("林语", "周曼", "invitation"),
        ("阿波", "周曼", "collaboration"),
    }
    table = {
        row.place.name: {kind: [one.name for one in others] for kind, others in row.ties.items()}
        for row in node_rows(answer)
    }
    assert table["周曼"] == {"circle": ["读书会"], "collaboration": ["阿波"], "invitation": ["林语"], "vouch": ["林语"]}
    assert table["阿波"] == {"collaboration": ["周曼"]}


def test_a_large_site_is_shown_by_circle_first() -> None:
    files = {f"circles/c{n}.md": f"---\ntitle: 圈{n}\n---\n" for n in range(3)}
    for n in range(networks.LARGE + 1):
        files[f"members/m{n}.md"] = f"---\nname: 人{n}\ncircles: [c{n % 2}, c{n % 3}]\n---\n"
    site = Small(files).model
    answer = network(site, "", "zh-Hans")
    assert answer.by_circle
    assert [(one.name, one.url) for one in answer.places] == [(f"圈{n}", f"map/c{n}/") for n in range(3)]
    shared = {(tie.one, tie.other): tie.times for tie in answer.ties if tie.kind == "circle"}
    assert shared[1, 2] == len([n for n in range(networks.LARGE + 1) if n % 2 == 1 and n % 3 == 2])
    assert list(networks.maps(site, "zh-Hans")) == ["", "circles/c0", "circles/c1", "circles/c2"]
    inside = network(site, "circles/c1", "zh-Hans")
    assert inside.within is not None and inside.within.name == "圈1"
    assert {one.id for one in inside.places} == {"circles/c1", *site.relations.members_of["circles/c1"]}


def made(members: int, newcomer: bool = False) -> Network:
    rng = random.Random(1)
    circles = max(2, members // 12)
    places = [Node(f"circles/c{n}", f"圈{n}", "zh", "", 3) for n in range(circles)]
    places += [Node(f"members/m{n}", f"人{n}", "zh", "") for n in range(members)]
    ties = []
    for n in range(members):
        ties += [Tie(circle, circles + n, "circle") for circle in rng.sample(range(circles), 1 + rng.randrange(2))]
        ties += [Tie(circles + rng.randrange(n), circles + n, kind) for kind in ("vouch", "invitation") if n]
    if newcomer:
        places.append(Node("members/new", "新", "zh", ""))
        ties += [Tie(0, circles + members, "circle"), Tie(circles + 1, circles + members, "vouch")]
    return Network(tuple(places), tuple(ties))


def test_one_member_more_moves_others_little() -> None:
    for members in (18, 40, 100):
        before, after = layout(made(members)), layout(made(members, newcomer=True))
        width = frame(before)[2]
        moved = sorted(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for (x, y), (u, v) in zip(before, after, strict=False))
        assert moved[len(moved) // 2] <= SEAT[0]
        assert moved[int(len(moved) * 0.9)] <= width / 6


def test_no_two_stand_in_one_place_and_all_are_inside() -> None:
    for members in (2, 7, 60, 118):
        points = layout(made(members))
        left, top, width, height = frame(points)
        assert len(set(points)) == len(points)
        assert all(left + 50 < x < left + width - 50 and top + 40 < y < top + height - 40 for x, y in points)


def test_names_are_short_and_text() -> None:
    assert short("林语") == "林语"
    assert short("Friederike Charlotte Baumgartner") == "Friederike Charl…"
    drawn = str(draw(Network((Node("members/x", '<b>"x"', "zh", "members/x/"),), ()), "../", "图"))
    assert "<b>" not in drawn
    assert "&lt;b&gt;&#34;x&#34;" in drawn
