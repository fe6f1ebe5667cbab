"""An export of Notion, as a folder and as the archive in an archive that it comes in."""

# ruff: noqa: E501 (files are quoted as they are)

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from mingpian.cli import main
from mingpian.importers import archive, notion
from mingpian.importers.draft import Found, Into, Skipped
from tests.importers.move import Move, png

A, B, C, D, E = (str(digit) * 32 for digit in "1234a")
EXPORT: dict[str, str | bytes] = {
    f"主页 {A}.md": f"""# 主页

第一段，见 [子页](%E4%B8%BB%E9%A1%B5%20{A}/%E5%AD%90%E9%A1%B5%20{B}.md) 和 [远处](https://www.notion.so/x-{B}?pvs=4)，[丢了](gone%20{E}.md)。

# 一级标题

<aside>
⚠️ 当心，
第二行

</aside>

- 折叠的
    
    里面的字

[书目](%E4%B8%BB%E9%A1%B5%20{A}/%E4%B9%A6%E7%9B%AE%20{C}.csv)

![image.png](%E4%B8%BB%E9%A1%B5%20{A}/image.png)

```python
# 不是标题
```
""",
    f"主页 {A}/子页 {B}.md": f"# 子页\n\n回到 [主页](../%E4%B8%BB%E9%A1%B5%20{A}.md)。\n",
    f"主页 {A}/image.png": png(),
    f"主页 {A}/书目 {C}.csv": "Name,Tags,Status\n一本书,读,Done\n",
    f"主页 {A}/书目 {C}_all.csv": f"\ufeffName,Tags,Date,Status,作者\n一本书,读,\"January 5, 2024\",Done,某人 (https://www.notion.so/x-{D})\n没写完,,,Draft,\n",
    f"主页 {A}/书目 {C}/一本书 {D}.md": "# 一本书\n\nTags: 读, 好书\nDate: January 5, 2024 → January 6, 2024\nStatus: Done\n作者: 某人\n\n正文: 冒号不是字段。\n",
    f"主页 {A}/书目 {C}/没写完 {E}.md": "# 没写完\n\nStatus: Draft\n\n字\n",
}  # fmt: skip


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


@pytest.mark.parametrize("form", ["folder", "zip", "parts"])
def test_an_export(form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    inner = zipped(EXPORT)
    forms: dict[str, dict[str, str | bytes]] = {"folder": EXPORT, "zip": {"e.zip": inner}, "parts": {"e.zip": zipped({"Export-Part-1.zip": inner})}}  # fmt: skip
    move = Move(tmp_path, forms[form])
    assert move.run("notion", "" if form == "folder" else "e.zip") == 0
    said = capsys.readouterr().out
    assert move.files() == [
        "data/书目.csv", "essays/一本书.md", "essays/主页/image.png", "essays/主页/index.md", "essays/子页.md", "essays/没写完.md",
    ]  # fmt: skip
    body = move.text("essays/主页/index.md")
    for part in (
        "见 [[子页|子页]] 和 [[子页|远处]]，丢了。", "## 一级标题", "> [!WARNING]\n> ⚠️ 当心，\n> 第二行", "里面的字", ":::table 书目 :::", "![image.png](image.png)",
        "```python\n# 不是标题\n```",
    ):  # fmt: skip
        assert part in body, part
    assert move.front("essays/一本书.md") == {
        "title": "一本书",
        "tags": ["读", "好书"],
        "date": "2024-01-05",
        "extra": {"Status": "Done", "作者": "某人"},
    }
    assert "正文: 冒号不是字段。" in move.text("essays/一本书.md") and "[[主页|主页]]" in move.text("essays/子页.md")
    assert (
        move.front("essays/没写完.md")["draft"] == "true"
        and "`Status: Draft`: it arrives as a draft" in said
        and "the link `丢了` leads to nothing" in said
    )
    assert move.text("data/书目.csv").startswith(
        "Name,Tags,Date,Status,作者\n一本书,读,"
    ) and "notion.so" not in move.text("data/书目.csv")
    assert not [path for path in move.files() if A in path or A in (move.text(path) if path.endswith(".md") else "")]
    assert main(["build", "--root", str(move.new), "--jobs", "1"]) == 0, capsys.readouterr().err
    assert move.run("notion", "" if form == "folder" else "e.zip") == 0
    said = capsys.readouterr().out
    assert "differs" not in said and "5 unchanged" in said


def test_an_archive_writes_nowhere_else_and_no_more_than_it_may(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name in ("../evil.md", "/abs.md", "a/../../b.md", "c:\\x.md", f"good {A}.md"):
            opened.writestr(zipfile.ZipInfo(name), "# x\n\n字\n")
        linked = zipfile.ZipInfo("link.md")
        linked.external_attr = 0o120777 << 16
        opened.writestr(linked, "/etc/passwd")
        opened.writestr(f"bomb {B}.md", b"0" * 20_000_000)
    path = tmp_path / "inner/e.zip"
    path.parent.mkdir()
    path.write_bytes(out.getvalue())
    found = list(notion.read(path, Into()))
    left = {one.source: one.why for one in found if isinstance(one, Skipped)}
    assert [one.source for one in found if isinstance(one, Found)] == [f"good {A}.md"]
    assert set(left) == {"../evil.md", "/abs.md", "a/../../b.md", "c:\\x.md", "link.md", f"bomb {B}.md"}
    assert sorted(one.name for one in tmp_path.rglob("*")) == ["e.zip", "inner"]


@pytest.mark.parametrize("data", [b"", b"PK\3\4", b"PK\5\6" + b"\0" * 18, zipped({"a.txt": "x"})[:-30]], ids=range(4))
def test_a_broken_archive_is_told_of(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "e.zip").write_bytes(data)
    assert all(isinstance(one, Skipped) for one in notion.read(tmp_path / "e.zip", Into()))
    assert archive.names_of(tmp_path / "e.zip") in ([], ["a.txt"])


def test_it_is_recognised(tmp_path: Path) -> None:
    (tmp_path / "e.zip").write_bytes(zipped(EXPORT))
    (tmp_path / "o.zip").write_bytes(zipped({"a.md": "x"}))
    assert notion.recognises(tmp_path / "e.zip") and not notion.recognises(tmp_path / "o.zip")
