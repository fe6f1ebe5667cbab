"""`mingpian topics`: the topics that offers and asks share, how often each is named, and which look like one."""

import argparse
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.cli.command import Command
from mingpian.cli.console import print_error, print_text
from mingpian.cli.options import site_options
from mingpian.i18n import AnyText, _, joined, text_of

if TYPE_CHECKING:
    from mingpian.site.site import Site
    from mingpian.site.topics.vocabulary import Merge, TopicUse


def run(options: argparse.Namespace) -> int:
    """List the topics, and propose what to merge; or merge two."""
    from mingpian.cli.loading import load_for
    from mingpian.site.topics.vocabulary import merges, uses

    read = load_for(options, "host")
    if read is None:
        return 1
    site = read.model.site
    used = uses(site, site.config.default_lang)
    if options.merge:
        return _merge(options, site, used)
    proposed = merges(site, used)
    for line in (*_table(used), *_proposals(proposed)):
        print_text(line)
    return 0


def _table(used: "tuple[TopicUse, ...]") -> Iterator[AnyText]:
    yield _(" offered   asked  offers   works circles    tags  topic")
    for use in used:
        counts = (use.offered, use.asked, use.services, use.works, use.circles, use.tagged)
        alias = f" [{use.key}]" if use.name != use.key else ""
        row = "".join(f"{count or '·':>8}" for count in counts) + f"  {use.name}{alias}"
        yield row if use.known else _("{topic}  (not in the topics file)", topic=row)


def _merge(options: argparse.Namespace, site: "Site", used: "tuple[TopicUse, ...]") -> int:
    """Make two topics one, in the topics file. Returns the exit code."""
    from mingpian.core.diagnostics import did_you_mean
    from mingpian.core.errors import MingpianError
    from mingpian.host.topics import merge_topics

    keys = [use.key for use in used]
    if len(options.merge) != 3 or options.merge[0] != "merge":
        print_error(_("name two topics: mingpian topics merge INTO OTHER"))
        return 2
    words = options.merge[1:]
    into, other = map(site.topics.key, words)
    unknown = next((word for word, key in zip(words, (into, other), strict=True) if key not in keys), "")
    if unknown or into == other:
        hints = did_you_mean(unknown, keys)
        no_topic = joined(" · ", (_("there is no topic `{name}`", name=unknown), *hints))
        print_error(no_topic if unknown else _("these are one topic already"))
        return 2
    try:
        path = merge_topics(Path(options.root), site, into, other, keys)
    except MingpianError as refused:
        print_error(text_of(refused))
        return 2
    print_text(_("written: {path}", path=path))
    return 0


def _proposals(found: "tuple[Merge, ...]") -> Iterator[AnyText]:
    from mingpian.host.topics import WHY_ALIKE

    if found:
        yield ""
        yield _(
            "these look like one topic under two names; where they are, `topics merge` takes the second into the first:"
        )
    for merge in found:
        names = {"into": _word(merge.into), "other": _word(merge.other)}
        yield _("  {into} {other}: {why}", why=WHY_ALIKE[merge.why], **names)


def _word(topic: str) -> str:
    """Return a topic as a shell takes it."""
    return topic if topic.replace("-", "").isalnum() else shlex.quote(topic)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    site_options(parser)
    told = "`merge` and two topics: the one that stays, and the one that becomes part of it, in the topics file"
    parser.add_argument("merge", metavar="merge TOPIC TOPIC", nargs="*", help=told)


COMMAND = Command(
    order=80,
    summary="list the topics of offers and asks, and propose what to merge",
    options=add_options,
    run=run,
    examples=("", "merge 摄影 拍照"),
)
