"""The template environment of a theme, and where in a template a fault lies."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.core.diagnostics import Diagnostic, Span, did_you_mean
from mingpian.render.assets import Assets
from mingpian.render.guarding import guarded
from mingpian.render.theme import EXTENSIONS, File, Theme

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

_NONDETERMINISTIC = ("lipsum", "random")


def environment(theme: Theme, assets: Assets, cache: Path | None = None) -> "Environment":
    """Make the template environment. Compiled templates are kept in the folder `cache`, which must exist.

    Beside what a page is given, templates see `asset(name)`, the URL of an asset, `colors`, the brand's, and the filter
    `guarded` for mail addresses.
    A plain template name is looked up in the layers; `<theme>/<name>` is that theme's own, so that a template
    can extend the one that it stands in for.
    """
    from jinja2 import StrictUndefined
    from markupsafe import Markup

    from mingpian.render.compiled import Compiled
    from mingpian.render.escaping import QuickEnvironment
    from mingpian.render.extensions import extensions_of

    made = QuickEnvironment(
        loader=_loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        cache_size=-1,
        bytecode_cache=Compiled(cache) if cache else None,
    )
    for name in _NONDETERMINISTIC:
        made.globals.pop(name, None)
        made.filters.pop(name, None)
    made.filters |= extensions_of(theme).filters
    made.filters["guarded"] = lambda address: Markup(guarded(address))
    made.globals |= {"asset": assets.url, "colors": assets.colors, "part": _parts(made)}
    return made


def _parts(made: "Environment") -> Callable[..., str]:
    """Return the templates' `part(name, *key, **values)`: what many pages have in common, drawn once for each key."""
    from markupsafe import Markup

    drawn: dict[tuple[str, ...], str] = {}

    def part(name: str, *key: str, **values: object) -> str:
        found = drawn.get((name, *key))
        if found is None:
            found = drawn[(name, *key)] = Markup(made.get_template(name).render(values))
        return found

    return part


def check(theme: Theme, made: "Environment") -> list[Diagnostic]:
    """Compile every template, so that all faults of syntax are told at once and pages need not compile."""
    from jinja2 import TemplateError

    found = []
    for name in theme.names("templates"):
        try:
            made.get_template(name)
        except (TemplateError, UnicodeDecodeError) as error:
            told = diagnose(theme, error)
            found.append(told or Diagnostic(code="bad-template", message=str(error), file=name))
    return found


def diagnose(theme: Theme, error: Exception) -> Diagnostic | None:
    """Say in which line of a template or an extension an exception arose; None when none of them had a part in it."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

    shown = {file.shown: file for layer in theme.layers for file in layer.files.values()}
    if isinstance(error, TemplateSyntaxError):
        return _at(shown, error.filename or "", error.lineno, error.message or "syntax error")
    if isinstance(error, SyntaxError) and error.filename in shown:
        return _at(shown, error.filename, error.lineno or 1, error.msg)
    if isinstance(error, TemplateNotFound):
        message = f"there is no template `{error.name}`"
        hints = did_you_mean(str(error.name), theme.names("templates"))
    else:
        message = str(error) if isinstance(error, UndefinedError) else f"{type(error).__name__}: {error}"
        hints = ()
    place = next(((name, line) for name, line in reversed(list(_frames(error))) if name in shown), None)
    if place:
        return _at(shown, *place, message, hints)
    if isinstance(error, TemplateNotFound):
        return Diagnostic(code="bad-template", message=message, needle=str(error.name), hints=hints)
    return None


def _loader(theme: Theme) -> "BaseLoader":
    from jinja2 import FunctionLoader

    own = {
        f"{layer.name}/{path.removeprefix('templates/')}": file
        for layer in theme.layers
        for path, file in layer.files.items()
    }

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        file = theme.find(f"templates/{name}") or own.get(name)
        return (file.data.decode("utf-8-sig"), file.shown, lambda: True) if file else None

    return FunctionLoader(load)


def _frames(error: Exception) -> Iterator[tuple[str, int]]:
    trace = error.__traceback__
    while trace:
        yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next


def _at(shown: dict[str, File], name: str, line: int, message: str, hints: tuple[str, ...] = ()) -> Diagnostic:
    lines = shown[name].data.decode("utf-8", "replace").splitlines() if name in shown else []
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    column = len(source) - len(source.lstrip()) + 1
    span = Span(line, column, max(1, len(source.strip())), source)
    if name.startswith(EXTENSIONS):
        hint = "extensions are your own code; take the file out of extensions/ to build without it"
        return Diagnostic(code="bad-extension", message=message, file=name, span=span, hints=(hint,))
    return Diagnostic(code="bad-template", message=message, file=name, span=span, hints=hints)
