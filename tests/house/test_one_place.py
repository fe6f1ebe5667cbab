"""One place to touch: the recipes of docs/recipes.md, added to a copy of mingpian, are all that it takes."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mingpian import public_names
from tests.example import BUILD_TIME, REPOSITORY

RECIPES = (REPOSITORY / "docs" / "recipes.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^`([\w./-]+)`\n\n```\w+\n(.*?)^```$", re.M | re.S)
TABLE = re.compile(r"^(\[\w+\])\n((?:.+\n)+)", re.M)
FILES = {  # what each recipe adds; the words stand in files that are there
    "A command": ["generator/mingpian/cli/commands/count.py"],
    "A check": ["generator/mingpian/check/rules/long_titles.py"],
    "A format": ["generator/mingpian/render/formats/humans.py"],
    "A kind": ["generator/mingpian/content/kinds/talk.py", "themes/default/templates/talk.html"],
}
SITE = {
    "site.toml": 'title = "A"\nbase_url = "https://a.example/"\nlanguages = ["en", "zh-Hans"]\nwithout = ["share"]\n',
    "content/members/lin.md": "---\nname: Lin\nheadline: I help\n---\n",
    "content/essays/long.md": f"---\ntitle: {'long ' * 20}\ndate: 2026-01-01\n---\nWords.\n",
    "content/talks/tea.md": "---\ntitle: On tea\ndate: 2026-01-02\nvenue: The old mill\nvenu: x\n---\nWords.\n",
}


def recipes() -> dict[str, dict[str, str]]:
    """The files of each recipe, by its title."""
    parts = re.split(r"^## (.+)\n", RECIPES, flags=re.M)[1:]
    return {title: dict(BLOCK.findall(text)) for title, text in zip(parts[::2], parts[1::2], strict=True)}


class Copy:
    """A copy of mingpian with the recipes, and a site that uses them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.site = folder, folder / "site"
        for room in ("generator", "themes"):
            shutil.copytree(REPOSITORY / room, folder / room)  # with what was compiled of it
        for files in recipes().values():
            for path, text in files.items():
                put(folder / path, text)
        for path, text in SITE.items():
            put(self.site / path, text)

    def run(self, *words: str) -> str:
        """What a command of the copy says. It must end well."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder / "generator"), "SOURCE_DATE_EPOCH": BUILD_TIME}
        command = [sys.executable, "-m", "mingpian", *words]
        done = subprocess.run(
            command, check=False, cwd=self.site, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def output(self, path: str) -> str:
        return (self.site / "output" / path).read_text(encoding="utf-8")


def put(path: Path, text: str) -> None:
    """Write a file; into words that are there, each line below the head of its table."""
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    for head, lines in TABLE.findall(text) if before else ():
        assert f"\n{head}\n" in before, f"{path} has no {head}"
        before = before.replace(f"\n{head}\n", f"\n{head}\n{lines}", 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before or text, encoding="utf-8")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    made = Copy(tmp_path_factory.mktemp("copy"))
    made.run("build", "--jobs", "1")
    return made


@pytest.mark.parametrize("title", ["A check", "A format", "A kind"])
def test_an_extension_imports_the_same_from_the_face(title: str) -> None:
    code = "".join(text for path, text in recipes()[title].items() if path.endswith(".py"))
    imports = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    internal = {(node.module, one.name) for node in imports if "mingpian" in str(node.module) for one in node.names}
    assert internal and {(public_names.names().get(name, ("", ""))[0], name) for _, name in internal} == internal


def test_each_recipe_adds_its_files_and_edits_none_but_words() -> None:
    found = recipes()
    assert list(found) == list(FILES)
    for title, files in found.items():
        words = [path for path in files if "/words/" in path]
        assert [path for path in files if path not in words] == FILES[title]
        assert all((REPOSITORY / path).exists() for path in words)
        assert not any((REPOSITORY / path).exists() for path in FILES[title])
    assert sorted(Path(path).name for path in found["A kind"] if "/words/" in path) == sorted(
        path.name for path in (REPOSITORY / "themes/default/words").iterdir()
    )


def test_the_code_of_the_recipes_is_in_our_style(copy: Copy) -> None:
    files = [path for paths in FILES.values() for path in paths if path.endswith(".py")]
    for how in (["check"], ["format", "--check"]):
        ruff = [sys.executable, "-m", "ruff", *how, "--config", str(REPOSITORY / "pyproject.toml"), *files]
        done = subprocess.run(ruff, check=False, cwd=copy.folder, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_a_command(copy: Copy) -> None:
    assert "count the entries of each kind" in copy.run("--help")
    assert "mingpian count --drafts" in copy.run("count", "--help")
    assert "members: 1\n" in copy.run("count")
    assert "count" in copy.run("completion", "bash")


def test_a_check(copy: Copy) -> None:
    found = json.loads(copy.run("check", "--format", "json"))
    (one,) = (item for item in found if item["code"] == "long-title")
    assert one["severity"] == "note" and one["file"] == "content/essays/long.md" and one["span"]["line"] == 2
    assert "Shorten it" in copy.run("explain", "long-title")


def test_a_format(copy: Copy) -> None:
    assert copy.output("humans.txt") == "Lin\n"
    assert "humans.txt" in copy.run("explain", "/humans.txt")
    (copy.site / "site.toml").write_text(SITE["site.toml"].replace('["share"]', '["share", "humans"]'))
    copy.run("build", "--jobs", "1")
    assert not (copy.site / "output/humans.txt").exists()


def test_a_kind(copy: Copy) -> None:
    page = copy.output("talks/tea/index.html")
    assert "The old mill" in page and '"@type":"CreativeWork"' in page
    assert "On tea" in copy.output("talks/index.html") and ">Talks</a>" in copy.output("index.html")
    assert "talks/tea/" in copy.output("sitemap.xml")
    assert "did you mean `venue`?" in copy.run("check", "--all")
    copy.run("new", "talk", "On mills")
    assert "# venue: …  # Where it was given." in (copy.site / "content/talks/on-mills.md").read_text(encoding="utf-8")


def test_the_reference_has_all_of_them(copy: Copy) -> None:
    copy.run("schema", "--markdown", "--into", "reference")
    chapters = {path.name: path.read_text(encoding="utf-8") for path in (copy.site / "reference").iterdir()}
    assert "## count\n" in chapters["commands.en.md"]
    assert "## long-title\n" in chapters["diagnostics.en.md"] and "标题太长" in chapters["diagnostics.md"]
    assert "| `venue` |" in chapters["fields.en.md"]
