"""The facts of a site stay the same when only bodies change; then so do all answers but those that tell of bodies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from mingpian.core import digest
from mingpian.plan.routes import routes_of
from mingpian.queries.by_reference import answered, by_reference
from mingpian.queries.questions import QUESTIONS, answer
from mingpian.render.formats import formats
from mingpian.site.assembling import Selection, assemble
from mingpian.site.clock import Clock
from mingpian.site.facts import APART, facts_of
from mingpian.site.links import links_of
from mingpian.site.model import SiteModel
from mingpian.site.relations import relations_of
from mingpian.site.site import AnyEntry
from tests.render.small import NOW, SITE, Small

FILES = {
    "members/lin.md": "---\nname: 林语\ncircles: [ink]\nvouches: [{for: bo, why: 好}]\nasks: [摄影]\n---\n字\n",
    "members/bo.md": (
        "---\nname: Bo\nlinks: [https://lin.a.cn/]\ncity: 杭州\noffers: [摄影]\naccepts: [lin]\n"
        "contact: {email: b@a.cn}\n---\n字\n"
    ),
    "circles/ink.md": "---\ntitle: 墨\nbelief: 好字\nstewards: [lin]\n---\n字\n",
    "essays/one.md": "---\ntitle: 一\ndate: 2026-01-01\ntags: [写作]\nseries: 三篇\n---\n[乙](two.md)\n",
    "essays/two.md": "---\ntitle: 乙\ndate: 2026-01-02\ntags: [写作]\nseries: 三篇\n---\n字\n\n```python\nx = 1\n```\n",
    "notes/heard.md": "---\ndate: 2026-03-02\naudio: {src: a.mp3, chapters: ['0:01 始']}\n---\n字\n",
    "notes/a.mp3": "x",
    "essays/two.en.md": "---\ntitle: Two\n---\nwords\n",
    "works/shop.md": "---\ntitle: 店\nauthors: [bo]\ntestimonial: {by: lin, text: 好}\n---\n[[乙]]\n",
    "offers/talk.md": "---\ntitle: 诊断\nby: [lin]\nproof: [shop]\naction: {label: 约, url: https://a.cn}\n---\n字\n",
    "events/dinner.md": "---\ntitle: 晚餐\nstart: 2026-12-01 18:00\nhosts: [lin]\ncircles: [ink]\n---\n字\n",
    "collaborations/show.md": "---\ntitle: 展\ndate: 2026-02-01\nparties: [lin]\nconfirmed_by: [lin]\n---\n字\n",
    "notes/n.md": "---\ndate: 2026-03-01\naliases: [/old/]\n---\n字\n\n![[乙]]\n",
    "pages/show.md": "---\ntitle: 看\n---\n:::member bo :::\n\n:::table t :::\n",
    "data/t.csv": "a,b\n1,2\n",
    "static/a.txt": "x",
    "webmentions.json": '{"webmentions": [{"source": "https://a.cn/", "target": "https://lin.example/essays/two/"}]}',
    "planet.json": '{"sites": [{"url": "https://lin.a.cn/", "entries": [{"title": "远", "url": "https://lin.a.cn/1"}]}]}',
}  # fmt: skip

NOT_ASKED = {"picture", "file"}
Change = Callable[[AnyEntry], AnyEntry]


def with_entries(model: SiteModel, change: Change) -> SiteModel:
    """The same site, each entry changed."""
    entries = tuple(change(entry) for entry in model.site.entries.values())
    selection = Selection(entries, model.site.states, model.site.known, frozenset(), ())
    site = assemble(model.site.config, Clock(NOW), selection, model.site.pictures, model.site.topics)
    links = links_of(site, model.links.files)
    changed = SiteModel(site, relations_of(site, links), links, routes_of(site), sounds=model.sounds)
    return msgspec.structs.replace(changed, data=model.data, planet=model.planet, webmentions=model.webmentions)


def other_body(entry: AnyEntry) -> AnyEntry:
    return msgspec.structs.replace(entry, digest=digest.of((entry.digest, "new")), words=entry.words + 7)


def asked_by_all(small: Small) -> set[tuple[str, ...]]:
    """Every question of every output that does not need a folder of its own to be made."""
    found: set[tuple[str, ...]] = set()
    for form in formats().values():
        for path in small.planned(form):
            if form.name != "search":
                found |= small.asked(form, path)
    return found | {("topic_words", "zh-Hans"), ("search_index", "zh-Hans")}


def test_an_answer_tells_of_bodies_only_where_it_says_so() -> None:
    small = Small(FILES, SITE + '[rights]\nlicense = "CC BY"\n')
    other = with_entries(small.model, other_body)
    assert facts_of(other) == facts_of(small.model)
    asked = asked_by_all(small)
    assert {name for name, *_ in asked} >= QUESTIONS.keys() - NOT_ASKED
    differing = {
        name
        for name, *more in asked
        if digest.of(answer(small.model, (name, *more))) != digest.of(answer(other, (name, *more)))
    }
    assert differing == {"entry", "search_index"} <= APART


def test_a_card_in_an_answer_is_recorded_by_its_key_and_is_the_card_of_that_key() -> None:
    model = Small(FILES).model
    held = 0
    for question in asked_by_all(Small(FILES)):
        given = answer(model, question)
        form, others = by_reference(question, given)
        again = answered(question, msgspec.msgpack.encode(form), lambda card: answer(model, ("card", card.key)))
        assert again == given, question
        assert all(name == "card" for name, _ in others)
        held += len(others)
    assert held > 50


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "丙"}, {"summary": "丙"}, {"minutes": 99}, {"published": 1}, {"terms": {"tags": ("丙",)}},
        {"targets": ("three.md",)}, {"wikilinks": ("丙",)}, {"pictures": ("q.png",)}, {"slug": "three"},
    ],
    ids=str,
)  # fmt: skip
def test_whatever_others_show_of_an_entry_is_a_fact(changes: dict[str, Any]) -> None:
    model = Small(FILES).model

    def change(entry: AnyEntry) -> AnyEntry:
        return msgspec.structs.replace(entry, **changes) if entry.key == "essays/one.zh-Hans" else entry

    assert facts_of(with_entries(model, change)) != facts_of(model)


def test_a_new_entry_and_a_new_file_are_facts() -> None:
    facts = facts_of(Small(FILES).model)
    assert facts_of(Small(FILES | {"notes/m.md": "---\ndate: 2026-03-02\n---\n字\n"}).model) != facts
    assert facts_of(Small(FILES | {"static/b.txt": "x"}).model) != facts
    assert facts_of(Small(FILES | {"data/t.csv": "a,b\n1,3\n"}).model) != facts
    assert facts_of(Small(FILES | {"static/a.txt": "y"}).model) == facts
