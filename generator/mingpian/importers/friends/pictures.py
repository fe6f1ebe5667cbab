"""Pictures of friends that lie in the old site: they come to where the table says that they are, below content/."""

from collections.abc import Collection, Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from mingpian.importers.draft import Copy
from mingpian.importers.friends.table import Friend
from mingpian.importers.references import finder

_PLACES = ("source", "static", "public", "assets", "src", "content", "")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".ico"})


def pictures_of(people: Collection[Friend], root: Path) -> Iterator[Copy]:
    """Yield the pictures of friends that are files of the site."""
    find = finder(root, roots=(*(root / name for name in _PLACES), *sorted(root.glob("themes/*/source"))))
    for stated in dict.fromkeys(one["picture"] for one in people):
        path = PurePosixPath(unquote(stated).lstrip("/"))
        is_plain = (
            stated[:2] != "//" and path.suffix.lower() in _PICTURES and ".." not in path.parts and ":" not in stated
        )
        if is_plain and (file := find(f"/{path}")):
            yield Copy(path.as_posix(), file)
