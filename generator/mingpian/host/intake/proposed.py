"""What the page proposes while one types, and what it begins with when a card is renewed."""

from collections.abc import Mapping, Sequence
from typing import Any

from mingpian import Kind, SiteModel, kinds, record_of, slug_in
from mingpian.host.intake.checked import as_stated
from mingpian.host.intake.form import NOT_HANDED_IN
from mingpian.host.intake.page import Renewal
from mingpian.host.written import entry_written

_MOST = 400  # words of one list


def known_words(model: SiteModel, lang: str) -> Mapping[str, Sequence[str]]:
    """Return the names of topics, and of entries by their kind, as the reader of the model may know them."""
    topics = [model.site.topics.name(key, lang) for key in model.site.topics.topics]
    named = {kind: [entry.title for entry in model.site.all(kind, lang)][:_MOST] for kind in kinds()}
    return {"topics": topics[:_MOST], **named}


def renewal_of(model: SiteModel, member: str, kind: Kind) -> Renewal:
    """Return what a member's card says now, as the form is filled in with it."""
    fields = entry_written(model.site, member).fields
    shapes = record_of(kind.fields).fields
    named = zip(kind.fields.__struct_encode_fields__, kind.fields.__struct_fields__, strict=True)
    stated: dict[str, Any] = {
        name: value
        for name, attribute in named
        if name not in NOT_HANDED_IN and (value := as_stated(shapes[name], getattr(fields, attribute)))
    }
    return Renewal(slug_in(member), stated)
