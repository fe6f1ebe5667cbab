"""Terms with a page each: two that are written differently, and whose pages would have one address, share it."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.content.data_files.topics import fold_topic
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _
from mingpian.site.relations import slug_of
from mingpian.site.site import AnyEntry

SHARED_ADDRESS = OwnCode("shared-address")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report the first use of each term that stands on the page of another; spellings of one word are one term."""
    first: dict[tuple[str, str, str], str] = {}
    told = set[tuple[str, str]]()
    for entry in sorted(subject.model.site.entries.values(), key=lambda entry: entry.source):
        for group, term in _terms(entry):
            other = first.setdefault((group, entry.lang, slug_of(term)), term)
            if fold_topic(other) != fold_topic(term) and (group, term) not in told:
                told.add((group, term))
                message = _(
                    "`{term}` shares a page with `{other}`: both have the address `{slug}`",
                    term=term,
                    other=other,
                    slug=slug_of(term),
                )
                hint = _("if they are one, write them alike; else tell them apart in letters or digits")
                yield advice(entry, SHARED_ADDRESS, message, hint, field=group)


def _terms(entry: AnyEntry) -> Iterator[tuple[str, str]]:
    if entry.made_from:
        return
    yield from ((taxonomy, term) for taxonomy, terms in entry.terms.items() for term in terms)
    yield from ((name, term) for name in ("series", "city") if (term := getattr(entry.fields, name, "")))


CODES = {
    SHARED_ADDRESS: RuleCode(
        en=(
            "Two different terms have one address, so that they share a page.",
            "Write them alike if they are one; else tell them apart in letters or digits.",
        ),
        zh=(
            "两个不同的词地址相同，所以共用一页。",
            "是一个词就写成一样；不是，就在字母、汉字或数字上区分开。",
        ),
    ),
}

RULE = Rule("terms", find, CODES)
