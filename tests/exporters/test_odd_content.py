"""Copies of an entry whose writer counts what nobody has, or calls something a formula that is none."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from mingpian.cli import main

MANY = "9" * 5000  # more digits than Python reads as a number
BODY = f"""<img src="a.png" width="{MANY}" alt="x"> <img src="a.png" width="{MANY}%" height="{MANY}" alt="y">

<table><tr><td colspan="{MANY}">甲</td><td rowspan="{MANY}">乙</td></tr></table>

<ol start="{MANY}"><li>丙</li></ol>

<code class="mingpian-formula">7</code> <code class="mingpian-formula">x</code> $x$
"""


@pytest.mark.parametrize("trusted", ['"essays/"', '"works/"'])
def test_it_is_built_and_copied_like_any_other(
    trusted: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 40)).save(out, "PNG")
    files = {
        "site.toml": f'title = "A"\nowner = "lin"\nbase_url = "https://me.example/"\ntrusted = [{trusted}]\n'.encode(),
        "content/members/lin.md": "---\nname: 林语\n---\n".encode(),
        "content/members/wen.md": "---\nname: 温\n---\n".encode(),
        "content/works/w.md": "---\ntitle: 作品\n---\n".encode(),
        "content/essays/x.md": f"---\ntitle: 数\ndate: 2026-10-01\n---\n{BODY}".encode(),
        "content/essays/a.png": out.getvalue(),
    }
    for path, data in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    assert main(["build", "--root", str(tmp_path), "--jobs", "1"]) == 0, capsys.readouterr().err
    for form in ("wechat", "tietu", "zhihu", "juejin", "mail", "markdown", "book", "cards", "poster"):
        code = main(["export", form, "x", "--root", str(tmp_path), "--jobs", "1"])
        said = capsys.readouterr()
        assert code == 0 and "no copy could be made" not in said.out + said.err, (form, said)
    assert "丙" in next((tmp_path / "exports" / "zhihu").rglob("*.md")).read_text(encoding="utf-8")
