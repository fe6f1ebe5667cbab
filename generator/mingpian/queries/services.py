"""What pages load of the services that a site declares, and the sources that its policy then allows: just these."""

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from mingpian.config.settings import SiteConfig

CDN = "https://cdn.jsdelivr.net/npm"
WALINE = f"{CDN}/@waline/client@3.13.0/dist/waline.js", f"{CDN}/@waline/client@3.13.0/dist/waline.css"
WALINE_STYLES = (  # it makes two style elements of its own
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
    "'sha256-6O9nho7HhF7MMJ5YzxL50O/dZmG1caNTGt9q2bo3Mu0='",
)
TWIKOO = f"{CDN}/twikoo@1.7.9/dist/twikoo.nocss.js", f"{CDN}/twikoo@1.7.9/dist/twikoo.css"

Attributes = tuple[tuple[str, str], ...]


class Script(msgspec.Struct, frozen=True):
    """A script of others: its address and attributes."""

    src: str
    attributes: Attributes = ()


class CommentBox(msgspec.Struct, frozen=True):
    """Where comments stand. `script` is of others; else ours loads what `data` names, when it comes into view."""

    kinds: tuple[str, ...]
    script: Script | None = None
    data: Attributes = ()
    mail: str = ""  # where to write, in place of a box


def analytics_script(config: SiteConfig) -> Script | None:
    """Return the script that counts visits."""
    stated = config.analytics
    server = stated.server.rstrip("/")
    match stated.provider:
        case "umami":
            return Script(f"{server or 'https://cloud.umami.is'}/script.js", (("data-website-id", stated.id),))
        case "plausible":
            return Script(f"{server or 'https://plausible.io'}/js/script.js", (("data-domain", stated.id),))
        case "goatcounter":
            count = f"{server or f'https://{stated.id}.goatcounter.com'}/count"
            return Script(f"{server or 'https://gc.zgo.at'}/count.js", (("data-goatcounter", count),))
        case "baidu":
            return Script(f"https://hm.baidu.com/hm.js?{stated.id}")
        case "cloudflare":
            token = msgspec.json.encode({"token": stated.id}).decode()
            return Script("https://static.cloudflareinsights.com/beacon.min.js", (("data-cf-beacon", token),))
    return None


def comment_box(config: SiteConfig, lang: str) -> CommentBox | None:
    """Return the box of comments on pages in `lang`."""
    stated = config.comments
    if stated.provider == "giscus":
        attributes = {
            "data-repo": stated.repo,
            "data-repo-id": stated.repo_id,
            "data-category": stated.category,
            "data-category-id": stated.category_id,
            "data-mapping": "pathname",
            "data-strict": "1",
            "data-reactions-enabled": "1",
            "data-input-position": "top",
            "data-theme": "preferred_color_scheme",
            "data-lang": {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}.get(lang, lang),
            "data-loading": "lazy",
            "crossorigin": "anonymous",
        }
        return CommentBox(stated.kinds, Script("https://giscus.app/client.js", tuple(attributes.items())))
    if stated.provider == "mail":
        return CommentBox(stated.kinds, mail=config.email) if config.email else None
    if stated.provider:
        src, style = WALINE if stated.provider == "waline" else TWIKOO
        data = {
            "provider": stated.provider,
            "server": stated.server,
            "src": stated.script or src,
            "style": stated.style or style,
            "lang": {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}.get(lang, lang),
        }
        return CommentBox(stated.kinds, data=tuple(data.items()))
    return None


def allowed_sources(config: SiteConfig) -> dict[str, tuple[str, ...]]:
    """Return what each directive of the policy allows beside the site itself (CSP Level 3), in order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for directive, source in (*_of_analytics(config), *_of_comments(config)):
        found[directive].append(source)
    return {directive: tuple(dict.fromkeys(allowed)) for directive, allowed in sorted(found.items())}


def _of_analytics(config: SiteConfig) -> Iterator[tuple[str, str]]:
    script = analytics_script(config)
    if script is None:
        return
    yield "script-src", script.src.partition("?")[0]
    told = next((value for name, value in script.attributes if name == "data-goatcounter"), script.src)
    yield "connect-src", "https://cloudflareinsights.com" if "cloudflare" in script.src else _origin(told)


def _of_comments(config: SiteConfig) -> Iterator[tuple[str, str]]:
    box = comment_box(config, "")
    if box is None or box.mail:
        return
    if box.script:
        yield "script-src", box.script.src
        yield "style-src", f"{_origin(box.script.src)}/default.css"
        yield "frame-src", _origin(box.script.src)
        return
    data = dict(box.data)
    yield "script-src", data["src"]
    yield "style-src", data["style"]
    if data["provider"] == "waline":
        yield from (("style-src", digest) for digest in WALINE_STYLES)
    yield "style-src-attr", "'unsafe-inline'"  # both set styles of single elements while they draw
    yield "connect-src", _origin(data["server"])


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
