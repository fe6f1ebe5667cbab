"""A table as it lies on disk says what it says in memory."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from mingpian.core.digest import SIZE
from mingpian.core.recorded_table import RecordedTable, recorded
from mingpian.core.trace import Question, Table, Trace, Validity, told_to

words = st.one_of(st.sampled_from(["entry", "card", "entr", "y", "", "\x91", "card\x92"]), st.text(max_size=40))
questions = st.lists(st.lists(words, min_size=1, max_size=4).map(tuple), unique=True, max_size=12)
digests = st.binary(min_size=SIZE, max_size=SIZE)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    asked: list[Question] = draw(questions)
    numbers = st.lists(st.integers(0, len(asked) - 1), unique=True).map(tuple) if asked else st.just(())
    traces = draw(st.dictionaries(st.text(max_size=8), st.builds(Trace, digests, numbers), max_size=8))
    answers = [draw(digests) for _ in asked]
    return Table({"theme": draw(digests)}, asked, answers, traces, Validity(draw(digests), 3, 7))


@given(tables(), st.data())
def test_it_says_what_the_table_says(table: Table, data: st.DataObject) -> None:
    kept = msgspec.msgpack.decode(msgspec.msgpack.encode(recorded(table)), type=RecordedTable)
    assert kept.table() == table
    for number, question in enumerate(table.questions):
        assert kept.number(question) == number and kept.question(number) == question
        assert kept.answer(number) == table.answers[number]
        assert kept.outputs(question) == [path for path, one in table.traces.items() if number in one.asked]
    other = data.draw(st.lists(words, min_size=1, max_size=4).map(tuple))
    if other not in table.questions:
        assert kept.number(other) is None and kept.outputs(other) == []
    for name in {name for name, *_ in table.questions} | {"card"}:
        assert kept.numbers_named(name) == [at for at, one in enumerate(table.questions) if one[0] == name]
    assert all(kept.trace(path) == trace for path, trace in table.traces.items())
    some = data.draw(st.lists(st.sampled_from(sorted(table.traces)), max_size=3)) if table.traces else []
    assert kept.told_to(some) == told_to(table, some)


@given(tables(), st.data())
def test_what_is_amended_is_what_was_replaced(table: Table, data: st.DataObject) -> None:
    places = range(len(table.questions))
    answers = data.draw(st.dictionaries(st.sampled_from(places), digests)) if places else {}
    subjects = data.draw(st.dictionaries(st.sampled_from(sorted(table.traces)), digests)) if table.traces else {}
    amended = recorded(table).amended(answers, subjects).table()
    assert amended.answers == [answers.get(number, one) for number, one in enumerate(table.answers)]
    assert amended.traces == {
        path: Trace(subjects.get(path, one.subject), one.asked) for path, one in table.traces.items()
    }
    assert amended.questions == table.questions
