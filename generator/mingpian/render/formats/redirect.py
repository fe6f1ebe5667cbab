"""Redirects from former paths: a page at each of them, for any host, and `_redirects` for hosts that read it.

Those that `[redirects]` names have the page alone: no rule hides what may stand there some day.

Where the front page is the owner's page, a page leads on from where theirs would be. No rule does: browsers keep these,
and the page comes back with a second member.
"""

import posixpath
from collections.abc import Iterator
from html import escape
from urllib.parse import quote, unquote

from mingpian.config.settings import CONFIG_FILE
from mingpian.core.diagnostics import Diagnostic
from mingpian.core.paths import fold_path, former_path_problem
from mingpian.i18n import _
from mingpian.plan.outputs import Output, pages
from mingpian.plan.routes import output_path, url_of
from mingpian.queries.addresses import former_paths
from mingpian.queries.feeds import former_feeds
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.site.model import SiteModel
from mingpian.site.site import AnyEntry

RULES = "_redirects"

_PAGE = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={url}">
<link rel="canonical" href="{canonical}">
<meta name="robots" content="noindex">
<meta name="viewport" content="width=device-width">
</head>
<body><p><a href="{url}">{title}</a></p></body>
</html>
"""


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan a page for every former path, and the list of those of entries."""
    found = list(_of_entries(model))
    yield from found
    yield from _of_settings(model, {fold_path(output.path) for output in found})


def _of_entries(model: SiteModel) -> Iterator[Output]:
    for entry in model.site.entries.values():
        place = output_path(model.routes.place(entry.key))
        if model.routes.is_front(entry.key) and place != output_path(model.routes.entry(entry.key)):
            yield Output(place, "redirect", (entry.key,), entry.lang, entry.source)
    aliased = [entry for entry in model.site.entries.values() if former_paths(entry)]
    for entry in aliased:
        urls = {model.routes.entry(entry.key), model.routes.place(entry.key)}
        own = {fold_path(output_path(url)) for url in urls}  # one that has not moved needs no leading on
        paths = {fold_path(path): path for path in map(_path, former_paths(entry))}  # some hosts take them for one
        for folded, path in paths.items():
            if folded in own:
                continue
            yield Output(path, "redirect", (entry.key,), entry.lang, entry.source)
    has_rules = any(entry.fields.listed and entry.trusted for entry in aliased) or former_feeds(model)
    if has_rules and f"static/{RULES}" not in model.links.files:
        yield Output(RULES, "redirect", _hidden(model, aliased))


def _hidden(model: SiteModel, aliased: list[AnyEntry]) -> tuple[str, ...]:
    """Return the former paths at which there is a page: hosts that follow rules first would hide it."""
    made = {fold_path(page.path) for page in pages(model)} if aliased else set[str]()
    found = {path for entry in aliased for path in former_paths(entry) if fold_path(_path(path)) in made}
    return tuple(sorted(found))


def _of_settings(model: SiteModel, taken: set[str]) -> Iterator[Output]:
    """Plan what `[redirects]` says, where no page is and to where one is."""
    if not model.site.config.redirects:
        return
    taken |= {fold_path(page.path) for page in pages(model)}
    for path, url in _stated(model).items():
        place = _path(path)
        if url is not None and fold_path(place) not in taken and f"static/{place}" not in model.links.files:
            taken.add(fold_path(place))
            yield Output(place, "redirect", ("", url), model.site.config.default_lang)


def misdirected(model: SiteModel) -> Iterator[Diagnostic]:
    """Report what of `[redirects]` leads nowhere."""
    for path, url in _stated(model).items() if model.site.config.redirects else ():
        if url is None:
            target = model.site.config.redirects[path]
            yield Diagnostic(
                code="bad-value",
                message=_("nothing leads on from `{path}`: `{target}` is no page of the site", path=path, target=target)
                if _is_path(path)
                else _("`{path}` is no path of the site, such as /old/", path=path),
                file=CONFIG_FILE,
                field=("redirects", path),
                severity="warning",
                hints=(_('write paths of the site on both sides: "/old/" = "/essays/new/"'),),
            )


def _stated(model: SiteModel) -> dict[str, str | None]:
    """Return to which page each path of `[redirects]` leads; None where that is none, or the path is none."""
    keys = [entry.key for entry in model.site.entries.values()]
    urls = {fold_path(output_path(model.routes.place(key))): model.routes.entry(key) for key in keys}
    urls |= {fold_path(page.path): url_of(page.path) for page in pages(model)}
    return {
        path: urls.get(fold_path(output_path(target.partition("#")[0].lstrip("/")))) if _is_path(path) else None
        for path, target in model.site.config.redirects.items()
    }


def _is_path(path: str) -> bool:
    return not former_path_problem(path)


def render(output: Output, context: RenderContext) -> bytes:
    """Write the page that leads on at once, or the rules (in the format of Netlify and Cloudflare Pages)."""
    queries = context.queries
    if output.path == RULES:
        root = queries.config.base_path
        moved = [(one.path, one.url) for one in queries.redirects() if one.path not in output.subject]
        moved += [(one.path, one.url) for one in queries.former_feeds()]
        rules = [f"{quote(root + unquote(path).lstrip('/'))} {root}{url} 301\n" for path, url in moved]
        return "".join(rules).encode()
    if not output.subject[0]:
        lang, title, place = output.lang, queries.site(output.lang).title, output.subject[1]
    else:
        card = queries.card(output.subject[0])
        assert card is not None
        lang, title, place = card.lang, card.title or card.summary or card.url, card.url
    url = "../" * output.path.count("/") + place or "./"
    values = {"lang": lang, "title": title, "url": url, "canonical": queries.config.base_url + place}
    return _PAGE.format(**{name: escape(value) for name, value in values.items()}).encode()


def _path(alias: str) -> str:
    """Return the output path at which hosts answer for an alias."""
    path = unquote(alias).strip("/")
    is_file = not alias.endswith("/") and posixpath.splitext(path)[1] in (".html", ".htm", ".php", ".asp", ".aspx")
    return path if is_file else posixpath.join(path, "index.html")


FORMAT = Format("redirect", plan, render)
