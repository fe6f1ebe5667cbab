"""`mingpian match` proposes, the host decides, and only what is approved is on a page."""

from pathlib import Path

import pytest

from mingpian.cli import main

FILES = {
    "site.toml": 'title = "A"\nbase_url = "https://a.example/"\nowner = "lin"\nlanguages = ["en", "zh-Hans"]\n',
    "content/topics.toml": '[slides]\nnames = { en = "Slides", zh-Hans = "幻灯片" }\nsynonyms = ["deck"]\n[tea]\n',
    "content/members/lin.md": "---\nname: Lin\ncity: Hangzhou\nasks:\n"
    "- {topic: slides, text: Forty pages., since: 2026-01-02}\n"
    "- {topic: tea, since: 2026-01-02}\n---\n",
    "content/members/bo.md": "---\nname: Bo\ncity: Hangzhou\noffers: [deck]\n---\n",
    "content/members/mei.md": "---\nname: Mei\noffers: [slides]\n---\n",
    "content/members/zoe.md": "---\nname: Zoe\ncity: Hangzhou\noffers: [painting]\n---\n",
}

PROPOSED, APPROVED = 'decision = "proposed"', 'decision = "approved"'


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    for path, text in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def match(root: Path) -> str:
    assert main(["match", "--root", str(root)]) == 0
    return (root / "content/matches.toml").read_text(encoding="utf-8")


def page(root: Path) -> str:
    assert main(["build", "--root", str(root), "--quiet"]) == 0
    return (root / "output/members/lin/index.html").read_text(encoding="utf-8")


def test_proposals_say_why_and_are_on_no_page(root: Path) -> None:
    text = match(root)
    assert 'member = "bo"' in text and 'member = "mei"' in text and 'member = "zoe"' not in text
    assert "can help with it under the name “deck”" in text and "lives in Hangzhou too" in text
    assert "who may have the answer" not in page(root)
    assert not (root / "output/matches.toml").exists()


def test_an_approved_match_is_shown_with_its_reasons(root: Path) -> None:
    text = match(root)
    (root / "content/matches.toml").write_text(text.replace(PROPOSED, APPROVED, 1), encoding="utf-8")
    shown = page(root)
    assert "who may have the answer" in shown and "lives in Hangzhou too" in shown and "../../members/bo/" in shown


@pytest.mark.parametrize(("asker", "member"), [("members/lin", "BO"), ("[[lin]]", "/members/bo/"), ("Lin", "bo.md")])
def test_a_match_names_members_in_any_spelling(asker: str, member: str, root: Path) -> None:
    text = match(root).replace(PROPOSED, APPROVED, 1)
    wanted = page_of(root, text)
    spelled = text.replace('asker = "lin"', f'asker = "{asker}"').replace('member = "bo"', f'member = "{member}"')
    assert spelled != text and page_of(root, spelled) == wanted
    assert match(root) == spelled


def page_of(root: Path, matches: str) -> str:
    (root / "content/matches.toml").write_text(matches, encoding="utf-8")
    return page(root)


def test_what_the_host_wrote_stays_and_nobody_is_proposed_twice(root: Path) -> None:
    text = "# mine\n" + match(root).replace('decision = "proposed"', 'decision = "declined" # no time', 1)
    (root / "content/matches.toml").write_text(text, encoding="utf-8")
    assert match(root) == text


def test_a_new_member_is_added_at_the_end(root: Path) -> None:
    before = match(root)
    (root / "content/members/ann.md").write_text("---\nname: Ann\noffers: [slides]\n---\n", encoding="utf-8")
    after = match(root)
    assert after.startswith(before) and after.count("[[match]]") == before.count("[[match]]") + 1
    assert 'member = "ann"' in after[len(before) :]


def test_an_approved_match_goes_when_the_offer_does(root: Path) -> None:
    text = match(root)
    (root / "content/matches.toml").write_text(text.replace(PROPOSED, APPROVED, 1), encoding="utf-8")
    assert "who may have the answer" in page(root)
    (root / "content/members/bo.md").write_text("---\nname: Bo\ncity: Hangzhou\n---\n", encoding="utf-8")
    assert "who may have the answer" not in page(root)


BAD = [
    (
        "[[match]]\nasker = 'lin'\ntopic = 'tea'\n",
        "content/matches.toml:1:1: error[missing-field]: `match.member` is missing",
    ),
    ("[[match]\n", "content/matches.toml:1:8: error[bad-toml]"),
    ("match = 3\n", "content/matches.toml:1:1: error[bad-value]: `match` is not a list of tables"),
    (
        "[[match]]\nasker='lin'\ntopic='tea'\nmember='bo'\ndecision='perhaps'\n",
        "content/matches.toml:5:1: error[bad-value]",
    ),
]


@pytest.mark.parametrize(("text", "said"), BAD)
def test_a_bad_file_is_named_and_left_alone(
    text: str, said: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = root / "content/matches.toml"
    path.write_text(text, encoding="utf-8")
    assert main(["match", "--root", str(root)]) == 1
    assert said in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == text
