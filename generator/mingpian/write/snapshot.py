"""What a build without errors knew of the site: the next one amends it where only bodies or cards changed."""

import msgspec

from mingpian.content.loading import LoadedContent
from mingpian.core.trace import Table
from mingpian.plan.outputs import Output
from mingpian.queries.by_reference import CARD
from mingpian.site.facts import BODY
from mingpian.site.spellings import spoken_names
from mingpian.write.report import Report
from mingpian.write.state import BuildSnapshot


def snapshot_of(
    content: LoadedContent, drafts: bool, outputs: tuple[Output, ...], table: Table, report: Report
) -> BuildSnapshot:
    """Put together what the next build needs to know beside the traces, to build small edits on this one."""
    told = {number for number, question in enumerate(table.questions) if question[0] in (BODY, CARD)}
    shown = (output for output in outputs if not told.isdisjoint(table.traces[output.path].asked))
    return BuildSnapshot(
        drafts=drafts,
        others=content.others,
        outputs={output.path: msgspec.Raw(msgspec.msgpack.encode(output)) for output in shown},
        entries=report.entries,
        planned=report.outputs,
        cache_bytes=report.cache_bytes,
        diagnostics=report.diagnostics,
        spoken=spoken_names(parsed.entry for parsed in content.loaded.parsed if parsed.entry is not None),
    )
