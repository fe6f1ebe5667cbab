"""Puts drafts into content/: nothing that somebody edited is overwritten, and doing it twice changes nothing."""

import errno
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Literal

import msgspec

from mingpian import DeadlineError, HtmlConverterError, atomic_write, deadline, fold_path, slugify
from mingpian.i18n import AnyText, _, text_of
from mingpian.i18n.foreign import foreign
from mingpian.importers import beside, ledger, texts
from mingpian.importers.arrival.opening import in_time
from mingpian.importers.arrival.relinked import places_of, relinked
from mingpian.importers.draft import PAGE, PERSON, Copy, Draft, Found, Skipped, draft_path, draft_text

MAX_FILE = 40 * 1024 * 1024  # bytes of what lies beside an entry

_LISTS = re.compile(r"/(?:(?:tags|series)(?:/[^/]+)?|archive|search|essays|subscribe)/?\Z")  # where our lists are
_NOWHERE = re.compile(r"/404(?:\.html?|/)?\Z")
LONGEST = 30.0  # seconds that one text may take
_OF_A_NAME = frozenset({errno.ENAMETOOLONG, errno.EILSEQ, errno.EINVAL, errno.ENOTDIR, errno.EISDIR, errno.ELOOP})

Outcome = Literal["imported", "renewed", "unchanged", "differs", "left"]


class ImportedDraft(msgspec.Struct, frozen=True):
    """The outcome for one thing that was found: its place now, and notes for the person who imports."""

    what: Outcome
    source: AnyText
    path: str = ""  # below content/
    notes: tuple[AnyText, ...] = ()
    draft: Draft | None = None  # as it was written, for an entry


class _Target(msgspec.Struct, frozen=True):
    """Where things are put. `written` has the digests of what imports wrote there, by path; `brought` those of what
    this one puts beside entries."""

    content: Path
    is_trial: bool
    written: dict[str, str]
    brought: dict[str, str]
    pointers: list[AnyText] = []  # files that Git LFS has not fetched


def write_drafts(
    found: Iterable[Found | Draft | Copy | Skipped],
    content: Path,
    is_trial: bool,
    patience: float = LONGEST,
    now: datetime | None = None,
    base: str = "",
) -> list[ImportedDraft]:
    """Write the drafts; return what became of each, in order. With `is_trial` nothing is written. Raises OSError.

    Whatever goes wrong while one thing is read or written, or takes more than `patience` seconds, is told of by its
    name, and costs nothing else. What is dated after `now` is a draft; dates without a zone are of the zone of `now`.
    Links to addresses of the old site, which was at `base`, lead to what came of it.
    """
    target = _Target(content, is_trial, ledger.read(content.parent), {}, [])
    taken: dict[str, AnyText] = {}
    authors: dict[str, str] = {}
    ready = list(_ready(found, (patience, now), target, taken, authors))
    places = places_of([one for one in ready if isinstance(one, Draft)], base)
    lines: list[ImportedDraft] = []
    for one in ready:
        try:
            lines.append(_put(relinked(one, places) if isinstance(one, Draft) else one, target))
        except (Exception, DeadlineError) as fault:
            lines.append(ImportedDraft("left", one.path if isinstance(one, Copy) else one.source, notes=(_why(fault),)))
    lines += _writers(authors, taken, target)
    if count := len(target.pointers):
        why = _("{count} files are pointers of Git LFS; run `git lfs pull` there, and import again", count=count)
        lines.append(ImportedDraft("left", "Git LFS", notes=(why,)))
    if not is_trial and target.written != ledger.read(content.parent):
        ledger.write(content.parent, target.written)
    return lines


