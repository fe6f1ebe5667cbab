"""Résumés in JSON come in whole, and go out as they came in."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter
from mingpian.exporters.resume import resume_of
from mingpian.importers import jsonresume
from mingpian.importers.draft import Draft, draft_text
from tests.importers.move import Move, png
from tests.importers.people import RESUME, drafts, host, strings


def test_a_resume_comes_whole(tmp_path: Path) -> None:
    (tmp_path / "me.png").write_bytes(png())
    (draft,) = drafts(tmp_path, "r.json", json.dumps(RESUME), jsonresume)
    assert isinstance(draft, Draft) and list(draft.files) == ["portrait.png"]
    for section in RESUME.keys() - {"basics", "meta"}:
        for said in strings(RESUME[section]):
            assert said in draft.body.replace("\\", ""), said
    assert draft.fields["contact"] == {"email": host("a@a.example"), "phone": host("1"), "address": host("一号路")}
    public = draft.fields["extra"]["resume"] + draft.body
    assert "a@a.example" not in public and "一号路" not in public
    assert draft.fields["links"] == ["https://a.example", {"platform": "github", "handle": "zhoujiu"}]


def test_a_resume_goes_out_as_it_came_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    resume: Any = {
        **RESUME,
        "basics": {
            **RESUME["basics"],
            "location": {**RESUME["basics"]["location"], "postalCode": "215000", "region": ""},
        },
    }
    move = Move(tmp_path, {"r.json": json.dumps(resume), "me.png": png()})
    (move.new / "content/members").mkdir()
    (move.new / "content/members/bo.md").write_text(
        "---\nname: Bo\nrole: Printer\norg: Press\nlinks: [https://b.example]\noffers: [print]\ncontact: {email: b@b.example}\n---\nPrints.\n",
        encoding="utf-8",
    )
    assert move.run("jsonresume", "r.json") == 0
    assert main(["export", "resume", "周九", "members/bo", "--root", str(move.new)]) == 0
    assert json.loads((move.new / "exports/resume/周九.json").read_text(encoding="utf-8")) == resume
    bo = json.loads((move.new / "exports/resume/bo.json").read_text(encoding="utf-8"))
    assert bo["basics"] == {"name": "Bo", "label": "Printer", "email": "b@b.example", "url": "https://b.example"} | {
        "summary": bo["basics"]["summary"]
    }
    assert bo["work"] == [{"name": "Press", "position": "Printer"}] and bo["skills"] == [{"name": "print"}]
    assert main(["export", "resume", "nobody", "--root", str(move.new)]) == 2


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.dictionaries(st.sampled_from(["work", "education", "awards", "x", "meta"]), JSON),
    st.dictionaries(st.sampled_from(["label", "summary", "x"]), st.text('a b·字"\\', max_size=9).map(str.strip)),
)
def test_any_resume_goes_out_as_it_came_in(
    tmp_path_factory: pytest.TempPathFactory, data: dict[str, Any], basics: dict[str, Any]
) -> None:
    whole = {**data, "basics": {"name": "周九", **{name: " ".join(value.split()) for name, value in basics.items()}}}
    (draft,) = drafts(tmp_path_factory.getbasetemp(), "r.json", json.dumps(whole), jsonresume)
    assert isinstance(draft, Draft)
    front = split_front_matter(draft_text(draft))
    assert resume_of(front.located.data, front.body) == whole
