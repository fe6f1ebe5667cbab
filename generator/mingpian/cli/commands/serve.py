"""`mingpian serve`: show the site while it is written."""

import argparse
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import localized, print_diagnostics, print_error, print_text
from mingpian.cli.language import spoken_in
from mingpian.cli.options import root_option
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.serve.edition import Edition

_LAST_PORT = 65_535


def _port(said: str) -> int:
    if not (said.isascii() and said.isdecimal() and int(said) <= _LAST_PORT):
        told = _("`{port}` is no port: write a number from {least} to {most}", port=said, least=0, most=_LAST_PORT)
        raise argparse.ArgumentTypeError(localized(told))
    return int(said)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    root_option(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine alone)")
    told = "port to listen on; 0 takes a free one (default: 8000)"
    parser.add_argument("--port", metavar="PORT", type=_port, default=8000, help=told)
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.add_argument("--jobs", metavar="N", type=int, default=0, help="worker processes (default: one a processor)")


def run(options: argparse.Namespace) -> int:
    """Build, serve and watch until interrupted."""
    return show(options)


def show(options: argparse.Namespace, page: str = "") -> int:
    """Build, serve and watch until interrupted; with a page, its path on the server, that one is opened first."""
    from mingpian.core.workers import default_jobs
    from mingpian.replay.clock import now
    from mingpian.serve.guard import Guard
    from mingpian.serve.preview import PreviewSettings, preview

    root = Path(os.path.realpath(options.root))
    if not (root / "site.toml").is_file():
        print_error(_("there is no site.toml in {root}; run `mingpian init` to make a site", root=root))
        return 2
    if not Guard(options.host).is_private:
        print_error(_("warning: {host} may be reached by others, who will see drafts too", host=options.host))
    settings = PreviewSettings(
        root=root,
        host=options.host,
        port=options.port,
        jobs=options.jobs or default_jobs(),
        now=now,
        ready=partial(_open, page) if options.open else _say,
        tell=_tell,
        lang=spoken_in(os.environ),
    )
    try:
        preview(settings)
    except (OSError, OverflowError) as error:
        said = getattr(error, "strerror", None) or error
        print_error(
            _(
                "cannot listen on {address}: {reason}; --port takes another",
                address=f"{options.host}:{options.port}",
                reason=said,
            )
        )
        return 2
    except KeyboardInterrupt:
        print()
    return 0


def _say(address: str) -> None:
    print_text(_("{address}  (drafts are shown; Ctrl-C ends)", address=address))


def _open(page: str, address: str) -> None:
    import webbrowser
    from urllib.parse import urljoin

    _say(urljoin(address, page))
    webbrowser.open(urljoin(address, page))


def _tell(edition: "Edition") -> None:
    """Print what is wrong, and what a build did."""
    built = edition.built
    print_diagnostics(item for item in built.diagnostics if item.severity != "note")
    made, gone = len(built.changed), len(built.removed)
    print_text(
        _(
            "{changed} files changed, {removed} removed in {seconds} s",
            changed=made,
            removed=gone,
            seconds=f"{built.seconds:.2f}",
        )
    )


COMMAND = Command(
    order=40,
    summary="show the site while you write: drafts too, each change at once",
    options=add_options,
    run=run,
    examples=("", "--port 0 --open"),
)
