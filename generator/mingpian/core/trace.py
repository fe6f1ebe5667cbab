"""Render traces: the questions that an output asked and the digests of the answers, re-asked before it is reused.

Outputs share most questions, so each distinct one is stored, asked and compared once.
"""

from collections.abc import Callable, Hashable, Iterable
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

import msgspec

from mingpian.core import digest
from mingpian.core.store import Store

Made = TypeVar("Made")

REMEMBERED = 4_000  # answers; most are asked by one page alone, and need not stay in memory
MADE = 1_000  # things that several outputs have in common; of a feed's entry there are some tens of kilobytes

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


class Recorder:
    """Asks questions, each only once, and writes down which output asked what."""

    def __init__(self, answer: Callable[[Question], Any]) -> None:
        self._answer = answer
        self._known: dict[Question, Any] = {}
        self._digests: dict[Question, bytes] = {}
        self._asked: set[Question] = set()
        self._made: dict[tuple[Hashable, ...], tuple[Any, frozenset[Question]]] = {}

    def begin(self) -> None:
        """Start the trace of an output."""
        self._asked = set()
        if len(self._known) > REMEMBERED or len(self._made) > MADE:
            self._known.clear()
            self._made.clear()  # with the answers that it rests on, which each output that has it was given

    def ask(self, question: Question) -> Any:
        """Return the answer, and note the question."""
        self._asked.add(question)
        try:
            return self._known[question]
        except KeyError:
            answer = self._known[question] = self._answer(question)
            return answer

    def once(self, name: tuple[Hashable, ...], make: Callable[[], Made]) -> Made:
        """Return what several outputs have in common, made for the first of them. What it asks, each of them asked."""
        if name not in self._made:
            before, self._asked = self._asked, set()
            try:
                self._made[name] = make(), frozenset(self._asked)
            finally:
                self._asked |= before
        made: Made
        made, asked = self._made[name]
        self._asked |= asked
        return made

    def digest(self, question: Question) -> bytes:
        """Return the digest of the answer, without noting the question."""
        found = self._digests.get(question)
        if found is None:
            answer = self._known[question] if question in self._known else self._answer(question)
            found = self._digests[question] = digest.of(answer)
        return found

    def asked(self) -> list[Question]:
        """Return the questions since `begin`, sorted."""
        return sorted(self._asked)

    def recorded(self) -> bytes:
        """Return the answers since `begin`, in the order of `asked`, encoded."""
        return msgspec.msgpack.encode([self._known[question] for question in self.asked()])


class Tabulator:
    """Builds a table, from fresh traces and from parts of other tables."""

    def __init__(self, environment: dict[str, bytes]) -> None:
        self.table = Table(environment, [], [], {})
        self._numbers: dict[Question, int] = {}

    def add(self, output: str, subject: bytes, recorder: Recorder) -> None:
        """Add what the recorder noted since it began this output."""
        numbers = tuple(self._number(question, recorder.digest(question)) for question in recorder.asked())
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


def answers_key(table: Table, output: str) -> bytes:
    """Return a digest of the questions that an output asked, and of their answers."""
    trace = table.traces[output]
    asked = [(table.questions[number], table.answers[number]) for number in trace.asked]
    return digest.of((output, trace.subject, sorted(asked)))


def recorded_answers(table: Table, output: str, store: Store) -> dict[Question, msgspec.Raw] | None:
    """Return the encoded answers that an output was given; None when they are not known any more."""
    data = store.get(answers_key(table, output))
    if data is None:
        return None
    questions = sorted(table.questions[number] for number in table.traces[output].asked)
    return dict(zip(questions, msgspec.msgpack.decode(data, type=list[msgspec.Raw]), strict=True))


def stale_questions(table: Table, recorder: Recorder, numbers: Iterable[int]) -> list[int]:
    """Ask these questions of the table again; return the indexes of those whose answers differ."""
    questions, answers = table.questions, table.answers
    return [number for number in numbers if recorder.digest(questions[number]) != answers[number]]


def is_fresh(table: Table, output: str, subject: bytes, stale: AbstractSet[int]) -> bool:
    """Tell whether what was rendered for `output` would be rendered again just so."""
    trace = table.traces.get(output)
    return trace is not None and trace.subject == subject and stale.isdisjoint(trace.asked)
