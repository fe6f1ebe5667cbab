"""What is recorded of an answer: of the cards in it, nothing but their keys.

A list is then what it was when the title of an entry in it changes; whoever was given it was given the card, too, and
that is another. Every card in an answer is the answer to `card` of its key; a test holds all questions to that.
"""

import functools
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from mingpian.core.trace import Question
from mingpian.queries.fragments import Card
from mingpian.queries.questions import QUESTIONS, decode_answer

CARD = "card"  # the question

Change = Callable[[Card], Card]
_Mapper = Callable[[Any, Change], Any]


def by_reference(question: Question, answer: Any) -> tuple[Any, tuple[Question, ...]]:
    """Return an answer with the keys of its cards alone, and the questions to which these cards are the answers."""
    mapper = _mapper_of(question[0])
    if mapper is None or answer is None:
        return answer, ()
    keys: dict[str, Card] = {}

    def noted(card: Card) -> Card:
        return keys.get(card.key) or keys.setdefault(card.key, _key_alone(card.key))

    form = mapper(answer, noted)
    return form, tuple(map(_asked, keys))


def answered(question: Question, data: bytes, card: Change) -> Any:
    """Return an answer as it was given. `data` is what is recorded of it, `card` returns the card of a key alone."""
    answer = decode_answer(question, data)
    mapper = _mapper_of(question[0])
    return answer if mapper is None or answer is None else mapper(answer, card)


@functools.lru_cache(maxsize=1 << 16)
def _key_alone(key: str) -> Card:
    return Card(key=key, kind="", url="", lang="", title="")


@functools.cache
def _asked(key: str) -> Question:
    return CARD, key


@functools.cache
def _mapper_of(name: str) -> _Mapper | None:
    return None if name == CARD else _mapper(QUESTIONS[name].answer_type)


@functools.cache
def _mapper(form: Any) -> _Mapper | None:
    """Return what changes all cards in a value of a type; None where there can be none."""
    if form is Card:
        return _card
    origin, arguments = typing.get_origin(form), typing.get_args(form)
    if origin in (typing.Union, types.UnionType):
        return _of_union(arguments)
    if origin is tuple:
        return _of_tuple(arguments)
    if origin in (dict, Mapping):
        return _of_mapping(arguments[1])
    if isinstance(form, type) and issubclass(form, msgspec.Struct):
        return _of_struct(form)
    return None


def _card(card: Card, change: Change) -> Card:
    return change(card)


def _of_union(forms: tuple[Any, ...]) -> _Mapper | None:
    found = [mapper for form in forms if (mapper := _mapper(form))]
    if not found:
        return None
    (mapper,) = found  # of the kinds of values that one may be, one alone holds cards
    return lambda value, change: None if value is None else mapper(value, change)


def _of_tuple(forms: tuple[Any, ...]) -> _Mapper | None:
    mappers = [_mapper(form) for form in forms if form is not ...]
    if not any(mappers):
        return None
    (mapper,) = mappers
    assert mapper is not None
    return lambda values, change: tuple([mapper(value, change) for value in values])


def _of_mapping(form: Any) -> _Mapper | None:
    mapper = _mapper(form)
    return mapper and (lambda values, change: {name: mapper(value, change) for name, value in values.items()})


def _of_struct(form: type[msgspec.Struct]) -> _Mapper | None:
    hints = typing.get_type_hints(form)
    mappers = [(name, mapper) for name in form.__struct_fields__ if (mapper := _mapper(hints[name]))]
    if not mappers:
        return None

    def changed(value: Any, change: Change) -> Any:
        new = {name: mapper(held, change) for name, mapper in mappers if (held := getattr(value, name))}
        return msgspec.structs.replace(value, **new) if new else value

    return changed
