"""What the host decides is written where it belongs: into a member's file, matches.toml, topics.toml; nothing else in
them is touched."""

import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mingpian import (
    AddItem,
    AnyEntry,
    EditError,
    MingpianError,
    RemoveField,
    SetField,
    Site,
    UnreadableError,
    edited_front_matter,
    save_file,
    split_front_matter,
)
from mingpian.i18n import _, text_of

Changes = Iterable[SetField | AddItem | RemoveField]


class DecisionError(MingpianError):
    """What the host wants cannot be written; the text says why."""


def entry_written(site: Site, id: str) -> AnyEntry:
    """Return the entry whose file says what all languages share: the one that is no translation."""
    versions = site.ids[id].values()
    return next((entry for entry in versions if not entry.translation), next(iter(versions)))


def write_entry(root: Path, entry: AnyEntry, changes: Callable[[dict[str, Any]], Changes]) -> str:
    """Change fields of an entry's file, given what its front matter says; return its path from the site's root.

    Raises DecisionError, FileChangedError and OSError.
    """
    return write_text(root, f"content/{entry.source}", lambda text: edited_front_matter(text, changes(_data(text))))


def write_text(root: Path, file: str, edit: Callable[[str], str]) -> str:
    """Change a text file, an empty one where there is none; return its path.

    Raises DecisionError, FileChangedError and OSError.
    """
    path = root / file
    before = path.read_bytes() if path.is_file() else None
    try:
        new = edit((before or b"").decode()).encode()
    except UnicodeDecodeError:
        raise DecisionError(_("{path} is not UTF-8; open it in an editor and save it as UTF-8", path=file)) from None
    except tomllib.TOMLDecodeError as fault:
        raise DecisionError(_("{file}: {why}", file=file, why=str(fault))) from None
    except (EditError, UnreadableError) as fault:
        why = fault.faults[0].message if isinstance(fault, UnreadableError) else text_of(fault)
        raise DecisionError(_("{file}: {why}", file=file, why=why)) from None
    if new != before:
        save_file(path, before, new)
    return file


def _data(text: str) -> dict[str, Any]:
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    data: dict[str, Any] = split_front_matter(plain).located.data
    return data
