"""What hosts are told: `_headers` (the format of Netlify and Cloudflare Pages), and `.nojekyll` for GitHub Pages."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from urllib.parse import unquote

from mingpian.config.settings import SiteConfig
from mingpian.plan.outputs import Output
from mingpian.queries.services import allowed_sources
from mingpian.render.context import RenderContext
from mingpian.render.feeds.shells import TYPES
from mingpian.render.format import Format
from mingpian.render.formats import well_known
from mingpian.render.notices import rights_of_site, whole
from mingpian.render.reading.twins import NAME
from mingpian.site.model import SiteModel

RULES = "_headers"

NONE = "'none'"

# Pages run no inline script and have no inline style; pictures and sound may come from where a writer
# says, frames from the hosts in use.
POLICY = {
    "default-src": NONE,
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: https:",
    "media-src": "'self' https:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "frame-src": NONE,
    "base-uri": NONE,
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}  # under names made from their content
FINGERPRINTED = ("assets/*.css", "assets/*.js", "assets/*.svg")
FONTS = "assets/fonts/*"


def cache_control(path: str) -> str:
    """Return the `Cache-Control` of a file (RFC 9111) that keeps its content for ever; empty for any other."""
    return FOR_EVER["Cache-Control"] if any(fnmatchcase(path, one) for one in (*FINGERPRINTED, FONTS)) else ""


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the files, unless the site has its own."""
    for path in (RULES, ".nojekyll"):
        if f"static/{path}" not in model.links.files:
            yield Output(path, "headers", ())


def render(output: Output, context: RenderContext) -> bytes:
    """Write the rules; `.nojekyll` is empty."""
    if output.path != RULES:
        return b""
    config = context.queries.config
    root = config.base_path
    for_all = {"Content-Security-Policy": policy(config, context.queries.frames()), **FOR_ALL, **_reserved(context)}
    for_ever = (*FINGERPRINTED, FONTS) if config.fonts == "subset" else FINGERPRINTED
    finger = {"Content-Type": "application/jrd+json", "Access-Control-Allow-Origin": "*"}  # RFC 7033, 5 and 10.2
    is_asked = config.signals.webfinger and context.queries.site(config.default_lang).owner is not None
    of_account = [(well_known.FINGER, finger)] if well_known.may_have_account(config, is_asked) else []
    fed = [(unquote(one.path).lstrip("/"), TYPES[one.format]) for one in context.queries.former_feeds()]
    of_feeds = [(path, {"Content-Type": told}) for path, told in fed if path.endswith("/")]  # no ending says so
    twins = {"Content-Type": "text/markdown; charset=utf-8", "X-Robots-Tag": "noindex"}  # engines have the page
    of_twins = [(f"*{NAME}", twins)] if config.signals.markdown else []
    rules = [("*", for_all), *of_twins, *of_account, *of_feeds, *((pattern, FOR_EVER) for pattern in for_ever)]
    return "".join(_rule(root + pattern, headers) for pattern, headers in rules).encode()


def _reserved(context: RenderContext) -> dict[str, str]:
    """Return what is said of mining with every file (TDMRep, "TDM Headers"); nothing where pages say different things,
    as two rules would send two answers."""
    queries = context.queries
    rights = rights_of_site(queries, queries.config.default_lang)
    if rights is None or not rights.ai_train:
        return {}
    if any(one.rights.ai_train != rights.ai_train for one in queries.departures()):
        return {}
    stated = {"tdm-reservation": "1" if rights.ai_train == "no" else "0"}
    asked = (
        rights.ai_train == "no"
        and rights.policy
        and not any(one.rights.policy != rights.policy for one in queries.departures())
    )
    return stated | ({"tdm-policy": whole(rights.policy, queries.config.base_url)} if asked else {})


def policy(config: SiteConfig, frames: tuple[str, ...] = ()) -> str:
    """Return the policy of the site's pages (CSP Level 3): widened by what declared services need and by the hosts of
    `frames`, and nothing else."""
    more = allowed_sources(config)
    more["frame-src"] = tuple(dict.fromkeys((*more.get("frame-src", ()), *frames)))
    stated = {}
    for name, value in POLICY.items():
        added = more.pop(name, ())
        stated[name] = added if added and value == NONE else (value, *added)
    return "; ".join(" ".join((name, *values)) for name, values in {**stated, **more}.items())


def _rule(pattern: str, headers: dict[str, str]) -> str:
    return pattern + "\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())


FORMAT = Format("headers", plan, render)
