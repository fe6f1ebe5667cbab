"""The questions by name: asked of a model, and their recorded answers decoded."""

import functools
from typing import Any

import msgspec

from mingpian.content.entry import entry_from
from mingpian.core.trace import Question
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import decode_own_part
from mingpian.queries.query import Query
from mingpian.site.model import SiteModel

QUESTIONS: dict[str, Query[..., Any]] = {
    name: question for name, question in vars(Queries).items() if isinstance(question, Query)
}


def answer(model: SiteModel, question: Question) -> Any:
    """Answer a question. A name that no longer means anything has the answer None."""
    name, *arguments = question
    try:
        return QUESTIONS[name](model, *arguments)
    except LookupError:  # asked of an earlier site: the entry, list or page is gone
        return None


def decode_answer(question: Question, data: bytes | msgspec.Raw) -> Any:
    """Return an answer that was encoded as MessagePack, in the types in which it was given."""
    return entry_from(data) if question[0] == "entry" else _decoder(question[0]).decode(data)


@functools.cache
def _decoder(name: str) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(QUESTIONS[name].answer_type, dec_hook=decode_own_part)
