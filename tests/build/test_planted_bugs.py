"""The oracle notices what it is there for: six ways in which generators forget, each planted on purpose."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from mingpian.content import load
from mingpian.content.discover import File
from mingpian.core import sources
from mingpian.core.trace import Question
from mingpian.queries.by_reference import by_reference
from mingpian.queries.facade import Queries
from mingpian.render import theme as themes
from mingpian.site.clock import Clock
from mingpian.write import worker_context
from mingpian.write.folder import Folder
from tests.build import entry_edits, site_edits, workshop
from tests.build.oracle import Oracle, Step

Plant = Callable[[pytest.MonkeyPatch], None]


def theme_not_in_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    load = themes.load_theme

    def without_digest(root: Path, name: str, code: tuple[sources.SourceFile, ...]) -> Any:
        theme, problems = load(root, name, code)
        return msgspec.structs.replace(theme, digest=b""), problems

    monkeypatch.setattr(themes, "load_theme", without_digest)


def clock_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Clock, "expect", lambda _self, _moment: None)


def cards_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    def alone(question: Question, answer: Any) -> tuple[Any, tuple[Question, ...]]:
        return by_reference(question, answer)[0], ()

    monkeypatch.setattr(worker_context, "by_reference", alone)


def link_resolver_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    def target(self: Queries, source: str, written: str, lang: str) -> Any:
        return self.recorder._answer(("target", source, written, lang))

    monkeypatch.setattr(Queries, "target", target)


def orphans_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Folder, "remove", lambda _self, _path: None)


def size_only_file_key(monkeypatch: pytest.MonkeyPatch) -> None:
    known = load._is_unchanged

    def by_size(before: Any, file: File, *rest: Any) -> bool:
        if before is not None and before[0].file.size == file.size:
            before = (msgspec.structs.replace(before[0], file=file, settled=True), *before[1:])
        return known(before, file, *rest)

    monkeypatch.setattr(load, "_is_unchanged", by_size)


def _position(path: str, site: workshop.Workshop) -> int:
    return site.entries().index(f"content/{path}")


def _edits(oracle: Oracle) -> dict[Plant, tuple[Step, ...]]:
    """For each bug, what has to be done to the site to meet it."""
    letter = _position("essays/letter.md", oracle.site)
    offer = _position("offers/editing.md", oracle.site)
    return {
        theme_not_in_the_key: ((site_edits.edit_theme, 0, 3),),
        clock_not_recorded: ((site_edits.let_time_pass, 11, 0),),
        cards_not_recorded: ((entry_edits.retitle, letter, 1),),
        link_resolver_not_recorded: ((entry_edits.change_slug, offer, 1),),
        orphans_kept: (
            (entry_edits.change_slug, offer, 1),
        ),  # which no field names: a dangling reference keeps old pages
        size_only_file_key: ((entry_edits.edit_same_size, letter, 7),),
    }


BUGS = (
    theme_not_in_the_key,
    clock_not_recorded,
    cards_not_recorded,
    link_resolver_not_recorded,
    orphans_kept,
    size_only_file_key,
)


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.__name__)
def test_the_oracle_notices(bug: Plant, oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    edits = _edits(oracle)[bug]
    with monkeypatch.context() as planted:
        bug(planted)
        oracle.forget()
        oracle.check()
        oracle.apply(*edits)
        with pytest.raises(AssertionError):
            oracle.check()


def test_without_the_bugs_the_same_edits_are_built_right(oracle: Oracle) -> None:
    for edits in _edits(oracle).values():
        oracle.apply(*edits)
        oracle.check()