def _ready(
    found: Iterable[Found | Draft | Copy | Skipped], limits: tuple[float, datetime | None], target: _Target,
    taken: dict[str, AnyText], authors: dict[str, str],
) -> Iterator[Draft | Copy | Skipped]:  # fmt: skip
    """Yield all that is found as it is to be written, under slugs that nothing else has."""
    patience, now = limits
    claimed: dict[str, AnyText] = {}
    for one in whole(found):
        source = one.path if isinstance(one, Copy) else one.source
        try:
            with deadline(patience):
                read = one.take() if isinstance(one, Found) else one
            if not isinstance(read, Draft):
                yield read
            elif not _is_told_of(read, taken):
                read = _without_claimed(in_time(read, now) if now else read, claimed)
                yield _apart(_signed(read, authors), taken)
        except texts.LargeFilePointerError:
            target.pointers.append(source)
        except (Exception, DeadlineError) as fault:
            yield Skipped(source, _why(fault))


def _writers(authors: dict[str, str], taken: dict[str, AnyText], target: _Target) -> Iterator[ImportedDraft]:
    """Write the authors of whom nothing but their names is known, by their slugs."""
    for slug, name in authors.items():
        member = Draft(source=_("the author {name}", name=name), kind=PERSON, slug=slug, fields={"name": name})
        if not _is_there(target.content, slug) and _key(member, slug) not in taken:
            yield _entered(member, target)


def _is_told_of(draft: Draft, taken: dict[str, AnyText]) -> bool:
    """Tell whether it is a person of whom the same import has told: an author of two files, or the owner."""
    return draft.kind == PERSON and taken.get(_key(draft, draft.slug)) == draft.source


def _without_claimed(draft: Draft, claimed: dict[str, AnyText]) -> Draft:
    """Return a draft without former addresses that were those of another as well: there was one page at each. `claimed`
    tells whose they were."""
    stated, kept, notes = draft.fields.get("aliases", ()), [], list(draft.notes)
    for path in stated:
        whose = claimed.get(fold_path(path).rstrip("/"), draft.source)
        if _LISTS.match(path):
            notes.append(_("its former address `{path}` is that of a list here", path=path))
        elif _NOWHERE.match(path):
            why = _("its former address `{path}` is that of the page for addresses that lead nowhere", path=path)
            notes.append(why)
        elif whose == draft.source:
            kept.append(path)
        else:
            notes.append(_("its former address `{path}` was also that of {other}", path=path, other=whose))
    if not draft.fields.get("draft"):
        claimed.update({fold_path(path).rstrip("/"): draft.source for path in kept})
    if len(kept) == len(stated):
        return draft
    fields = {name: kept if name == "aliases" else value for name, value in draft.fields.items()}
    fields = {name: value for name, value in fields.items() if name != "aliases" or kept}
    return msgspec.structs.replace(draft, fields=fields, notes=tuple(notes))


def whole(found: Iterable[Found | Draft | Copy | Skipped]) -> Iterator[Found | Draft | Copy | Skipped]:
    """Yield what an importer finds; when it breaks off, yield a note in place of the rest."""
    try:
        yield from found
    except Exception as fault:
        yield Skipped(_("what stands behind"), _why(fault))


def _put(one: Draft | Copy | Skipped, target: _Target) -> ImportedDraft:
    if isinstance(one, Skipped):
        return ImportedDraft("left", one.source, notes=(one.why,))
    return _copied(one, target) if isinstance(one, Copy) else _entered(one, target)


def _why(fault: BaseException) -> AnyText:
    """Say what is wrong with one thing. Raises what would be wrong with the next as well: a disk that is full."""
    match fault:
        case OSError() if fault.errno not in _OF_A_NAME:
            raise fault
        case OSError():
            return _("it cannot be written: {reason}", reason=foreign(fault.strerror))
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
    if draft.kind == PAGE:  # pages have no authors
        fields = {name: value for name, value in draft.fields.items() if name != "authors"}
        return msgspec.structs.replace(draft, fields=fields)
    return msgspec.structs.replace(draft, fields={**draft.fields, "authors": slugs})


def _apart(draft: Draft, taken: dict[str, AnyText]) -> Draft:
    """Return the draft under a slug that no other has."""
    number, slug = 1, draft.slug
    while _key(draft, slug) in taken:
        number += 1
        slug = f"{draft.slug}-{number}"
    taken[_key(draft, slug)] = draft.source
    if slug == draft.slug:
        return draft
    note = _("another one is called `{slug}`, so this one is `{new_slug}`", slug=draft.slug, new_slug=slug)
    return msgspec.structs.replace(draft, slug=slug, notes=(*draft.notes, note))


