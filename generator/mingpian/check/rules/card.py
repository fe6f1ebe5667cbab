"""The owner's card is whole: it says what they do, and how to reach them."""

from collections.abc import Iterator

from mingpian.check.rule import Rule, RuleCode, Subject, advice
from mingpian.core.codes import OwnCode
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import _

MISSING_HEADLINE = OwnCode("missing-headline")
UNREACHABLE = OwnCode("unreachable")


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Report a card without a headline, and one that nobody can answer."""
    site = subject.model.site
    owner = site.best(site.owner, site.config.default_lang) if site.owner else None
    if owner is None:
        return
    fields = owner.fields
    if not fields.headline:
        message = _("the owner's card does not say what they do")
        yield advice(owner, MISSING_HEADLINE, message, _("write `headline: …`: I help X to do Y, in one sentence"))
    if not (fields.contact or fields.links or site.config.links or site.config.email):
        hint = _("write `contact: {email: {value: …, audience: public}}`, or `links: [https://…]`")
        yield advice(owner, UNREACHABLE, _("the owner's card shows no way to reach them"), hint)


CODES = {
    MISSING_HEADLINE: RuleCode(
        en=(
            "The owner's card does not say what they do, or how to reach them.",
            "Write `headline: I help X to do Y`, and a contact whose audience is public.",
        ),
        zh=(
            "主人的名片没写做什么，或者没写怎么联系。",
            "写 `headline: 我帮某某做到某事`，再给一个公开的联系方式。",
        ),
    ),
    UNREACHABLE: RuleCode(
        en=(
            "The owner's card shows no way to reach them.",
            "Write `contact: {email: {value: …, audience: public}}`, or `links:`.",
        ),
        zh=(
            "主人的名片上没有任何联系方式。",
            "写 `contact: {email: {value: …, audience: public}}`，或者写 `links:`。",
        ),
    ),
}

RULE = Rule("card", find, CODES)
