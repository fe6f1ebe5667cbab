"""An export as a whole: its pages and databases, what each is called here, and what a link in it means."""

import re
from pathlib import Path
from urllib.parse import unquote

import msgspec

from mingpian import to_nfc
from mingpian.importers.draft import distinct_slugs

_ID = re.compile(r"[ -]?([0-9a-f]{32})(?=_all\Z|\Z)")
_IN_ADDRESS = re.compile(r"([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?=[?#]|\Z)")


class Export(msgspec.Struct, frozen=True):
    """The files of an export. `ids` has the pages by their numbers, without which Notion's own links mean nothing."""

    root: Path
    pages: dict[Path, str]  # and their slugs
    tables: dict[Path, str]  # and the names of their data
    columns: dict[Path, Path]  # the table of the folder in which the pages of its rows lie
    ids: dict[str, Path]
    others: tuple[Path, ...] = ()

    def meant(self, target: str, source: Path) -> Path | None:
        """Return the file that a link in a page means."""
        if "notion.so/" in target or "notion.site/" in target:
            match = _IN_ADDRESS.search(target)
            return self.ids.get("".join(match.groups())) if match else None
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\Z", target):
            return None
        for said in (unquote(target.partition("#")[0]), target):
            try:
                path = (source.parent / said).resolve()
                if path.is_relative_to(self.root) and path.is_file():
                    return path
            except (OSError, ValueError):
                continue
        return None


def title_of(path: Path) -> str:
    """Return what a page or database is called in the name of its file."""
    return _ID.sub("", to_nfc(path.stem)).removesuffix("_all").strip()


def export_of(root: Path) -> Export:
    """Look through an export."""
    root = root.resolve()
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    pages = [path for path in files if path.suffix.lower() == ".md"]
    tables = _whole([path for path in files if path.suffix.lower() == ".csv"])
    folders = {path.parent / title: path for path in tables for title in (_bare(path), title_of(path))}
    return Export(
        root=root,
        pages=distinct_slugs(map(title_of, pages), pages),
        tables=distinct_slugs(map(title_of, tables), tables),
        columns={page: folders[page.parent] for page in pages if page.parent in folders},
        ids={match[1]: path for path in (*tables, *pages) if (match := _ID.search(path.stem))},
        others=tuple(path for path in files if path.suffix.lower() in (".html", ".htm")),
    )


def _bare(path: Path) -> str:
    return path.stem.removesuffix("_all")


def _whole(tables: list[Path]) -> list[Path]:
    """Return the tables with all rows, and those that come in one form alone."""
    whole = {path.with_name(f"{_bare(path)}.csv") for path in tables if path.stem.endswith("_all")}
    return [path for path in tables if path not in whole]
