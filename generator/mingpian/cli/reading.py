"""How the host's commands read a site: as some reader may see it, with the errors in it printed first."""

import argparse
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingpian.build import Modelled
    from mingpian.schema.records import Audience


def read_for(options: argparse.Namespace, reader: "Audience") -> "Modelled | None":
    """Return the site as `reader` may see it. Files with errors are named and left out; None when site.toml has any,
    or another command is at work."""
    from mingpian import config
    from mingpian.build import model_site, read_site
    from mingpian.cli.asked import request_of
    from mingpian.content.pin import pin
    from mingpian.core import lock
    from mingpian.core.diagnostics import show
    from mingpian.write.state import State

    request = request_of(options)
    state = State(request.root)
    try:
        with lock.held(state.folder / "lock"):
            read = read_site(request, state)
            state.save("memory", read.library.memory)
            modelled = model_site(request, read, reader)
    except lock.Busy:
        print("a build of this site is at work; wait until it is done", file=sys.stderr)
        return None
    errors = [item for item in (*read.diagnostics, *modelled.diagnostics) if item.severity == "error"]
    sys.stderr.write(show(pin(errors, request.root), options.format))
    return None if any(item.file == config.FILE for item in errors) else modelled
