"""What is not listed has its page, and stands nowhere else; nor does what is settled."""

from mingpian.content.kinds.circle import CircleCard
from mingpian.queries import people
from mingpian.queries.front_page import home
from tests.render.small import Small

LIN = "---\nname: Lin\n---\n"
QUIET = "---\nname: Quiet\nlisted: false\ninvited_by: lin\ncircles: [table]\nasks: [printing]\noffers: [tea]\n---\n"
ASKING = "---\nname: Bo\nasks:\n- topic: printing\n- {topic: type, answered_by: lin}\n---\n"
FILES = {
    "members/lin.md": LIN,
    "members/quiet.md": QUIET,
    "members/bo.md": ASKING,
    "circles/table.md": "---\ntitle: Table\n---\n",
}


def test_an_unlisted_member_asks_on_their_own_page_alone() -> None:
    model = Small(FILES).model
    assert [item.person.name for item in home(model, "zh-Hans").asks] == ["Bo"]
    assert [item.person.name for item in people.asks_about(model, "printing", "zh-Hans")] == ["Bo"]
    assert [term.name for _, term in people.profile(model, "members/quiet.zh-Hans").asks] == ["printing"]


def test_an_unlisted_member_is_in_nobodys_list_or_count() -> None:
    model = Small(FILES).model
    assert people.profile(model, "members/lin.zh-Hans").invited == ()
    (circle,) = home(model, "zh-Hans").circles
    assert isinstance(circle.own, CircleCard) and circle.own.members == 0


def test_a_settled_ask_makes_no_topic() -> None:
    model = Small(FILES).model
    assert list(model.relations.topics) == ["printing"]
