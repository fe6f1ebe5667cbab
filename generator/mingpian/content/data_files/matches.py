"""content/matches.toml: which member may answer which ask, as `mingpian match` proposed it and the host decided."""

from typing import ClassVar, Literal

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.schema import read as schema
from mingpian.schema.fields import Day, Member, Text, Topic
from mingpian.schema.toml_file import read_toml

FILE = "matches.toml"


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One `[[match]]`: an ask, a member, and what the host decided."""

    required: ClassVar[tuple[str, ...]] = ("asker", "topic", "member")

    asker: Member = ""
    """Member whose ask it is."""
    topic: Topic = ""
    """Topic of the ask."""
    since: Day = ""
    """Day on which it was asked."""
    member: Member = ""
    """Member who may have the answer."""
    decision: Literal["proposed", "approved", "declined"] = "proposed"
    """`approved` is shown on the asker's page; `declined` is never proposed again."""
    terms: tuple[Text, ...] = ()
    """Rare words that the ask and the member's entries share."""
    reasons: tuple[Text, ...] = ()
    """Why, in words, as of the day of the proposal; for the host."""


def parse_matches(data: bytes, file: str) -> tuple[tuple[Decision, ...], list[Diagnostic]]:
    """Read the bytes of the file. What has errors is left out; the rest stands."""
    read, diagnostics = read_toml(data, file)
    if read is None:
        return (), diagnostics
    decided, problems = _read(read.data)
    # `mingpian match` writes this file anew: not while something in it cannot be read
    grave = (msgspec.structs.replace(problem, severity="error") for problem in problems)
    return decided, diagnostics + read.diagnostics(grave)


def _read(data: dict[str, object]) -> tuple[tuple[Decision, ...], list[schema.Problem]]:
    hint = _("write each as a table `[[match]]`")
    problems = [
        schema.Problem("unknown-field", (name,), _("unknown field `{name}`", name=name), (hint,))
        for name in data
        if name != "match"
    ]
    listed = data.get("match", [])
    if not isinstance(listed, list):
        return (), [*problems, schema.Problem("bad-value", ("match",), _("`match` is not a list of tables"), (hint,))]
    decided: dict[tuple[str, ...], Decision] = {}
    for place, item in enumerate(listed):
        path = ("match", place)
        if not isinstance(item, dict):
            problems.append(schema.Problem("bad-value", path, _("this is not a table"), (hint,)))
            continue
        one, wrong = schema.read_struct(Decision, item)
        wrong = [msgspec.structs.replace(problem, path=(*path, *problem.path)) for problem in wrong]
        wrong += schema.missing(Decision, item, path)
        if not wrong and decided.setdefault((one.asker, one.topic, one.since, one.member), one) is not one:
            wrong = [schema.Problem("duplicate-match", path, _("this match is in the file twice"), (_("delete one"),))]
        problems += wrong
    return tuple(decided.values()), problems
