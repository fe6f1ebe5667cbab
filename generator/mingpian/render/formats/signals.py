"""Small files that a site makes on request: `CNAME`, `humans.txt` (humanstxt.org), `security.txt` (RFC 9116), and the
key by which search engines know who tells them of news (IndexNow)."""

from collections.abc import Callable, Iterator

from mingpian.config.settings import SiteConfig
from mingpian.content.kinds.member import MEMBERS, MemberCard
from mingpian.plan.outputs import Output
from mingpian.render.context import RenderContext
from mingpian.render.feeds.items import xml_text
from mingpian.render.format import Format
from mingpian.schema.dates import moment
from mingpian.site.model import SiteModel

_LENDING = ("github.io", "gitlab.io", "gitee.io", "codeberg.page", "netlify.app", "pages.dev", "vercel.app")
SECURITY = ".well-known/security.txt"


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the files that are asked for, unless the site has its own."""
    config = model.site.config
    contact = config.signals.security.contact or config.email
    asked = {
        "CNAME": config.signals.cname and may_have_cname(config),
        "humans.txt": config.signals.humans,
        _key_file(config): bool(config.signals.indexnow),
        SECURITY: bool(config.signals.security.expires and contact),
    }
    for path, is_asked in asked.items():
        if is_asked and f"static/{path}" not in model.links.files:
            yield Output(path, "signals", (), config.default_lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write one of them."""
    if output.path == _key_file(context.queries.config):  # IndexNow: who has the key has the site
        return context.queries.config.signals.indexnow.encode()
    return _FILES[output.path](context).encode()


def may_have_cname(config: SiteConfig) -> bool:
    """Tell whether the site's address is that of a domain, whole: one that a host lends, or one with a path, takes the
    site down where it is claimed."""
    is_lent = any(f".{config.host}".endswith(f".{host}") for host in _LENDING)
    return "." in config.host and not is_lent and config.base_path == "/"


def _key_file(config: SiteConfig) -> str:
    return f"{config.signals.indexnow}.txt"


def _cname(context: RenderContext) -> str:
    return context.queries.config.host + "\n"


def _humans(context: RenderContext) -> str:
    """Say who made the site: the members as their cards show them, and nothing that these do not."""
    queries = context.queries
    config, lang = queries.config, queries.config.default_lang
    lines = ["/* TEAM */"]
    for key in queries.keys(MEMBERS, lang):
        card = queries.card(key)
        if card is None or not isinstance(card.own, MemberCard):
            continue
        own, url = card.own, config.base_url + card.url
        told = {"Name": card.title, "Role": own.role, "Location": own.city, "Site": url}
        lines += [f"{name}: {_line(value)}" for name, value in told.items() if value] + [""]
    lines += ["/* SITE */", f"Name: {_line(queries.site(lang).title)}", f"Languages: {', '.join(config.languages)}"]
    return "\n".join((*lines, "Software: mingpian", ""))


def _security(context: RenderContext) -> str:
    config = context.queries.config
    stated = config.signals.security
    contacts = stated.contact or (f"mailto:{config.email}",)
    expires = moment(stated.expires, config.timezone).isoformat()
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {expires}", f"Preferred-Languages: {', '.join(config.languages)}"]
    lines += [f"Policy: {stated.policy}"] if stated.policy else []
    return "\n".join((*lines, f"Canonical: {config.base_url}{SECURITY}", ""))


def _line(text: str) -> str:
    return " ".join(xml_text(text).split())


_FILES: dict[str, Callable[[RenderContext], str]] = {"CNAME": _cname, "humans.txt": _humans, SECURITY: _security}

FORMAT = Format("signals", plan, render)
