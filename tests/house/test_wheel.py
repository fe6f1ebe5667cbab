"""What a user installs is whole: a wheel in an empty environment makes and builds a site."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.example import REPOSITORY


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that must end well, with no way to find the repository by environment."""
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    words = [str(word) for word in command]
    done = subprocess.run(words, check=False, cwd=cwd, env=clean, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the backend that is installed here."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    run(*pip, "--wheel-dir", folder, REPOSITORY, cwd=folder)
    (found,) = folder.glob("mingpian-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in an environment of its own; what the wheel asks for lies beside it, and is that of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", programs / "python"]
    run(*pip, "install", "--quiet", "--no-deps", wheel, cwd=folder)
    (own,) = {path.parent for path in folder.rglob("mingpian") if (path / "__init__.py").is_file()}
    beside = [path for path in sys.path if Path(path).name == "site-packages"]  # of an environment on another, both
    (own / "beside.pth").write_text("\n".join(beside), encoding="utf-8")
    return programs / "mingpian"


def test_the_wheel_carries_the_themes_the_skeleton_and_the_types(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("mingpian/_themes/default/") for name in names)
    assert any(name.startswith("mingpian/skeleton/") for name in names)
    assert {"mingpian/py.typed", "mingpian/__init__.pyi"} <= set(names)
    assert [name for name in names if not name.startswith(("mingpian/", "mingpian-"))] == []


def test_an_installed_mingpian_makes_and_builds_a_site_anywhere(installed: Path, tmp_path: Path) -> None:
    run(installed, "init", "my-site", "--yes", cwd=tmp_path)
    site = tmp_path / "my-site"
    run(installed, "build", cwd=site)
    home = (site / "output" / "index.html").read_text(encoding="utf-8")
    assert "<h1" in home
    assert all(stylesheet.stat().st_size > 100 for stylesheet in (site / "output").rglob("*.css"))
    assert str(REPOSITORY) not in home
    for path in (site / "content").rglob("*.md"):  # what `init` writes are samples, which `check` refuses
        text = path.read_text(encoding="utf-8")
        path.write_text("".join(line for line in text.splitlines(True) if "sample: true" not in line), encoding="utf-8")
    run(installed, "check", cwd=site)
