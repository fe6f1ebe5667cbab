"""What in the output folder is ours: what may be written, what must go, what is left alone."""

import os
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.inputs import INPUTS
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import foreign
from mingpian.plan.outputs import Output
from mingpian.render.assets import FOLDER, SEAL, fingerprinted
from mingpian.write.folder import Folder
from mingpian.write.state import FOLDER as STATE
from mingpian.write.state import Manifest


class PrunePlan(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done with the output folder."""

    outputs: tuple[Output, ...]  # to be written
    orphans: tuple[str, ...]  # of ours, and no longer planned
    in_the_way: tuple[str, ...]  # those of them that lie where an output must
    ours: frozenset[str]  # all paths that we wrote, or set out to write
    diagnostics: tuple[Diagnostic, ...]


def problem_of(root: Path, output: Path) -> Diagnostic | None:
    """Say why the site in `root` cannot be written into `output`, if it cannot; make the folder, if it can."""
    site, place = os.path.join(os.path.realpath(root), ""), os.path.join(os.path.realpath(output), "")
    if site.startswith(place):
        return _bad_output(_("holds the site's sources"), _("choose a folder of its own, such as output/"))
    sources = tuple(os.path.join(site, name, "") for name in INPUTS)
    if place.startswith(sources) or place == os.path.join(site, STATE, ""):
        return _bad_output(_("is one of the site's own"), _("choose a folder of its own, such as output/"))
    try:
        os.makedirs(place, exist_ok=True)
    except OSError as error:
        return _bad_output(
            _("cannot be made: {reason}", reason=foreign(error.strerror)), _("choose another with --output")
        )
    return (
        None
        if os.access(place, os.W_OK)
        else _bad_output(_("may not be written to"), _("choose another with --output"))
    )


def _bad_output(what: AnyText, hint: AnyText) -> Diagnostic:
    return Diagnostic(code="bad-output", message=_("the output folder {problem}", problem=what), hints=(hint,))


def plan_pruning(planned: Sequence[Output], manifest: Manifest | None, folder: Folder) -> PrunePlan:
    """Compare what is planned with what is known of the folder. Where the memory of it is lost, and it shows that we
    made it, every planned path is ours; other files are reported, and stay."""
    known = {*manifest.written, *manifest.claimed} if manifest else set()
    paths = {output.path for output in planned}
    is_lost = manifest is None and _is_our_work(folder)
    orphans = sorted(known - paths)
    going = {above for path in orphans for above in _above(path)}  # folders that may well be empty soon
    place = _OutputGuard(folder, paths if is_lost else known | going)
    strangers = {path: place.stranger(path) for path in paths}
    outputs = [output for output in planned if not strangers[output.path]]
    written = {output.path for output in outputs}
    folders = {folder for path in paths for folder in _above(path)} if orphans else set()
    foreign = [_foreign(path) for path in sorted({path for path in strangers.values() if path})]
    return PrunePlan(
        outputs=tuple(outputs),
        orphans=tuple(orphans),
        in_the_way=tuple(path for path in orphans if path in folders or not paths.isdisjoint(_above(path))),
        ours=frozenset(known | written),
        diagnostics=(*foreign, *(_unknown(folder, paths) if is_lost else ())),
    )


class _OutputGuard:
    """Tells which paths can be written without touching what is not ours."""

    def __init__(self, folder: Folder, ours: Set[str]) -> None:
        self._folder = folder
        self._ours = ours
        self._blocked = {"": ""}
        self._absent = set[str]() if os.path.lexists(folder.root) else {""}  # folders: nothing is in them

    def stranger(self, path: str) -> str:
        """Return what of others stands at a path, or where one of its folders must be; empty when nothing does."""
        if path in self._ours:
            return ""
        above = self._in_the_way_of(path.rpartition("/")[0])
        return above or (path if self._is_there(path) else "")

    def _in_the_way_of(self, parent: str) -> str:
        if parent not in self._blocked:
            above = self._in_the_way_of(parent.rpartition("/")[0])
            full, is_there = self._folder.full(parent), self._is_there(parent)
            self._absent |= set() if is_there else {parent}
            is_other = is_there and (os.path.islink(full) or not os.path.isdir(full))
            self._blocked[parent] = above or (parent if is_other and parent not in self._ours else "")
        return self._blocked[parent]

    def _is_there(self, path: str) -> bool:
        return path.rpartition("/")[0] not in self._absent and os.path.lexists(self._folder.full(path))


def _is_our_work(folder: Folder) -> bool:
    """Tell whether we made the folder: it has a seal that is named after the digest of its bytes."""
    for path in sorted(Path(folder.full(FOLDER)).glob("seal.*.svg")):
        try:
            if path.name == fingerprinted(SEAL, path.read_bytes()):
                return True
        except OSError:
            continue
    return False


def _unknown(folder: Folder, planned: Set[str]) -> Iterator[Diagnostic]:
    """Report files in the folder that are not planned; hidden ones are somebody's on purpose."""
    found = []
    for at, folders, names in os.walk(folder.root):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = at[len(folder.root) + 1 :].replace(os.sep, "/")
        found += [f"{inside}/{name}".lstrip("/") for name in names if not name.startswith(".")]
    left = sorted(set(found) - planned)
    if left:
        message = _(
            "{number} files in the output folder are not part of the site, such as {example}",
            number=len(left),
            example=left[0],
        )
        hint = _("the record of what mingpian wrote is lost; delete what an earlier build left, or the whole folder")
        yield Diagnostic(code="left-over", message=message, severity="warning", hints=(hint,))


def _foreign(path: str) -> Diagnostic:
    message = _("{path} in the output folder was not written by mingpian, and is left as it is", path=path)
    hint = _("move it to content/static/, or delete it")
    return Diagnostic(code="not-ours", message=message, severity="warning", hints=(hint,))


def _above(path: str) -> Iterator[str]:
    """Yield the paths of the folders in which a path lies."""
    at = path.rfind("/")
    while at > 0:
        yield path[:at]
        at = path.rfind("/", 0, at)
