"""Traces: an output is reused only if everything that it asked has the answer that it had."""

from __future__ import annotations

from typing import Any

from mingpian.core import digest
from mingpian.core.trace import REMEMBERED, Question, Recorder, Table, Tabulator, is_fresh, stale_questions

ANSWERS = {("title",): "名片", ("card", "a"): "A", ("card", "b"): "B"}
HOME, ABOUT = "index.html", "about/index.html"


def recorded(answers: dict[Question, str]) -> Table:
    """Traces of two pages: the home page asks everything, the other only for the title."""
    recorder = Recorder(answers.get)
    tabulator = Tabulator({})
    for output, questions in ((HOME, tuple(answers)), (ABOUT, (("title",),))):
        recorder.begin()
        for question in questions:
            recorder.ask(question)
        tabulator.add(output, digest.of(output), recorder)
    return tabulator.table


def fresh(table: Table, answers: dict[Question, str | None]) -> set[str]:
    """The outputs that need not be made again."""
    stale = set(stale_questions(table, Recorder(answers.get), range(len(table.questions))))
    return {output for output in (HOME, ABOUT) if is_fresh(table, output, digest.of(output), stale)}


def test_the_same_answers_keep_everything() -> None:
    assert fresh(recorded(dict(ANSWERS)), dict(ANSWERS)) == {HOME, ABOUT}


def test_another_answer_costs_those_who_asked() -> None:
    assert fresh(recorded(dict(ANSWERS)), {**ANSWERS, ("card", "b"): "C"}) == {ABOUT}


def test_an_answer_that_is_gone_costs_those_who_asked() -> None:
    assert fresh(recorded(dict(ANSWERS)), {**ANSWERS, ("card", "a"): None}) == {ABOUT}


def test_an_output_that_is_planned_otherwise_is_made_again() -> None:
    table = recorded(dict(ANSWERS))
    assert not is_fresh(table, HOME, digest.of("another"), set())
    assert not is_fresh(table, "new.html", digest.of("new.html"), set())


def test_traces_that_are_taken_over_say_the_same() -> None:
    table = recorded(dict(ANSWERS))
    tabulator = Tabulator({})
    tabulator.take(table, [ABOUT])
    tabulator.take(table, [HOME])
    assert fresh(tabulator.table, {**ANSWERS, ("card", "b"): "C"}) == {ABOUT}
    assert fresh(tabulator.table, {**ANSWERS, ("title",): "x"}) == set()


def test_each_question_is_answered_once() -> None:
    asked: list[Question] = []
    recorder = Recorder(asked.append)
    for _ in range(2):
        recorder.begin()
        recorder.ask(("title",))
        recorder.digest(("title",))
    assert asked == [("title",)]
    assert recorder.asked() == [("title",)]


def test_what_several_outputs_share_is_made_once_and_asked_by_each() -> None:
    answers: dict[Question, int] = {("card", "a"): 1, ("body", "a"): 2}
    recorder, made = Recorder(lambda question: answers[question]), []

    def make() -> int:
        made.append(recorder.ask(("body", "a")))
        return 7

    for _ in range(2):
        recorder.begin()
        recorder.ask(("card", "a"))
        assert recorder.once(("feed", "a"), make) == 7
        assert recorder.asked() == [("body", "a"), ("card", "a")]
    recorder.begin()
    assert recorder.once(("outer",), lambda: recorder.once(("feed", "a"), make)) == 7
    assert recorder.asked() == [("body", "a")]  # nothing of what another output asked
    assert made == [2]


def test_what_outputs_were_told_is_kept_once_however_much_was_asked_since() -> None:
    recorder, kept = Recorder(lambda question: question), list[tuple[bytes, bytes]]()
    with recorder.keeping(lambda name, data: kept.append((name, data))):
        for number in range(3 * REMEMBERED):
            recorder.begin()
            recorder.once(("shared",), lambda: recorder.ask(("body", "a")))
            recorder.ask(("card", str(number)))
            assert [question for question, _ in recorder.traced()] == [("body", "a"), ("card", str(number))]
    assert len(kept) == 1 + 3 * REMEMBERED
    assert all(digest.of_bytes(data) == name for name, data in kept)


def test_whoever_was_given_what_an_answer_refers_to_asked_for_it() -> None:
    answers: dict[Question, Any] = {("list",): "ab", ("card", "a"): 1, ("card", "b"): 2}

    def refer(question: Question, answer: Any) -> tuple[Any, tuple[Question, ...]]:
        return (len(answer), tuple(("card", key) for key in answer)) if question == ("list",) else (answer, ())

    def trace() -> Table:
        recorder, tabulator = Recorder(lambda question: answers[question], refer), Tabulator({})
        recorder.begin()
        recorder.ask(("list",))
        tabulator.add(HOME, b"", recorder)
        return tabulator.table

    table = trace()
    assert sorted(table.questions) == [("card", "a"), ("card", "b"), ("list",)]
    answers["card", "b"] = 3
    recorder = Recorder(lambda question: answers[question], refer)
    assert [table.questions[number] for number in stale_questions(table, recorder, range(3))] == [("card", "b")]
