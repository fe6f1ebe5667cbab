"""The hostile site, built once for all that is asked of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacks import corpus, handed_in
from tests.build.workshop import png
from tests.example import mingpian
from tests.once import made_once


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
    texts, cases = corpus.files()
    more: dict[str, bytes] = {f"{kind}/face.png": png(3) for kind in ("members", "essays")}
    more |= {f"members/{name}": data for name, data in corpus.ATTACHMENTS.items()}
    return built(tmp_path_factory, "hostile", corpus.SITE, {**texts, **more}, cases)


@pytest.fixture(scope="session")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """The community to which all of `handed_in` was handed in, built."""
    return built(tmp_path_factory, "handed", handed_in.SITE, handed_in.files()[0], [])


def built(
    factory: pytest.TempPathFactory,
    name: str,
    settings: str,
    files: Mapping[str, str | bytes],
    cases: list[corpus.Case],
) -> Hostile:
    """Build a site of these files below content/."""

    def make(folder: Path) -> None:
        root = folder / "site"
        for path, data in files.items():
            file = root / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.encode() if isinstance(data, str) else data)
        (root / "site.toml").write_text(settings, encoding="utf-8")
        done = mingpian("build", cwd=root)
        (folder / "told.json").write_text(json.dumps((done.returncode, done.stdout + done.stderr)), encoding="utf-8")

    folder = made_once(factory, name, make)
    code, said = json.loads((folder / "told.json").read_text(encoding="utf-8"))
    return Hostile(folder / "site", code, said, cases)
