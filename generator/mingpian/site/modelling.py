"""Makes the model of a site from what was read."""

from collections.abc import Callable

import msgspec

from mingpian.config.face import Home
from mingpian.content.load import unread
from mingpian.content.loading import LoadedContent, entries_of
from mingpian.core.diagnostics import Diagnostic
from mingpian.request import Request
from mingpian.schema.records import Audience
from mingpian.site.assembling import apart, assemble, select
from mingpian.site.charset import FontPieces
from mingpian.site.clock import Clock
from mingpian.site.links import linked
from mingpian.site.model import SiteModel, Urls
from mingpian.site.ownership import rights
from mingpian.site.ownership.contradictions import contradictions
from mingpian.site.references import self_vouches
from mingpian.site.relations import relations_of
from mingpian.site.site import Site


class ModelInputs(msgspec.Struct, frozen=True):
    """What the model takes from rooms above: where things will be, what the theme publishes, and what the front page is
    composed of where site.toml does not say."""

    routes: Callable[[Site], Urls]
    assets: frozenset[str]
    home: Home
    fonts: Callable[[Site], tuple[FontPieces, ...]]


class Modelled(msgspec.Struct, frozen=True):
    """The model, and what was found while it was made."""

    model: SiteModel
    diagnostics: tuple[Diagnostic, ...]


def model_of(request: Request, content: LoadedContent, inputs: ModelInputs, reader: Audience) -> Modelled:
    """Model the site as `reader` may see it."""
    loaded, clock = content.loaded, Clock(request.now)
    config = msgspec.structs.replace(content.config, home=inputs.home)
    entries = entries_of(content)
    selection = select(entries, clock, config.timezone, request.drafts, reader)
    selection = msgspec.structs.replace(selection, known=selection.known | unread(loaded, config.languages))
    site = assemble(config, clock, selection, loaded.pictures, loaded.vocabulary)
    routes = inputs.routes(site)
    unshared = apart(selection, routes.entry)
    if unshared is not selection:
        selection = unshared
        site = assemble(config, clock, selection, loaded.pictures, loaded.vocabulary)
        routes = inputs.routes(site)
    site, links = linked(site, loaded.files)
    model = SiteModel(
        site,
        relations_of(site, links),
        links,
        routes,
        inputs.assets,
        loaded.versions,
        loaded.sounds,
        tuple(map(selection.spellings.spelled, loaded.matches)),
        loaded.planet,
        loaded.data,
        content.history.changes,
        inputs.fonts(site),
        loaded.webmentions,
    )
    told = (*self_vouches(entries, selection.spellings), *rights.problems(site), *contradictions(site))
    return Modelled(model, (*selection.diagnostics, *told))
