"""A card says what every kind has, and in `own` what its kind alone has; templates may ask any card for either."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from mingpian.content.kinds import BUILTIN
from mingpian.queries.fragments import Card, decode_own_part
from tests.render.small import Small
from tests.site.test_facts import FILES

MODEL = Small(FILES)
CARDS: list[Card] = [MODEL.ask("card", key) for key in MODEL.model.site.entries]
PARTS = {name: kind.card for name, kind in BUILTIN.items() if kind.card}
NAMES = sorted({name for part in PARTS.values() for name in part.__struct_fields__})


def test_each_part_is_that_of_a_kind_and_all_its_cards_have_it() -> None:
    for card in CARDS:
        assert type(card.own) is PARTS.get(card.kind, type(None)), card.key


@pytest.mark.parametrize("name", NAMES)
def test_any_card_can_be_asked_for_what_one_kind_has(name: str) -> None:
    for card in CARDS:
        value: Any = getattr(card, name)
        assert value == getattr(card.own, name) if hasattr(card.own, name) else not value


def test_what_no_kind_has_is_a_fault() -> None:
    with pytest.raises(AttributeError):
        getattr(CARDS[0], "titel")  # noqa: B009 - mypy would see it


def test_a_card_that_was_written_down_is_the_same() -> None:
    for card in CARDS:
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(card), type=Card, dec_hook=decode_own_part) == card
