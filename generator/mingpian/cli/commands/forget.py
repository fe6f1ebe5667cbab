"""`mingpian forget NAME`: say where a person is, and remove what was derived from them."""

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.console import print_error, print_text

if TYPE_CHECKING:
    from mingpian.host.forgetting import Traces


def run(options: argparse.Namespace) -> int:
    """List everything; with `--yes`, remove the output files, the desk's, and the caches."""
    from mingpian.build import load_site
    from mingpian.cli.request import request_of
    from mingpian.core import lock
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.host.forgetting import traces
    from mingpian.write.state import State

    request = request_of(options)
    state = State(request.root)
    try:
        with lock.exclusive(state.folder / "lock"):
            parsed = load_site(request, state).loaded.parsed
            members = [one.entry for one in parsed if one.entry is not None and one.entry.kind == "members"]
            ids = {entry.id for entry in members if options.name in (entry.slug, entry.id, entry.title)}
            if len(ids) != 1:
                wrong = "several members are called" if ids else "there is no member"
                hints = did_you_mean(options.name, [entry.slug for entry in members])
                print_error(" · ".join((f"{wrong} `{options.name}`", *hints)))
                return 2
            found = traces(request.root, request.output, [entry for entry in members if entry.id in ids])
            _say(found)
            if options.yes:
                _remove(request.root, state.folder, found)
    except lock.BusyError:
        print_error("a build of this site is at work; wait until it is done")
        return 2
    return 0


def _say(found: "Traces") -> None:
    from mingpian.core.diagnostics import escape_controls

    parts = (
        ("about them; delete these:", found.own),
        ("naming them; edit these:", found.mentions),
        ("derived from them, in the output:", found.output),
        ("derived from them, on the desk:", found.desk),
        (
            "commits that hold their files; they stay in history until it is rewritten, here and in every copy:",
            found.history,
        ),
    )
    for head, lines in parts:
        if lines:
            print_text(head)
            print("".join(f"  {escape_controls(line)}\n" for line in lines), end="")
    if not found.history:
        print_text("no version history of their files was found")
    print_text("copies that others made, search engines and readers' feeds included, are out of reach")


def _remove(root: Path, state: Path, found: "Traces") -> None:
    """Remove derived files. The caches go whole, as they are made again; what people wrote stays theirs to delete."""
    for path in (*found.output, *found.desk):
        (root / path).unlink(missing_ok=True)
    for kept in sorted(state.iterdir()):
        if kept.name not in ("lock", "desk") and not kept.name.startswith("manifest"):
            shutil.rmtree(kept) if kept.is_dir() else kept.unlink()
    print_text(f"removed: {len(found.output)} files of the output, {len(found.desk)} of the desk, and the caches")
    print_text("now delete and edit the files above, and run `mingpian build`")
