"""`mingpian seal`: put down what is here and when, signed with the owner's key."""

import argparse
from pathlib import Path

from mingpian.cli.command import Command
from mingpian.cli.console import print_diagnostics, print_error, print_text
from mingpian.cli.options import root_option, url
from mingpian.i18n import _


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    root_option(parser)
    parser.add_argument(
        "--key",
        metavar="FILE",
        type=Path,
        help="the owner's key, outside the site (default: seal.pem in your settings)",
    )
    parser.add_argument("--new-key", action="store_true", help="make the key first, readable by you alone")
    parser.add_argument(
        "--stamp", metavar="URL", type=url, help="ask this time stamping authority (RFC 3161); it sees a digest alone"
    )


def run(options: argparse.Namespace) -> int:
    """Seal the sources; say where."""
    from datetime import UTC, datetime
    from functools import partial

    from mingpian.config.load import load_config
    from mingpian.seal import keys, sealing, stamps
    from mingpian.seal.errors import SealError

    root, place = Path(options.root), options.key or keys.usual_place()
    config, problems = load_config(root)
    if any(problem.severity == "error" for problem in problems):
        print_diagnostics(problems)
        return 1
    try:
        key = keys.make_key(place, root) if options.new_key else keys.read_key(place, root)
        stamp = partial(stamps.stamp, options.stamp, post=_post) if options.stamp else None
        made = sealing.seal(root, config, key, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), stamp)
    except SealError as error:
        print_error(error.args[0])
        return 1
    entries, files = len(made.manifest.entries), len(made.manifest.files)
    print_text(_("{entries} entries, {files} files sealed: {path}", entries=entries, files=files, path=made.path))
    print_text(_("key {key}", key=made.manifest.key))
    return 0


def _post(address: str, kind: str, body: bytes) -> bytes:
    """Ask an authority by the one door. Raises SealError."""
    from mingpian import __version__
    from mingpian.fetch.http import ForbiddenAddressError, UnreachableError, request
    from mingpian.seal.errors import SealError

    try:
        answer = request(address, "POST", {"User-Agent": f"mingpian/{__version__}", "Content-Type": kind}, body)
    except (ForbiddenAddressError, UnreachableError) as error:
        raise SealError(_("{address}: {reason}", address=address, reason=str(error))) from None
    if answer.status != 200:
        raise SealError(_("{address} answered {status}", address=address, status=answer.status))
    return answer.body


COMMAND = Command(
    order=64,
    summary="seal what is here: digests of all sources, signed with your key",
    options=add_options,
    run=run,
    examples=("--new-key", "", "--stamp https://timestamp.example/"),
)
