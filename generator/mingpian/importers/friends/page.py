"""The page of friends, on which the theme of an old site put them: here it shows them itself."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from mingpian.i18n import _
from mingpian.importers.draft import Copy, Draft, Found, Skipped
from mingpian.importers.friends.files import friends_in, is_page
from mingpian.importers.friends.pictures import pictures_of
from mingpian.importers.friends.table import Friend, copy_of, list_of

FILLED = _("it has no text: its theme filled it")


def with_friends(found: Iterator[Found | Skipped], root: Path) -> Iterator[Found | Skipped | Copy]:
    """Yield what an importer finds in a site, and the table of its friends; their page shows them below its own text,
    and is left where it has none and none are known."""
    people, left = friends_in(root)
    for one in found:
        is_theirs = isinstance(one, Found) and is_page(str(one.source))
        yield Found(one.source, partial(_page, one.take, people)) if isinstance(one, Found) and is_theirs else one
    yield from left
    if people:
        yield copy_of(people)
        yield from pictures_of(people, root)


def _page(take: Callable[[], Draft | Copy | Skipped], people: list[Friend]) -> Draft | Copy | Skipped:
    read = take()
    if not isinstance(read, Draft):
        return read
    if not people:
        return read if read.body.strip() else Skipped(read.source, FILLED)
    if any(one["url"] in read.body for one in people):
        return read
    return msgspec.structs.replace(read, body=f"{read.body.rstrip()}\n\n{list_of(people)}".lstrip())
