"""The host's work by command: accept, approve, decline, answer, merge; each writes one thing, where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.content.data_files.topics import parse_topics
from mingpian.host.topics import merged_topics

FILES = {
    "site.toml": 'title = "A"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["en", "zh-Hans"]\n',
    "content/members/lin.md": "---\n# Lin herself\nname: Lin\nasks:\n- design   # her words\n"
    "- {topic: tea, text: Which?, since: 2026-01-02}\nvouches:\n- {for: bo, why: Kind}\n---\nI ask.\n",
    "content/members/bo.md": "---\nname: Bo   # as he writes it\noffers: [design, 拍照]\naccepts: mei\n---\n",
    "content/members/mei.md": "---\r\nname: Mei\r\noffers: [tea, 摄影]\r\nvouches: [{for: bo, why: Quick}, "
    "{for: lin, why: Old}]\r\nlanguages: zh-Hans\r\n---\r\n",
    "content/works/shop.md": "---\ntitle: Shop\nauthors: [bo]\ntestimonial: {by: mei, text: Good}\n---\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(text.encode())
    return tmp_path


def run(root: Path, *words: str) -> int:
    return main([*words, "--root", str(root)])


def said(root: Path, path: str) -> str:
    return (root / path).read_bytes().decode()


def test_what_waits_is_listed_with_whom_to_ask_and_the_letter(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "accept") == 0
    out = capsys.readouterr().out
    assert "Lin vouches for Bo, who has not accepted it" in out and "mingpian accept bo lin" in out
    assert "Mei is quoted on `Shop`" in out and "mingpian accept mei shop" in out
    assert "Mei vouches for Bo" not in out
    letter = said(root, ".mingpian/desk/ask-lin-bo.txt")
    assert "Lin vouches for you" in letter and "Kind" in letter and "only when you agree" in letter
    assert "《Shop》" in said(root, ".mingpian/desk/ask-mei-shop.txt"), "in the language of whom it is sent to"


def test_what_is_accepted_is_on_both_pages_and_nothing_else_is_touched(root: Path) -> None:
    assert run(root, "accept", "Bo", "lin") == 0
    assert said(root, "content/members/bo.md") == FILES["content/members/bo.md"].replace(
        "accepts: mei", "accepts: [mei, lin]"
    )
    assert run(root, "accept", "mei", "shop") == 0
    new = FILES["content/members/mei.md"].replace("zh-Hans\r\n", "zh-Hans\r\naccepts:\r\n  testimonials: [shop]\r\n")
    assert said(root, "content/members/mei.md") == new
    assert run(root, "accept", "lin", "mei") == 0
    assert run(root, "build", "--quiet") == 0
    page = said(root, "output/members/bo/index.html")
    assert "Kind" in page and "Quick" in page
    assert run(root, "accept", "bo", "lin") == 2, "it is accepted already"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["mei", "lin"], "has not vouched"),
        (["nobody", "lin"], "there is no member"),
        (["lin", "shop"], "is not by lin"),
        (["bo"], "name who vouches"),
    ],
)
def test_what_nobody_said_is_not_accepted(
    words: list[str], why: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, "accept", *words) == 2
    assert why in capsys.readouterr().err
    assert said(root, "content/members/lin.md") == FILES["content/members/lin.md"]


def test_matches_are_decided_and_asks_answered(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "match") == 0
    before = said(root, "content/matches.toml")
    assert run(root, "approve") == 0
    assert "lin/design bo: can help with" in capsys.readouterr().out
    assert run(root, "approve", "lin/design", "bo") == 0
    assert said(root, "content/matches.toml") == before.replace('"proposed"', '"approved"', 1)
    assert run(root, "decline", "Lin/tea", "Mei") == 0
    assert said(root, "content/matches.toml").count('decision = "declined"') == 1
    assert run(root, "decline", "lin/tea", "bo") == 0, "what nobody proposed is never proposed either"
    assert run(root, "build", "--quiet") == 0
    assert "who may have the answer" in said(root, "output/members/lin/index.html")
    capsys.readouterr()
    assert run(root, "answer") == 0
    assert "lin/tea: open for 303 days; nobody is proposed" in capsys.readouterr().out
    assert run(root, "answer", "lin/tea", "mei") == 0
    assert run(root, "answer", "lin/design", "bo") == 0
    text = said(root, "content/members/lin.md")
    assert "since: 2026-01-02, answered_by: mei}\n" in text and "# her words" in text and "# Lin herself" in text
    assert run(root, "answer") == 0
    assert "no ask is open" in capsys.readouterr().out


def test_topics_that_look_like_one_become_one(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "topics") == 0
    assert "\n  摄影 拍照: they mean the same" in capsys.readouterr().out
    assert run(root, "topics", "merge", "摄影", "拍照") == 0
    vocabulary, problems = parse_topics((root / "content/topics.toml").read_bytes(), "topics.toml")
    assert (vocabulary.key("拍照"), problems) == ("摄影", [])
    assert all(map(vocabulary.knows, ("design", "tea"))), "no word becomes an unknown one by it"
    assert run(root, "topics") == 0
    assert "merge" not in capsys.readouterr().out
    assert run(root, "topics", "merge", "摄影", "nothing") == 2


def test_merging_keeps_the_rest_of_the_vocabulary() -> None:
    text = (
        '# ours\n[design]\nnames = { en = "Design" }  # broad\n\n[slides]\nnames = { zh-Hans = "幻灯片" }\n'
        'synonyms = ["deck"]\nbroader = ["design"]\n\n[decks]\nnames = { en = "Decks" }\n\n'
        '[talks]\nbroader = ["decks"]\n'
    )
    new = merged_topics(text, "slides", "decks", [])
    vocabulary, problems = parse_topics(new.encode(), "topics.toml")
    assert problems == []
    assert vocabulary.topics["slides"].names == {"zh-Hans": "幻灯片", "en": "Decks"}
    assert vocabulary.topics["slides"].synonyms == ("deck",) and vocabulary.key("decks") == "slides"
    assert vocabulary.topics["talks"].broader == ("slides",)
    assert new.startswith('# ours\n[design]\nnames = { en = "Design" }  # broad\n')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_decision_changes_its_own_line_whatever_the_file_looks_like(root: Path, end: str) -> None:
    rows = ["[[match]]", 'asker = "lin"', 'topic = "design"  # hers', 'member = "bo"', "decision = 'proposed' # yet"]
    odd = ["", '[[match]]  # "[[match]]"', 'asker = "lin"', 'topic = "tea"', 'since = "2026-01-02"', 'member = "bo"']
    odd += ['reasons = ["""', "[[match]]", '"""]', "# the end"]
    path = root / "content/matches.toml"
    for lines in ([*rows, *odd[:6]], [*odd[:6], *rows], [*rows, *odd]):
        text = end.join(["\ufeff# ours", *lines]) + end
        path.write_bytes(text.encode())
        assert run(root, "approve", "lin/design", "bo") == 0
        assert path.read_bytes().decode() == text.replace("'proposed'", '"approved"')
        assert run(root, "decline", "lin/tea", "bo") == 0
        assert said(root, "content/matches.toml").count("declined") == 1
