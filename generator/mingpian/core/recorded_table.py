"""A table as it lies on disk: flat, so that single questions and traces are read, and single answers replaced, without
decoding the tens of thousands of others. Numbers have four bytes, in the order of the machine."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain
from typing import Final

import msgspec

from mingpian.core.digest import SIZE
from mingpian.core.trace import Question, Table, Trace, Validity

_NUMBER: Final = "I"
_WIDTH = array(_NUMBER).itemsize


class RecordedTable(msgspec.Struct, frozen=True, array_like=True):
    """What `Table` says. Of many values of one kind, the ends tell where each ends."""

    global_digests: dict[str, bytes] = {}
    validity: Validity = Validity()
    questions: bytes = b""  # MessagePack
    question_ends: bytes = b""
    answers: bytes = b""  # digests
    paths: tuple[str, ...] = ()
    subjects: bytes = b""  # digests, one for each path
    asked: bytes = b""  # numbers of questions
    asked_ends: bytes = b""  # one for each path

    def question(self, number: int) -> Question:
        """Return a question by its number."""
        start, end = _span(self.question_ends, number)
        return msgspec.msgpack.decode(self.questions[start:end], type=Question)

    def number(self, question: Question) -> int | None:
        """Return the number of a question; None when nobody asked it."""
        return next(self._numbers(msgspec.msgpack.encode(question), 0), None)

    def numbers_named(self, name: str) -> list[int]:
        """Return the numbers of all questions of a name."""
        return list(self._numbers(msgspec.msgpack.encode(name), 1))  # after one byte that tells how many follow

    def answer(self, number: int) -> bytes:
        """Return the digest of an answer."""
        return self.answers[number * SIZE : (number + 1) * SIZE]

    def outputs(self, question: Question) -> list[str]:
        """Return the paths of the outputs that asked a question, in the order of the table."""
        number = self.number(question)
        if number is None:
            return []
        ends = memoryview(self.asked_ends).cast(_NUMBER)
        wanted = array(_NUMBER, [number]).tobytes()
        places = (at // _WIDTH for at in _found(self.asked, wanted) if at % _WIDTH == 0)
        return [self.paths[bisect_right(ends, place)] for place in places]

    def trace(self, path: str) -> Trace:
        """Return what an output depended on. Raises ValueError when there is none such."""
        at = self.paths.index(path)
        start, end = _span(self.asked_ends, at)
        return Trace(self._subject(at), tuple(memoryview(self.asked).cast(_NUMBER)[start:end]))

    def told_to(self, paths: Iterable[str]) -> dict[Question, bytes]:
        """Return the questions that outputs asked, with the digests of the answers."""
        numbers = {number for path in paths for number in self.trace(path).asked}
        return {self.question(number): self.answer(number) for number in sorted(numbers)}

    def amended(self, answers: Mapping[int, bytes], subjects: Mapping[str, bytes]) -> "RecordedTable":
        """Return the table with other answers, by number, and what the plan says of some outputs now."""
        places = {self.paths.index(path): subject for path, subject in subjects.items()}
        patched = _patched(self.answers, answers), _patched(self.subjects, places)
        return msgspec.structs.replace(self, answers=patched[0], subjects=patched[1])

    def table(self) -> Table:
        """Return all of it, decoded."""
        numbers, ends = memoryview(self.asked).cast(_NUMBER), memoryview(self.asked_ends).cast(_NUMBER)
        starts = chain((0,), ends)
        head = b"\xdd" + (len(self.question_ends) // _WIDTH).to_bytes(4, "big")  # a MessagePack array of that many
        return Table(
            self.global_digests,
            msgspec.msgpack.decode(head + self.questions, type=list[Question]),
            [self.answer(number) for number in range(len(self.answers) // SIZE)],
            {
                path: Trace(self._subject(at), tuple(numbers[start:end]))
                for at, (path, start, end) in enumerate(zip(self.paths, starts, ends, strict=False))
            },
            self.validity,
        )

    def _subject(self, at: int) -> bytes:
        return self.subjects[at * SIZE : (at + 1) * SIZE]

    def _numbers(self, wanted: bytes, offset: int) -> Iterator[int]:
        """Yield the numbers of the questions that have these bytes so far from where they begin."""
        ends = memoryview(self.question_ends).cast(_NUMBER)
        for at in _found(self.questions, wanted):
            number = bisect_right(ends, at)
            if at - offset == _span(self.question_ends, number)[0]:
                yield number


def recorded(table: Table) -> RecordedTable:
    """Return a table as it is put down."""
    questions = [msgspec.msgpack.encode(question) for question in table.questions]
    traces = table.traces.values()
    return RecordedTable(
        table.global_digests,
        table.validity,
        b"".join(questions),
        _ends(map(len, questions)),
        b"".join(table.answers),
        tuple(table.traces),
        b"".join(trace.subject for trace in traces),
        array(_NUMBER, chain.from_iterable(trace.asked for trace in traces)).tobytes(),
        _ends(len(trace.asked) for trace in traces),
    )


def _ends(lengths: Iterable[int]) -> bytes:
    return array(_NUMBER, accumulate(lengths)).tobytes()


def _span(ends: bytes, number: int) -> tuple[int, int]:
    """Return where a value begins and ends."""
    view = memoryview(ends).cast(_NUMBER)
    return (view[number - 1] if number else 0), view[number]


def _found(data: bytes, wanted: bytes) -> Iterator[int]:
    """Yield where some bytes stand."""
    at = data.find(wanted)
    while at >= 0:
        yield at
        at = data.find(wanted, at + 1)


def _patched(digests: bytes, new: Mapping[int, bytes]) -> bytes:
    data = bytearray(digests)
    for number, one in new.items():
        data[number * SIZE : (number + 1) * SIZE] = one
    return bytes(data)
