"""Watches what a build reads, by the system's own means; where these do not suffice, by looking once a second."""

import os
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.core.inputs import INPUTS
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

Note = Callable[[str, bool], None]  # the path below the root, and whether the file is complete now


def watch(root: Path, note: Note) -> "BaseObserver":
    """Call `note` with the path below `root` of everything that changes, until the observer is stopped.

    A folder that comes, goes or is replaced directly in `root` is noted and needs a new observer.
    """
    from watchdog.observers import Observer

    warnings.filterwarnings("ignore", module="watchdog")  # of folders that it sees twice
    try:
        return _started(Observer(), os.path.realpath(root), note)
    except OSError as error:
        from watchdog.observers.polling import PollingObserver

        print(
            _("cannot watch ({reason}): looking at all files each second instead", reason=foreign(error.strerror)),
            file=sys.stderr,
        )
        return _started(PollingObserver(), os.path.realpath(root), note)


def is_folder(path: str) -> bool:
    """Tell whether a noted path is one of the watched folders itself."""
    return path in INPUTS and "." not in path


def is_read(path: str) -> bool:
    """Tell whether a build may read a file of that path: hidden files, backups and editors' own are passed over."""
    return not any(part[0] in ".#" or part[-1] == "~" for part in path.split("/") if part)


def _started(observer: "BaseObserver", root: str, note: Note) -> "BaseObserver":
    """Watch the site's folder without what lies below it, and each input with all that does: the output, environments
    and version control are nobody's business."""
    try:
        observer.schedule(_handler(root, "", _only_inputs(note)), root, event_filter=_changes())
        for name in INPUTS:
            folder = os.path.realpath(os.path.join(root, name))
            if os.path.isdir(folder):
                observer.schedule(_handler(folder, name, note), folder, recursive=True, event_filter=_changes())
        observer.start()
    except OSError:
        observer.stop()
        raise
    return observer


def _only_inputs(note: Note) -> Note:
    return lambda path, is_done: note(path, is_done) if path in INPUTS else None


def _handler(folder: str, name: str, note: Note) -> "FileSystemEventHandler":
    from watchdog.events import FileSystemEventHandler

    class Handler(FileSystemEventHandler):
        def on_any_event(self, event: "FileSystemEvent") -> None:
            for path in (os.fsdecode(event.src_path), os.fsdecode(event.dest_path)):
                below = os.path.relpath(path, folder).replace(os.sep, "/") if path else "."
                if below != "." and is_read(below):
                    note(f"{name}/{below}" if name else below, event.event_type in ("closed", "moved"))

    return Handler()


def _changes() -> "list[type[FileSystemEvent]]":
    """Return the events that are changes. To read a file is none: the build itself does it."""
    from watchdog import events

    return [
        events.FileCreatedEvent,
        events.FileModifiedEvent,
        events.FileClosedEvent,
        events.FileMovedEvent,
        events.FileDeletedEvent,
        events.DirCreatedEvent,
        events.DirMovedEvent,
        events.DirDeletedEvent,
    ]
