"""Friends of an old site, whom its theme kept as data, in a script or in a page: one table of data, and their page."""

from collections.abc import Iterator
from pathlib import Path

from mingpian.i18n import _
from mingpian.importers.draft import Copy, Importer, Into, Skipped
from mingpian.importers.friends.files import friends_in, is_of_friends
from mingpian.importers.friends.pictures import pictures_of
from mingpian.importers.friends.table import copy_of


def read(path: Path, into: Into) -> Iterator[Copy | Skipped]:
    """Yield the table of all friends in a file, or in the files of a site where themes keep them."""
    people, left = friends_in(path)
    yield from left
    if people:
        yield copy_of(people)
        yield from pictures_of(people, path if path.is_dir() else path.parent)


def recognises(path: Path) -> bool:
    """Tell whether it is a file of friends; a site's folder is first of all that of its system."""
    return path.is_file() and is_of_friends(path)


IMPORTER = Importer(
    "friends", _("a theme's list of friends (links.yml), or the folder of the site with it"), read, recognises
)
