"""What a rule is: a name, a function that looks over the whole site, and the codes of what it finds."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from mingpian.content.markdown import Document
from mingpian.core.codes import AnyCode, OwnCode, Severity
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import AnyText
from mingpian.schema.codes import Explained
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry


class Subject(msgspec.Struct, frozen=True):
    """What a rule may look at: the site as it will be, and the body of an entry when it needs one."""

    model: SiteModel
    body: Callable[[AnyEntry], Document]


class RuleCode(Explained, frozen=True, kw_only=True):
    """A code of a rule: what its findings mean, what to do about them, and how grave they are."""

    severity: Severity = "warning"


class Rule(msgspec.Struct, frozen=True):
    """One thing to look for. `name` is the module's; `codes` are those of its findings, which no other rule has."""

    name: str
    find: Callable[[Subject], Iterable[Diagnostic]]
    codes: Mapping[OwnCode, RuleCode] = {}


def advice(
    entry: AnyEntry, code: AnyCode, message: AnyText, *hints: AnyText, field: str = "", needle: str = ""
) -> Diagnostic:
    """Return a finding about an entry, a warning unless its code says otherwise; `field` or `needle` says where."""
    return Diagnostic(
        code=code,
        message=message,
        file=f"content/{entry.source}",
        severity="warning",
        field=(field,) if field else (),
        needle=needle,
        hints=hints,
    )
