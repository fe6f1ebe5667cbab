"""What a build reads of a site's folder, and what it sees there before it reads it. The standard library alone."""

from typing import NamedTuple

from mingpian.core.walk import Found, walk

INPUTS = ("content", "themes", "templates", "styles", "words", "icons", "fonts", "extensions", "site.toml")
"""Names of the files and folders in a site's root that a build reads."""

MAX_DEPTH = 12  # folders in content/ that lie in each other


class Seen(NamedTuple):
    """What was seen when it was found that something changed: what lies in content/, at what time (nanoseconds since
    1970-01-01T00:00Z), and the files that the last build left, where they are as it left them (`unchanged.Left`)."""

    content: list[Found]
    at: int
    left: tuple[bytes, bytes] | None


def content_files(folder: str) -> list[Found]:
    """Return what lies in a content folder, without hidden files and what editors leave beside others."""
    return walk(folder, _is_left_out, MAX_DEPTH)


def _is_left_out(name: str) -> bool:
    return name[0] in ".#" or name[-1] == "~"
