"""Where the configuration speaks of kinds: whether it agrees with them."""

import re

from mingpian.config.load import gravity
from mingpian.config.settings import CONFIG_FILE, SiteConfig
from mingpian.content.kinds import kinds
from mingpian.content.naming import meant_kind
from mingpian.core.diagnostics import Diagnostic, FieldPath
from mingpian.core.paths import url_path_problem
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import AnyText, _

_PLACEHOLDER = lazy_pattern(r"\{(slug|year|month|day|lang|kind|section)\}")


def disagreements(config: SiteConfig) -> list[Diagnostic]:
    """Report settings that name kinds which do not exist."""
    diagnostics = []
    for kind, pattern in config.permalinks.items():
        if kind not in kinds():
            diagnostics.append(
                _problem(_("`{kind}` is no kind of entry", kind=kind), ("permalinks", kind), meant_kind(kind))
            )
        elif problem := _pattern_problem(pattern):
            diagnostics.append(
                _problem(_("the pattern {problem}", problem=problem), ("permalinks", kind), _PATTERN_HINT)
            )
    for name in (*config.feeds.kinds, *config.untranslated):
        where = ("feeds", "kinds") if name in config.feeds.kinds else ("untranslated",)
        if name not in kinds():
            diagnostics.append(_problem(_("`{name}` is no kind of entry", name=name), where, meant_kind(name)))
    for name in config.look.lists:
        if name not in kinds():
            message = _("`{name}` is no kind of entry", name=name)
            diagnostics.append(_problem(message, ("look", "lists", name), meant_kind(name)))
    if config.signals.indexnow and not _KEY.fullmatch(config.signals.indexnow):
        diagnostics.append(_problem(_("the key has 8 to 128 letters, digits and `-`"), ("signals", "indexnow")))
    return diagnostics


_KEY = re.compile(r"[A-Za-z0-9-]{8,128}")
_PATTERN_HINT = (
    _("write a path such as /{year}/{slug}/; known are {slug}, {year}, {month}, {day}, {section}, {kind}"),
)


def _pattern_problem(pattern: str) -> AnyText:
    if "{slug}" not in pattern:
        return _("does not contain {slug}, so that all entries would have one address")
    return url_path_problem(_PLACEHOLDER.sub("x", pattern))


def _problem(message: AnyText, path: FieldPath, hints: tuple[AnyText, ...] = ()) -> Diagnostic:
    return Diagnostic(
        code="bad-value", message=message, file=CONFIG_FILE, field=path, hints=hints, severity=gravity(path)
    )
