"""Tags of an entry: two spellings of one tag are one, as the first of them."""

from tests.render.small import Small


def test_spellings_of_a_tag_are_one_tag() -> None:
    small = Small({"essays/a.md": "---\ntitle: A\ntags: [Tea, 茶, tea, Rain]\n---\n"}, site='title = "T"\n')
    assert [term.name for term in small.ask("card", "essays/a.zh-Hans").tags] == ["Tea", "茶", "Rain"]
