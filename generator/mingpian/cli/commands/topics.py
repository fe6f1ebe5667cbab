"""`mingpian topics`: the topics that offers and asks share, how often each is named, and which look like one."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_text
from mingpian.cli.options import site_options
from mingpian.i18n import AnyText, _

if TYPE_CHECKING:
    from mingpian.site.vocabulary import Merge, TopicUse


def run(options: argparse.Namespace) -> int:
    """List the topics, and propose what to merge."""
    from mingpian.cli.loading import load_for
    from mingpian.site.vocabulary import merges, uses

    read = load_for(options, "host")
    if read is None:
        return 1
    site = read.model.site
    used = uses(site, site.config.default_lang)
    proposed = merges(site, used)
    for line in (*_table(used), *_proposals(proposed, site.config.topics)):
        print_text(line)
    return 0


def _table(used: "tuple[TopicUse, ...]") -> Iterator[AnyText]:
    yield _(" offered   asked  offers   works circles    tags  topic")
    for use in used:
        counts = (use.offered, use.asked, use.services, use.works, use.circles, use.tagged)
        alias = f" [{use.key}]" if use.name != use.key else ""
        row = "".join(f"{count or '·':>8}" for count in counts) + f"  {use.name}{alias}"
        yield row if use.known else _("{topic}  (not in the topics file)", topic=row)


def _proposals(found: "tuple[Merge, ...]", file: str) -> Iterator[AnyText]:
    if found:
        yield ""
        yield _("these look like one topic under two names; where they are, edit content/{file}:", file=file)
    for merge in found:
        names = {"word": merge.word, "like": merge.like, "into": merge.into}
        if merge.other == merge.word:
            yield _("  `{word}` is like `{like}`: make it a synonym of [{into}]", **names)
        else:
            yield _(
                "  `{word}` is like `{like}`: make it a synonym of [{into}], and take out [{other}]",
                other=merge.other,
                **names,
            )


COMMAND = Command(
    order=80,
    summary="list the topics of offers and asks, and propose what to merge",
    options=site_options,
    run=run,
    examples=("",),
)
