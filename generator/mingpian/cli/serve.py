"""`mingpian serve`: show the site while it is written."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingpian.serve.edition import Edition


def run(options: argparse.Namespace) -> int:
    """Build, serve and watch until interrupted."""
    from mingpian.cli.build import now
    from mingpian.core.workers import default_jobs
    from mingpian.serve.guard import Guard
    from mingpian.serve.preview import Settings, preview

    root = Path(os.path.realpath(options.root))
    if not (root / "site.toml").is_file():
        print(f"there is no site.toml in {root}; run `mingpian init` to make a site", file=sys.stderr)
        return 2
    if not Guard(options.host).is_private:
        print(f"warning: {options.host} may be reached by others, who will see drafts too", file=sys.stderr)
    settings = Settings(
        root=root,
        host=options.host,
        port=options.port,
        jobs=options.jobs or default_jobs(),
        now=now,
        ready=_open if options.open else _say,
        tell=_tell,
    )
    try:
        preview(settings)
    except (OSError, OverflowError) as error:
        said = getattr(error, "strerror", None) or error
        print(f"cannot listen on {options.host}:{options.port}: {said}; --port takes another", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print()
    return 0


def _say(address: str) -> None:
    print(f"{address}  (drafts are shown; Ctrl-C ends)", flush=True)


def _open(address: str) -> None:
    import webbrowser

    _say(address)
    webbrowser.open(address)


def _tell(edition: "Edition") -> None:
    """Print what is wrong, and what a build did."""
    from mingpian.core.diagnostics import show

    built = edition.built
    sys.stderr.write(show(item for item in built.diagnostics if item.severity != "note"))
    sys.stderr.flush()
    made, gone = len(built.changed), len(built.removed)
    print(f"{made} files changed, {gone} removed in {built.seconds:.2f} s", flush=True)
