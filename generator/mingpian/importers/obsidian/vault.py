"""A vault as a whole: which of its files are notes, what each is called here, and what a name in a link means."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from mingpian import fold_path
from mingpian.i18n import AnyText, _
from mingpian.importers import texts
from mingpian.importers.draft import distinct_slugs

_NOTES = (".md", ".markdown")
_DRAWING = _("it is a drawing of Excalidraw; export it as SVG or PNG beside it, and it is shown")
_NEVER = {
    ".canvas": _("it is a canvas, which has no form here"),
    ".base": _("it is a view of a database, which has no form here"),
    ".excalidraw": _DRAWING,
}
_OF_TEMPLATES = re.compile(
    r"[\W\d_]*(?:templates?|templater|模板|模版|範本)[\W_]*", re.IGNORECASE
)  # as people call them
_HEAD = 2_000  # bytes of front matter in which a plug-in leaves its mark


class Vault(msgspec.Struct, frozen=True):
    """The files of a vault. `named` has every path by each of its endings, folded, the shortest first."""

    root: Path
    notes: dict[Path, str]  # and their slugs
    left: dict[Path, AnyText]  # and why
    named: dict[str, tuple[Path, ...]]
    daily: tuple[Path, ...] = ()

    def meant(self, name: str, source: Path) -> Path | None:
        """Return the file that a link in a note means: by its path from the note or the vault, or by its name."""
        bare = fold_path(name.strip().removeprefix("./").strip("/"))
        if name.startswith(("./", "../")):
            near = (source.parent / name).resolve()
            if near.is_relative_to(self.root):
                bare = fold_path(near.relative_to(self.root).as_posix())
        for wanted in (bare, f"{bare}.md", f"{bare}.markdown"):
            found = self.named.get(wanted, ())
            beside = [path for path in found if path.parent == source.parent]
            if found:
                return (beside or found)[0]
        return None


def vault_of(root: Path) -> Vault:
    """Look through a vault. Hidden folders are its program's own."""
    root = root.resolve()
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not _is_hidden(path.relative_to(root))]
    templates = _folders(
        root, ("templates.json", "folder"), ("plugins/templater-obsidian/data.json", "templates_folder")
    )
    daily = _folders(root, ("daily-notes.json", "folder"), ("plugins/periodic-notes/data.json", "daily"))
    notes: list[Path] = []
    left: dict[Path, AnyText] = {}
    for path in files:
        folders = path.relative_to(root).parts[:-1]
        is_template = any(path.is_relative_to(one) for one in templates) or any(map(_OF_TEMPLATES.fullmatch, folders))
        is_note = path.suffix.lower() in _NOTES
        why = _NEVER.get(path.suffix.lower(), "") or (_why(path, is_template) if is_note else "")
        if why:
            left[path] = why
        elif is_note:
            notes.append(path)
    return Vault(root, distinct_slugs((note.stem for note in notes), notes), left, _named(root, files), tuple(daily))


def _is_hidden(inside: Path) -> bool:
    return any(part.startswith(".") or part == "node_modules" for part in inside.parts)


def _why(path: Path, is_template: bool) -> AnyText:
    """Say why a note is left; empty when it is taken."""
    if is_template:
        return _("it is a template")
    with path.open("rb") as file:
        head = file.read(_HEAD)
    is_drawing = path.stem.lower().endswith(".excalidraw") or b"excalidraw-plugin:" in head.partition(b"\n---")[0]
    return _DRAWING if is_drawing else "" if head.strip() else _("it is empty")


def _folders(root: Path, *stated: tuple[str, str]) -> list[Path]:
    """Return folders that settings of the vault name."""
    found = []
    for file, name in stated:
        value: Any = texts.read_settings(root / ".obsidian" / file, root)
        value = value.get(name) if isinstance(value, dict) else None
        value = value.get("folder") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip("/. "):
            found.append(root / value.strip("/ "))
    return found


def _named(root: Path, files: list[Path]) -> dict[str, tuple[Path, ...]]:
    found: dict[str, list[Path]] = defaultdict(list)
    for path in sorted(files, key=lambda path: (len(path.parts), path)):
        parts = path.relative_to(root).parts
        for at in range(len(parts)):
            found[fold_path("/".join(parts[at:]))].append(path)
    return {name: tuple(paths) for name, paths in found.items()}
