"""site.webmanifest: the site's name, colours and mark, for a telephone's home screen (W3C Web App Manifest)."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from mingpian.plan.outputs import Output
from mingpian.render.assets import SEAL
from mingpian.render.context import RenderContext
from mingpian.render.format import Format
from mingpian.site.model import SiteModel

PATH = "site.webmanifest"
SHORT = 12  # characters of a name below an icon
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "webp": "image/webp", "jpg": "image/jpeg", "jpeg": "image/jpeg"}


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan one manifest, unless the site has its own."""
    if f"static/{PATH}" not in model.links.files:
        yield Output(PATH, "manifest", (), model.site.config.default_lang)


def render(output: Output, context: RenderContext) -> bytes:
    """Write the manifest. The icon is the logo, if it is a square, else the seal."""
    site, scheme = context.queries.site(output.lang), context.assets.scheme
    root = urlsplit(site.base_url).path
    seal = {"src": root + context.assets.url(SEAL), "sizes": "any", "type": _TYPES["svg"]}
    logo = site.logo
    suffix = logo.url.rpartition(".")[2].lower() if logo else ""
    icons = [seal]
    if logo and logo.width == logo.height > 0 and suffix in _TYPES:
        sizes = "any" if suffix == "svg" else f"{logo.width}x{logo.height}"
        icons.insert(0, {"src": logo.at(root), "sizes": sizes, "type": _TYPES[suffix]})
    manifest = {
        "name": site.title,
        "short_name": site.title[:SHORT],
        "description": site.description,
        "lang": site.lang,
        "id": root,
        "start_url": root,
        "scope": root,
        "display": "browser",
        "theme_color": scheme.paper,
        "background_color": scheme.paper,
        "icons": icons,
    }
    stated = {name: value for name, value in manifest.items() if value}
    return json.dumps(stated, ensure_ascii=False, indent=1).encode() + b"\n"


FORMAT = Format("manifest", plan, render)
