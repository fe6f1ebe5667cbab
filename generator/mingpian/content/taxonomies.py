"""The taxonomies that a site declares: each is a field of entries and a part of addresses; not all names will do."""

import re
from collections.abc import Iterator

import msgspec

from mingpian.config.settings import CONFIG_FILE, SiteConfig
from mingpian.content.kinds import kinds
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import fold_path, slug_problem
from mingpian.i18n import AnyText, _

_NAME = re.compile(r"\w[\w-]*")
_TAKEN = {"archive", "author", "circle", "cities", "elsewhere", "kind", "map", "search", "series", "site", "speaks"}
_TAKEN |= {"subscribe", "tags", "topics"}
"""What groups of lists are called, and pages that mingpian makes beside them."""


def sound(config: SiteConfig) -> tuple[SiteConfig, list[Diagnostic]]:
    """Return the settings without the taxonomies that cannot be, and why these cannot."""
    wrong = dict(_wrong(config))
    kept = {name: one for name, one in config.taxonomies.items() if name not in wrong}
    return (msgspec.structs.replace(config, taxonomies=kept), [*wrong.values()]) if wrong else (config, [])


def _wrong(config: SiteConfig) -> Iterator[tuple[str, Diagnostic]]:
    fields = {field for kind in kinds().values() for field in kind.fields.__struct_encode_fields__}
    taken = {*map(fold_path, (*fields, *kinds(), *config.languages)), *_TAKEN}
    for name in config.taxonomies:
        if not _NAME.fullmatch(name) or slug_problem(name):
            message = _("`{name}` cannot be a field and a part of addresses", name=name)
            yield name, _problem(name, message, _("use letters, digits, `-` and `_`: `{name}`", name=_possible(name)))
        elif fold_path(name) == "tags":
            yield name, _problem(name, _HAS_MEANING.with_values(name=name), _("delete the line: every site has tags"))
        elif fold_path(name) in taken:
            hint = _("call it otherwise, such as `my-{name}`; its title may be any", name=name)
            yield name, _problem(name, _HAS_MEANING.with_values(name=name), hint)
        taken.add(fold_path(name))


_HAS_MEANING = _("`{name}` has a meaning already; a taxonomy needs another name")


def _possible(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("-") or "topics-of-mine"


def _problem(name: str, message: AnyText, hint: AnyText) -> Diagnostic:
    return Diagnostic(
        code="bad-value", message=message, file=CONFIG_FILE, field=("taxonomies", name), hints=(hint,), severity="error"
    )
