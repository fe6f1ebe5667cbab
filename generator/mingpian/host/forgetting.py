"""Everything that was derived from one person: where it lies, and what version history still holds."""

import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from mingpian import AnyEntry, Deploy, Profile, ask_git, leaked_values, needles


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person is. Paths are relative to the site's root. `history` is empty where there is no version control,
    and otherwise the commits (in short) that hold the person's own files."""

    own: tuple[str, ...]  # content files about the person
    mentions: tuple[str, ...]  # other content files that name them
    output: tuple[str, ...]
    desk: tuple[str, ...]
    exports: tuple[str, ...]
    places: tuple[str, ...]  # that the site is put to, unless it shows that they hold nothing of the person
    history: tuple[str, ...]


def traces(root: Path, output: Path, versions: Iterable[AnyEntry], deploy: Mapping[str, Deploy]) -> Traces:
    """Find a person, given the entries of their file in all languages, in the site's folders."""
    listed = tuple(versions)
    own = _own(root, listed)
    marks = needles(_marks(listed))
    content = _holding(root, root / "content", marks)
    return Traces(
        own=own,
        mentions=tuple(path for path in content if path not in own),
        output=_holding(root, output, marks),
        desk=_holding(root, root / ".mingpian" / "desk", marks),
        exports=_holding(root, root / "exports", marks),
        places=tuple(_places(root, deploy, marks)),
        history=_history(root, own),
    )


def _marks(versions: Iterable[AnyEntry]) -> Iterator[str]:
    """Yield what tells the person from others: names, the slug where it is no common word, and every contact."""
    for entry in versions:
        fields = entry.fields
        assert isinstance(fields, Profile)
        yield from dict.fromkeys((fields.name, fields.name_latin, fields.sort_as, entry.id, f"members/{entry.slug}"))
        yield from (contact.value for ways in fields.contact.values() for contact in ways)
        yield from (link.url for link in fields.links)
        if "-" in entry.slug:
            yield entry.slug


def _own(root: Path, versions: Iterable[AnyEntry]) -> tuple[str, ...]:
    paths = []
    for entry in versions:
        source = root / "content" / entry.source
        is_folder = source.stem.split(".")[0] == "index"
        paths += [path for path in source.parent.rglob("*") if path.is_file()] if is_folder else [source]
    return tuple(sorted({path.relative_to(root).as_posix() for path in paths}))


def _holding(root: Path, folder: Path, wanted: Mapping[str, str]) -> tuple[str, ...]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return tuple(
        _shown(root, path)
        for path in files
        if leaked_values(path.read_bytes(), wanted)
        or leaked_values(path.relative_to(folder).as_posix().encode(), wanted)
    )


def _places(root: Path, deploy: Mapping[str, Deploy], marks: Mapping[str, str]) -> Iterator[str]:
    """Yield the places to deploy to. A folder is looked into; of others it is not known here what they hold."""
    for name, stated in deploy.items():
        if stated.target == "folder":
            folder = (root / stated.options.get("path", ".")).resolve()
            held = () if root.is_relative_to(folder) else _holding(root, folder, marks)
            yield from [f"{name} ({stated.target}): {len(held)} files, such as {held[0]}"] if held else []
        else:
            keeps = ", whose history keeps what it had" if stated.target == "git" else ""
            yield f"{name} ({stated.target}{keeps})"


def _shown(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def _history(root: Path, own: Iterable[str]) -> tuple[str, ...]:
    """Ask git which commits of any branch touch the person's files."""
    log = ("--literal-pathspecs", "log", "--all", "--no-show-signature", "--format=%h %as %s", "--", *own)
    try:
        return tuple(ask_git(root, *log).decode().splitlines())
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return ()
