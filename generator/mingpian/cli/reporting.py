"""How commands speak: diagnostics, progress, and the summary of a build."""

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from mingpian.cli import console
from mingpian.core.codes import Severity
from mingpian.core.diagnostics import Diagnostic, Format, ordered
from mingpian.i18n import AnyText, Translatable, _, listed
from mingpian.request import Request
from mingpian.write.report import Report

if TYPE_CHECKING:
    from mingpian.content.loading import LoadedContent
    from mingpian.write.planning import PlannedSite

    Search = Callable[[Request, LoadedContent, PlannedSite], Iterable[Diagnostic]]


def print_report(report: Report, options: argparse.Namespace) -> None:
    """Print diagnostics to standard error (JSON: to standard output, and those of the site alone), and a summary."""
    diagnostics = _shown(report, options.format, options.verbose)
    if options.format == "json":
        console.put(console.diagnostics_text(diagnostics, "json"), "json", sys.stdout)
        return
    every = options.verbose or getattr(options, "all", False)
    console.print_diagnostics(ordered([*diagnostics, *report.moved]), options.format, every)
    for line in () if options.quiet else _summary(report, len(report.diagnostics) - len(diagnostics)):
        console.print_text(line)


def findings(request: Request, *searches: "Search") -> Report:
    """Return what some searches of the site find; it is read and modelled once for all. Raises BusyError."""
    from mingpian.cli.loading import load_site_as
    from mingpian.content.locate import locate

    with load_site_as(request) as (read, planned):
        problems = [problem for search in searches for problem in search(request, read, planned)]
    return Report(diagnostics=tuple(ordered(locate(problems, request.root))))


def print_findings(report: Report, options: argparse.Namespace, nothing: AnyText) -> int:
    """Print what a search of the site found, or `nothing`. Returns the exit code."""
    print_report(report, options)
    if not report.diagnostics and options.format == "text" and not options.quiet:
        console.print_text(nothing)
    return 1 if report.failed else 0


def every_format(report: Report) -> dict[str, str]:
    """Return the diagnostics as each format prints them, for a build that does nothing."""
    forms: tuple[Format, ...] = ("text", "json", "github")
    return {
        console.format_of(form, verbose): console.diagnostics_text(_shown(report, form, verbose), form, verbose)
        for form in forms
        for verbose in (False, True)
    }


def _shown(report: Report, form: Format, verbose: bool) -> list[Diagnostic]:
    """Leave out notes, which a person at a terminal has to ask for."""
    everything = form != "text" or verbose
    return [item for item in report.diagnostics if everything or item.severity != "note"]


def _summary(report: Report, hidden: int) -> list[AnyText]:
    from mingpian.content.kinds import counted_entries

    errors = sum(item.severity == "error" for item in report.diagnostics)
    warnings = sum(item.severity == "warning" for item in report.diagnostics)
    lines: list[AnyText] = []
    if report.outputs:
        kinds = listed([counted_entries(kind, count) for kind, count in report.entries.items()])
        written, removed = len(report.changed), len(report.removed)
        lines.append(
            _(
                "{outputs} files from {kinds}",
                outputs=report.outputs,
                kinds=kinds if report.entries else _("no entries"),
            )
        )
        lines.append(
            _(
                "{rendered} rendered, {changed} changed, {removed} removed in {seconds} s (cache: {megabytes} MB)",
                rendered=report.rendered,
                changed=written,
                removed=removed,
                seconds=f"{report.seconds:.2f}",
                megabytes=f"{report.cache_bytes / 1000000.0:.1f}",
            )
        )
    if errors or warnings:
        numbers = {"errors": counted(errors, "error"), "warnings": counted(warnings, "warning")}
        lines.append(_("{errors}, {warnings}", **numbers))
    if hidden:
        lines.append(_("{notes} (--verbose shows them)", notes=counted(hidden, "note")))
    return lines


def counted(number: int, severity: Severity) -> Translatable:
    """Return a number of findings in words."""
    one, many = _COUNTED[severity]
    return (one if number == 1 else many).with_values(number=number)


_COUNTED: dict[Severity, tuple[Translatable, Translatable]] = {
    "error": (_("{number} error"), _("{number} errors")),
    "warning": (_("{number} warning"), _("{number} warnings")),
    "note": (_("{number} note"), _("{number} notes")),
}


def progress(options: argparse.Namespace) -> Callable[[str, int, int], None]:
    """Return a function that shows how far long work is, where a person looks on."""
    if options.quiet or options.format != "text" or not sys.stderr.isatty():
        return _silent
    return _draw


def _silent(_stage: str, _done: int, _all: int) -> None:
    return


def _draw(stage: str, done: int, every: int) -> None:
    if every > 500:
        end = "\r" if done < every else "\r\033[K"
        sys.stderr.write(f"{stage}: {done} of {every}{end}")
        sys.stderr.flush()
