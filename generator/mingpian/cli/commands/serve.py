"""`mingpian serve`: show the site while it is written."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import localized, print_diagnostics, print_error, print_text
from mingpian.cli.language import spoken_in
from mingpian.cli.options import root_option
from mingpian.i18n import _
from mingpian.i18n.foreign import foreign

if TYPE_CHECKING:
    from mingpian.serve.edition import Edition

_LAST_PORT = 65_535
THIS_MACHINE = "127.0.0.1"


def _port(said: str) -> int:
    if not (said.isascii() and said.isdecimal() and int(said) <= _LAST_PORT):
        told = _("`{port}` is no port: write a number from {least} to {most}", port=said, least=0, most=_LAST_PORT)
        raise argparse.ArgumentTypeError(localized(told))
    return int(said)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    root_option(parser)
    parser.add_argument("--host", default=THIS_MACHINE, help="address to listen on (default: this machine alone)")
    told = "port to listen on; 0 takes a free one (default: 8000)"
    parser.add_argument("--share", action="store_true", help="let other devices of the network in, with a code")
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
    from mingpian.serve.sharing import Sharing, address_here

    root = Path(os.path.realpath(options.root))
    if not (root / "site.toml").is_file():
        print_error(_("there is no site.toml in {root}; run `mingpian init` to make a site", root=root))
        return 2
    address = address_here() if options.share else ""
    if options.share and (not address or options.host != THIS_MACHINE):
        print_error(_("this machine is in no network") if not address else _("name --share or --host, not both"))
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
        sharing=Sharing(address) if address else None,
    )
    _end_when_told()
    try:
        preview(settings)
    except (OSError, OverflowError) as error:
        where, said = f"{options.host}:{options.port}", foreign(getattr(error, "strerror", None) or error)
        print_error(_("cannot listen on {address}: {reason}; --port takes another", address=where, reason=said))
        return 2
    except KeyboardInterrupt:
        print()
    return 0


def _end_when_told() -> None:
    """Take the system's word to end, and that the terminal is gone, as Ctrl-C: else the builder would work on alone."""
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # `nohup` has it ignored
            signal.signal(number, signal.default_int_handler)


def _say(address: str, shared: str) -> None:
    print_text(_("{address}  (drafts are shown; Ctrl-C ends)", address=address))
    if shared:
        _say_shared(*shared.split("#"))


def _say_shared(address: str, code: str) -> None:
    """Say where other devices enter, and draw it for their cameras."""
    import segno

    half = len(code) // 2
    print_text(_("in this network: {address}", address=address))
    print_text(_("the code: {code}", code=f"{code[:half]}-{code[half:]}"))
    print_text(_("whoever has it sees drafts and contacts, and writes; share it in networks that you trust"))
    if sys.stdout.isatty():
        segno.make(f"{address}#{code}", micro=False).terminal(compact=True)


def _open(page: str, address: str, shared: str) -> None:
    import webbrowser
    from urllib.parse import urljoin

    _say(urljoin(address, page), shared)
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
    examples=("", "--port 0 --open", "--share"),
)
