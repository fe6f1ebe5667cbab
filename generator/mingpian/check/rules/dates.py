"""What is listed newest first has a date: without one it stands last in lists, and in no feed."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.content.kinds import kinds
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _

MISSING_DATE = OwnCode("missing-date")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report listed entries of dated kinds that state no date."""
    for entry in subject.model.site.entries.values():
        if kinds()[entry.kind].dated and entry.fields.listed and not entry.published:
            message = _("there is no date, so it stands last in lists and in no feed")
            yield advice(entry, MISSING_DATE, message, _("write `date: …`, such as `date: 2026-03-01`"))


CODES = {
    MISSING_DATE: RuleCode(
        en=(
            "An entry that stands in lists by date has none: it comes last, and into no feed.",
            "Write `date: 2026-01-31`.",
        ),
        zh=(
            "按日期排列的内容没有日期，会排在最后，也不进订阅源。",
            "写上 `date: 2026-01-31`。",
        ),
    ),
}

RULE = Rule("dates", find, CODES)
