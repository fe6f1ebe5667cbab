"""How the host's commands read a site: as some reader may see it, with the errors in it printed first."""

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mingpian.cli.saying import complain, report

if TYPE_CHECKING:
    from mingpian.build import Modelled, Read
    from mingpian.config import SiteConfig
    from mingpian.model.world import World
    from mingpian.render.studio import Studio
    from mingpian.request import Request
    from mingpian.schema.records import Audience


_DAYS = re.compile(r"([1-9]\d{0,4})d")


@contextmanager
def site_of(request: "Request", reader: "Audience" = "public") -> "Iterator[tuple[Read, Modelled]]":
    """Read and model the site as a build does; no build begins until the block ends. Raises Busy."""
    from mingpian.build import model_site, read_site
    from mingpian.core import lock
    from mingpian.write.state import State

    state = State(request.root)
    with lock.held(state.folder / "lock"):
        read = read_site(request, state)
        state.save("memory", read.library.memory)
        yield read, model_site(request, read, reader)


def settings_for(root: Path) -> "SiteConfig | None":
    """Return the settings of the site in `root`, its own code taken up; None when something is wrong with either, which
    is printed then."""
    from mingpian import config
    from mingpian.content.extensions import take_up
    from mingpian.content.pin import pin
    from mingpian.core.diagnostics import has_errors

    settings, problems = config.load(root)
    problems = [*problems, *take_up(root, settings.extensions).diagnostics]
    report(pin(problems, root))
    return None if has_errors(problems) else settings


def read_for(options: argparse.Namespace, reader: "Audience") -> "Modelled | None":
    """Return the site as `reader` may see it. Files with errors are named and left out; None when site.toml has any,
    or another command is at work."""
    found = _read(options, reader)
    return found[1] if found else None


def studio_for(options: argparse.Namespace) -> "tuple[Studio, World] | None":
    """Return what the site is rendered with, as the public may see it; None as in `read_for`."""
    from mingpian.build import studio_of
    from mingpian.cli.asked import request_of

    found = _read(options, "public")
    return (studio_of(request_of(options), *found), found[1].world) if found else None


def day(text: str, now: int, zone: str) -> str | None:
    """Return the day that `7d` (before `now`, in seconds since 1970 UTC) or a date means; None when it is neither."""
    days = _DAYS.fullmatch(text)
    try:
        if days:
            today = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone)).date()
            return (today - timedelta(days=int(days[1]))).isoformat()
        return date.fromisoformat(text).isoformat()
    except (ValueError, OverflowError):
        return None


def _read(options: argparse.Namespace, reader: "Audience") -> "tuple[Read, Modelled] | None":
    from mingpian import config
    from mingpian.cli.asked import request_of
    from mingpian.content.pin import pin
    from mingpian.core.lock import Busy

    request = request_of(options)
    try:
        with site_of(request, reader) as (read, modelled):
            pass
    except Busy:
        complain("a build of this site is at work; wait until it is done")
        return None
    errors = [item for item in (*read.diagnostics, *modelled.diagnostics) if item.severity == "error"]
    report(pin(errors, request.root), options.format)
    return None if any(item.file == config.FILE for item in errors) else (read, modelled)
