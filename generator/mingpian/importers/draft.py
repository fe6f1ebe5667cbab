"""An entry on its way in: what was read elsewhere, in our terms, and what is to be told about it."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from mingpian import fold_path, slugify, yaml_inline, yaml_line
from mingpian.i18n import AnyText

ARTICLE, NOTE, PAGE, PERSON = "essays", "notes", "pages", "members"
"""The kinds of entry that other systems have something like, and what most of theirs become."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """An entry to be. `files` are what lies beside it, by name; `notes` what was changed, or left to do by hand."""

    source: AnyText  # where it comes from, as people know it
    kind: str
    slug: str
    lang: str = ""  # of a translation beside `<slug>.md`
    fields: dict[str, Any] = {}
    body: str = ""
    files: dict[str, Path | bytes] = {}
    lists: dict[str, str] = {}  # paths of the old site's lists in which it stood, and where such lists are here
    addresses: tuple[str, ...] = ()  # of the old site, besides `aliases`, by which its texts called it: `/?p=1`
    notes: tuple[AnyText, ...] = ()


class Copy(msgspec.Struct, frozen=True):
    """A file that is taken as it is, and its path below content/."""

    path: str
    data: Path | bytes


class Skipped(msgspec.Struct, frozen=True):
    """A file that was not taken, and why."""

    source: AnyText
    why: AnyText


class Found(msgspec.Struct, frozen=True):
    """One thing to import, and how it is read: a fault in it costs itself alone."""

    source: AnyText
    take: Callable[[], Draft | Copy | Skipped]


class Into(msgspec.Struct, frozen=True):
    """The site that entries are imported into, as far as an importer has to know it."""

    languages: tuple[str, ...] = ("zh-Hans",)
    fetched: Callable[[str], Path | None] | None = None  # what is at an address of the old site; None: ask nobody
    kind: str = ""  # of texts whose own system has none: `essays` when empty
    columns: Mapping[str, str] = {}  # of tables: what a column is, by its name, where people said so
    timezone: str = "Asia/Shanghai"
    has_formulas: bool = False  # the old site drew what stands between dollar signs
    until_written: ExitStack = msgspec.field(default_factory=ExitStack)  # closed when all drafts are: unpacked files


class OwnersPicture(msgspec.Struct, frozen=True):
    """The picture of an old site's owner: a file, or its address on another host; and what no crop may lose."""

    source: Path | str
    focus: str = ""


class OldSite(msgspec.Struct, frozen=True, kw_only=True):
    """What the other system's settings say of the whole site, in our terms; empty where they say nothing."""

    title: str = ""
    base_url: str = ""  # the path alone (`/blog`) where its host is not known
    description: str = ""
    translations: dict[str, dict[str, str]] = {}  # `title` and `description` in its further languages
    author: str = ""
    about_author: str = ""
    email: str = ""
    links: tuple[str, ...] = ()  # accounts and pages of its owner that it showed
    portrait: OwnersPicture | None = None
    footer: str = ""
    languages: tuple[str, ...] = ()  # the first is the one without a prefix
    timezone: str = ""
    menu: tuple[tuple[str, str], ...] = ()  # words, and where they led
    permalinks: dict[str, str] = {}  # by kind, where ours can say the same
    feeds: tuple[str, ...] = ()  # paths at which its feeds stood
    lists: dict[str, str] = {}  # paths of lists of all its texts, or of all their groups, and where such are here
    paging: str = ""  # what the further pages of a list were called: `page/{}/`, or by its own name `{stem}{}.html`
    page_size: int = 10  # texts on a page of a list
    has_formulas: bool = False  # it drew what stands between dollar signs
    list_feed: str = ""  # what the feed of a list was called, in its folder
    notes: tuple[AnyText, ...] = ()  # what its settings say that is not taken


Read = Callable[[Path, Into], Iterator[Found | Draft | Copy | Skipped]]


def _never(_path: Path) -> bool:
    return False


class Importer(msgspec.Struct, frozen=True):
    """A system that we read from: its name on the command line, what is to be named there, and how it is read.

    `recognises` tells from a few names and first bytes whether a file or folder is of this system; `describes` reads
    the settings of its site.
    """

    name: str
    wants: AnyText
    read: Read
    recognises: Callable[[Path], bool] = _never
    describes: Callable[[Path], OldSite] | None = None
    is_of_editor: bool = False  # its marks are those of an editor, in which texts of another system may be written


def distinct_slugs(titles: Iterable[str], files: Iterable[Path]) -> dict[Path, str]:
    """Return a slug for each file by its title: no two are the same, on a disk where case does not count either."""
    found: dict[Path, str] = {}
    taken: set[str] = set()
    for title, path in zip(titles, files, strict=True):
        first = slug = slugify(title)
        number = 1
        while fold_path(slug) in taken:
            number += 1
            slug = f"{first}-{number}"
        taken.add(fold_path(slug))
        found[path] = slug
    return found


def draft_text(draft: Draft) -> str:
    """Return the file of an entry."""
    front, body = "".join(map(_line, draft.fields.items())), draft.body.strip("\n").translate(_Gone())
    return f"---\n{front}---\n\n{body}\n" if body else f"---\n{front}---\n"


def draft_path(draft: Draft) -> str:
    """Return where below content/ it belongs: in a folder of its own when something lies beside it."""
    ending = f".{draft.lang}.md" if draft.lang else ".md"
    return f"{draft.kind}/{draft.slug}/index{ending}" if draft.files else f"{draft.kind}/{draft.slug}{ending}"


class _Gone(dict[int, int | None]):
    """For `str.translate`: takes away what no text means, and no file of ours may have."""

    def __missing__(self, number: int) -> int | None:
        gone = unicodedata.category(chr(number)) in ("Cc", "Cs") and chr(number) not in "\n\t"
        noncharacter = 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
        self[number] = found = None if gone or noncharacter else number
        return found


def _line(item: tuple[str, Any]) -> str:
    name, value = item
    said = yaml_inline(_clean(value)) if isinstance(value, bool | dict | list | tuple) else yaml_line(_one_line(value))
    return f"{name}: {said}\n"


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {_clean(name): _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return value if isinstance(value, bool) else str(value).translate(_Gone())


def _one_line(value: Any) -> str:
    return " ".join(" ".join(str(value).split()).translate(_Gone()).split())
