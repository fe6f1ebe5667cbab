"""Where a text of a Hugo site lies and stood: its folder of content, its name and language, its old addresses."""

import re
from os.path import normpath
from pathlib import Path
from typing import Any

import msgspec

from mingpian.importers import texts
from mingpian.importers.draft import Into
from mingpian.importers.fields import fields_of, well_spelt
from mingpian.importers.hugo import addresses
from mingpian.importers.hugo.settings import prefix_of
from mingpian.importers.old_settings import under

_DATED = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)\Z")


class HugoFolder(msgspec.Struct, frozen=True):
    """A site and one of its folders of content; `lang` is the language of all that is in it, where it has one."""

    root: Path
    content: Path
    into: Into
    config: dict[str, Any]
    codes: dict[str, str]
    lang: str = ""
    below: tuple[str, ...] = ()  # the folders of the site at which it is
    cascades: dict[Path, list[str]] = {}
    by_name: dict[str, list[Path]] = {}  # its texts by the name alone: those of files before those of folders


def seat_of(path: Path, where: HugoFolder) -> tuple[str, str, tuple[str, ...]]:
    """Return what a text is called, its language by Hugo's name for it, and the folders of the site in which it is."""
    name, code = name_of(path, where)
    folders = (*where.below, *path.relative_to(where.content).parts[:-1])
    return (folders[-1], code, folders[:-1]) if name == "index" and folders else (name, code, folders)


def dated(name: str, date: str, where: HugoFolder) -> tuple[str, str]:
    """Return the day of a text, and its name without one, where names state days."""
    match = _DATED.match(name)
    return (match[1], match[2]) if match and not date and is_dated_by_name(where.config) else (date, name)


def prefix_for(where: HugoFolder, code: str) -> str:
    return prefix_of(where.config, code, code == next(iter(where.codes), code))


def paths_of(where: HugoFolder, seat: tuple[str, str, tuple[str, ...]], data: dict[str, Any], date: str) -> list[str]:
    """Return the paths at which a text stood."""
    name, code, folders = seat
    if name == "_index":
        return [addresses.section_path(where.config, folders, prefix_for(where, code))]
    place = addresses.Place(folders, sections_of(where, folders), prefix_for(where, code))
    return addresses.page_paths(where.config, place, name, data, date)


def old_address(target: str, source: Path, where: HugoFolder) -> str:
    """Return the path at which the text stood that a path in another one means; empty when it is not there."""
    bare = target.strip("/").removesuffix(".md")
    near = (source.parent, source.parent.parent) if source.stem.startswith("index") else (source.parent,)
    names = (f"{bare}.md", f"{bare}/index.md", f"{bare}/_index.md")
    there = [Path(normpath(folder / name)) for folder in (*near, where.content) for name in names]
    there += where.by_name.get(bare, ())  # Hugo finds a name alone wherever it is
    found = next((one for one in there if one.is_relative_to(where.content) and one.is_file()), None)
    if found is None:
        return ""
    data = well_spelt(texts.front_matter(found, where.root))
    name, code, folders = seat_of(found, where)
    date, name = dated(name, fields_of(data, where.into, []).get("date") or "", where)
    return next(iter(paths_of(where, (name, code, folders), data, date)), "")


def by_name(paths: list[Path]) -> dict[str, list[Path]]:
    """Return texts by the names at which Hugo finds them wherever they are; `paths` are in order."""
    found: dict[str, list[Path]] = {}
    for path in sorted(paths, key=lambda one: one.name == "index.md"):
        if path.suffix == ".md":
            found.setdefault(path.parent.name if path.name == "index.md" else path.stem, []).append(path)
    return found


def sections_of(where: HugoFolder, folders: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folders up to the last that is a section: the first one always is, others have an `_index` file."""
    above = len(where.below)
    places = {at: where.content.joinpath(*folders[above:at]) for at in range(max(2, above), len(folders) + 1)}
    deep = [at for at, place in places.items() if any(place.glob("_index.*"))]
    return folders[: max(deep, default=1)]


def name_of(path: Path, where: HugoFolder) -> tuple[str, str]:
    """Return what a text is called, and its language by Hugo's name for it."""
    stem, dot, suffix = path.stem.rpartition(".")
    known = {name: name for name in where.codes} | {code.lower(): name for name, code in where.codes.items()}
    if dot and suffix.lower() in known:
        return stem, known[suffix.lower()]
    return path.stem, where.lang or next(iter(where.codes), "")


def is_dated_by_name(config: dict[str, Any]) -> bool:
    stated = under(config, "frontmatter", "date")
    return isinstance(stated, list) and ":filename" in stated
