"""How the host's commands read a site: as some reader may see it, with the errors in it printed first."""

import argparse
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mingpian.cli.console import print_diagnostics

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.content.loading import LoadedContent
    from mingpian.render.context import RenderContext
    from mingpian.request import Request
    from mingpian.schema.records import Audience
    from mingpian.site.model import SiteModel
    from mingpian.write.planning import PlannedSite


_DAYS = re.compile(r"([1-9]\d{0,4})d")


@contextmanager
def load_site_as(request: "Request", reader: "Audience" = "public") -> "Iterator[tuple[LoadedContent, PlannedSite]]":
    """Read and model the site as a build does; no build begins until the block ends. Raises BusyError."""
    from mingpian.pipeline import load_site, model_site
    from mingpian.write.state import State

    state = State(request.root)
    with state.exclusive():
        read = load_site(request, state)
        state.save("memory", read.loaded.cache)
        yield read, model_site(request, read, reader)


def load_settings(root: Path) -> "SiteConfig | None":
    """Return the settings of the site in `root`, its own code taken up; None when something is wrong with either, which
    is printed then."""
    from mingpian.config.load import load_config
    from mingpian.content.extensions import load_extensions
    from mingpian.content.locate import locate
    from mingpian.core.diagnostics import has_errors

    settings, problems = load_config(root)
    problems = [*problems, *load_extensions(root, settings.extensions).diagnostics]
    print_diagnostics(locate(problems, root))
    return None if has_errors(problems) else settings


def load_for(options: argparse.Namespace, reader: "Audience") -> "PlannedSite | None":
    """Return the site as `reader` may see it. Files with errors are named and left out; None when site.toml has any.
    Raises BusyError."""
    loaded = _load(options, reader)
    return loaded[1] if loaded else None


def load_for_members(options: argparse.Namespace) -> "tuple[PlannedSite, Mapping[str, str]] | None":
    """Return the site as members may see it, and what they may not (`check.leaks.needles`); None as in `load_for`."""
    from mingpian.check.leaks import needles
    from mingpian.check.secrets import secrets

    loaded = _load(options, "members")
    if loaded is None:
        return None
    read, planned = loaded
    entries = [parsed.entry for parsed in read.loaded.parsed if parsed.entry is not None]
    hidden = secrets(entries, frozenset(planned.model.site.entries), "members")
    return planned, needles(secret.value for secret in hidden)


def render_context_for(options: argparse.Namespace) -> "tuple[RenderContext, SiteModel] | None":
    """Return what the site is rendered with, as the public may see it; None as in `load_for`."""
    from mingpian.cli.request import request_of
    from mingpian.write.worker_context import prepare_rendering

    loaded = _load(options, "public")
    return (prepare_rendering(request_of(options), *loaded), loaded[1].model) if loaded else None


def parse_day(text: str, now: int, zone: str) -> str | None:
    """Return the day that `7d` (before `now`, in seconds since 1970 UTC) or a date means; None when it is neither."""
    days = _DAYS.fullmatch(text)
    try:
        if days:
            today = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(zone)).date()
            return (today - timedelta(days=int(days[1]))).isoformat()
        return date.fromisoformat(text).isoformat()
    except (ValueError, OverflowError):
        return None


def _load(options: argparse.Namespace, reader: "Audience") -> "tuple[LoadedContent, PlannedSite] | None":
    from mingpian.cli.request import request_of
    from mingpian.config import settings
    from mingpian.content.locate import locate

    request = request_of(options)
    with load_site_as(request, reader) as (read, modelled):
        pass
    errors = [item for item in (*read.diagnostics, *modelled.diagnostics) if item.severity == "error"]
    print_diagnostics(locate(errors, request.root), options.format)
    return None if any(item.file == settings.CONFIG_FILE for item in errors) else (read, modelled)
