"""`mingpian explain URL|CODE`: why a page would be rendered again, or not; what a diagnostic means."""

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_diagnostics, print_error, print_text
from mingpian.cli.options import output_option, publishing_options, url
from mingpian.cli.streams import hand_over
from mingpian.i18n import AnyText, _, clauses, listed

if TYPE_CHECKING:
    from mingpian.content.loading import LoadedContent
    from mingpian.plan.outputs import Output
    from mingpian.request import Request
    from mingpian.schema.codes import Explained
    from mingpian.write.explain import Explanation
    from mingpian.write.planning import PlannedSite

SHOWN = 20  # changed answers
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    publishing_options(parser)
    output_option(parser)
    parser.add_argument("--base-url", metavar="URL", type=url, help="address of the site, in place of site.toml's")
    parser.add_argument("about", metavar="URL|CODE", help="a page, such as /essays/first/, or a code: broken-link")


def run(options: argparse.Namespace) -> int:
    """Print what the page depended on, and what of that changed since the last build; or what the code means."""
    return _explain_code(options) if _CODE.fullmatch(options.about) else _explain_page(options)


def _explain_code(options: argparse.Namespace) -> int:
    """Print cause and mend, in the user's language."""
    from mingpian.check.rules import explained
    from mingpian.cli.language import spoken_in
    from mingpian.core.diagnostics import did_you_mean

    code, known = options.about, explained()
    if code not in known:
        known = _codes_of_site(Path(options.root))
    if code not in known:
        hints = did_you_mean(code, known) or (_("a page begins with `/`"),)
        print_error(_("there is no diagnostic `{code}`; {hint}", code=code, hint=hints[0]))
        return 2
    one = known[code]
    print_text("\n".join((code, *(f"  {text}" for text in getattr(one, spoken_in(os.environ))))))
    return 0


def _codes_of_site(root: Path) -> "Mapping[str, Explained]":
    """Return what each code means, those of the checks in the site's extensions too; ours alone where is no site."""
    from mingpian.check.rules import explained
    from mingpian.config.load import load_config
    from mingpian.config.settings import CONFIG_FILE
    from mingpian.content.extensions import code_of, load_extensions

    if not (root / CONFIG_FILE).exists():
        return explained()
    settings, problems = load_config(root)
    print_diagnostics([*problems, *load_extensions(root, settings.extensions).diagnostics])
    return explained(code_of(root, settings.extensions))


def _explain_page(options: argparse.Namespace) -> int:
    from mingpian.cli.request import request_of
    from mingpian.config.settings import CONFIG_FILE
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.pipeline import load_site, model_site
    from mingpian.write.state import State

    request = request_of(options)
    read = load_site(request, State(request.root))
    diagnostics = [item for item in read.diagnostics if item.severity == "error" and item.file == CONFIG_FILE]
    if diagnostics:
        print_diagnostics(diagnostics)
        return 1
    modelled = model_site(request, read)
    outputs = {output.path: output for output in modelled.outputs}
    path = _path(options.about, read.config.base_url)
    if path not in outputs:
        print_error(clauses((_("there is no page at /{path}", path=path), *did_you_mean(path, outputs))))
        return 2
    explanation = _explained(request, read, modelled, outputs[path])
    if options.format == "json":
        hand_over(f"{_as_json(explanation)}\n", sys.stdout)
        return 0
    for line in _as_lines(explanation):
        print_text(line)
    return 0


def _path(url: str, base_url: str) -> str:
    """Return the output path that a URL, a path on the site or a path in output/ means."""
    from urllib.parse import urlsplit

    from mingpian.plan.routes import output_path

    base = urlsplit(base_url).path
    path = urlsplit(url).path
    if path.startswith(base) and base != "/":
        path = path.removeprefix(base)
    return output_path(path.lstrip("/"))


def _explained(request: "Request", read: "LoadedContent", modelled: "PlannedSite", output: "Output") -> "Explanation":
    from functools import partial

    from mingpian.core.trace import Recorder
    from mingpian.queries.by_reference import by_reference
    from mingpian.queries.questions import answer
    from mingpian.write.explain import explain
    from mingpian.write.folder import Folder
    from mingpian.write.render_context import global_digests
    from mingpian.write.render_stage import PreviousBuild
    from mingpian.write.state import Manifest, State

    state = State(request.root)
    manifest = state.manifest(request.output) or Manifest()
    previous = PreviousBuild(state.table(manifest), manifest.written)
    recorder = Recorder(partial(answer, modelled.model), by_reference)
    environment = global_digests(request.root, read.config, modelled.theme, modelled.assets)
    return explain(output, environment, previous, recorder, Folder(request.output))


def _as_json(found: "Explanation") -> str:
    import msgspec

    return msgspec.json.format(msgspec.json.encode(found, enc_hook=str), indent=2).decode()


def _as_lines(found: "Explanation") -> list[AnyText]:
    lines: list[AnyText] = [
        f"/{found.path}",
        _("  made by    the format `{format}`, of `{names}`", format=found.format, names=" ".join(found.subject)),
    ]
    if found.source:
        lines.append(_("  source     {file}", file=f"content/{found.source}"))
    counts = Counter(name for name, *_ in found.asked)
    if counts:
        told = listed([f"`{name}` × {count}" for name, count in sorted(counts.items())])
        lines.append(_("  asked      {asked} questions: {listed}", asked=len(found.asked), listed=told))
    if not found.reasons:
        return [*lines, _("would not be rendered again: every answer is what it was")]
    lines.append(_("would be rendered again:"))
    lines += [_("  - {reason}", reason=reason) for reason in found.reasons]
    lines += [f"      {_in_words(question)}" for question in found.changed[:SHOWN]]
    if len(found.changed) > SHOWN:
        lines.append(_("      and {number} more", number=len(found.changed) - SHOWN))
    return lines


def _in_words(question: tuple[str, ...]) -> str:
    name, *arguments = question
    return f"{name} of {', '.join(filter(None, arguments))}" if any(arguments) else name


COMMAND = Command(
    order=190,
    summary="say why a page would be rendered again, or what a diagnostic means",
    options=add_options,
    run=run,
    examples=("/essays/first/", "broken-link"),
)
