"""Titles tell entries apart: in lists, in search results, and where `[[a title]]` is a link."""

from collections import defaultdict
from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds import kinds
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.site.site import AnyEntry

DUPLICATE_TITLE = OwnCode("duplicate-title")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report entries that have the title of another entry of their kind and language."""
    listed: defaultdict[tuple[str, str, str], list[AnyEntry]] = defaultdict(list)
    for entry in subject.model.site.entries.values():
        if entry.title:
            listed[entry.kind, entry.lang, fold_topic(entry.title)].append(entry)
    for entries in listed.values():
        first, *others = sorted(entries, key=lambda entry: entry.source)
        for other in others:
            field = kinds()[other.kind].title_field or "title"
            message = _("content/{source} has the same {field}", source=first.source, field=field)
            yield advice(other, DUPLICATE_TITLE, message, _("readers cannot tell them apart in a list"), field=field)


CODES = {
    DUPLICATE_TITLE: RuleCode(
        en=(
            "Two entries have the same title, and readers cannot tell them apart in a list.",
            "Say in one of them what is different; or leave it, if it is meant.",
        ),
        zh=(
            "两篇内容标题相同，列表里读者分不出来。",
            "在标题里写出差别；本来就想这样也可以不管。",
        ),
    ),
}

RULE = Rule("titles", find, CODES)
