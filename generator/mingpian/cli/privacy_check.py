"""`mingpian check privacy`: search every byte of the output for what is not public."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.console import print_error
from mingpian.i18n import _

if TYPE_CHECKING:
    from mingpian.check.secrets import Secret
    from mingpian.content.loading import LoadedContent
    from mingpian.core.diagnostics import Diagnostic
    from mingpian.request import Request
    from mingpian.write.planning import PlannedSite


def run(options: argparse.Namespace) -> int:
    """Search the output folder of the last build; print each value that is found, and where."""
    from mingpian.cli.reporting import findings, print_findings
    from mingpian.cli.request import request_of

    request = request_of(options)
    if not request.output.is_dir():
        print_error("there is no output folder; run `mingpian build` first")
        return 2
    return print_findings(findings(request, leaks), options, _("nothing that is not public is in the output"))


def leaks(request: "Request", read: "LoadedContent", modelled: "PlannedSite") -> Iterator["Diagnostic"]:
    """Yield what of the output of the last build is not public."""
    yield from _leaks(request, read, modelled)
    yield from _codes(request, read, modelled)


def _leaks(request: "Request", read: "LoadedContent", modelled: "PlannedSite") -> Iterator["Diagnostic"]:
    from mingpian.check.leaks import leaked_values, needles, squeezed, tells_place
    from mingpian.check.secrets import secrets

    entries = [parsed.entry for parsed in read.loaded.parsed if parsed.entry is not None]
    hidden = secrets(entries, frozenset(modelled.model.site.entries))
    wanted = needles(secret.value for secret in hidden)
    yield from (_unsearchable(secret) for secret in hidden if squeezed(secret.value) not in wanted)
    by_value: dict[str, list[Secret]] = {}
    for secret in hidden:
        by_value.setdefault(wanted.get(squeezed(secret.value), ""), []).append(secret)
    for path in sorted(request.output.rglob("*")):
        if path.is_file():
            name = path.relative_to(request.output).as_posix()
            data = path.read_bytes()
            hits = leaked_values(data, wanted) | leaked_values(name.encode(), wanted)
            if tells_place(data):
                yield _place_told(name, read)
            yield from (_leak(secret, name) for value in sorted(hits) for secret in by_value[value])


def _leak(secret: "Secret", path: str) -> "Diagnostic":
    from mingpian.core.diagnostics import Diagnostic

    return Diagnostic(
        code="leak",
        message=_("this is not public, and output/{path} contains it", path=path),
        file=secret.file,
        field=secret.field,
        hints=(_("take it out of the text or file that brings it there, and build again"),),
    )


def _place_told(path: str, read: "LoadedContent") -> "Diagnostic":
    """Tell of a file that says where it was taken: one of content/static/ that nothing shows, or a film."""
    from mingpian.core.diagnostics import Diagnostic

    sources = (f"static/{path}", path)
    file = next((f"content/{one}" for one in sources if one in read.loaded.files), "")
    hint = _("take its location out with the program that you look at it with; or show it in a text, which cleans it")
    return Diagnostic(
        code="leak",
        message=_("output/{path} says where it was taken", path=path),
        severity="warning",
        file=file,
        hints=(hint,),
    )


def _unsearchable(secret: "Secret") -> "Diagnostic":
    from mingpian.core.diagnostics import Diagnostic

    message = _("this is not public, and too short to be searched for")
    return Diagnostic(code="too-short", message=message, severity="note", file=secret.file, field=secret.field)


def _codes(request: "Request", read: "LoadedContent", modelled: "PlannedSite") -> Iterator["Diagnostic"]:
    """Draw each QR code again from what is public: one that differs says something else."""
    from mingpian.core.diagnostics import Diagnostic
    from mingpian.render.formats import qr
    from mingpian.write.worker_context import prepare_rendering

    context = prepare_rendering(request, read, modelled)
    for output in modelled.outputs:
        path: Path = request.output / output.path
        if output.format == "qr" and path.is_file() and path.read_bytes() != qr.render(output, context):
            yield Diagnostic(
                code="other-code",
                message=_("the QR code output/{path} does not say what is public now", path=output.path),
                file=f"content/{output.source}" if output.source else "",
                hints=(_("build again"),),
            )
