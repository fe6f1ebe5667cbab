"""`mingpian pulse`: how the community is doing; a report on the desk, and its summary here."""

import argparse
from pathlib import Path

from mingpian.cli.command import Command
from mingpian.cli.options import site_options


def run(options: argparse.Namespace) -> int:
    """Write the report and print the summary."""
    from mingpian.cli.loading import load_for
    from mingpian.core.diagnostics import escape_controls
    from mingpian.host.folder import write_file
    from mingpian.host.pulse import pulse_of
    from mingpian.host.report import pulse_line, pulse_page

    read = load_for(options, "host")
    if read is None:
        return 1
    lang = read.model.site.config.default_lang
    pulse = pulse_of(read.model)
    path = write_file(Path(options.root), "pulse.html", pulse_page(read.model, pulse, lang))
    print(escape_controls(pulse_line(pulse, lang)))
    print(path)
    return 0


COMMAND = Command(
    order=110,
    summary="say how the community is doing, for the host alone",
    options=site_options,
    run=run,
    examples=("",),
)
