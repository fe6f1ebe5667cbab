"""`mingpian deploy [TARGET]`: build, look for what must not be public, and put the site where it is served."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import localized, print_error, print_text
from mingpian.cli.options import build_options
from mingpian.i18n import _, clauses, text_of

if TYPE_CHECKING:
    from mingpian.config.settings import SiteConfig
    from mingpian.deploy.target import DeployJob, FileChange, Target
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
    from mingpian.cli.ready_check import unready
    from mingpian.cli.request import request_of
    from mingpian.deploy import targets
    from mingpian.deploy.target import DeployError, masked
    from mingpian.pipeline import build

    request = request_of(options)
    settings = load_settings(request.root)
    if settings is None:
        return 1
    try:
        kinds = targets(request.root, settings)
        name = _name(settings, options.target, kinds)
        _check(settings, name, kinds)
        built = build(request)
        if (report := built).failed or (report := reporting.findings(request, unready, leaks)).failed:
            reporting.print_report(report, options)
            print_error("nothing was published")
            return 1
        if warnings := sum(item.severity == "warning" for item in built.diagnostics):
            print_text(_("{warnings}; `mingpian check` shows them", warnings=reporting.counted(warnings, "warning")))
        changes = kinds[settings.deploy[name].target].put(_job(request, settings, name, options.dry_run))
    except DeployError as refused:
        print_error(masked(localized(text_of(refused))))
        return 2
    _tell(name, changes, options)
    return 0


def _tell(name: str, changes: "list[FileChange]", options: argparse.Namespace) -> None:
    for change in changes if options.dry_run or options.verbose else ():
        print_text(_("delete {path}", path=change.path) if change.is_gone else _("put {path}", path=change.path))
    gone = sum(change.is_gone for change in changes)
    numbers = {"name": name, "put": len(changes) - gone, "deleted": gone}
    print_text(
        _("{name}: {put} would be put, {deleted} would be deleted", **numbers)
        if options.dry_run
        else _("{name}: {put} put, {deleted} deleted", **numbers)
    )


def _name(settings: "SiteConfig", said: str | None, kinds: "Mapping[str, Target]") -> str:
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.deploy.target import DeployError

    names = list(settings.deploy)
    if said is None and len(names) == 1:
        return names[0]
    if said in names:
        return str(said)
    if not names:
        shown = "\n\n".join(_lines("site", kind) for kind in kinds.values())
        raise DeployError(
            _("site.toml names no place to deploy to: copy one of these to its end\n\n{lines}", lines=shown)
        )
    hints = did_you_mean(said or "", names) or (_("there are: {names}", names=", ".join(names)),)
    if said is None:
        raise DeployError(_("say which place; {hint}", hint=hints[0]))
    raise DeployError(_("there is no place `{name}`; {hint}", name=said, hint=hints[0]))


def _check(settings: "SiteConfig", name: str, kinds: "Mapping[str, Target]") -> None:
    """Refuse a place that is not fully stated."""
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.deploy.target import DeployError

    stated = settings.deploy[name]
    kind = kinds.get(stated.target)
    if kind is None:
        hints = did_you_mean(stated.target, kinds) or (_("there are: {kinds}", kinds=", ".join(kinds)),)
        raise DeployError(
            _("[deploy.{name}]: there is no target `{target}`; {hint}", name=name, target=stated.target, hint=hints[0])
        )
    for option in stated.options:
        if option not in kind.options:
            told = clauses((_("`{option}`: {told}", option=one, told=what) for one, what in kind.options.items()))
            raise DeployError(
                _(
                    "[deploy.{name}]: `{target}` has no option `{option}`; {hint}",
                    name=name,
                    target=kind.name,
                    option=option,
                    hint=told,
                )
            )
    for option in kind.required:
        if not stated.options.get(option):
            raise DeployError(
                _(
                    "[deploy.{name}]: `{option}` is missing: {options}\n\n{lines}",
                    name=name,
                    option=option,
                    options=kind.options[option],
                    lines=_lines(name, kind),
                )
            )


def _lines(name: str, kind: "Target") -> str:
    """Return the lines of site.toml that state a place of that kind, for somebody to copy."""
    example = kind.example or "{" + ", ".join(f'{option} = "…"' for option in kind.required) + "}"
    return f'[deploy.{name}]\ntarget = "{kind.name}"\noptions = {example}'


def _job(request: "Request", settings: "SiteConfig", name: str, is_trial: bool) -> "DeployJob":
    from mingpian.deploy.record import site_of
    from mingpian.deploy.target import DeployError, DeployJob
    from mingpian.write.state import State

    manifest = State(request.root).manifest(request.output)
    if manifest is None or not manifest.written:  # else all that is online would be taken for what has to go
        raise DeployError(
            _("it is not known what was built, as .mingpian/ cannot be written to; nothing was published")
        )
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
