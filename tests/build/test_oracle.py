"""Whatever happens between two builds, the second leaves what a first one would have made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingpian.core import workers
from tests.build import site_edits, workshop
from tests.build.oracle import Oracle, Step, hurry, shuffle_folders, tree

EXAMPLES = settings().max_examples // 20  # each is several whole builds
ROUNDS = 2 if settings().max_examples <= 600 else 5

steps = st.tuples(st.sampled_from(site_edits.EDITS), st.integers(0, 59), st.integers(0, 59))
rounds = st.tuples(st.lists(steps, min_size=1, max_size=4), st.sampled_from([1, 1, 2]))


@given(series=st.lists(rounds, min_size=1, max_size=ROUNDS), seed=st.integers(0, 9))
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_series_of_edits_leaves_what_a_clean_build_makes(
    series: list[tuple[list[Step], int]], seed: int, templates: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        hurry(monkeypatch, templates)
        folder = tmp_path_factory.getbasetemp() / "oracle"
        shutil.rmtree(folder, ignore_errors=True)
        oracle = Oracle(folder)
        shuffle_folders(monkeypatch, seed)
        oracle.check(jobs=1 + seed % 2)
        for edits, jobs in series:
            oracle.apply(*edits)
            oracle.check(jobs, clean_jobs=3 - jobs)
        oracle.apply((site_edits.mend, 0, 0))
        oracle.check()


def test_the_clock_alone_changes_what_it_should(oracle: Oracle) -> None:
    """The second before and the second in which a day begins in China at whose beginning something changes."""
    midnight = workshop.NOW + 16 * 3_600
    for day in (0, 3, 13, 19, 34):
        for moment in (-1, 0):
            oracle.site.now = midnight + day * workshop.DAY + moment
            oracle.check(jobs=1 + day % 2)


def test_trust_is_asked_again_whatever_changes_it(oracle: Oracle) -> None:
    """The patterns, the owner, an original whose maker its translation inherits, and the number of members."""
    pages = [oracle.output / path for path in ("essays/letter/index.html", "en/essays/letter/index.html")]

    def raw() -> list[bool]:
        return ["data-raw" in page.read_text(encoding="utf-8") for page in pages]

    assert raw() == [True, True]
    for one, two, shown in (
        (0, 0, [False, False]),  # letter.md says that man made it; letter.en.md says nothing
        (2, 1, [False, False]),  # letter.en.md says that lin did
        (0, 2, [True, True]),
        (1, 3, [False, False]),  # pages/ alone
        (1, 2, [True, True]),
        (1, 0, [False, False]),  # more than one member, and no word of places
    ):
        oracle.apply((site_edits.change_trust, one, two))
        oracle.check(jobs=1 + one % 2)
        assert raw() == shown, (one, two)
    for member in ("man.md", "bo.md"):
        (oracle.site.root / "content/members" / member).unlink()
    oracle.build()
    assert raw() == [False, False]  # others made what is still there: it is not one person's site yet


def test_the_page_of_the_only_member_is_the_front_page_until_there_is_another(oracle: Oracle) -> None:
    others = ["content/members/man.md", "content/members/bo.md"]
    texts = {path: oracle.site.read(path) for path in others}
    page, card = (oracle.output / "members/lin" / name for name in ("index.html", "card.vcf"))
    for path in others:
        (oracle.site.root / path).unlink()
    oracle.check()
    assert "http-equiv" in page.read_text(encoding="utf-8") and b"/members/lin/" not in card.read_bytes()
    oracle.site.write(others[0], texts[others[0]])
    oracle.check(jobs=2)
    assert "http-equiv" not in page.read_text(encoding="utf-8") and b"/members/lin/" in card.read_bytes()


def test_without_any_edit_nothing_is_written(oracle: Oracle) -> None:
    facts = {path: path.stat().st_mtime_ns for path in oracle.output.rglob("*")}
    oracle.build(jobs=2)
    assert {path: path.stat().st_mtime_ns for path in oracle.output.rglob("*")} == facts


def test_files_keep_their_times_where_their_bytes_stay(oracle: Oracle) -> None:
    files = [path for path in oracle.output.rglob("*.*") if path.is_file()]
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in files}
    oracle.apply(
        (site_edits.edit_settings, 0, 1)
    )  # the title stands on every page; not in pictures, calendars, robots.txt
    oracle.check()
    kept = {path for path, (_, data) in before.items() if path.exists() and path.read_bytes() == data}
    assert oracle.output / "pictures/sea.png" in kept
    assert oracle.output / "index.html" not in kept
    assert all(path.stat().st_mtime_ns == before[path][0] for path in kept)


@pytest.mark.parametrize("jobs", [1, 2])
def test_edits_within_one_tick_of_the_clock_are_seen(oracle: Oracle, jobs: int) -> None:
    letter = "content/essays/letter.md"
    for number in range(2):
        text = oracle.site.read(letter).replace(f"版本{number}", f"版本{number + 1}")
        oracle.site.write(letter, text)
        oracle.build(jobs)
        oracle.site.write(letter, text.replace(f"版本{number + 1}", "版本9"))
        os.utime(oracle.site.root / letter, ns=(1, 1))
        oracle.check(jobs)
        oracle.site.write(letter, text)


def test_where_no_process_can_be_forked_the_site_is_the_same(oracle: Oracle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_forks", lambda: False)
    started: list[int] = []
    pool = workers._pool

    def counted(state: Any, load: Callable[[], Any], jobs: int) -> Any:
        started.append(jobs)
        return pool(state, load, jobs)

    monkeypatch.setattr(workers, "_pool", counted)
    oracle.apply((site_edits.edit_settings, 0, 1))
    oracle.check(jobs=2)
    assert started


def test_the_seed_of_hashes_and_the_number_of_workers_do_not_show(oracle: Oracle) -> None:
    outputs = []
    for seed in ("1", "2"):
        output = oracle.site.root.parent / f"seed-{seed}"
        command = [sys.executable, "-m", "mingpian", "build", "--root", str(oracle.site.root)]
        subprocess.run(
            [*command, "--output", str(output), "--jobs", seed, "--quiet"],
            env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": str(oracle.site.now)},
            check=True,
        )
        shutil.rmtree(oracle.site.root / ".mingpian")
        outputs.append(tree(output))
    assert outputs[0] == outputs[1] == tree(oracle.output)
