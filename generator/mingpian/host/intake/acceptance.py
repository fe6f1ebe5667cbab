"""A proposal becomes an entry, or changes one: the host said so. Nothing else that stands in a file is touched."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mingpian import (
    AnyEntry,
    FileChangedError,
    Kind,
    RemoveField,
    SetField,
    SiteModel,
    edited_front_matter,
    save_file,
    slug_problem,
    split_front_matter,
)
from mingpian.host.intake.proposals import FieldDifference, Proposal, as_written, differences, meant, take_away
from mingpian.host.written import DecisionError, write_text
from mingpian.i18n import _


def accept(root: Path, model: SiteModel, proposal: Proposal, kind: Kind, today: str, may_widen: bool = False) -> str:
    """Write a proposal into content/, and take it off the desk; return the path of the entry's file.

    Raises DecisionError, FileChangedError and OSError.
    """
    entry = meant(model, proposal, kind)
    changes = differences(proposal, kind, entry)
    wider = [one.name for one in changes if one.is_wider]
    if wider and not may_widen:
        names = ", ".join(wider)
        raise DecisionError(
            _("more people could see {names} than now; if they said so themselves: --wider", names=names)
        )
    path = _renewed(root, proposal, entry, changes) if entry else _new(root, proposal, kind, today)
    take_away(root, proposal.name)
    return path


def _new(root: Path, proposal: Proposal, kind: Kind, today: str) -> str:
    if not proposal.title or slug_problem(proposal.slug):
        raise DecisionError(_("it names nobody"))
    folder = f"content/{kind.name}"
    beside = f"{folder}/{proposal.slug}"
    file = f"{beside}/index.md" if proposal.files else f"{beside}.md"
    if any((root / f"{beside}{end}").exists() for end in (".md", ".markdown")) or [*(root / beside).glob("index.*")]:
        raise DecisionError(_("{path} is there already", path=beside))
    fields = dict(proposal.fields)
    if "joined" in kind.fields.__struct_encode_fields__:
        fields.setdefault("joined", today)
    text = edited_front_matter("", [SetField((name,), value) for name, value in fields.items() if value])
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    for name, data in proposal.files.items():
        _put(root / beside / name, base64.b64decode(data))
    save_file(root / file, None, f"{text}\n{proposal.body}\n".encode() if proposal.body else text.encode())
    return file


def _renewed(root: Path, proposal: Proposal, entry: AnyEntry, changes: tuple[FieldDifference, ...]) -> str:
    file = f"content/{entry.source}"
    names = _files(root, entry, proposal)

    def edit(text: str) -> str:
        data = split_front_matter(text.removeprefix("\ufeff").replace("\r\n", "\n")).located.data
        new = edited_front_matter(text, _edits(data, changes, names))
        return _with_body(new, proposal.body) if proposal.body else new

    return write_text(root, file, edit)


def _edits(
    data: dict[str, Any], changes: tuple[FieldDifference, ...], names: dict[str, str]
) -> Iterator[SetField | RemoveField]:
    for one in changes:
        if one.after in ("", None, [], {}):
            yield RemoveField((one.name,))
        else:
            yield SetField((one.name,), as_written(data.get(one.name), one.before, _renamed(one.after, names)))


def _files(root: Path, entry: AnyEntry, proposal: Proposal) -> dict[str, str]:
    """Put the pictures beside an entry under names that nothing has; return these names."""
    place = (root / "content" / entry.source).parent
    is_own = Path(entry.source).stem.partition(".")[0] == "index"
    names = {}
    for name, encoded in proposal.files.items():
        data, number = base64.b64decode(encoded), 1
        stem, _dot, ending = (name if is_own else f"{proposal.slug or 'card'}-{name}").rpartition(".")
        free = f"{stem}.{ending}"
        while (place / free).exists() and (place / free).read_bytes() != data:
            number += 1
            free = f"{stem}-{number}.{ending}"
        _put(place / free, data)
        names[name] = free
    return names


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        save_file(path, None, data)
    elif path.read_bytes() != data:
        raise FileChangedError(_("{path} is there already", path=path.name))


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _renamed(one, names) for name, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def _with_body(text: str, body: str) -> str:
    """Return a text with another body below its front matter."""
    end = "\r\n" if "\r\n" in text else "\n"
    old = split_front_matter(text.removeprefix("\ufeff").replace("\r\n", "\n")).body.strip("\n").replace("\n", end)
    if old not in text:
        raise DecisionError(_("it is written in a way that cannot be changed here; change it by hand"))
    head = text[: text.rindex(old)] if old else text.rstrip() + 2 * end
    return head + body.replace("\n", end) + end
