"""`mingpian deploy [TARGET]`: build, look for what must not be public, and put the site where it is served."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingpian.cli.saying import complain, tell

if TYPE_CHECKING:
    from mingpian.config import SiteConfig
    from mingpian.deploy.target import Job, Target
    from mingpian.request import Request


def run(options: argparse.Namespace) -> int:
    """Refuse what has errors or tells too much; else put what differs, and say what it was."""
    from mingpian.build import build
    from mingpian.cli import printing
    from mingpian.cli.asked import request_of
    from mingpian.cli.privacy import leaks
    from mingpian.cli.reading import settings_for
    from mingpian.core.lock import Busy
    from mingpian.deploy import targets
    from mingpian.deploy.target import Refused, masked

    request = request_of(options)
    settings = settings_for(request.root)
    if settings is None:
        return 1
    try:
        name = _name(settings, options.target)
        kinds = targets(request.root, settings)
        _check(settings, name, kinds)
        report = built = build(request)
        if report.failed or (report := leaks(request)).failed:
            printing.print_report(report, options)
            complain("nothing was published")
            return 1
        if warnings := sum(item.severity == "warning" for item in built.diagnostics):
            tell(f"{printing.counted(warnings, 'warning')}; `mingpian check` shows them")
        changes = kinds[settings.deploy[name].target].put(_job(request, settings, name, options.dry_run))
    except Refused as refused:
        complain(masked(str(refused)))
        return 2
    except Busy:
        complain("a build of this site is at work; wait until it is done")
        return 2
    for change in changes if options.dry_run or options.verbose else ():
        tell(f"{'delete' if change.is_gone else 'put'} {change.path}")
    gone = sum(change.is_gone for change in changes)
    told = "would be " if options.dry_run else ""
    tell(f"{name}: {len(changes) - gone} {told}put, {gone} {told}deleted")
    return 0


def _name(settings: "SiteConfig", said: str | None) -> str:
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.deploy.target import Refused

    names = list(settings.deploy)
    if said is None and len(names) == 1:
        return names[0]
    if said in names:
        return str(said)
    if not names:
        raise Refused('site.toml names no place to deploy to: write [deploy.site] with target = "git" and its options')
    hints = did_you_mean(said or "", names) or (f"there are: {', '.join(names)}",)
    raise Refused(f"{'say which place' if said is None else f'there is no place `{said}`'}; {hints[0]}")


def _check(settings: "SiteConfig", name: str, kinds: "Mapping[str, Target]") -> None:
    """Refuse a place that is not fully stated."""
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.deploy.target import Refused

    stated = settings.deploy[name]
    kind = kinds.get(stated.target)
    if kind is None:
        hints = did_you_mean(stated.target, kinds) or (f"there are: {', '.join(kinds)}",)
        raise Refused(f"[deploy.{name}]: there is no target `{stated.target}`; {hints[0]}")
    for option in stated.options:
        if option not in kind.options:
            told = "; ".join(f"`{one}`: {what}" for one, what in kind.options.items())
            raise Refused(f"[deploy.{name}]: `{kind.name}` has no option `{option}`; {told}")
    for option in kind.required:
        if not stated.options.get(option):
            raise Refused(f"[deploy.{name}]: `{option}` is missing: {kind.options[option]}")


def _job(request: "Request", settings: "SiteConfig", name: str, is_trial: bool) -> "Job":
    from mingpian.deploy.record import site_of
    from mingpian.deploy.target import Job, Refused
    from mingpian.write.state import State

    manifest = State(request.root).manifest(request.output)
    if manifest is None or not manifest.written:  # else all that is online would be taken for what has to go
        raise Refused("it is not known what was built, as .mingpian/ cannot be written to; nothing was published")
    return Job(
        name=name,
        root=request.root,
        output=request.output,
        paths=tuple(sorted(manifest.written)),
        options=settings.deploy[name].options,
        site=site_of(settings.base_url),
        is_trial=is_trial,
        warn=complain,
    )
