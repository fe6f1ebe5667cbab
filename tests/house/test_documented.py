"""What is written about the project is true, and nothing tracked names the machine it was written on."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from mingpian import __version__
from tests.example import REPOSITORY, mingpian

REGISTRIES = [r"registry[.]npm", r"pypi[.]org/simple", r"pythonhosted[.]org", r"/-/[\w.-]+[.]tgz"]


def tracked() -> dict[str, str]:
    """The text files that are in version control, by path."""
    git = subprocess.run(["git", "ls-files", "-z"], check=True, cwd=REPOSITORY, capture_output=True)
    files = {name: (REPOSITORY / name) for name in git.stdout.decode("utf-8").split("\0") if name}
    return {name: text for name, path in files.items() if (text := readable(path)) is not None}


def readable(path: Path) -> str | None:
    """A file's text, or None for a picture, a font, or what was deleted and not yet committed."""
    try:
        return path.read_text(encoding="utf-8")
    except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
        return None


def test_no_tracked_file_names_this_machine_or_a_registry() -> None:
    folders = {Path.home(), REPOSITORY.parent}
    machine = [re.escape(f"{folder}/") for folder in folders if len(folder.parts) > 1]
    forbidden = re.compile("|".join(machine + REGISTRIES))
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in tracked().items()
        for number, line in enumerate(text.splitlines(), 1)
        if forbidden.search(line)
    ]
    assert found == []


def test_one_version_everywhere() -> None:
    assert __version__ in mingpian("--version", cwd=REPOSITORY).stdout
    assert f'version = "{__version__}"' in (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")


def test_the_readme_names_commands_and_targets_that_exist() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    usage = mingpian("--help", cwd=REPOSITORY).stdout
    commands = set(re.findall(r"(?:^|`|&& )mingpian ([a-z]+)", readme, re.MULTILINE))
    targets = set(re.findall(r"^make (\w+)", readme, re.MULTILINE))
    assert {"init", "new", "build", "check"} <= commands
    assert {"site", "test"} <= targets
    assert {name for name in commands if not re.search(rf"\b{name}\b", usage)} == set()
    assert {name for name in targets if not re.search(rf"^{name}:", makefile, re.MULTILINE)} == set()


def test_pictures_and_pages_that_the_readme_shows_are_there() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    local = [target for target in re.findall(r"\]\(([^)#\s]+)", readme) if not target.startswith("http")]
    assert [target for target in local if not (REPOSITORY / target).exists()] == []
