"""The template environment of a theme."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mingpian.core.diagnostics import Diagnostic
from mingpian.i18n import text_of
from mingpian.i18n.foreign import NOT_UTF_8
from mingpian.render.address_obfuscation import obfuscated
from mingpian.render.assets import Assets
from mingpian.render.faults import diagnose
from mingpian.render.icons import icons
from mingpian.render.look.jackets import jacket, on_jacket
from mingpian.render.look.tints import tint
from mingpian.render.notices import picture_notice
from mingpian.render.phrases import phrases
from mingpian.render.theme import Theme

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment

_NONDETERMINISTIC = ("lipsum", "random")


def environment(theme: Theme, assets: Assets, cache: Path | None = None) -> "Environment":
    """Make the template environment. Compiled templates are kept in the folder `cache`, which must exist.

    Beside what a page is given, templates see `asset(name)`, the URL of an asset, `icon(name)`, `colors` and `look`, as
    they are chosen, and the filters `guarded` for mail addresses, `tint` for names, and `kinds` for those of cards.
    A plain template name is looked up in the layers; `<theme>/<name>` is that theme's own, so that a template
    can extend the one that it stands in for.
    """
    from jinja2 import StrictUndefined
    from markupsafe import Markup

    from mingpian.render.compiled import Compiled
    from mingpian.render.extensions import extensions_of
    from mingpian.render.template_code import PlainEnvironment

    filters = extensions_of(theme.code).filters  # those may take part in compiling any template
    made = PlainEnvironment(
        loader=_loader(theme),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        cache_size=-1,
        bytecode_cache=Compiled(cache, () if filters else _shipped(theme)) if cache else None,
    )
    for name in _NONDETERMINISTIC:
        made.globals.pop(name, None)
        made.filters.pop(name, None)
    made.filters |= filters
    made.filters |= {"tint": tint, "jacket": jacket, "on_jacket": on_jacket, "phrases": phrases}
    made.filters["kinds"] = lambda cards: " ".join(dict.fromkeys([card.kind for card in cards]))
    made.filters["guarded"] = lambda address: Markup(obfuscated(address))
    made.globals |= {"picture_notice": picture_notice, "asset": assets.url, "icon": icons(theme), "part": _parts(made)}
    made.globals |= {"colors": assets.colors, "look": assets.look}
    return made


def _shipped(theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield the names of templates that ship, as they are asked for, and what their files are called."""
    for layer in theme.layers:
        for path, file in layer.files.items() if layer.ships else ():
            if path.startswith("templates/"):
                name = path.removeprefix("templates/")
                yield name, file.shown
                yield f"{layer.name}/{name}", file.shown


def _parts(environment: "Environment") -> Callable[..., str]:
    """Return the templates' `part(name, *key, **values)`: what many pages have in common, drawn once for each key."""
    from markupsafe import Markup

    drawn: dict[tuple[str, ...], str] = {}

    def part(name: str, *key: str, **values: object) -> str:
        found = drawn.get((name, *key))
        if found is None:
            found = drawn[(name, *key)] = Markup(environment.get_template(name).render(values))
        return found

    return part


def faulty_templates(theme: Theme, assets: Assets, cache: Path | None) -> Iterator[Diagnostic]:
    """Report faults of syntax in the templates that lie in the site, also in those that no page uses."""
    ours = [layer for layer in theme.layers if layer.in_site and not layer.ships]
    own = [(layer, path, file) for layer in ours for path, file in layer.files.items()]
    templates = [one for one in own if one[1].startswith("templates/") and one[1].endswith(".html")]
    if not templates:
        return
    from jinja2 import TemplateError

    made = environment(theme, assets, cache)
    for layer, path, file in templates:
        name = path.removeprefix("templates/")
        try:
            made.get_template(name if theme.find(path) is file else f"{layer.name}/{name}")
        except TemplateError as error:
            found = diagnose(theme, error)
            yield found or Diagnostic(code="bad-template", message=text_of(error), file=file.shown)


def _loader(theme: Theme) -> "BaseLoader":
    from jinja2 import FunctionLoader, TemplateSyntaxError

    own = {
        f"{layer.name}/{path.removeprefix('templates/')}": file
        for layer in theme.layers
        for path, file in layer.files.items()
    }

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        file = theme.find(f"templates/{name}") or own.get(name)
        if file is None:
            return None
        try:
            return file.data.decode("utf-8-sig"), file.shown, lambda: True
        except UnicodeDecodeError as error:
            line = file.data.count(b"\n", 0, error.start) + 1
            raise TemplateSyntaxError(NOT_UTF_8, line, name, file.shown) from None

    return FunctionLoader(load)
