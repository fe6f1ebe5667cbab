"""`mingpian deploy [TARGET]`: build, look for what must not be public, and put the site where it is served."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import build_options

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.deploy.target import DeployJob, Target
    from mingpian.request import Request


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    build_options(parser)
    parser.add_argument("target", metavar="PLACE", nargs="?", help="one of [deploy] in site.toml")
    parser.add_argument("--dry-run", action="store_true", help="list what would be put and deleted; change nothing")


def run(options: argparse.Namespace) -> int:
    """Refuse what has errors or tells too much; else put what differs, and say what it was."""
    from mingpian.cli import reporting
    from mingpian.cli.loading import load_settings
    from mingpian.cli.privacy_check import leaks
    from mingpian.cli.request import request_of
    from mingpian.core.lock import BusyError
    from mingpian.deploy import targets
    from mingpian.deploy.target import DeployError, masked
    from mingpian.pipeline import build

    request = request_of(options)
    settings = load_settings(request.root)
    if settings is None:
        return 1
    try:
        name = _name(settings, options.target)
        kinds = targets(request.root, settings)
        _check(settings, name, kinds)
        report = built = build(request)
        if report.failed or (report := leaks(request)).failed:
            reporting.print_report(report, options)
            print_error("nothing was published")
            return 1
        if warnings := sum(item.severity == "warning" for item in built.diagnostics):
            print_text(f"{reporting.counted(warnings, 'warning')}; `mingpian check` shows them")
        changes = kinds[settings.deploy[name].target].put(_job(request, settings, name, options.dry_run))
    except DeployError as refused:
        print_error(masked(str(refused)))
        return 2
    except BusyError:
        print_error("a build of this site is at work; wait until it is done")
        return 2
    for change in changes if options.dry_run or options.verbose else ():
        print_text(f"{'delete' if change.is_gone else 'put'} {change.path}")
    gone = sum(change.is_gone for change in changes)
    told = "would be " if options.dry_run else ""
    print_text(f"{name}: {len(changes) - gone} {told}put, {gone} {told}deleted")
    return 0


def _name(settings: "SiteConfig", said: str | None) -> str:
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.deploy.target import DeployError

    names = list(settings.deploy)
    if said is None and len(names) == 1:
        return names[0]
    if said in names:
        return str(said)
    if not names:
        raise DeployError(
            'site.toml names no place to deploy to: write [deploy.site] with target = "git" and its options'
        )
    hints = did_you_mean(said or "", names) or (f"there are: {', '.join(names)}",)
    raise DeployError(f"{'say which place' if said is None else f'there is no place `{said}`'}; {hints[0]}")


def _check(settings: "SiteConfig", name: str, kinds: "Mapping[str, Target]") -> None:
    """Refuse a place that is not fully stated."""
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.deploy.target import DeployError

    stated = settings.deploy[name]
    kind = kinds.get(stated.target)
    if kind is None:
        hints = did_you_mean(stated.target, kinds) or (f"there are: {', '.join(kinds)}",)
        raise DeployError(f"[deploy.{name}]: there is no target `{stated.target}`; {hints[0]}")
    for option in stated.options:
        if option not in kind.options:
            told = "; ".join(f"`{one}`: {what}" for one, what in kind.options.items())
            raise DeployError(f"[deploy.{name}]: `{kind.name}` has no option `{option}`; {told}")
    for option in kind.required:
        if not stated.options.get(option):
            raise DeployError(f"[deploy.{name}]: `{option}` is missing: {kind.options[option]}")


def _job(request: "Request", settings: "SiteConfig", name: str, is_trial: bool) -> "DeployJob":
    from mingpian.deploy.record import site_of
    from mingpian.deploy.target import DeployError, DeployJob
    from mingpian.write.state import State

    manifest = State(request.root).manifest(request.output)
    if manifest is None or not manifest.written:  # else all that is online would be taken for what has to go
        raise DeployError("it is not known what was built, as .mingpian/ cannot be written to; nothing was published")
    return DeployJob(
        name=name,
        root=request.root,
        output=request.output,
        paths=tuple(sorted(manifest.written)),
        options=settings.deploy[name].options,
        site=site_of(settings.base_url),
        is_trial=is_trial,
        warn=print_error,
    )


COMMAND = Command(
    order=50,
    summary="build, and put the site where it is served",
    options=add_options,
    run=run,
    examples=("production --dry-run", "production"),
)
