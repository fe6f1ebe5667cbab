"""Mermaid is drawn where the tool is there, for the owner alone; else its text is shown, and nothing runs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mingpian import build
from mingpian.write import diagrams

FENCE = '```mermaid title="流程"\ngraph TD\nA-->B\n```\n'
TOOL = """#!/bin/sh
echo run >> "$(dirname "$0")/runs"
case "$(cat in.mmd)" in *slow*) sleep 30;; *fail*) exit 1;; esac
{ echo '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="9" height="9"/>'
case "$(cat in.mmd)" in *act*) echo '<script>alert(1)</script>';; esac; echo '</svg>'; } > out.svg
env > "$(dirname "$0")/environment"
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site whose `node_modules` has a tool; no other is to be found."""
    root = tmp_path / "site"
    for name, text in {
        "site.toml": 'title = "A"\nowner = "lin"\ntrusted = ["essays/own.md"]\n',
        "content/members/lin.md": "---\nname: 林\n---\n我\n",
        "content/members/eve.md": "---\nname: Eve\n---\n我\n",
        "content/essays/own.md": f"---\ntitle: 甲\n---\n{FENCE}",
        "content/essays/eve.md": f"---\ntitle: 乙\nauthors: [eve]\n---\n{FENCE}",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("SECRET_TOKEN", "x")
    monkeypatch.setattr(diagrams, "_NAME", "mmdc-of-the-test")
    return root


def install(root: Path, text: str = TOOL) -> Path:
    tool = root / "node_modules/.bin/mmdc-of-the-test"
    tool.parent.mkdir(parents=True, exist_ok=True)
    tool.write_text(text)
    tool.chmod(0o755)
    return tool.parent


def page(root: Path, name: str = "own") -> str:
    assert not build(root).failed
    return (root / f"output/essays/{name}/index.html").read_text()


def runs(folder: Path) -> int:
    return (folder / "runs").read_text().count("run") if (folder / "runs").exists() else 0


def test_the_text_stands_there_where_no_tool_is(site: Path) -> None:
    html = page(site)
    assert "A--&gt;B" in html and "流程" in html and "data:image/svg+xml" not in html


@pytest.mark.skipif(os.name != "posix", reason="the tool is a shell script")
def test_it_is_drawn_once_for_the_owner_alone_and_when_the_tool_comes(site: Path) -> None:
    page(site)
    folder = install(site)
    html = page(site)  # nothing but the tool is new
    assert 'src="data:image/svg+xml;base64,' in html and 'width="40" height="20"' in html and "A--&gt;B" in html
    assert "data:image/svg+xml" not in page(site, "eve")
    assert runs(folder) == 1
    assert "SECRET_TOKEN" not in (folder / "environment").read_text()
    (site / "content/essays/own.md").write_text(f"---\ntitle: 甲\n---\n另一段\n\n{FENCE}")
    assert "data:image/svg+xml" in page(site) and runs(folder) == 1
    (site / "content/essays/own.md").write_text(f"---\ntitle: 甲\n---\n另一段，后来\n\n{FENCE}")  # the body alone
    assert "data:image/svg+xml" in page(site) and runs(folder) == 1
    (site / "site.toml").write_text('title = "A"\nowner = "lin"\nmarkdown = {diagrams = false}\n')
    assert "data:image/svg+xml" not in page(site) and runs(folder) == 1


@pytest.mark.skipif(os.name != "posix", reason="the tool is a shell script")
@pytest.mark.parametrize("text", ["fail", "slow", "act"])
def test_what_is_not_drawn_or_is_no_mere_drawing_is_shown_as_its_text(
    site: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(diagrams, "LONGEST", 0.3)
    install(site)
    (site / "content/essays/own.md").write_text(f"---\ntitle: 甲\n---\n```mermaid\ngraph {text}\n```\n")
    html = page(site)
    assert f"graph {text}" in html and "data:image/svg+xml" not in html and "alert" not in html
