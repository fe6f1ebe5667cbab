"""The host's desk in the preview: what `pulse`, `intro` and `digest` wrote. It is shown on this machine alone."""

from pathlib import Path

FOLDER = ".mingpian/desk"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"  # our reports state their own style


def page_names(root: Path) -> list[str]:
    """Return the names of the files on the desk, sorted."""
    folder = root / FOLDER
    if not folder.is_dir():
        return []
    return sorted(path.name for path in folder.iterdir() if path.is_file() and not path.is_symlink())


def read_page(root: Path, name: str) -> bytes | None:
    """Return a page that lies on the desk; None when there is no such page."""
    if not name.endswith(".html") or name not in page_names(root):
        return None
    return (root / FOLDER / name).read_bytes()
