"""Titles tell entries apart: in lists, in search results, and where `[[a title]]` is a link."""

from collections import defaultdict
from collections.abc import Iterator

from mingpian.check.rule import Rule, Subject, advice
from mingpian.content.data_files.topics import fold_topic
from mingpian.content.kinds import kinds
from mingpian.core.diagnostics import Diagnostic
from mingpian.site.site import AnyEntry


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
            message = f"content/{first.source} has the same {field}"
            yield advice(other, "duplicate-title", message, "readers cannot tell them apart in a list", field=field)


RULE = Rule("titles", find)
