"""Introductions ask both sides first, and show each only what the other may see."""

from pathlib import Path

import pytest

from mingpian.cli import main

FILES = {
    "site.toml": 'title = "A"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["en", "zh-Hans"]\n',
    "content/members/lin.md": "---\nname: Lin\nlanguages: [en]\nasks: [{topic: slides, text: Forty pages.}]\n"
    "accepts: [mei]\ncontact: {email: {value: lin@a.example, audience: members}, phone: {value: '555-0101'}}\n---\n",
    "content/members/mei.md": "---\nname: Mei\nvouches: [{for: lin, why: A}, {for: bo, why: B}]\n---\n",
    "content/members/bo.zh-Hans.md": "---\nname: 薄[荷]\nlanguages: [zh-Hans, en]\naccepts: [mei]\noffers: [slides]\n"
    "headline: '<b>我做幻灯片</b>'\ncontact: {wechat: {value: bo_wx, audience: members},"
    " qq: {value: '4242', audience: host}}\n---\n",
    "content/members/zoe.md": "---\nname: Zoe\n---\n",
}
LETTERS = ("lin-bo-1", "lin-bo-2", "lin-bo-3")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def letter(root: Path, name: str) -> str:
    return (root / ".mingpian/desk" / f"intro-{name}").read_text(encoding="utf-8")


def test_each_is_asked_first_in_their_language_and_without_contacts(root: Path) -> None:
    assert main(["intro", "bo", "lin", "--root", str(root)]) == 0  # whichever order: Lin is the one who asks
    to_lin, to_bo = letter(root, "lin-bo-1.txt"), letter(root, "lin-bo-2.txt")
    assert "Dear Lin, you are looking for: slides: Forty pages" in to_lin and "only if both say yes" in to_lin
    assert "Lin在找：slides" in to_bo and "两边都说好" in to_bo
    assert not any(value in text for text in (to_lin, to_bo) for value in ("lin@a.example", "bo_wx"))


def test_the_letter_to_both_has_their_cards_the_reason_and_the_path(root: Path) -> None:
    assert main(["intro", "lin", "bo", "--root", str(root)]) == 0
    both = letter(root, "lin-bo-3.txt")
    assert "lin@a.example" in both and "bo_wx" in both and "can help with slides" in both
    assert "Lin → Mei → 薄[荷]" in both
    assert "https://a.example/members/lin/" in both


def test_what_is_for_the_host_alone_is_in_no_letter(root: Path) -> None:
    assert main(["intro", "lin", "bo", "--root", str(root)]) == 0
    for path in (root / ".mingpian/desk").iterdir():
        assert "555-0101" not in path.read_text("utf-8") and "4242" not in path.read_text("utf-8")
    assert not (root / "output").exists()


def test_what_people_wrote_brings_no_markup(root: Path) -> None:
    assert main(["intro", "lin", "bo", "--root", str(root)]) == 0
    assert "&lt;b&gt;我做幻灯片" in letter(root, "lin-bo-3.html") and "<b>" not in letter(root, "lin-bo-3.html")
    assert r"薄\[荷\]" in letter(root, "lin-bo-3.md")


def test_two_without_a_reason_or_an_acquaintance_get_their_cards(root: Path) -> None:
    assert main(["intro", "lin", "Zoe", "--root", str(root)]) == 0
    assert "I would like to introduce Zoe to you." in letter(root, "lin-zoe-1.txt")
    assert "no acquaintance in common" in letter(root, "lin-zoe-3.txt")


def test_for_an_ask_those_who_are_proposed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intro", "--for", "lin/slides", "--root", str(root)]) == 2
    assert "run `mingpian match` first" in capsys.readouterr().err
    assert main(["match", "--root", str(root)]) == 0
    assert main(["intro", "--for", "lin/slides", "--root", str(root)]) == 0
    assert "Forty pages" in letter(root, "lin-bo-3.txt")


@pytest.mark.parametrize("bo", ["bo", "members/bo", "/members/bo/", "BO", "bo.md", "[[bo]]", "薄[荷]"])
def test_a_member_is_named_in_any_spelling(bo: str, root: Path) -> None:
    assert main(["intro", "LIN", bo, "--root", str(root)]) == 0
    assert letter(root, "lin-bo-1.txt")


@pytest.mark.parametrize("lin", ["members/lin", "Lin", "/members/lin"])
def test_whoever_asks_is_named_in_any_spelling(lin: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intro", "--for", f"{lin}/slides", "--root", str(root)]) == 2
    assert "run `mingpian match` first" in capsys.readouterr().err


WRONG = [
    (["lin", "bol"], "there is no member `bol` · did you mean `bo`?"),
    (["lin"], "name two members"),
    (["lin", "Lin"], "one and the same"),
    (["--for", "lin/tea"], "has no open ask about `tea`; open: slides"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_names_are_told(arguments: list[str], said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["intro", *arguments, "--root", str(root)]) == 2
    assert said in capsys.readouterr().err
