"""A site that is exported and imported again is the same site, byte for byte; nobody is locked in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mingpian.cli import main
from tests.example import REPOSITORY


def tree(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_example_comes_back_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    shutil.copytree(REPOSITORY / "content", old / "content")
    shutil.copy(REPOSITORY / "site.toml", old / "site.toml")
    (old / "content/essays/broken.md").write_bytes(b"---\ntitle: [\n---\nx\r\ny\n")
    (old / "content/essays/bytes.md").write_bytes(b"\xff\xfe\x00")
    assert main(["export", "site", "--root", str(old)]) == 0
    new.mkdir()
    shutil.copy(old / "site.toml", new / "site.toml")
    assert main(["import", "mingpian", str(old / "exports/site"), "--root", str(new)]) == 0
    assert tree(new / "content") == tree(old / "content")
    capsys.readouterr()
    assert main(["import", "mingpian", str(old / "exports/site"), "--root", str(new)]) == 0
    assert "unchanged" in (said := capsys.readouterr().out) and "imported" not in said
    whole = json.loads((old / "exports/site/site.json").read_text(encoding="utf-8"))
    essay = next(one for one in whole["entries"] if one["path"] == "essays/people-in-the-text.md")
    assert essay["fields"]["title"] == "把人请进文章里" and essay["body"].lstrip().startswith("写文章的人")
    assert (essay["kind"], essay["slug"], essay["lang"]) == ("essays", "people-in-the-text", "zh-Hans")
    assert whole["settings"] == (old / "site.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", ["../evil.md", "/etc/evil.md", "essays/../../evil.md", "essays\\evil.md", "C:/evil.md", ""]
)
def test_no_path_leads_out(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old/files").mkdir(parents=True)
    whole = {"version": 1, "entries": [{"path": path, "text": "x"}], "files": [path]}
    (tmp_path / "old/site.json").write_text(json.dumps(whole))
    (tmp_path / "new").mkdir()
    (tmp_path / "new/site.toml").write_text('title = "A"\n')
    assert main(["import", "mingpian", str(tmp_path / "old"), "--root", str(tmp_path / "new")]) == 0
    assert not (tmp_path / "evil.md").exists() and tree(tmp_path / "new") == {"site.toml": b'title = "A"\n'}
    assert "left" in capsys.readouterr().out
