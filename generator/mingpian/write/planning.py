"""What there will be in the output folder, by the content and the theme: all that is known before rendering."""

from collections.abc import Mapping
from functools import partial

import msgspec

from mingpian.content.loading import LoadedContent
from mingpian.core.diagnostics import Diagnostic
from mingpian.plan.outputs import Output, plan_outputs
from mingpian.plan.routes import routes_of
from mingpian.render import theme as themes
from mingpian.render.assets import Assets, assets
from mingpian.render.body.components import undeclared
from mingpian.render.body.misuse import misused_components
from mingpian.render.extensions import extensions_of, planners
from mingpian.render.formats import enabled, unknown_formats
from mingpian.render.icons import unfit_icons
from mingpian.render.rooted import out_of_place
from mingpian.request import Request
from mingpian.site.charset import charset_of_site
from mingpian.site.faults import faults
from mingpian.site.model import SiteModel
from mingpian.site.modelling import ModelInputs, Modelled
from mingpian.site.site import Site
from mingpian.site.title_charset import charset_of_titles
from mingpian.write.fonts import faces_of, split_fonts, unfit_fonts


class Design(msgspec.Struct, frozen=True):
    """The theme of a site, and the files that it publishes."""

    theme: themes.Theme
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]


class PlannedSite(msgspec.Struct, frozen=True):
    """The site as it will be: everything that can be known without rendering."""

    model: SiteModel
    outputs: tuple[Output, ...]
    theme: themes.Theme
    assets: Assets
    diagnostics: tuple[Diagnostic, ...]


def load_design(request: Request, content: LoadedContent) -> Design:
    """Read the theme."""
    theme, problems = themes.load_theme(request.root, content.config.theme, content.code)
    return Design(theme, assets(theme, content.config), (*problems, *unfit_icons(theme)))


def model_inputs(request: Request, content: LoadedContent, design: Design) -> ModelInputs:
    """Return what the model takes from the plan of URLs, the theme and the fonts."""
    data, theme, faces = content.loaded.data, design.theme, faces_of(request.root, content.config)

    def letters(site: Site, titles: bool) -> Mapping[str, int]:
        if titles:
            words = {lang: theme.headings(lang) for lang in site.config.languages}
            return charset_of_titles(site, words, theme.texts())
        return charset_of_site(site, data, theme.texts())

    return ModelInputs(
        routes=routes_of,
        assets=frozenset(design.assets.files),
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
        *faults(model.site, model.links, model.matches, frozenset(output.path for output in outputs)),
        *collisions,
        *unloaded,
        *out_of_place(model, outputs),
        *themes.untranslated(theme, content.config.languages),
        *design.diagnostics,
        *undeclared(theme),
        *misused_components(model, theme),
        *unfit_fonts(request.root, model),
    )
    return PlannedSite(model, tuple(outputs), theme, design.assets, diagnostics)
