"""An extension whose author has types checked: `mypy` looks at this file with those of the house."""

from __future__ import annotations

from collections.abc import Iterator

from mingpian import Diagnostic, OwnCode, Rule, RuleCode, Subject, advice

NO_SUMMARY = OwnCode("no-summary")
TOO_MANY = OwnCode("many-entries")
LEFT = RuleCode(en=("It has no summary.", "Write one."), zh=("没有摘要。", "写一句。"), severity="note")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report entries without a summary, and a site of more than one entry."""
    entries = subject.model.site.entries.values()
    for entry in entries:
        if not entry.fields.summary:
            yield advice(entry, NO_SUMMARY, "no summary")
    if len(entries) > 1:
        yield Diagnostic(code=TOO_MANY, message="more than one entry", severity="warning")


def slips(subject: Subject) -> Iterator[Diagnostic]:
    """Report nothing; each code is one that nobody declared, and a checker has to say so."""
    for entry in subject.model.site.entries.values():
        yield advice(entry, "no-sumary", "no summary")  # type: ignore[arg-type]
        yield Diagnostic(code="brokn-link", message="")  # type: ignore[arg-type]


RULE = Rule("summaries", find, {NO_SUMMARY: LEFT})
