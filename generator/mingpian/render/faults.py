"""Where in a template or an extension a fault lies."""

from mingpian.content.extensions import diagnostic_of
from mingpian.core.diagnostics import Diagnostic, did_you_mean
from mingpian.core.sources import raised_at, span_of
from mingpian.i18n import _
from mingpian.render.theme import Theme


def diagnose(theme: Theme, error: Exception) -> Diagnostic | None:
    """Say in which line of a template or an extension an exception arose; None when none of them had a part in it."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

    shown = theme.shown()
    if isinstance(error, TemplateSyntaxError):
        file, line = shown.get(error.filename or ""), error.lineno
        span = span_of(file, line) if file else None
        message = error.message or _("syntax error")
        return Diagnostic(code="bad-template", message=message, file=error.filename or "", span=span)
    place = raised_at(error, shown)
    if place and place[0] in theme.code:
        return diagnostic_of(error, shown)
    if isinstance(error, TemplateNotFound):
        message = _("there is no template `{name}`", name=error.name)
        hints = did_you_mean(str(error.name), theme.names("templates"))
    else:
        message = str(error) if isinstance(error, UndefinedError) else f"{type(error).__name__}: {error}"
        hints = ()
    if place:
        span = span_of(*place)
        return Diagnostic(code="bad-template", message=message, file=place[0].shown, span=span, hints=hints)
    if isinstance(error, TemplateNotFound):
        return Diagnostic(code="bad-template", message=message, needle=str(error.name), hints=hints)
    return None
