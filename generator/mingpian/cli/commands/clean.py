"""`mingpian clean`: remove what we wrote into the output folder, and nothing else."""

import argparse
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import output_option, root_option
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from mingpian.write.state import State

SHOWN = 10  # names of files of others


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    root_option(parser)
    output_option(parser)
    parser.add_argument("--cache", action="store_true", help="remove the cache in .mingpian/ too")


def run(options: argparse.Namespace) -> int:
    """Remove our files; say which files of others are left."""
    from mingpian.write.state import FOLDER, State

    root = os.path.realpath(options.root)
    output = os.path.realpath(options.output) if options.output else f"{root}/output"
    state = State(Path(root))
    if not state.folder.is_dir():
        print_text("nothing was built here")
        return 0
    try:
        with state.exclusive():
            _remove(state, output)
            if options.cache:
                forget_all(state.folder)
    except OSError as error:
        print_error(_("cannot remove {folder}/: {reason}", folder=FOLDER, reason=foreign(error.strerror)))
        return 2
    return 0


def forget_all(folder: Path, keep: Callable[[str], bool] = lambda _: False) -> None:
    """Remove what is in `.mingpian`, but what is to be kept, and what only the next deploy can take over. Where it is a
    link, it may have come with the site, and what it leads to may be anybody's: the link alone goes."""
    from mingpian.deploy import record

    if folder.is_symlink():
        told = {"folder": folder.name, "place": os.readlink(folder)}
        folder.unlink()
        print_error(_("{folder} is a link to {place}: it was removed, what lies there was left", **told))
        return
    for path in sorted(folder.iterdir()):
        if path == folder.parent / record.BEFORE:
            record.tidy(path)
        elif not keep(path.name):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    with suppress(OSError):
        folder.rmdir()


def _remove(state: "State", output: str) -> None:
    """Remove the files of the last build, and forget them. A file that somebody has changed since is theirs."""
    from mingpian.write.folder import Folder
    from mingpian.write.state import Manifest

    manifest = state.manifest(Path(output))
    if manifest is None:
        print_text(_("nothing is known to be ours in {output}", output=output))
        return
    folder = Folder(Path(output))
    folder.sweep()
    ours = [path for path, left in manifest.written.items() if left.still_there(folder.full(path))]
    claimed = [path for path in manifest.claimed if path not in manifest.written and os.path.lexists(folder.full(path))]
    folder.remove_all((*ours, *claimed))
    state.save_manifest(Manifest(), Path(output))
    print_text(_("removed: {paths}", paths=len(ours) + len(claimed)))
    try:
        os.rmdir(output)
    except OSError:
        _say_what_is_left(output)


def _say_what_is_left(output: str) -> None:
    left = sorted(_files(output))
    if left:
        print_error(_("left, as not written by mingpian or changed since: {paths}", paths=len(left)))
        for path in left[:SHOWN]:
            print_error(f"  {path}")
        if len(left) > SHOWN:
            print_error(_("  and {number} more", number=len(left) - SHOWN))


def _files(folder: str) -> Iterator[str]:
    for below, _folders, names in os.walk(folder):
        yield from (os.path.relpath(os.path.join(below, name), folder) for name in names)


COMMAND = Command(
    order=230,
    summary="remove what mingpian wrote into output/",
    options=add_options,
    run=run,
    examples=("", "--cache"),
)
