"""Puts drafts into content/: nothing that is there is overwritten, and doing it twice changes nothing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from mingpian.core.paths import slugify
from mingpian.core.store import atomic_write
from mingpian.importers import texts
from mingpian.importers.draft import Draft, Left, path_of, text_of

MAX_FILE = 40 * 1024 * 1024  # bytes of what lies beside an entry

What = Literal["imported", "unchanged", "differs", "left"]


class Line(msgspec.Struct, frozen=True):
    """What became of one thing that was found: where it is now, and what is to be told."""

    what: What
    source: str
    path: str = ""  # below content/
    notes: tuple[str, ...] = ()


def put(found: Iterable[Draft | Left], content: Path, is_trial: bool) -> list[Line]:
    """Write the drafts; return what became of each, in order. With `is_trial` nothing is written. Raises OSError."""
    lines: list[Line] = []
    taken: dict[str, str] = {}
    authors: dict[str, str] = {}
    for one in found:
        if isinstance(one, Left):
            lines.append(Line("left", one.source, notes=(one.why,)))
            continue
        draft = one if one.verbatim else _apart(_signed(one, authors), taken)
        lines.append(_put(draft, content, is_trial))
    for slug, name in authors.items():
        if not _is_there(content, slug):
            member = Draft(source=f"the author {name}", kind="members", slug=slug, fields={"name": name})
            lines.append(_put(member, content, is_trial))
    return lines


def _signed(draft: Draft, authors: dict[str, str]) -> Draft:
    """Name the authors by their slugs; take note of them, since each needs a member's file."""
    names = draft.fields.get("authors")
    if not names:
        return draft
    slugs = [slugify(str(name)) for name in names]
    for slug, name in zip(slugs, names, strict=True):
        authors.setdefault(slug, str(name))
    if draft.kind == "pages":  # pages have no authors
        fields = {name: value for name, value in draft.fields.items() if name != "authors"}
        return msgspec.structs.replace(draft, fields=fields)
    return msgspec.structs.replace(draft, fields={**draft.fields, "authors": slugs})


def _apart(draft: Draft, taken: dict[str, str]) -> Draft:
    """Return the draft under a slug that no other has."""
    number, slug = 1, draft.slug
    while taken.setdefault(f"{draft.kind}/{slug}.{draft.lang}".lower(), draft.source) != draft.source:
        number += 1
        slug = f"{draft.slug}-{number}"
    if slug == draft.slug:
        return draft
    note = f"another one is called `{draft.slug}`, so this one is `{slug}`"
    return msgspec.structs.replace(draft, slug=slug, notes=(*draft.notes, note))


def _put(draft: Draft, content: Path, is_trial: bool) -> Line:
    path = next(iter(draft.files)) if draft.verbatim else path_of(draft)
    files: dict[str, bytes] = {}
    notes = list(draft.notes)
    for name, data in draft.files.items():
        try:
            files[name] = data if isinstance(data, bytes) else texts.bytes_of(data, data.parent, MAX_FILE)
        except texts.Unfit as unfit:
            notes.append(f"`{name}` is not taken: {unfit}")
    wanted = {path.rpartition("/")[2]: text_of(draft).encode(), **files}
    if draft.verbatim:
        wanted = {name.rpartition("/")[2]: data for name, data in files.items()}
    folder = content / path.rpartition("/")[0]
    other = "" if draft.verbatim else _twin(content, path)
    there = {name: (folder / name).read_bytes() for name in wanted if (folder / name).is_file()}
    if other or any(there[name] != wanted[name] for name in there):
        where = other or path
        return Line("differs", draft.source, where, (*notes, f"content/{where} is there already, and stays as it is"))
    if len(there) == len(wanted):
        return Line("unchanged", draft.source, path)
    if not is_trial:
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in wanted.items():
            atomic_write(folder / name, data)
    return Line("imported", draft.source, path, tuple(notes))


def _twin(content: Path, path: str) -> str:
    """Return the same entry's other place, when it is there: `x.md` for `x/index.md`, and the other way round."""
    head, _, name = path.rpartition("/")
    if name.startswith("index."):
        other = f"{head}.{name.partition('.')[2]}"
    else:
        stem, _, ending = name.partition(".")
        other = f"{head}/{stem}/index.{ending}"
    return other if (content / other).is_file() else ""


def _is_there(content: Path, slug: str) -> bool:
    members = content / "members"
    return (members / f"{slug}.md").is_file() or (members / slug / "index.md").is_file()
