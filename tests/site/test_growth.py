"""What is asked of a site takes work in proportion to the site: no function's lines grow like the square."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from types import CodeType, FrameType
from typing import Any

import pytest

from benchmarks import community
from mingpian.core import trace
from mingpian.core.trace import Question, Recorder, Tabulator
from mingpian.plan.outputs import Output, pages, plan_outputs
from mingpian.queries.by_reference import by_reference
from mingpian.render.formats import formats
from mingpian.site.model import SiteModel
from tests.render.small import NOW, Small

FEW, MANY = 130, 390  # members; from 121 on, maps are drawn by circle
ROOMS = ("/site/", "/queries/", "/matching/", "/plan/", "/render/formats/", "/core/trace.py")
ENOUGH = 3_000  # lines run, below which the growth of a function says little
SLACK = 1.4  # over growth in proportion; n log n has 1.25 between these sizes, the square has 3


def of_members(count: int, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A community of so many members."""
    monkeypatch.setattr(community, "CIRCLES", count // 5)
    files = dict(community.files(count))
    site = files.pop("site.toml")
    return Small({path.removeprefix("content/"): text for path, text in files.items()}, site + "page_size = 2\n")


def of_entries(count: int, _monkeypatch: pytest.MonkeyPatch) -> Small:
    """So many essays, with ever more tags and series, each with links to others."""
    return Small(
        {f"essays/e{n}.md": essay(n, count) for n in range(count)} | {"members/lin.md": "---\nname: 林\n---\n字\n"}
    )


def essay(n: int, count: int) -> str:
    head = f"title: 题{n}\ndate: {2000 + n % 25}-01-{1 + n % 28:02}\ntags: [写作, 签{n // 4}]\nseries: 列{n // 8}"
    return f"---\n{head}\n---\n[前](e{max(0, n - 1)}.md)，见[[题{(n * 7) % count}]]。\n"


@pytest.mark.parametrize("site", [of_members, of_entries], ids=lambda site: site.__name__)
def test_no_function_grows_like_the_square(
    site: Callable[[int, pytest.MonkeyPatch], Small], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trace, "REMEMBERED", 100)  # so that what all pages ask is asked more often of a larger site
    few, many = (lines_run(site(count, monkeypatch)) for count in (FEW, MANY))
    grown = {name: count / max(few[name], ENOUGH * FEW / MANY) for name, count in many.items() if count > ENOUGH}
    assert len(grown) > 20, "too little was counted"
    assert {name: ratio for name, ratio in grown.items() if ratio > SLACK * MANY / FEW} == {}


def lines_run(small: Small) -> Counter[str]:
    """Count the lines run by each function while a site is modelled and planned, and all that its pages ask is answered
    and noted."""
    counts: Counter[str] = Counter()

    @cache
    def counter(code: CodeType) -> Any:
        if not any(f"/mingpian{room}" in code.co_filename for room in ROOMS):
            return None
        name = f"{code.co_filename.rpartition('/mingpian/')[2]}:{code.co_qualname}"

        def line(_frame: FrameType, _event: str, _argument: Any) -> Any:
            counts[name] += 1
            return line

        return line

    def enter(frame: FrameType, _event: str, _argument: Any) -> Any:
        return counter(frame.f_code)

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        model = small.modelled(NOW)
        outputs, _ = plan_outputs(model, [form.plan for form in formats().values()])
        note(model, outputs)
    finally:
        sys.settrace(before)
    return counts


def note(model: SiteModel, outputs: list[Output]) -> None:
    """Ask what pages ask, and put it into a table as a build does, twice."""
    recorder = Recorder(lambda question: Small.answered(model, question), by_reference)
    tabulator, again = Tabulator({}), Tabulator({})
    for number, question in enumerate(questions(model)):
        recorder.begin()
        recorder.ask(question)
        tabulator.add(outputs[number % len(outputs)].path, b"", recorder)
    again.take(tabulator.table, tabulator.table.traces)


def questions(model: SiteModel) -> Iterator[Question]:
    """Yield what the pages of a site ask."""
    for page in pages(model):
        yield ("site", page.lang)
        kind, *subject = page.subject
        if kind == "entry":
            key = subject[0]
            of_kind = {"members": "profile", "circles": "circle"}.get(model.site.entries[key].kind)
            yield from (("card", key), ("context", key), *(((of_kind, key),) if of_kind else ()))
        elif kind == "list":
            yield ("listing", subject[0], subject[1], page.lang, subject[2])
        elif kind == "map":
            yield ("network", subject[0], page.lang)
        elif kind == "terms":
            yield ("index", subject[0], page.lang)
        elif kind == "topic":
            yield ("topic", subject[0], page.lang)
        elif kind in ("home", "archive", "elsewhere"):
            yield (kind, page.lang)
    yield from (("sitemap",), ("redirects",), ("channels",), ("own_sites",), ("frames",))
