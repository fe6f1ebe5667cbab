"""`mingpian verify`: check seals, and that what they seal is as it was."""

import argparse
from pathlib import Path

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import root_option
from mingpian.i18n import _


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    root_option(parser)
    parser.add_argument("seals", nargs="*", type=Path, metavar="SEAL", help="seals (default: the newest in seals/)")
    parser.add_argument("--all", action="store_true", help="check every seal: entries that were edited since are told")
    parser.add_argument("--key", metavar="FILE", type=Path, help="the owner's public key, as you know it (PEM)")
    parser.add_argument("--authority", metavar="FILE", type=Path, help="certificates of the stamp's authority (PEM)")


def run(options: argparse.Namespace) -> int:
    """Check; print what was found."""
    from mingpian.seal import verifying
    from mingpian.seal.errors import SealError

    root = Path(options.root)
    found = options.seals or verifying.seals(root)[slice(None) if options.all else slice(-1, None)]
    if not found:
        print_error(_("there is no seal in {folder}: `mingpian seal` makes one", folder=root / "seals"))
        return 2
    failed = False
    for path in found:
        try:
            given = [one.read_bytes() if one else b"" for one in (options.key, options.authority)]
            verdict = verifying.verify(root, path, *given)
        except (SealError, OSError) as error:
            print_error(error.args[0] if isinstance(error, SealError) else str(error))
            failed = True
            continue
        for fault in verdict.faults:
            print_error(_("{seal}: {fault}", seal=path.name, fault=fault))
        for note in verdict.notes:
            print_text(_("{seal}: {fault}", seal=path.name, fault=note))
        if not verdict.faults:
            print_text(_("{seal}: all is as it was sealed", seal=path.name))
        failed = failed or bool(verdict.faults)
    return 1 if failed else 0


COMMAND = Command(
    order=65,
    summary="check seals, and that the sealed files are as they were",
    options=add_options,
    run=run,
    examples=("", "--all", "seals/20261129T020000Z.json --key owner.pem"),
)
