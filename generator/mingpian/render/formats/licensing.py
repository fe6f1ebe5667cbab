"""What the site as a whole tells machines of its rights: `rsl.xml` (RSL 1.0) and `.well-known/tdmrep.json` (TDMRep).

Pages that are told of apart come first and the site last, so that the longest match and the first one are the same.
"""

import json
from collections.abc import Iterator
from html import escape

from mingpian.plan.outputs import Output
from mingpian.queries.facade import Queries
from mingpian.queries.ownership.rights import PageSignals, Rights, departures, site_rights
from mingpian.render.context import RenderContext
from mingpian.render.feeds.items import xml_text
from mingpian.render.format import Format
from mingpian.render.notices import rights_of_site, whole
from mingpian.site.model import SiteModel

RSL, TDMREP = "rsl.xml", ".well-known/tdmrep.json"
NAMESPACE = "https://rslstandard.org/rsl"


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the files, unless nothing is stated or the site has its own. TDMRep is looked for at a host's root alone."""
    config = model.site.config
    told = _told(site_rights(model, config.default_lang), departures(model))
    asked = {RSL: bool(told), TDMREP: config.base_path == "/" and any(one.rights.ai_train for one in told)}
    for path, is_asked in asked.items():
        if is_asked and f"static/{path}" not in model.links.files:
            yield Output(path, "licensing", (), config.default_lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write one of them."""
    queries = context.queries
    base, path = queries.config.base_url, queries.config.base_path
    told = _told(rights_of_site(queries, output.lang), queries.departures())
    if output.path == TDMREP:
        rules = [_rule(one, base, path) for one in told if one.rights.ai_train]
        return (json.dumps(rules, ensure_ascii=False, indent=1) + "\n").encode()
    contents = "".join(_content(one, base, path) for one in told)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rsl xmlns="{NAMESPACE}">\n{contents}</rsl>\n'.encode()


def is_told(queries: Queries) -> bool:
    """Tell whether there is anything to tell."""
    return bool(_told(rights_of_site(queries, queries.config.default_lang), queries.departures()))


def _told(site: Rights | None, pages: tuple[PageSignals, ...]) -> list[PageSignals]:
    """Return what is told of pages and of the whole, the longest address first. Where the site grants or refuses
    something, a page of which nothing is known stands there too, lest the site's terms be taken for its own."""
    whole_site = [PageSignals("", site)] if site and _says(site) else []
    apart = [one for one in pages if whole_site or _says(one.rights)]
    return [*sorted(apart, key=lambda one: (-len(one.url), one.url)), *whole_site]


def _says(rights: Rights) -> bool:
    return bool(rights.signals or rights.license_url)


def _rule(one: PageSignals, base: str, path: str) -> dict[str, str | int]:
    """Return a rule of tdmrep.json."""
    reserved = one.rights.ai_train == "no"
    rule: dict[str, str | int] = {"location": _pattern(one, path), "tdm-reservation": int(reserved)}
    return rule | ({"tdm-policy": whole(one.rights.policy, base)} if reserved and one.rights.policy else {})


def _pattern(one: PageSignals, path: str) -> str:
    """Return an address as robots.txt matches it (RFC 9309, 2.2.3): from the host's root, its signs taken literally."""
    return path + one.url.replace("*", "%2A").replace("$", "%24") + ("$" if one.is_front else "")


def _content(one: PageSignals, base: str, path: str) -> str:
    rights = one.rights
    said = {
        verdict: " ".join(name for name, word in rights.signals.items() if word == verdict) for verdict in ("yes", "no")
    }
    licence = [f'<permits type="usage">{said["yes"]}</permits>'] if said["yes"] else []
    licence += [f'<prohibits type="usage">{said["no"]}</prohibits>'] if said["no"] else []
    licence += _payment(rights)
    lines = ["<license>", *(f"  {line}" for line in licence), "</license>"] if licence else []
    lines += _copyright(rights, base)
    lines += [f"<terms>{_text(whole(rights.offer, base))}</terms>"] if rights.offer else []
    inner = "".join(f"    {line}\n" for line in lines)
    return f'  <content url="{_text(_pattern(one, path))}">\n{inner}  </content>\n'


def _payment(rights: Rights) -> list[str]:
    """Return what a licence costs: its conditions, where it is one that everybody knows."""
    if rights.license is None or not rights.license_url:
        return []
    form = "free" if rights.license.is_public_domain else "attribution"
    return [f'<payment type="{form}"><standard>{_text(rights.license_url)}</standard></payment>']


def _copyright(rights: Rights, base: str) -> list[str]:
    if not rights.claimants:
        return []
    name = "contactEmail" if rights.contact.startswith("mailto:") else "contactUrl"
    value = whole(rights.contact, base).removeprefix("mailto:")
    stated = f' {name}="{_text(value)}"' if rights.contact else ""
    return [f"<copyright{stated}>{_text(rights.holder)}</copyright>"]


def _text(value: str) -> str:
    return escape(xml_text(value))


FORMAT = Format("licensing", plan, render)
