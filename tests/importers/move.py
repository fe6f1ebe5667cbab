"""What moves in: a folder of another system, a site, and what became of it."""

from __future__ import annotations

import io
from contextlib import chdir
from pathlib import Path

from PIL import Image

from mingpian.cli import main
from mingpian.content.data_formats.frontmatter import split_front_matter


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (3, 2)).save(out, "PNG")
    return out.getvalue()


class Move:
    """An old site and a new one."""

    def __init__(self, folder: Path, files: dict[str, str | bytes]) -> None:
        self.old, self.new = folder / "old", folder / "new"
        for path, data in files.items():
            full = self.old / path
            full.parent.mkdir(parents=True, exist_ok=True)
            full.write_bytes(data.encode() if isinstance(data, str) else data)
        (self.new / "content").mkdir(parents=True)
        (self.new / "site.toml").write_text('title = "A"\nlanguages = ["zh-Hans", "en"]\n', encoding="utf-8")

    def run(self, system: str, path: str = "", *more: str) -> int:
        with chdir(self.old.parent):  # as people name them: from where they are
            return main(["import", system, str(Path("old") / path), "--root", "new", *more])

    def check(self) -> int:
        return main(["check", "--root", str(self.new), "--jobs", "1"])

    def text(self, path: str) -> str:
        return (self.new / "content" / path).read_text(encoding="utf-8")

    def front(self, path: str) -> dict[str, object]:
        return split_front_matter(self.text(path)).located.data

    def files(self) -> list[str]:
        return sorted(
            p.relative_to(self.new / "content").as_posix() for p in (self.new / "content").rglob("*") if p.is_file()
        )
