"""Pages of entries and lists as Markdown beside them (`index.md`), for readers of text and programs; on request."""

from collections.abc import Iterator

from mingpian.content.markdown.from_html import can_convert
from mingpian.plan.outputs import Output, pages
from mingpian.plan.routes import output_path, url_of
from mingpian.queries.ownership.rights import rights_of, site_rights
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.render.reading.twins import address_of_twin, entry_twin, list_twin, may_be_read_so
from mingpian.site.model import SiteModel


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the twins of pages of listed entries, and of lists, as far as their terms let programs read them."""
    if not model.site.config.signals.markdown or not can_convert():
        return
    for page in pages(model):
        if _has_twin(model, *page.subject):
            path = output_path(address_of_twin(url_of(page.path)))
            yield Output(path, "twin", page.subject, page.lang, page.source)


def _has_twin(model: SiteModel, what: str, *subject: str) -> bool:
    if what == "list":
        return may_be_read_so(site_rights(model, model.site.config.default_lang))
    if what != "entry":
        return False
    entry = model.site.entries[subject[0]]
    return entry.fields.listed and entry.key not in model.site.states and may_be_read_so(rights_of(model, entry))


def render(output: Output, context: RenderContext) -> bytes:
    """Write the twin of a page."""
    what, *subject = output.subject
    if what == "entry":
        return entry_twin(context, subject[0]).encode()
    listing = context.queries.listing(subject[0], subject[1], output.lang, subject[2])
    name = context.theme.words(output.lang).lists.get(listing.name, listing.title or listing.name)
    return list_twin(context, listing, listing.title or name).encode()


FORMAT = Format("twin", plan, render)
