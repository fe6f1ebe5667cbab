"""`mingpian serve`: show the site while it is written."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.console import print_diagnostics, print_error, print_text
from mingpian.cli.language import spoken_in
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.serve.edition import Edition


def run(options: argparse.Namespace) -> int:
    """Build, serve and watch until interrupted."""
    from mingpian.cli.commands.build import now
    from mingpian.core.workers import default_jobs
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
        ready=_open if options.open else _say,
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


def _open(address: str) -> None:
    import webbrowser

    _say(address)
    webbrowser.open(address)


def _tell(edition: "Edition") -> None:
    """Print what is wrong, and what a build did."""
    built = edition.built
    print_diagnostics(item for item in built.diagnostics if item.severity != "note")
    made, gone = len(built.changed), len(built.removed)
    print_text(
        _("{made} files changed, {gone} removed in {seconds} s", made=made, gone=gone, seconds=f"{built.seconds:.2f}")
    )
