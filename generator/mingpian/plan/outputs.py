"""What shall exist in output/: one Output a file, without collisions, nothing outside."""

from collections.abc import Callable, Iterable, Iterator

import msgspec

from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import fold_path
from mingpian.i18n import AnyText, _
from mingpian.plan.routes import output_path
from mingpian.queries import elsewhere, list_pages
from mingpian.queries.feeds import site_feeds
from mingpian.queries.network import maps
from mingpian.schema.references import slug_in
from mingpian.site.assembling import address_taken
from mingpian.site.lists import all_lists, indexes, keys_of
from mingpian.site.model import SiteModel


class Output(msgspec.Struct, frozen=True, array_like=True):
    """A file that shall be: its path below output/, the format that renders it, and what it is about."""

    path: str
    format: str
    subject: tuple[str, ...]
    lang: str = ""
    source: str = ""  # content file to name when two outputs collide


_OF_WRITERS = frozenset({"page", "redirect", "file"})  # formats whose places writers choose, one by one

_STATIC = "static/"

_MADE = {
    "home": _("the front page"),
    "search": _("the search page"),
    "archive": _("the archive"),
    "topic": _("the page of a topic"),
    "map": _("the map"),
    "subscribe": _("the page of feeds"),
    "missing": _("the page for addresses that lead nowhere"),
}  # others are lists

Planner = Callable[[SiteModel], Iterable[Output]]


def plan_outputs(model: SiteModel, planners: Iterable[Planner]) -> tuple[list[Output], list[Diagnostic]]:
    """Return all outputs in order of path, and what is wrong with their paths. Where two want one address, what is not
    the owner's gives way; what leads on from a former address to what stands there, whoever made it; and a file that
    lies beside entries to all that is made of them."""
    theirs = {entry.source for entry in model.site.entries.values() if not entry.trusted}

    def rank(output: Output) -> tuple[bool, ...]:
        return _is_beside(output), output.format == "redirect", output.source in theirs

    found = sorted((output for planner in planners for output in planner(model)), key=rank)
    taken: dict[str, Output] = {}
    diagnostics: list[Diagnostic] = []
    told: set[str] = set()
    for output in found:
        first = taken.setdefault(fold_path(output.path), output)
        if first is output:
            continue
        stays, goes = first, output
        if first.source and not output.source:  # what the site needs stays; the entry gives way
            stays, goes = output, first
            taken[fold_path(output.path)] = stays
        if goes.format in _OF_WRITERS or goes.source not in told:
            told |= {goes.source, stays.source}  # what is made beside a page is in the way where the page is
            diagnostics.append(_collision(goes, stays))
    diagnostics += _files_that_are_folders(taken, rank)
    return sorted(taken.values(), key=lambda output: output.path), diagnostics


def _is_beside(output: Output) -> bool:
    """Tell whether an output is a file that lies beside entries."""
    return output.format == "file" and not output.source.startswith(_STATIC)


def pages(model: SiteModel) -> tuple[Output, ...]:
    """Plan every page of the site."""
    return model.remember("planned pages", lambda: tuple(_pages(model)))


def _pages(model: SiteModel) -> Iterator[Output]:
    site, relations, routes = model.site, model.relations, model.routes
    introducing = frozenset(list_pages.introducing(model).values())
    for entry in site.entries.values():
        if entry.key in introducing:
            continue  # it stands on the page of its list
        if routes.is_front(entry.key):
            continue
        yield Output(output_path(routes.entry(entry.key)), "page", ("entry", entry.key), entry.lang, entry.source)
    for lang in site.config.languages:
        yield Output(output_path(routes.home(lang)), "page", ("home",), lang)
        yield from _indexes(model, lang)
        if site.config.search.enabled:
            yield Output(output_path(routes.listing("kind", "search", lang)), "page", ("search",), lang)
    for name in all_lists(site, relations):
        count = len(keys_of(site, relations, name))
        for page in range(1, -(-count // site.config.page_size) + 1):
            url = routes.listing(name.group, name.slug, name.lang, page)
            yield Output(output_path(url), "page", ("list", name.group, name.slug, str(page)), name.lang)
    yield Output("404.html", "page", ("missing",), site.config.default_lang)


def _indexes(model: SiteModel, lang: str) -> Iterator[Output]:
    """Plan the pages that list terms, and the archive."""
    site, relations, routes = model.site, model.relations, model.routes
    for group in indexes(site, relations, lang):
        yield Output(output_path(routes.listing(group, "", lang)), "page", ("terms", group), lang)
    if site.has_archive(lang):
        yield Output(output_path(routes.listing("archive", "", lang)), "page", ("archive",), lang)
    if site_feeds(model, lang):
        url = routes.listing("kind", list_pages.SUBSCRIBE, lang)
        yield Output(output_path(url), "page", ("subscribe",), lang)
    if elsewhere.posts(model, lang):
        yield Output(output_path(routes.listing("elsewhere", "", lang)), "page", ("elsewhere",), lang)
    for circle in maps(model, lang):
        url = routes.listing("map", slug_in(circle), lang)
        yield Output(output_path(url), "page", ("map", circle), lang)
    for topic in relations.topics:
        yield Output(output_path(routes.topic(topic, lang)), "page", ("topic", topic), lang)


def _collision(output: Output, first: Output) -> Diagnostic:
    path = output.path.removesuffix("index.html")
    file = f"content/{output.source}" if output.source else ""
    if output.format == "redirect" and output.source:
        message = _("nothing leads on from /{path}: {other}", path=path, other=_in_the_way(first))
        hint = _("take it out of `aliases`, if the entry stood elsewhere")
        return Diagnostic(
            code="alias-taken", message=message, file=file, field=("aliases",), needle=path, hints=(hint,)
        )
    other = (
        f"content/{first.source}" if first.source else _("the {format} that mingpian makes there", format=first.format)
    )
    if output.format == "page" and not first.source:  # a list, which `list_pages` would have given an introduction
        hint = _("if it introduces what stands there, it has to be the owner's: name its place in `trusted`")
        return address_taken(file, path, other, hint)
    return address_taken(file, path, other)


def _in_the_way(first: Output) -> AnyText:
    """Say what stands where a former address would lead on from."""
    if first.source and first.format == "redirect":
        return _("content/{source} states it, too", source=first.source)
    if first.source:
        return _("content/{source} stands there", source=first.source)
    if first.format == "page":
        return _("{other} that mingpian makes stands there", other=_made(first))
    return _("the {format} that mingpian makes stands there", format=first.format)


def _made(page: Output) -> AnyText:
    """Return what a page is that mingpian makes itself, in words."""
    return _MADE.get(page.subject[0], _("a list"))


def _files_that_are_folders(
    taken: dict[str, Output], rank: Callable[[Output], tuple[bool, ...]]
) -> Iterator[Diagnostic]:
    """Report a file whose path would also have to be a folder; of the two goes the one that ranks behind."""
    for output in list(taken.values()):
        parts = fold_path(output.path).split("/")
        for depth in range(1, len(parts)):
            above = taken.get("/".join(parts[:depth]))
            if above is not None:
                stays, goes = sorted((above, output), key=lambda one: (bool(one.source), rank(one)))
                taken.pop(fold_path(goes.path), None)
                yield _collision(goes, stays)
