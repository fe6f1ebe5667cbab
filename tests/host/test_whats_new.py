"""The digest: what is new since a day, in messages that fit a chat."""

from pathlib import Path

import pytest

from mingpian import Event
from mingpian.cli import main
from mingpian.host import whats_new as module
from mingpian.host.message import Block, Item, Message, mail, markdown
from mingpian.host.whats_new import chat_messages, whats_new
from tests.render.small import SITE, Small

FILES = {
    "members/lin.md": "---\nname: Lin\n"
    "asks: [{topic: tea, text: White., since: 2026-10-28}, {topic: old, since: 2020-01-01}]\n---\n",
    "members/bo.md": "---\nname: Bo\njoined: 2026-10-29\n"
    "contact: {phone: {value: '555-0101', audience: members}}\n---\n",
    "essays/new.md": "---\ntitle: New [one]\ndate: 2026-10-27\n---\nText.\n",
    "essays/old.md": "---\ntitle: Old\ndate: 2026-10-01\n---\nText.\n",
    "essays/later.md": "---\ntitle: Later\ndate: 2026-12-01\n---\nText.\n",
    "events/past.md": "---\ntitle: Past\ndate: 2026-10-27\nstart: 2026-10-28\n---\n",
    "events/soon.md": "---\ntitle: Soon\ndate: 2026-10-27\nstart: 2026-11-28\n---\n",
}


def test_what_is_new_is_in_it_and_nothing_else() -> None:
    (text,) = chat_messages(whats_new(Small(FILES).model, "2026-10-25", "zh-Hans").message)
    for new in ("New [one]", "Soon", "Lin · tea：White.", "Bo", "https://lin.example/essays/new/"):
        assert new in text
    for other in ("Old", "Later", "Past", "old", "555"):
        assert other not in text


def test_an_entry_of_which_nothing_can_be_said_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_site: object, event: Event) -> bool:
        if event.start == "2026-11-28":
            raise OverflowError("date value out of range")
        return True

    monkeypatch.setattr(module, "is_past", broken)
    digest = whats_new(Small(FILES).model, "2026-10-25", "zh-Hans")
    (text,) = chat_messages(digest.message)
    assert "New [one]" in text and "Bo" in text and "Soon" not in text
    assert [(one.file, one.code) for one in digest.left_out] == [("content/events/soon.md", "not-rendered")]


def test_nothing_new_is_said_to_be_so() -> None:
    assert "Nothing new" in chat_messages(whats_new(Small(FILES).model, "2026-10-31", "en").message)[0]


def test_long_ones_are_cut_between_items_into_messages_that_fit() -> None:
    items = tuple(Item(f"{number}-" + "字" * 90, f"https://a.example/{number}/") for number in range(100))
    message = Message("en", "Title", (Block(heading="Essays", items=items), Block(heading="Asks", items=items[:3])))
    found = chat_messages(message)
    assert len(found) > 1 and all(len(message) <= 2_000 for message in found)
    assert all(message.startswith(f"Title ({number}/{len(found)})") for number, message in enumerate(found, 1))
    assert all(sum(f"\n  {item.url}" in message for message in found) == 1 for item in items[3:])


def test_one_item_longer_than_a_message_is_cut() -> None:
    found = chat_messages(Message("zh-Hans", "题", (Block(items=(Item("字" * 5_000),)),)))
    assert sum(message.count("字") for message in found) == 5_000 and all(len(one) <= 2_000 for one in found)


def test_markdown_and_mail_escape_what_people_wrote() -> None:
    message = Message(
        "en", "A & B", (Block(text="1. <b>x</b>", items=(Item("[x](y)", "https://a.example/?a=1&b=2"),)),)
    )
    assert "A & B" in markdown(message) and "\\[x\\](y)" in markdown(message) and "1\\. \\<b" in markdown(message)
    assert "&lt;b&gt;" in mail(message) and 'href="https://a.example/?a=1&amp;b=2"' in mail(message)


WRONG = [(["--since", "soon"], "neither days (7d) nor a date"), (["--lang", "fr"], "no language `fr`")]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_options_are_told(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site.toml").write_text(SITE.replace('owner = "lin"\n', ""), encoding="utf-8")
    assert main(["digest", *arguments, "--root", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_all_forms_are_on_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793491200")
    for path, text in {"site.toml": SITE, **{f"content/{path}": text for path, text in FILES.items()}}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert main(["digest", "--root", str(tmp_path), "--lang", "en"]) == 0
    names = {path.name for path in (tmp_path / ".mingpian/desk").iterdir()}
    assert names == {f"digest-2026-10-25-en{rest}" for rest in ("-1.txt", ".md", ".html")}
