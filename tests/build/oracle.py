"""The oracle: what a build that remembers leaves in the output folder is what one that remembers nothing makes."""

from __future__ import annotations

import io
import os
import random
import shutil
import time
from collections.abc import Iterable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mingpian.cli import main
from mingpian.content import discover
from mingpian.core import workers
from mingpian.queries.search import segments
from mingpian.replay import unchanged
from mingpian.write.state import State
from tests.build.workshop import Edit, Workshop

SETTLED = 0.02 if os.name == "nt" else 0.012  # seconds; every clock of a file system has ticked by then

Step = tuple[Edit, int, int]


class Built(NamedTuple):
    """How a build ended, and its diagnostics as JSON."""

    code: int
    said: str


class Oracle:
    """One site that is built again and again, and, after each build, a fresh copy of it beside it.

    Built by the command, in this process: what it forgets to look at before it says that nothing changed shows too.
    """

    def __init__(self, folder: Path) -> None:
        self.site = Workshop(folder / "site").create()
        self.output = self.site.root / "output"
        self._clean = folder / "a" / "clean"  # another depth: nothing may depend on where a site lies

    def apply(self, *steps: Step) -> None:
        """Edit the site."""
        for edit, one, two in steps:
            edit(self.site, one, two)

    def forget(self) -> None:
        """Take away the output and all memory of it."""
        shutil.rmtree(self.output)
        shutil.rmtree(self.site.root / ".mingpian")

    def build(self, jobs: int = 1) -> Built:
        """Build with all that earlier builds left, after the time that file systems need to tell edits apart."""
        time.sleep(SETTLED * 1.5)
        return self._run(self.site.root, jobs)

    def build_into(self, output: Path) -> Built:
        """Build into another folder."""
        return self._run(self.site.root, 1, "--output", str(output))

    def clean(self, jobs: int = 1) -> tuple[Built, dict[str, bytes]]:
        """Build a copy that has neither output nor memory."""
        shutil.rmtree(self._clean, ignore_errors=True)
        shutil.copytree(self.site.root, self._clean, ignore=shutil.ignore_patterns("output", ".mingpian"))
        return self._run(self._clean, jobs), tree(self._clean / "output")

    def _run(self, root: Path, jobs: int, *more: str) -> Built:
        options = [*more, *(["--drafts"] if self.site.drafts else [])]
        options += ["--base-url", self.site.base_url] if self.site.base_url else []
        said = io.StringIO()
        with pytest.MonkeyPatch.context() as environment, redirect_stdout(said), redirect_stderr(said):
            environment.setenv("SOURCE_DATE_EPOCH", str(self.site.now))
            environment.setattr(workers.Crew, "size", lambda crew, _items: crew.jobs)  # as on a large site
            code = main(["build", "--root", str(root), "--format", "json", "--jobs", str(jobs), *options])
        return Built(code, said.getvalue())

    def follow(self, series: Iterable[tuple[Step, int]]) -> None:
        """Check, then after each edit of a series, built by so many jobs."""
        self.check()
        for step, jobs in series:
            self.apply(step)
            self.check(jobs)

    def check(self, jobs: int = 1, clean_jobs: int = 1) -> Built:
        """Build both ways and compare; raises AssertionError that names what differs."""
        before = tree(self.output)
        built = self.build(jobs)
        after = tree(self.output)
        clean_built, clean = self.clean(clean_jobs)
        assert built.code in (0, 1), built.said
        assert built == clean_built
        wrong = {path for path in clean if after.get(path) != clean[path]}
        assert not wrong, f"stale or missing: {sorted(wrong)}"
        extra = after.keys() - clean.keys()
        if built.code:  # what an error hides for now is not taken off the site
            assert all(after[path] == before.get(path) for path in extra), f"from nowhere: {sorted(extra)}"
        else:
            assert not extra, f"left behind: {sorted(extra)}"
        return built


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by path."""
    found: dict[str, bytes] = {}
    for inside, _, names in os.walk(folder):
        below = inside.removeprefix(str(folder)).replace(os.sep, "/").lstrip("/")
        for name in names:
            if os.path.isfile(full := os.path.join(inside, name)) and not os.path.islink(full):
                with open(full, "rb", buffering=0) as file:
                    found[f"{below}/{name}" if below else name] = file.readall()
    return found


class _Shuffled:
    """What `os.scandir` returns: an iterator that may be closed, too."""

    def __init__(self, entries: list[Any]) -> None:
        self._left = iter(entries)

    def __enter__(self) -> _Shuffled:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> _Shuffled:
        return self

    def __next__(self) -> Any:
        return next(self._left)

    def close(self) -> None:
        self._left = iter(())


def shuffle_folders(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Let the system list folders in an order of its own, another each time."""
    listed, order = os.scandir, random.Random(seed)

    def scandir(path: Any = ".") -> _Shuffled:
        with listed(path) as entries:
            found = list(entries)
        order.shuffle(found)
        return _Shuffled(found)

    monkeypatch.setattr(os, "scandir", scandir)


def hurry(monkeypatch: pytest.MonkeyPatch, templates: Path) -> None:
    """Spare the tests what they are not about: long waits for the clocks of files, templates compiled anew."""
    templates.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(discover, "RACY_NS", int(SETTLED * 1e9))
    monkeypatch.setattr(unchanged, "_RACY", int(SETTLED * 1e9))
    monkeypatch.setattr(State, "room", lambda _self, _name: templates)


def cut_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the search index of a small site several segments and shards, as a large one has them."""
    monkeypatch.setattr(segments, "_FEWEST", 3)
    monkeypatch.setattr(segments, "_ONE_IN", 2)
    monkeypatch.setattr(segments, "_WORDS_A_SHARD", 4)
    monkeypatch.setattr(segments, "_MAX_BITS", 3)
