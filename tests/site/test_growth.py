"""What is asked of a site takes work in proportion to the site: no function's lines grow like the square."""

import sys
from collections import Counter
from collections.abc import Iterator
from types import FrameType
from typing import Any

import pytest

from benchmarks import community
from mingpian.core.trace import Question
from mingpian.plan.outputs import pages
from mingpian.site.model import SiteModel
from tests.render.small import NOW, Small

FEW, MANY = 130, 390  # members; from 121 on, maps are drawn by circle
ROOMS = ("/mingpian/site/", "/mingpian/queries/", "/mingpian/matching/", "/mingpian/plan/")
ENOUGH = 3_000  # lines run, below which the growth of a function says little
SLACK = 1.4  # over growth in proportion; n log n has 1.25 between these sizes, the square has 3


def test_no_function_of_the_model_or_the_plan_grows_like_the_square(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (lines_run(count, monkeypatch) for count in (FEW, MANY))
    grown = {name: count / max(few[name], ENOUGH * FEW / MANY) for name, count in many.items() if count > ENOUGH}
    assert len(grown) > 20, "too little was counted"
    assert {name: ratio for name, ratio in grown.items() if ratio > SLACK * MANY / FEW} == {}


def lines_run(members: int, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count the lines run by each function while a community is modelled, planned, and asked all that its pages ask."""
    monkeypatch.setattr(community, "CIRCLES", members // 5)
    files = dict(community.files(members))
    site = files.pop("site.toml")
    small = Small({path.removeprefix("content/"): text for path, text in files.items()}, site)
    counts: Counter[str] = Counter()

    def enter(frame: FrameType, _event: str, _argument: Any) -> Any:
        path = frame.f_code.co_filename
        if not any(room in path for room in ROOMS):
            return None
        name = f"{path.rpartition('/mingpian/')[2]}:{frame.f_code.co_qualname}"

        def line(_frame: FrameType, _event: str, _argument: Any) -> Any:
            counts[name] += 1
            return line

        return line

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        model = small.modelled(NOW)
        for question in questions(model):
            small.answered(model, question)
    finally:
        sys.settrace(before)
    return counts


def questions(model: SiteModel) -> Iterator[Question]:
    """Yield what the pages of a site ask."""
    for page in pages(model):
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
