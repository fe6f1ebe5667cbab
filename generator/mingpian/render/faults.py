"""Where in a template or an extension a fault lies."""

from mingpian.content.extensions import diagnostic_of
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.core.sources import raised_at, span_of
from mingpian.i18n import AnyText, _
from mingpian.i18n.foreign import NOT_UTF_8, foreign
from mingpian.render.theme import Theme
from mingpian.schema.decoding import SAVE_AS_UTF_8

_SYNTAX = _("look at the line, and at what is open above it: each `{%` has its `%}`, each `{% if %}` its `{% endif %}`")
_NAMES = _("look for a slip; what templates have is in the manual: `mingpian schema --markdown` writes its chapters")
_VALUES = _("the value is not what the template takes it for; `{% if … %}` asks before it is used")


def diagnose(theme: Theme, error: Exception) -> Diagnostic | None:
    """Say in which line of a template or an extension an exception arose; None when none of them had a part in it."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

    shown = theme.shown()
    hints: tuple[AnyText, ...]
    if isinstance(error, TemplateSyntaxError):
        file, line = shown.get(error.filename or ""), error.lineno
        span = span_of(file, line) if file else None
        message = foreign(error.message) if error.message else _("syntax error")
        hints = (SAVE_AS_UTF_8,) if error.message == NOT_UTF_8 else (_SYNTAX,)
        return Diagnostic(code="bad-template", message=message, file=error.filename or "", span=span, hints=hints)
    place = raised_at(error, shown)
    if place and place[0] in theme.code:
        return diagnostic_of(error, shown)
    if isinstance(error, TemplateNotFound):
        message = _("there is no template `{name}`", name=error.name)
        hints = did_you_mean(str(error.name), theme.names("templates"))
    else:
        is_undefined = isinstance(error, UndefinedError)
        message = foreign(error if is_undefined else f"{type(error).__name__}: {error}")
        hints = (_NAMES if is_undefined else _VALUES,)
    if place:
        span = span_of(*place)
        return Diagnostic(code="bad-template", message=message, file=place[0].shown, span=span, hints=hints)
    if isinstance(error, TemplateNotFound):
        return Diagnostic(code="bad-template", message=message, needle=str(error.name), hints=hints)
    return None
