"""A draft is handed on as a résumé only where that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from mingpian.cli import main


def test_a_draft_is_no_resume_unless_it_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    members, made = tmp_path / "content/members", tmp_path / "exports/resume"
    members.mkdir(parents=True)
    (tmp_path / "site.toml").write_text('title = "A"\n', encoding="utf-8")
    (members / "lin.md").write_text("---\nname: Lin\ndraft: no\n---\n", encoding="utf-8")
    (members / "bo.md").write_text("---\nname: Bo\ndraft: true\n---\n", encoding="utf-8")

    def run(*words: str) -> tuple[int, list[str]]:
        code = main(["export", "resume", *words, "--root", str(tmp_path)])
        return code, sorted(path.stem for path in made.glob("*.json"))

    assert run() == (0, ["lin"])
    assert run("bo") == (2, ["lin"]) and "--drafts" in capsys.readouterr().err
    assert run("bo", "--drafts") == (0, ["bo", "lin"])
