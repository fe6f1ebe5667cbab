"""What is listed newest first has a date: without one it stands last in lists, and in no feed."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, Subject, advice
from mingpian.content.kinds import kinds
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report listed entries of dated kinds that state no date."""
    for entry in subject.model.site.entries.values():
        if kinds()[entry.kind].dated and entry.fields.listed and not entry.published:
            message = _("there is no date, so it stands last in lists and in no feed")
            yield advice(entry, "missing-date", message, _("write `date: …`, such as `date: 2026-03-01`"))


RULE = Rule("dates", find)
