"""`mingpian forget NAME`: say where a person is, and remove what was derived from them."""

import argparse
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import output_option, site_options
from mingpian.i18n import _, joined

if TYPE_CHECKING:
    from mingpian.host.forgetting import Traces
    from mingpian.request import Request
    from mingpian.write.state import State

_PLACES = _("places that they may be at; bring each up to date by `mingpian deploy`, when the files above are edited:")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    parser.add_argument("name", metavar="NAME", help="a member, by slug or name")
    output_option(parser)
    parser.add_argument("--yes", "-y", action="store_true", help="remove what was derived from them")


def run(options: argparse.Namespace) -> int:
    """List everything; with `--yes`, remove the output files, the desk's, the exports, and the caches."""
    from mingpian.cli.request import request_of
    from mingpian.content.kinds.member import MEMBERS
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.host.forgetting import traces
    from mingpian.pipeline import load_site
    from mingpian.schema.references import canonical
    from mingpian.site.spellings import spellings_of
    from mingpian.write.state import State

    request = request_of(options)
    state = State(request.root)
    with state.exclusive():
        read = load_site(request, state)
        parsed = read.loaded.parsed
        members = [one.entry for one in parsed if one.entry is not None and one.entry.kind == MEMBERS]
        spellings = spellings_of(members)
        ids = {spellings.id_of(canonical(options.name, MEMBERS))} & spellings.ids
        if not ids:
            several = [entry for entry in members if entry.title == options.name]
            wrong = (
                _("several members are called `{name}`", name=options.name)
                if several
                else _("there is no member `{name}`", name=options.name)
            )
            hints = did_you_mean(options.name, [entry.slug for entry in members])
            print_error(joined(" · ", (wrong, *hints)))
            return 2
        versions = [entry for entry in members if entry.id in ids]
        found = traces(request.root, request.output, versions, read.config.deploy)
        _say(found)
        if options.yes:
            _remove(request, state, found)
    return 0


def _say(found: "Traces") -> None:
    from mingpian.core.diagnostics import escape_controls

    parts = (
        (_("about them; delete these:"), found.own),
        (_("naming them; edit these:"), found.mentions),
        (_("derived from them, in the output:"), found.output),
        (_("derived from them, on the desk:"), found.desk),
        (_("derived from them, exported; where you put these, they still are:"), found.exports),
        (_PLACES, found.places),
        (
            _("commits that hold their files; they stay in history until it is rewritten, here and in every copy:"),
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


def _remove(request: "Request", state: "State", found: "Traces") -> None:
    """Remove derived files. The caches go whole, as they are made again; what people wrote stays theirs to delete."""
    from mingpian.cli.commands.clean import forget_all

    root, manifest = request.root, state.manifest(request.output)
    ours = {request.output / path for path in manifest.written} if manifest else set()
    output, desk, exports = (tuple(_ours(root, paths, ours)) for paths in (found.output, found.desk, found.exports))
    for path in (*output, *desk, *exports):
        (root / path).unlink(missing_ok=True)
    for folder in sorted((root / "exports").rglob("*"), reverse=True) if exports else ():
        with suppress(OSError):  # one that something is left in, and no folder
            folder.rmdir()
    forget_all(state.folder, lambda name: name in ("lock", "desk") or name.startswith("manifest"))
    print_text(
        _(
            "removed: {output} files of the output, {desk} of the desk, {exports} exports, and the caches",
            output=len(output),
            desk=len(desk),
            exports=len(exports),
        )
    )
    print_text("now delete and edit the files above, and run `mingpian build`")


def _ours(root: Path, paths: Iterable[str], known: Collection[Path]) -> Iterator[str]:
    """Yield the paths that lie in the site's folder, or are known as ours; others are told, and left."""
    for path in paths:
        if root / path in known or (root / path).resolve().is_relative_to(root.resolve()):
            yield path
        else:
            print_error(_("{path} lies outside of the site's folder, and is not known as ours: it was left", path=path))


COMMAND = Command(
    order=180,
    summary="say where a member is in all files, and remove what was derived",
    options=add_options,
    run=run,
    examples=("lin", "lin --yes"),
)
