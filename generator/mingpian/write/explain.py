"""Why an output would be rendered again, or not: its trace, told."""

from collections.abc import Mapping

import msgspec

from mingpian.core.trace import Question, Recorder
from mingpian.i18n import AnyText, Translatable, _
from mingpian.plan.outputs import Output
from mingpian.write.folder import Folder
from mingpian.write.render_stage import PreviousBuild, subject_digest


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """What an output depended on when it was last rendered, and what of that has changed since."""

    path: str
    format: str
    subject: tuple[str, ...]
    source: str  # content file, or nothing
    reasons: tuple[AnyText, ...]  # why it would be rendered again; none: it would not
    asked: tuple[Question, ...]
    changed: tuple[Question, ...]  # of the questions asked, those with other answers now


def explain(
    output: Output, environment: Mapping[str, bytes], previous: PreviousBuild, recorder: Recorder, folder: Folder
) -> Explanation:
    """Compare what the last build wrote down about an output with the site as it is now."""
    table = previous.table
    trace = table.traces.get(output.path)
    told = sorted((table.questions[number], table.answers[number]) for number in trace.asked) if trace else []
    changed = tuple(question for question, old in told if recorder.digest(question) != old)
    reasons = (
        [
            _("{name} changed", name=Translatable(name))
            for name in _differing(environment, previous.table.global_digests)
        ]
        if trace
        else []
    )
    if trace is None:
        reasons.append(_("it was not rendered before"))
    elif trace.subject != subject_digest(output):
        reasons.append(_("the plan says something else of it: its format, subject, language or source"))
    if changed:
        reasons.append(
            _(
                "{changed} of the {asked} questions that it asked have other answers now",
                changed=len(changed),
                asked=len(told),
            )
        )
    written = previous.written.get(output.path)
    if trace is not None and (written is None or not written.still_there(folder.full(output.path))):
        reasons.append(_("its file is gone, or was changed by somebody else"))
    return Explanation(
        path=output.path,
        format=output.format,
        subject=output.subject,
        source=output.source,
        reasons=tuple(reasons),
        asked=tuple(question for question, _ in told),
        changed=changed,
    )


def _differing(now: Mapping[str, bytes], before: Mapping[str, bytes]) -> list[str]:
    return [name for name, digest in now.items() if before.get(name) != digest]
