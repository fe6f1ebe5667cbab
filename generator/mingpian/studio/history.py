"""What an entry was before, where the site is in git: its versions, what each has that is another now, and one of them
brought back. That is an edit like any other; git is only ever asked."""

import difflib
import re
import subprocess
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup

from mingpian.core.git import ask_git
from mingpian.core.splices import plain_lines
from mingpian.i18n import _
from mingpian.studio.desk import STUDIO, Desk, hidden, page, settings_of
from mingpian.studio.entries import edit_url
from mingpian.studio.files import CONTENT, StudioError, open_text, save_text

_COMMIT, _PART = "\x1e", "\x1f"
_MOST = 200  # versions
_LONGEST = 20_000  # lines that are compared
_NAME = re.compile(r"[0-9a-f]{40,64}")
_LOG = ("log", "-z", "--follow", "--name-only", "--relative", "--no-show-signature", "--no-ext-diff", f"-n{_MOST}")


class Version(NamedTuple):
    """A file as a commit left it. `path` is what it was called then, from the site's root."""

    commit: str
    moment: int  # seconds since 1970-01-01T00:00Z
    author: str
    words: str
    path: str


def versions_of(root: Path, path: str) -> list[Version]:
    """Return the versions of a file that git knows, the newest first. Raises StudioError."""
    log = _asked(root, "--literal-pathspecs", *_LOG, f"--format={_COMMIT}%H{_PART}%at{_PART}%aN{_PART}%s", "--", path)
    return list(_versions(log.decode("utf-8", "replace")))


def _versions(log: str) -> Iterator[Version]:
    for piece in log.split(_COMMIT)[1:]:
        head, _end, names = piece.partition("\0")
        commit, moment, author, *words = head.split(_PART)
        path = names.lstrip("\n").split("\0")[0]
        yield Version(commit, int(moment), _seen(author), _seen(_PART.join(words)), path)


def _seen(text: str) -> str:
    return "".join(char for char in text if char.isprintable())


def text_of_version(root: Path, version: Version) -> str:
    """Return the text of a version. Raises StudioError."""
    data = _asked(root, "cat-file", "blob", f"{version.commit}:./{version.path}")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise StudioError(
            _("{path} is not UTF-8; open it in an editor and save it as UTF-8", path=version.path)
        ) from None


def _asked(root: Path, *arguments: str) -> bytes:
    try:
        return ask_git(root, *arguments)
    except FileNotFoundError:
        raise StudioError(_("git is not installed")) from None
    except subprocess.TimeoutExpired:
        raise StudioError(_("git did not answer in time")) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        if "not a git repository" in said:
            raise StudioError(_("the site is not in git, which is what keeps earlier versions")) from None
        if "does not have any commits" in said:
            raise StudioError(_("nothing was committed yet")) from None
        raise StudioError(_("git cannot tell: {reason}", reason=_seen(said))) from None


def history_page(desk: Desk, asked: Mapping[str, str]) -> bytes:
    """Return the versions of an entry's file; and of the one that is asked for, what it has that is another now. Raises
    StudioError."""
    source, chosen = asked.get("file", ""), asked.get("at", "")
    opened = open_text(desk.root, f"{CONTENT}/{source}")
    versions = versions_of(desk.root, opened.path)
    zone = ZoneInfo(settings_of(desk).timezone)
    rows = Markup("").join(_row(desk, source, one, zone, is_chosen=one.commit == chosen) for one in versions)
    shown = next((one for one in versions if one.commit == chosen), None)
    heads = (_("When"), _("Who"), _("What was said of it"), "")
    body = Markup(
        '<p><a href="{}">{}</a></p>{}<div class="scroll" tabindex="0" role="group" aria-label="{}"><table>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(
        edit_url(source),
        desk.words(_("Back to the entry")),
        _difference(desk, source, opened.text, opened.digest, shown) if shown else "",
        desk.words(_("Versions")),
        Markup("").join(Markup('<th scope="col">{}</th>').format(desk.words(one)) for one in heads if one)
        + Markup("<td></td>"),
        rows,
    )
    none = Markup("<p>{}</p>").format(desk.words(_("git does not have this file yet")))
    return page(desk, desk.words(_("Versions of {path}", path=opened.path)), body if versions else none)


def _row(desk: Desk, source: str, one: Version, zone: ZoneInfo, *, is_chosen: bool) -> Markup:
    from urllib.parse import urlencode

    return Markup('<tr><td><time datetime="{0}">{1}</time></td><td>{2}</td><td>{3}</td><td>{4}</td></tr>').format(
        (moment := datetime.fromtimestamp(one.moment, zone)).isoformat(),
        moment.strftime("%Y-%m-%d %H:%M"),
        one.author,
        one.words,
        Markup("<b>{}</b>").format(desk.words(_("shown above")))
        if is_chosen
        else Markup('<a href="{}history?{}">{}</a>').format(
            STUDIO, urlencode({"file": source, "at": one.commit}), desk.words(_("Compare"))
        ),
    )


def _difference(desk: Desk, source: str, now: str, digest: str, version: Version) -> Markup:
    """Return what would change if a version came back, and the button for it."""
    then = text_of_version(desk.root, version)
    if then == now:
        return Markup("<p>{}</p>").format(desk.words(_("That is what stands there now.")))
    return Markup(
        '<h2>{}</h2><pre>{}</pre><form method="post" action="{}bring-back" class="row">{}<button>{}</button></form>'
    ).format(
        desk.words(_("What would change if it came back")),
        Markup("\n").join(_lines(plain_lines(now).split("\n"), plain_lines(then).split("\n"))),
        STUDIO,
        hidden(desk, file=source, at=version.commit, digest=digest),
        desk.words(_("Bring this version back")),
    )


def _lines(now: list[str], then: list[str]) -> Iterator[Markup]:
    """Yield the lines that differ, with some around them."""
    lines = difflib.unified_diff(now[:_LONGEST], then[:_LONGEST], lineterm="", n=2)
    marks = {"+": "<ins>{}</ins>", "-": "<del>{}</del>"}
    for number, line in enumerate(lines):
        if number > 1:  # the first two name the files
            yield Markup("…") if line.startswith("@@") else Markup(marks.get(line[:1], "{}")).format(line)


def bring_back(desk: Desk, source: str, commit: str, digest: str) -> None:
    """Write a version in the place of what stands there, as an edit. Raises StudioError; then nothing is written."""
    opened = open_text(desk.root, f"{CONTENT}/{source}")
    version = next((one for one in versions_of(desk.root, opened.path) if one.commit == commit), None)
    if version is None or not _NAME.fullmatch(commit):
        raise StudioError(_("there is no such version"))
    save_text(desk.root, opened._replace(digest=digest), text_of_version(desk.root, version))
