"""What git knows of the entries: when each was changed, and in what words. Nothing where the site is not in git."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from mingpian.config.settings import CONFIG_FILE, SiteConfig
from mingpian.content.entry import Entry
from mingpian.content.read_files import CONTENT_FOLDER
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.git import ask_git
from mingpian.i18n import AnyText, _
from mingpian.schema.dates import seconds

_COMMIT, _WHEN = "\x1e", "\x1f"
_LOG = ("log", "-z", "--relative", "--name-status", "--find-renames", "--no-show-signature", "--no-ext-diff")
_MOST = 50  # changes of one entry


class Change(msgspec.Struct, frozen=True):
    """One commit of an entry's file: the day in the site's time zone, and the first line of what was said of it."""

    date: str
    words: str = ""


class History(msgspec.Struct, frozen=True):
    """The changes of each file below content/, newest first; and why they are not known."""

    changes: Mapping[str, tuple[Change, ...]] = {}
    latest: Mapping[str, int] = {}  # path -> the moment of its latest change, in seconds since 1970-01-01T00:00Z
    diagnostics: tuple[Diagnostic, ...] = ()


def history_of(root: Path, config: SiteConfig) -> History:
    """Ask git, when the site wants it."""
    if config.revisions == "none":
        return History()
    import subprocess

    try:
        if _said(root, "rev-parse", "--is-shallow-repository").strip() == "true":
            hint = _("fetch all of it: git fetch --unshallow, or `fetch-depth: 0` where a host builds the site")
            return _unknown(
                _("only the last commits are here, so that it is not known when entries were changed"), hint
            )
        log = _said(root, *_LOG, f"--format={_COMMIT}%at{_WHEN}%s", "--", CONTENT_FOLDER)
    except FileNotFoundError:
        return _unknown(_("git is not installed"), _('install it, or write revisions = "none"'))
    except subprocess.TimeoutExpired:
        return _unknown(_("git did not answer in time"), _('look at the repository, or write revisions = "none"'))
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip()
        quiet = "not a git repository" in said or "does not have any commits" in said
        return (
            History()
            if quiet
            else _unknown(_("git cannot tell: {reason}", reason=said.partition(chr(10))[0]), _("see `git status`"))
        )
    zone = ZoneInfo(config.timezone)
    found: dict[str, list[Change]] = {}
    latest: dict[str, int] = {}
    for path, moment, words in _commits(log):
        day = datetime.fromtimestamp(moment, zone).date().isoformat()
        source = path.removeprefix(f"{CONTENT_FOLDER}/")
        latest[source] = max(moment, latest.get(source, 0))
        changes = found.setdefault(source, [])
        if len(changes) < _MOST:
            changes.append(Change(day, words if config.revisions == "subjects" else ""))
    return History({path: tuple(changes) for path, changes in found.items()}, latest)


def with_history(entries: list[Entry[Any]], history: History, zone: str) -> list[Entry[Any]]:
    """Return the entries; those that state no `updated`, and were changed since git knows them, have it from there."""
    return [_revised(_dated(entry, history.changes.get(entry.source, ()), zone), history) for entry in entries]


def _revised(entry: Entry[Any], history: History) -> Entry[Any]:
    """Return the entry as revised when it was last changed, by what it states or by what git knows: so that it never
    seems to go back, whatever becomes of its dates."""
    latest = history.latest.get(entry.source, 0)
    return entry if latest <= entry.revised else msgspec.structs.replace(entry, revised=latest)


def _dated(entry: Entry[Any], changes: tuple[Change, ...], zone: str) -> Entry[Any]:
    if entry.fields.updated or len(changes) < 2 or changes[0].date <= entry.fields.date[: len(changes[0].date)]:
        return entry
    day = changes[0].date
    fields = msgspec.structs.replace(entry.fields, updated=day)
    return msgspec.structs.replace(entry, fields=fields, updated=seconds(day, zone))


def _commits(log: str) -> Iterator[tuple[str, int, str]]:
    """Yield the path as it is called now, the moment and the words of each change, newest first."""
    names: dict[str, str] = {}  # what a file was called -> what it is called now
    moment, words = 0, ""
    pieces = iter(log.split("\0"))
    for piece in pieces:
        status = piece.lstrip("\n")
        if status.startswith(_COMMIT):
            when, _, said = status[1:].partition(_WHEN)
            moment, words = int(when), "".join(char for char in said if char.isprintable())
        elif status:
            path = next(pieces)
            if status[0] == "R":
                path, former = next(pieces), path
                names[former] = names.get(path, path)
            yield names.get(path, path), moment, words


def _said(root: Path, *arguments: str) -> str:
    return ask_git(root, *arguments).decode("utf-8", "replace")


def _unknown(message: AnyText, hint: AnyText) -> History:
    diagnostic = Diagnostic(
        code="no-history", message=message, file=CONFIG_FILE, field=("revisions",), severity="warning", hints=(hint,)
    )
    return History(diagnostics=(diagnostic,))
