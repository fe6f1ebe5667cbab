"""What in the output folder is ours: what may be written, what must go, what is left alone."""

import os
from collections.abc import Sequence

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.plan.outputs import Output
from mingpian.write.folder import Folder
from mingpian.write.state import Manifest


class Upkeep(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done with the output folder."""

    outputs: tuple[Output, ...]  # to be written
    orphans: tuple[str, ...]  # of ours, and no longer planned
    in_the_way: tuple[str, ...]  # those of them that lie where an output must
    ours: frozenset[str]  # all paths that we wrote, or set out to write
    diagnostics: tuple[Diagnostic, ...]


def upkeep(planned: Sequence[Output], manifest: Manifest | None, folder: Folder) -> Upkeep:
    """Compare what is planned with what is known of the folder. With no manifest nothing can be told apart: then every
    planned path is written, and nothing is removed."""
    known = {*manifest.written, *manifest.claimed} if manifest else set()
    outputs = [output for output in planned if manifest is None or _is_free(output.path, known, folder)]
    paths = {output.path for output in planned}
    orphans = sorted(known - paths)
    written = {output.path for output in outputs}
    return Upkeep(
        outputs=tuple(outputs),
        orphans=tuple(orphans),
        in_the_way=tuple(path for path in orphans if _lies_below(path, paths)),
        ours=frozenset(known | written),
        diagnostics=tuple(_foreign(path) for path in sorted(paths - written)),
    )


def _is_free(path: str, known: set[str], folder: Folder) -> bool:
    return path in known or not os.path.lexists(folder.full(path))


def _foreign(path: str) -> Diagnostic:
    message = f"{path} in the output folder was not written by mingpian, and is left as it is"
    hint = "move it to content/static/, or delete it"
    return Diagnostic(code="not-ours", message=message, severity="warning", hints=(hint,))


def _lies_below(path: str, planned: set[str]) -> bool:
    """Tell whether an old file lies below a path that shall be a file now."""
    parts = path.split("/")
    return any("/".join(parts[:depth]) in planned for depth in range(1, len(parts)))
