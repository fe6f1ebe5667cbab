"""What there will be in the output folder, by the content and the theme: all that is known before rendering."""

from collections.abc import Mapping
from functools import partial

import msgspec

from mingpian.config.face import Home
from mingpian.content.loading import LoadedContent
from mingpian.core.diagnostics import Diagnostic, capped
from mingpian.plan.outputs import Output, plan_outputs
from mingpian.plan.routes import routes_of
from mingpian.render import theme as themes
from mingpian.render.assets import Assets, assets
from mingpian.render.body.components import undeclared
from mingpian.render.body.misuse import misused_components
from mingpian.render.composition import compose
from mingpian.render.extensions import extensions_of, planners
from mingpian.render.formats import enabled, unknown_formats
from mingpian.render.formats.redirect import misdirected
from mingpian.render.icons import unfit_icons
from mingpian.render.rooted import out_of_place
from mingpian.render.templates import faulty_templates
from mingpian.request import Request
from mingpian.site.charset import charset_of_site, charset_of_titles
from mingpian.site.faults import faults
from mingpian.site.model import SiteModel
from mingpian.site.modelling import ModelInputs, Modelled
from mingpian.site.site import Site
from mingpian.write.fonts import faces_of, split_fonts, unfit_fonts
from mingpian.write.state import State


class Design(msgspec.Struct, frozen=True):
    """The theme of a site, the files that it publishes, and what the front page is composed of."""

    theme: themes.Theme
    assets: Assets
    home: Home
    diagnostics: tuple[Diagnostic, ...]


class PlannedSite(msgspec.Struct, frozen=True):
    """The site as it will be: everything that can be known without rendering."""

    model: SiteModel
    outputs: tuple[Output, ...]
    theme: themes.Theme
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]


def load_design(request: Request, content: LoadedContent) -> Design:
    """Read the theme, and compose what it and the site state."""
    theme, problems = themes.load_theme(request.root, content.config.theme, content.code)
    home, unknown = compose(theme, content.config.home)
    return Design(theme, assets(theme, content.config), home, (*problems, *unfit_icons(theme), *unknown))


def model_inputs(request: Request, content: LoadedContent, design: Design) -> ModelInputs:
    """Return what the model takes from the plan of URLs, the theme and the fonts."""
    data, theme, faces = content.loaded.data, design.theme, faces_of(request.root, content.config)

    def letters(site: Site, titles: bool) -> Mapping[str, int]:
        if titles:
            composed = site.config.home
            sections = {composed.hero, *(one.name for one in (*composed.sections, *composed.alone))}
            words = {lang: theme.headings(lang, sections) for lang in site.config.languages}
            return charset_of_titles(site, words, theme.texts())
        return charset_of_site(site, data, theme.texts())

    return ModelInputs(
        routes=routes_of,
        assets=frozenset(design.assets.files),
        home=design.home,
        fonts=lambda site: split_fonts(faces, partial(letters, site), site),
    )


def plan_site(request: Request, content: LoadedContent, design: Design, modelled: Modelled) -> PlannedSite:
    """Plan what our formats and those of the site's extensions make of the model, and check what can be checked."""
    model, theme, without = modelled.model, design.theme, content.config.without
    unloaded = list(extensions_of(theme.code).diagnostics)
    plans = [*(form.plan for form in enabled(without)), *planners(theme, without, unloaded)]
    outputs, collisions = plan_outputs(model, plans)
    diagnostics = (
        *modelled.diagnostics,
        *unknown_formats(without),
        *faults(model.site, model.links, model.matches, frozenset(output.path for output in outputs), model.sounds),
        *collisions,
        *misdirected(model),
        *unloaded,
        *out_of_place(model, outputs),
        *capped([*themes.untranslated(theme, content.config.languages)]),
        *design.diagnostics,
        *undeclared(theme),
        *misused_components(model, theme),
        *faulty_templates(theme, design.assets, State(request.root).room("templates")),
        *unfit_fonts(request.root, model),
    )
    return PlannedSite(model, tuple(outputs), theme, design.assets, diagnostics)
