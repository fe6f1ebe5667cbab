"""Render traces: the questions that an output asked and the digests of the answers, re-asked before it is reused.

Outputs share most questions, so each distinct one is stored, asked and compared once. An answer may refer to others (a
list to the cards in it): then these are recorded as asked, too, and of it nothing but what it says itself.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec

from mingpian.core import digest

Made = TypeVar("Made")

REMEMBERED = 4_000  # answers; most are asked by one page alone, and need not stay in memory
MADE = 1_500  # things that several outputs have in common; a feed's entry, in three formats, has some 30 KB

Question = tuple[str, ...]  # a name and its arguments


class Trace(msgspec.Struct, frozen=True, array_like=True):
    """What one output depended on."""

    subject: bytes  # digest of what the plan said of it
    asked: tuple[int, ...]  # indexes into the table's questions


class Validity(msgspec.Struct, frozen=True, array_like=True):
    """What answers rest on: a digest of the facts, the time at which they were given, and until when it leaves them."""

    facts: bytes = b""
    now: int = 0
    until: int = 0

    def holds(self, facts: bytes, now: int) -> bool:
        """Tell whether answers from these facts at that time would be the same."""
        return bool(facts) and self.facts == facts and self.now <= now < self.until


class Table(msgspec.Struct, array_like=True):
    """The traces of many outputs; `answers` are digests, one for each question."""

    global_digests: dict[str, bytes] = {}  # digests of what every output depends on: theme, toolchain, configuration
    questions: list[Question] = []
    answers: list[bytes] = []
    traces: dict[str, Trace] = {}
    validity: Validity = Validity()


Refer = Callable[[Question, Any], tuple[Any, tuple[Question, ...]]]
"""Takes an answer apart: what is recorded of it, and the questions to whose answers it refers."""


def _whole(_question: Question, answer: Any) -> tuple[Any, tuple[Question, ...]]:
    return answer, ()


class Recorder:
    """Asks questions, each only once, and writes down which output asked what."""

    def __init__(self, answer: Callable[[Question], Any], refer: Refer = _whole) -> None:
        self._answer = answer
        self._refer = refer
        self._keep: Callable[[bytes, bytes], None] | None = None
        self._known: dict[Question, Any] = {}
        self._forms: dict[Question, tuple[bytes, tuple[Question, ...]]] = {}
        self._asked: dict[Question, None] = {}  # a set in order
        self._made: dict[tuple[Hashable, ...], tuple[Any, dict[Question, None]]] = {}

    def begin(self) -> None:
        """Start the trace of an output."""
        self._asked = {}
        if len(self._known) > REMEMBERED:
            self._known.clear()
        while len(self._made) > MADE:
            del self._made[next(iter(self._made))]

    def ask(self, question: Question) -> Any:
        """Return the answer, and note the question."""
        self._asked[question] = None
        try:
            return self._known[question]
        except KeyError:
            answer = self._known[question] = self._answer(question)
            return answer

    def once(self, name: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """Return what several outputs have in common, made for the first of them. What it asks, each of them asked."""
        if name not in self._made:
            before, self._asked = self._asked, {}
            try:
                self._made[name] = make(), self._asked
            finally:
                self._asked = before | self._asked
        made: Made
        made, asked = self._made[name]
        self._asked |= asked
        return made

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Ask without noting: what is asked cannot have another answer while one that is noted has the same."""
        noted, self._asked = self._asked, {}
        try:
            yield
        finally:
            self._asked = noted

    def digest(self, question: Question) -> bytes:
        """Return the digest of what is recorded of the answer, without noting the question."""
        return digest.of_bytes(self._recorded(question)[0])

    def asked(self) -> list[Question]:
        """Return the questions since `begin`, sorted, with those to whose answers others referred."""
        return sorted(question for question, _ in self.traced())

    def traced(self) -> list[tuple[Question, bytes]]:
        """Return the same as they were asked, each with the digest of its answer."""
        traced: dict[Question, bytes] = {}
        for question in self._asked:
            traced[question], others = self._form(question)
            for other in others:
                if other not in traced:
                    traced[other], _ = self._form(other)
        return list(traced.items())

    @contextmanager
    def keeping(self, keep: Callable[[bytes, bytes], None]) -> Iterator[None]:
        """Hand what is recorded of each answer to `keep`, under its digest, encoded, when it is first traced."""
        self._keep = keep
        try:
            yield
        finally:
            self._keep = None

    def _answered(self, question: Question) -> Any:
        return self._known[question] if question in self._known else self._answer(question)

    def _recorded(self, question: Question) -> tuple[bytes, tuple[Question, ...]]:
        """Return what is recorded of an answer, encoded, and the questions to whose answers it refers. What it maps is
        in its own order, in which pages show it."""
        form, others = self._refer(question, self._answered(question))
        return msgspec.msgpack.encode(form), others

    def _form(self, question: Question) -> tuple[bytes, tuple[Question, ...]]:
        """Return the digest of what is recorded of an answer, and the questions to whose answers it refers."""
        found = self._forms.get(question)
        if found is None:
            data, others = self._recorded(question)
            found = self._forms[question] = digest.of_bytes(data), others
            if self._keep:
                self._keep(found[0], data)
        return found


class Tabulator:
    """Builds a table, from fresh traces and from parts of other tables."""

    def __init__(self, environment: dict[str, bytes]) -> None:
        self.table = Table(environment, [], [], {})
        self._numbers: dict[Question, int] = {}

    def add(self, output: str, subject: bytes, recorder: Recorder) -> None:
        """Add what the recorder noted since it began this output."""
        numbers = tuple([self._number(question, answer) for question, answer in recorder.traced()])
        self.table.traces[output] = Trace(subject, numbers)

    def take(self, table: Table, outputs: Iterable[str]) -> None:
        """Add the traces of these outputs from another table."""
        renumbered: dict[int, int] = {}
        for output in outputs:
            trace = table.traces[output]
            for index in trace.asked:
                if index not in renumbered:
                    renumbered[index] = self._number(table.questions[index], table.answers[index])
            self.table.traces[output] = Trace(trace.subject, tuple([renumbered[index] for index in trace.asked]))

    def _number(self, question: Question, answer: bytes) -> int:
        found = self._numbers.get(question)
        if found is None:
            found = self._numbers[question] = len(self.table.questions)
            self.table.questions.append(question)
            self.table.answers.append(answer)
        return found


def told_to(table: Table, outputs: Iterable[str]) -> dict[Question, bytes]:
    """Return the questions that outputs asked, with the digests of the answers."""
    numbers = {number for output in outputs for number in table.traces[output].asked}
    return {table.questions[number]: table.answers[number] for number in sorted(numbers)}


def stale_questions(table: Table, recorder: Recorder, numbers: Iterable[int]) -> list[int]:
    """Ask these questions of the table again; return the indexes of those whose answers differ."""
    questions, answers = table.questions, table.answers
    return [number for number in numbers if recorder.digest(questions[number]) != answers[number]]


def is_fresh(table: Table, output: str, subject: bytes, stale: AbstractSet[int]) -> bool:
    """Tell whether what was rendered for `output` would be rendered again just so."""
    trace = table.traces.get(output)
    return trace is not None and trace.subject == subject and stale.isdisjoint(trace.asked)
