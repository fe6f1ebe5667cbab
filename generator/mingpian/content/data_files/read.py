"""The files of data beside the entries: topics, matches, what members publish and others answer elsewhere, tables."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from mingpian.content import discover
from mingpian.content.data_files import matches, planet, topics, webmentions
from mingpian.content.data_files import tables as files_of_data
from mingpian.content.discover import FolderListing
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

Stated = TypeVar("Stated")

MAX_BYTES = 4 * 1024 * 1024
_FOLDER = "content"


class DataFiles(msgspec.Struct, frozen=True, kw_only=True):
    """What the files of data state, and what is wrong with them."""

    vocabulary: topics.Vocabulary
    matches: tuple[matches.Decision, ...]
    planet: planet.Planet
    webmentions: tuple[webmentions.Webmention, ...]
    data: dict[str, files_of_data.Data]  # by the name that components know it by
    diagnostics: tuple[Diagnostic, ...]


def read_data_files(folder: Path, topics_file: str, listing: FolderListing) -> DataFiles:
    """Read the files of data among the listed ones."""
    undecided: tuple[matches.Decision, ...] = ()
    vocabulary, problems = _stated(folder, topics_file, listing, topics.parse_topics, topics.Vocabulary())
    decided, diagnostics = _stated(folder, matches.FILE, listing, matches.parse_matches, undecided)
    elsewhere, unsound = _stated(folder, planet.FILE, listing, planet.parse_planet, planet.Planet())
    unanswered: tuple[webmentions.Webmention, ...] = ()
    answers, untrue = _stated(folder, webmentions.FILE, listing, webmentions.parse_webmentions, unanswered)
    shown, faulty = _shown(folder, listing)
    return DataFiles(
        vocabulary=vocabulary,
        matches=decided,
        planet=elsewhere,
        webmentions=answers,
        data=shown,
        diagnostics=(*problems, *diagnostics, *unsound, *untrue, *faulty),
    )


def _stated(
    folder: Path,
    file: str,
    listing: FolderListing,
    parse: Callable[[bytes, str], tuple[Stated, list[Diagnostic]]],
    none: Stated,
) -> tuple[Stated, list[Diagnostic]]:
    """Return what a file of data states; `none` without it."""
    data, problems = _data(folder, file, listing)
    return (none, problems) if data is None else parse(data, f"{_FOLDER}/{file}")


def _shown(folder: Path, listing: FolderListing) -> tuple[dict[str, files_of_data.Data], list[Diagnostic]]:
    """Read the files of data that components show."""
    paths = sorted(file.path for file in listing.files if files_of_data.is_data(file.path))
    shown: dict[str, files_of_data.Data] = {}
    problems = list(files_of_data.ambiguous_names(paths))
    for path in paths:
        data, unread = _data(folder, path, listing)
        read, faults = (None, unread) if data is None else files_of_data.parse_table(data, path)
        problems += faults
        if read is not None:
            shown.setdefault(files_of_data.table_name(path), read)
    return shown, problems


def _data(folder: Path, file: str, listing: FolderListing) -> tuple[bytes | None, list[Diagnostic]]:
    """Return the bytes of a file of data, if there is one."""
    if not any(one.path == file for one in listing.files):
        return None, []
    try:
        return discover.read_file(folder, file, MAX_BYTES), []
    except OSError as error:
        message = _("cannot read it: {reason}", reason=foreign(error.strerror))
        return None, [Diagnostic(code="unreadable-file", message=message, file=f"{_FOLDER}/{file}")]
