"""The hostile site, built once for all that is asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacks import corpus, handed_in
from tests.build.workshop import png
from tests.example import mingpian


@dataclass(frozen=True)
class Hostile:
    """The site as it was built: its root, how the build ended, what it said, and the cases in it."""

    root: Path
    code: int
    said: str
    cases: list[corpus.Case]

    @property
    def output(self) -> Path:
        return self.root / "output"

    def files(self, *suffixes: str) -> list[Path]:
        found = sorted(path for path in self.output.rglob("*") if path.is_file())
        return [path for path in found if not suffixes or path.name.endswith(suffixes)]


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    root = tmp_path_factory.mktemp("hostile")
    texts, cases = corpus.files()
    for path, text in texts.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for kind in ("members", "essays"):
        (root / "content" / kind / "face.png").write_bytes(png(3))
    for name, data in corpus.ATTACHMENTS.items():
        (root / "content/members" / name).write_bytes(data)
    (root / "site.toml").write_text(corpus.SITE, encoding="utf-8")
    done = mingpian("build", cwd=root)
    return Hostile(root, done.returncode, done.stdout + done.stderr, cases)


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The community to which all of `handed_in` was handed in, built."""
    root = tmp_path_factory.mktemp("handed")
    texts, _ = handed_in.files()
    for path, text in texts.items():
        file = root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (root / "site.toml").write_text(handed_in.SITE, encoding="utf-8")
    done = mingpian("build", cwd=root)
    return Hostile(root, done.returncode, done.stdout + done.stderr, [])
