"""Rooms stay small enough to read: one purpose a module, said at its top; functions of a screen at most."""

from collections import Counter

from tests.house.source import MODULES, named, source

MODULE_LINES = 300
FUNCTION_LINES = 40
MODULES_OF_A_ROOM = 25


def test_every_module_says_its_purpose() -> None:
    assert [named(path) for path in MODULES if not source(path).docstring] == []


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MODULE_LINES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{named(path)}:{first} {name}: {last - first + 1} lines"
        for path in MODULES
        for name, first, last in source(path).functions
        if last - first >= FUNCTION_LINES
    ]
    assert long == []


def test_no_room_has_more_modules_than_one_overlooks() -> None:
    counts = Counter(path.parent for path in MODULES if path.name != "__init__.py")
    assert {named(room): count for room, count in counts.items() if count > MODULES_OF_A_ROOM} == {}
