"""What a rule is: a name, and a function that looks over the whole site."""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from mingpian.content.markdown import Document
from mingpian.core.codes import Code
from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import AnyText
from mingpian.schema.codes import Explained
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry


class Subject(msgspec.Struct, frozen=True):
    """What a rule may look at: the site as it will be, and the body of an entry when it needs one."""

    model: SiteModel
    body: Callable[[AnyEntry], Document]


class Rule(msgspec.Struct, frozen=True):
    """One thing to look for. `name` is the module's. `codes` says of each code of its own what it means, and how it is
    put right: two texts in the site's language, or an `Explained`, which has them in two."""

    name: str
    find: Callable[[Subject], Iterable[Diagnostic]]
    codes: Mapping[str, Explained | tuple[str, str]] = {}


def advice(
    entry: AnyEntry, code: Code, message: AnyText, *hints: AnyText, field: str = "", needle: str = ""
) -> Diagnostic:
    """Return a warning about an entry; `field` or `needle` says where."""
    return Diagnostic(
        code=code,
        message=message,
        file=f"content/{entry.source}",
        severity="warning",
        field=(field,) if field else (),
        needle=needle,
        hints=hints,
    )
