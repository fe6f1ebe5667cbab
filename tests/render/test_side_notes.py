"""Footnotes beside their lines: a copy for eyes, once, and nothing that a copy must not have."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.content import markdown
from mingpian.content.markdown import Engine
from mingpian.render.body.side_notes import with_side_notes

NOTE = re.compile(
    r'<span class="side-note" aria-hidden="true" hidden><sup>(.*?)</sup> (.*?)</span>(?!</span>)', re.DOTALL
)


def shown(text: str, engine: Engine = "comrak", trusted: bool = True) -> str:
    document = markdown.parse_markdown(text, markdown.Options(engine=engine, trusted=trusted))
    return with_side_notes(markdown.render_document(document, lambda ref: markdown.Resolved(url=ref.target)))


@pytest.mark.parametrize("engine", ["comrak", "python-markdown"])
def test_a_note_stands_after_its_first_reference_without_what_leads_back(engine: Engine) -> None:
    html = shown("甲[^a]乙[^b]丙[^a]\n\n[^a]: **一**句 [链](x.md)。\n[^b]: `两`句\n", engine)
    assert NOTE.findall(html) == [
        ("1", '<strong>一</strong>句 <a tabindex="-1" href="x.md">链</a>。'),
        ("2", "<code>两</code>句"),
    ]
    assert "丙" in html.split("</span>")[2]


@pytest.mark.parametrize(
    "text",
    [
        "甲[^a]\n\n[^a]: 一\n\n    二\n",
        "甲[^a]\n\n[^a]: ![图](a.png)\n",
        "甲[^a]\n\n[^a]: <button>按</button>\n",
        "## 甲[^a]\n\n[^a]: 一\n",
        "甲[^a]\n",
        "甲\n",
    ],
)
def test_others_stay_at_the_foot_alone(text: str) -> None:
    assert "side-note" not in shown(text)


def test_no_id_stands_twice_and_a_note_in_a_note_is_no_trouble() -> None:
    html = shown("甲[^a]\n\n[^a]: 一[^b]\n[^b]: 二 <b id='x'>三</b>\n")
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))


PIECES = ("甲[^a]", "[^b]", "\n\n", "[^a]: ", "[^b]: ", "*", "`", "<b>", "</p>", "<p>", "> ", "- ", "    ")


@given(st.lists(st.sampled_from(PIECES)))
def test_what_members_hand_in_stays_whole(pieces: list[str]) -> None:
    """Whatever is written, an HTML parser finds beside the notes just what it found without them."""
    document = markdown.parse_markdown("".join(pieces), markdown.Options(trusted=False))
    plain = markdown.render_document(document, lambda _: None)
    assert without_notes(html5lib.parse(with_side_notes(plain))) == html5lib.serialize(html5lib.parse(plain))


def without_notes(tree: Element) -> str:
    for parent in list(tree.iter()):
        for number, child in reversed(list(enumerate(parent))):
            if child.get("class") == "side-note":
                before = parent[number - 1]  # the number
                before.tail = (before.tail or "") + (child.tail or "") or None
                parent.remove(child)
    return str(html5lib.serialize(tree))