def _key(draft: Draft, slug: str) -> str:
    return f"{draft.kind}/{slug}.{draft.lang}".lower()


def _copied(copy: Copy, target: _Target) -> ImportedDraft:
    try:
        data = _bytes(copy.data)
    except texts.UnfitFileError as unfit:
        return ImportedDraft("left", copy.path, notes=(text_of(unfit),))
    return _placed({copy.path: data}, ImportedDraft("imported", copy.path, copy.path), target)


def _entered(draft: Draft, target: _Target) -> ImportedDraft:
    path = draft_path(draft)
    folder = path.rpartition("/")[0]
    files, names, notes = dict[str, bytes](), dict[str, str](), list(draft.notes)
    for name, data in draft.files.items():
        try:
            content = _bytes(data)
            names[name] = beside.free_name(folder, name, ledger.digest_of(content), target.brought)
            files[f"{folder}/{names[name]}"] = content
        except texts.LargeFilePointerError:
            target.pointers.append(name)
        except texts.UnfitFileError as unfit:
            notes.append(_("`{name}` is not taken: {reason}", name=name, reason=unfit))
    draft = beside.renamed(draft, {old: new for old, new in names.items() if old != new})
    files = {path: draft_text(draft).encode(), **files}
    line = ImportedDraft("imported", draft.source, path, tuple(notes), draft)
    twin = _twin(target.content, path)
    if twin and not _is_as_written(twin, target):
        return _differs(line, twin)
    line = _placed(files, line, target)
    if twin and not target.is_trial:
        (target.content / twin).unlink()
        del target.written[twin]
    return line


def _bytes(data: Path | bytes) -> bytes:
    return data if isinstance(data, bytes) else texts.bytes_of(data, data.parent, MAX_FILE)


def _placed(files: dict[str, bytes], line: ImportedDraft, target: _Target) -> ImportedDraft:
    """Write files, by their paths below content/, unless one is there that somebody edited; return what became of
    them."""
    there = {path: (target.content / path).read_bytes() for path in files if (target.content / path).is_file()}
    others = [path for path in there if there[path] != files[path]]
    if edited := [path for path in others if not _is_as_written(path, target)]:
        return _differs(line, edited[0], there[edited[0]], files[edited[0]])
    target.written.update({path: ledger.digest_of(data) for path, data in files.items()})
    if not others and len(there) == len(files):
        return msgspec.structs.replace(line, what="unchanged", notes=())
    for path in (path for path in files if path not in there or path in others):
        if not target.is_trial:
            (target.content / path).parent.mkdir(parents=True, exist_ok=True)
            atomic_write(target.content / path, files[path])
    return msgspec.structs.replace(line, what="renewed" if line.path in there else "imported")


def _is_as_written(path: str, target: _Target) -> bool:
    """Tell whether a file that is there is what an import wrote, and nobody's work since."""
    written = target.written.get(path)
    return written is not None and written == ledger.digest_of((target.content / path).read_bytes())


def _differs(line: ImportedDraft, path: str, there: bytes = b"", new: bytes = b"") -> ImportedDraft:
    notes = [*line.notes, _("content/{path} is there already, and stays as it is", path=path)]
    if there and path.endswith(".md"):
        lines = zip_longest(there.decode(errors="replace").splitlines(), new.decode(errors="replace").splitlines())
        apart = [(at, theirs) for at, (ours, theirs) in enumerate(lines, 1) if ours != theirs]
        notes.append(
            _(
                "content/{path}:{line}: it is `{text}` there, first of {count} lines",
                path=path,
                line=apart[0][0],
                text=(apart[0][1] or "")[:80],
                count=len(apart),
            )
        )
    return ImportedDraft("differs", line.source, path, tuple(notes), line.draft)


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
    members = content / PERSON
    return (members / f"{slug}.md").is_file() or (members / slug / "index.md").is_file()
