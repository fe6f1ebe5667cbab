"""The pulse tells the host what nobody answers and who stands alone; it is never published."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from mingpian.cli import main
from mingpian.host.charts import bars
from mingpian.host.pulse import pulse_of
from mingpian.host.stages import TO_BOND, TO_WORK
from tests.render.small import SITE, Small

MEMBERS = {
    "members/lin.md": "---\nname: Lin\ncircles: [dinner]\njoined: 2026-10-02\naccepts: [bo]\n"
    "asks: [{topic: tea, since: 2026-08-03}, {topic: jam, since: 2026-10-30}, {topic: rye, answered_by: bo}]\n"
    "vouches: [{for: bo, why: A}]\n---\n",
    "members/bo.md": "---\nname: Bo\ncircles: [dinner]\naccepts: [lin]\n"
    "vouches:\n- {for: mei, why: B, audience: members}\n"
    "- {for: lin, why: C}\n---\n",
    "members/mei.md": "---\nname: Mei\ncircles: [dinner, walks]\n---\n",
    "circles/dinner.md": "---\ntitle: Dinner\nbelief: Soup first\nstewards: [lin]\n---\n",
    "circles/walks.md": "---\ntitle: Walks\n---\n",
    "events/soup.md": "---\ntitle: Soup\nstart: 2026-09-01\ncircles: [dinner]\n---\n",
    "essays/a.md": "---\ntitle: A\ndate: 2026-09-05\n---\nText.\n",
    "essays/b.md": "---\ntitle: B\ndate: 2026-10-05\nauthors: [bo]\n---\nText.\n",
    "essays/c.md": "---\ntitle: C\ndate: 2026-10-06\nauthors: [mei]\n---\nText.\n",
    "collaborations/soup.md": "---\ntitle: Pot\ndate: 2026-10-06\nparties: [lin, bo]\nconfirmed_by: [lin, bo]\n---\n",
}


def test_open_asks_are_by_age_and_answered_ones_are_not_among_them() -> None:
    pulse = pulse_of(Small(MEMBERS).model)
    assert [(old_ask.need.topic, old_ask.days, old_ask.matched) for old_ask in pulse.asks] == [
        ("tea", 90, False),
        ("jam", 2, False),
    ]


def test_who_has_no_vouch_and_who_is_silent() -> None:
    files = MEMBERS | {"members/ann.md": "---\nname: Ann\njoined: 2025-01-01\n---\n"}
    pulse = pulse_of(Small(files).model)
    assert pulse.unvouched == ("members/ann", "members/mei")
    assert pulse.quiet == ("members/ann",)


def test_months_count_what_was_published_and_who_joined() -> None:
    pulse = pulse_of(Small(MEMBERS).model)
    assert pulse.cadence[-3:] == (("2026-09", 1), ("2026-10", 3), ("2026-11", 0))
    assert dict(pulse.growth)["2026-10"] == 1 and len(pulse.growth) == 12


def test_a_circle_that_meets_every_criterion_works_together() -> None:
    dinner, walks = pulse_of(Small(MEMBERS).model).stages
    assert (dinner.circle, dinner.level, dinner.missing) == ("circles/dinner", "working", ())
    assert (walks.level, walks.met, walks.missing) == ("forming", (), (*TO_BOND, *TO_WORK))


@pytest.mark.parametrize(
    ("left_out", "level", "missing"),
    [
        ("events/soup.md", "forming", "event"),
        ("collaborations/soup.md", "bonding", "collaborations"),
        ("essays/c.md", "bonding", "voices"),
    ],
)
def test_each_criterion_counts(left_out: str, level: str, missing: str) -> None:
    files = {path: text for path, text in MEMBERS.items() if path != left_out}
    dinner = pulse_of(Small(files).model).stages[0]
    assert (dinner.level, dinner.missing) == (level, (missing,))


def test_connectors_know_people_of_circles_that_they_are_not_in() -> None:
    files = MEMBERS | {
        "members/mei.md": "---\nname: Mei\ncircles: [walks, reading]\naccepts: [lin]\n---\n",
        "members/lin.md": "---\nname: Lin\ncircles: [dinner]\nvouches: [{for: mei, why: A}]\n---\n",
        "circles/reading.md": "---\ntitle: Reading\n---\n",
    }
    (found,) = pulse_of(Small(files).model).connectors
    assert (found.member, found.circles) == ("members/lin", ("circles/reading", "circles/walks"))


def test_the_report_is_on_the_desk_and_escapes_what_people_wrote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"site.toml": SITE, **{f"content/{path}": text for path, text in MEMBERS.items()}}
    files["content/members/bo.md"] = files["content/members/bo.md"].replace("Bo", "'<script>Bo</script>'")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert main(["pulse", "--root", str(tmp_path)]) == 0
    page = (tmp_path / ".mingpian/desk/pulse.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;Bo" in page and "<script" not in page and "<svg" in page
    assert "为Mei担保，Mei还没有接受" in page  # given for members alone, and one-sided
    assert "只有一边的话 1" in capsys.readouterr().out
    assert not (tmp_path / "output").exists()


def test_charts_are_well_formed_and_say_their_numbers() -> None:
    svg = ElementTree.fromstring(bars("a < b", [("<x>", 3), ("y", 0)]))
    assert [one.text for one in svg.findall("text")] == ["<x>", "3", "y", "0"]
    assert [one.get("width") for one in svg.findall("rect")] == ["300", "0"]
    assert svg.get("aria-label") == "a < b"
