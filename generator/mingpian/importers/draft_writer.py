"""Puts drafts into content/: nothing that is there is overwritten, and doing it twice changes nothing."""

import errno
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from mingpian.content.markdown.from_html import HtmlConverterError
from mingpian.core.deadline import DeadlineError, deadline
from mingpian.core.paths import slugify
from mingpian.core.store import atomic_write
from mingpian.i18n import AnyText, _, text_of
from mingpian.importers import texts
from mingpian.importers.draft import Copy, Draft, Found, Skipped, draft_path, draft_text

MAX_FILE = 40 * 1024 * 1024  # bytes of what lies beside an entry

LONGEST = 30.0  # seconds that one text may take
_OF_A_NAME = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL, errno.ENOTDIR, errno.EISDIR, errno.ELOOP})

Outcome = Literal["imported", "unchanged", "differs", "left"]


class ImportedDraft(msgspec.Struct, frozen=True):
    """What became of one thing that was found: where it is now, and what is to be told."""

    what: Outcome
    source: AnyText
    path: str = ""  # below content/
    notes: tuple[AnyText, ...] = ()


def write_drafts(
    found: Iterable[Found | Draft | Copy | Skipped], content: Path, is_trial: bool, patience: float = LONGEST
) -> list[ImportedDraft]:
    """Write the drafts; return what became of each, in order. With `is_trial` nothing is written. Raises OSError.

    Whatever goes wrong while one thing is read or written, or takes more than `patience` seconds, is told of by its
    name, and costs nothing else.
    """
    lines: list[ImportedDraft] = []
    taken: dict[str, AnyText] = {}
    authors: dict[str, str] = {}
    for one in _each(found):
        source = one.path if isinstance(one, Copy) else one.source
        try:
            with deadline(patience):
                read = one.take() if isinstance(one, Found) else one
            lines.append(_put(read, content, is_trial, taken, authors))
        except (Exception, DeadlineError) as fault:
            lines.append(ImportedDraft("left", source, notes=(_why(fault),)))
    for slug, name in authors.items():
        if not _is_there(content, slug):
            member = Draft(source=_("the author {name}", name=name), kind="members", slug=slug, fields={"name": name})
            lines.append(_entered(member, content, is_trial))
    return lines


def _each(found: Iterable[Found | Draft | Copy | Skipped]) -> Iterator[Found | Draft | Copy | Skipped]:
    """Yield what an importer finds; when it breaks off, say so in the place of what is missing."""
    try:
        yield from found
    except Exception as fault:
        yield Skipped(_("what stands behind"), _why(fault))


def _put(
    one: Draft | Copy | Skipped, content: Path, is_trial: bool, taken: dict[str, AnyText], authors: dict[str, str]
) -> ImportedDraft:
    if isinstance(one, Skipped):
        return ImportedDraft("left", one.source, notes=(one.why,))
    if isinstance(one, Copy):
        return _copied(one, content, is_trial)
    return _entered(_apart(_signed(one, authors), taken), content, is_trial)


def _why(fault: BaseException) -> AnyText:
    """Say what is wrong with one thing. Raises what would be wrong with the next as well: a disk that is full."""
    match fault:
        case OSError() if fault.errno not in _OF_A_NAME:
            raise fault
        case OSError():
            return _("it cannot be written: {reason}", reason=fault.strerror)
        case texts.UnfitFileError() | HtmlConverterError():
            return text_of(fault)
        case RecursionError():
            return _("it is nested too deeply to be read")
        case DeadlineError():
            return _("it takes too long to read")
    return _("it cannot be read: {type}: {fault}", type=type(fault).__name__, fault=fault)


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


def _apart(draft: Draft, taken: dict[str, AnyText]) -> Draft:
    """Return the draft under a slug that no other has."""
    number, slug = 1, draft.slug
    while taken.setdefault(f"{draft.kind}/{slug}.{draft.lang}".lower(), draft.source) != draft.source:
        number += 1
        slug = f"{draft.slug}-{number}"
    if slug == draft.slug:
        return draft
    note = _("another one is called `{slug}`, so this one is `{own}`", slug=draft.slug, own=slug)
    return msgspec.structs.replace(draft, slug=slug, notes=(*draft.notes, note))


def _copied(copy: Copy, content: Path, is_trial: bool) -> ImportedDraft:
    try:
        data = _bytes(copy.data)
    except texts.UnfitFileError as unfit:
        return ImportedDraft("left", copy.path, notes=(text_of(unfit),))
    return _placed({copy.path: data}, ImportedDraft("imported", copy.path, copy.path), content, is_trial)


def _entered(draft: Draft, content: Path, is_trial: bool) -> ImportedDraft:
    path = draft_path(draft)
    folder = path.rpartition("/")[0]
    files, notes = {path: draft_text(draft).encode()}, list(draft.notes)
    for name, data in draft.files.items():
        try:
            files[f"{folder}/{name}"] = _bytes(data)
        except texts.UnfitFileError as unfit:
            notes.append(_("`{name}` is not taken: {unfit}", name=name, unfit=unfit))
    line = ImportedDraft("imported", draft.source, path, tuple(notes))
    twin = _twin(content, path)
    return _differs(line, twin) if twin else _placed(files, line, content, is_trial)


def _bytes(data: Path | bytes) -> bytes:
    return data if isinstance(data, bytes) else texts.bytes_of(data, data.parent, MAX_FILE)


def _placed(files: dict[str, bytes], line: ImportedDraft, content: Path, is_trial: bool) -> ImportedDraft:
    """Write files, by their paths below content/, unless one is there and differs; return what became of them."""
    there = {path: (content / path).read_bytes() for path in files if (content / path).is_file()}
    if any(there[path] != files[path] for path in there):
        return _differs(line, line.path)
    if len(there) == len(files):
        return ImportedDraft("unchanged", line.source, line.path)
    for path, data in files.items():
        if not is_trial:
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            atomic_write(content / path, data)
    return line


def _differs(line: ImportedDraft, path: str) -> ImportedDraft:
    return ImportedDraft(
        "differs", line.source, path, (*line.notes, _("content/{path} is there already, and stays as it is", path=path))
    )


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
