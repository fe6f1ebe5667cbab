"""`mingpian pulse`: how the community is doing; a report on the desk, and its summary here."""

import argparse
from pathlib import Path


def run(options: argparse.Namespace) -> int:
    """Write the report and print the summary."""
    from mingpian.cli.reading import read_for
    from mingpian.core.diagnostics import visible
    from mingpian.desk.report import page, summary
    from mingpian.desk.shelf import put
    from mingpian.model.pulse import pulse

    read = read_for(options, "host")
    if read is None:
        return 1
    lang = read.world.site.config.default_lang
    found = pulse(read.world)
    path = put(Path(options.root), "pulse.html", page(read.world, found, lang))
    print(visible(summary(found, lang)))
    print(path)
    return 0
