"""A question is declared once: on the function that answers it."""

from __future__ import annotations

import inspect
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import msgspec
import pytest

from mingpian import queries
from mingpian.queries.facade import Queries
from mingpian.queries.query import Query
from mingpian.queries.questions import QUESTIONS, decode_answer
from tests.render.small import Small

SMALL = Small({"essays/one.md": "---\ntitle: 一\ndate: 2026-01-01\ntags: [写作]\n---\n[乙](two.md)\n"})


def declared() -> dict[str, Query[..., Any]]:
    """Every function of the room that `@query` declares, by the name under which it is asked."""
    names = [info.name for info in walk_packages(queries.__path__, f"{queries.__name__}.")]
    modules = [import_module(name) for name in names]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, Query)}
    assert len({question.name for question in found}) == len(found)
    return {question.name: question for question in found}


def test_the_closed_list_has_every_declared_question_under_its_own_name() -> None:
    assert declared() == QUESTIONS


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_question_can_be_written_down(name: str) -> None:
    _, *arguments = inspect.signature(QUESTIONS[name].function).parameters.values()
    assert {argument.annotation for argument in arguments} <= {str}
    assert decode_answer((name,), msgspec.msgpack.encode(None)) is None  # what it named is gone


def test_it_is_asked_by_place_or_by_name_and_recorded_as_the_same() -> None:
    asked = SMALL.context.queries
    SMALL.recorder.begin()
    listing = asked.listing("kind", "essays", "zh-Hans", "1")
    assert listing == asked.listing(lang="zh-Hans", page="1", group="kind", slug="essays")
    assert {question for question in SMALL.recorder.asked() if question[0] != "card"} == {
        ("listing", "kind", "essays", "zh-Hans", "1")
    }
    assert [card.title for card in listing.cards] == ["一"]
    assert listing == Queries.listing(SMALL.model, "kind", "essays", "zh-Hans", "1")


def test_what_is_asked_of_something_unknown_has_no_answer() -> None:
    assert SMALL.ask("entry", "essays/none.zh-Hans") is None
    assert SMALL.ask("channel", "series", "none", "zh-Hans") is None
