"""Small whole sites say what they said when a person last read them; `make golden` writes them anew."""

import shutil
from pathlib import Path

import pytest

from tests.example import Site, mingpian
from tests.golden.outline import outline

HERE = Path(__file__).parent


@pytest.mark.golden
@pytest.mark.parametrize("name", sorted(path.name for path in (HERE / "sites").iterdir()))
def test_a_small_site_says_what_it_said(name: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    shutil.copytree(HERE / "sites" / name, tmp_path / name)
    done = mingpian("build", "--root", tmp_path / name, "--output", tmp_path / "output", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    said = outline(Site(tmp_path / name, tmp_path / "output", ""))
    golden = HERE / f"{name}.txt"
    if pytestconfig.getoption("--golden") == "update":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
