"""The folders in which a Hugo site has its texts, and what their `_index` files say for all below them."""

from pathlib import Path
from typing import Any

from mingpian.importers import texts
from mingpian.importers.fields import one_line
from mingpian.importers.hugo.settings import Mount, mounts_of
from mingpian.importers.old_settings import under
from mingpian.importers.restricted import restrictions


def folders_of(root: Path, config: dict[str, Any], codes: dict[str, str]) -> list[Mount]:
    """Return the folders of content; what is mounted stands for all others."""
    own = {name: one_line(under(config, "languages", name, "contentdir")) for name in codes}
    whole = one_line(config.get("contentdir")) or "content"
    apart = [Mount(root / folder, (), name) for name, folder in own.items() if folder]
    return mounts_of(root, config, "content") or apart or [Mount(root / whole)]


def cascades(paths: list[Path], root: Path) -> dict[Path, list[str]]:
    """Return what `_index` files say for all below them that keeps readers out."""
    found: dict[Path, list[str]] = {}
    for path in paths:
        if path.name.startswith("_index."):
            try:
                stated = texts.read_text(path, root).data.get("cascade")
            except texts.UnfitFileError:
                continue
            tables = stated if isinstance(stated, list) else [stated]
            closed = [one for table in tables if isinstance(table, dict) for one in _closed(table)]
            if closed:
                found[path.parent] = closed
    return found


def _closed(table: dict[str, Any]) -> list[str]:
    is_draft = one_line(table.get("draft")).lower() == "true"
    return [*restrictions(table), *(["draft: true"] if is_draft else [])]
