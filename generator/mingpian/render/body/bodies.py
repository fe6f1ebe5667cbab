"""Bodies of entries as HTML: references resolved, for a page of the site or for somewhere else."""

import re
from base64 import b64encode
from collections.abc import Callable
from html import escape
from itertools import count

from mingpian.content import markdown
from mingpian.content.media.pictures import svg_size
from mingpian.core.media_types import type_of
from mingpian.queries.facade import Queries
from mingpian.queries.fragments import Image
from mingpian.queries.views import LinkTarget
from mingpian.render.address_obfuscation import obfuscated_body
from mingpian.render.body.components import drawer
from mingpian.render.body.embeds import Around, embedded
from mingpian.render.context import RenderContext
from mingpian.render.notices import picture_notice
from mingpian.site.site import AnyEntry

_STYLED = re.compile(r"(?<![-\w])(?:width|height|aspect-ratio)\s*:")
_LONGEST_LENGTH = 5  # digits of pixels, or a part with its `%`
SIZES = "(min-width: 48rem) 46rem, 100vw"  # as wide as the theme shows a picture in a text


def body_html(context: RenderContext, entry: AnyEntry, root: str) -> str:
    """Return the body with every URL prefixed by `root`: a relative path for pages, the base URL for feeds."""
    return obfuscated_body(body_html_with(context, entry, root, markdown.as_mathml))


def body_html_with(context: RenderContext, entry: AnyEntry, root: str, show: Callable[[markdown.Ref], str]) -> str:
    """Return the body with formulas drawn by `show`, and with plain mail addresses."""
    return _html(context, Around((entry,), root, count(1)), show)


def _html(context: RenderContext, around: Around, show: Callable[[markdown.Ref], str]) -> str:
    queries, entry, root = context.queries, around.above[-1], around.root

    def within(inner: AnyEntry) -> str:
        return _html(context, Around((*around.above, inner), root, around.numbers), show)

    def resolve(ref: markdown.Ref) -> markdown.Resolved | None:
        if ref.kind == "image":
            image = queries.picture(entry.source, ref.target)
            if image:
                return markdown.Resolved(html=img(image, root, ref) + _notice(context, entry, image))
            file = queries.target(entry.source, ref.target, entry.lang)
            return markdown.Resolved(html=played(root + file.url, ref)) if file else None
        if ref.kind == "diagram":
            drawn = context.diagram(ref.target)
            return markdown.Resolved(html=diagram(drawn, ref)) if drawn else None
        if ref.kind in ("link", "address"):
            target = queries.target(entry.source, ref.target, entry.lang)
        else:
            target = _wikilink(queries, entry, ref.target)
            file = None if target else _file(queries, entry, ref)
            if file:
                return markdown.Resolved(html=played(root + file.url, ref), url=root + file.url)
        if target is None:
            return None
        if target.is_awaited:  # its name, without brackets
            shown = escape(ref.text or target.title, quote=False)
            return markdown.Resolved(html=shown if ref.kind == "wikilink" else f"<p>{shown}</p>")
        html = embedded(queries, around, ref.target, target, within) if ref.kind == "embed" else ""
        return markdown.Resolved(url=root + target.url, text=target.title, html=html)

    return markdown.render_document(queries.body(entry.key), resolve, None, drawer(context, entry, root), show)


def _notice(context: RenderContext, entry: AnyEntry, image: Image) -> str:
    """Return what is said beside a picture of whose it is."""
    words = context.theme.words(entry.lang)
    parts = picture_notice(image.rights, words)
    said = words.dot.join(
        f'<a href="{escape(part.url)}" rel="noopener">{escape(part.text)}</a>' if part.url else escape(part.text)
        for part in parts
    )
    return f' <small class="picture-notice">{said}</small>' if said else ""


def _file(ask: Queries, entry: AnyEntry, ref: markdown.Ref) -> LinkTarget | None:
    """Return where a file is published that `![[paper.pdf]]` names."""
    is_file = ref.kind == "embed" and markdown.is_file(ref.target)
    return ask.target(entry.source, ref.target, entry.lang) if is_file else None


def _wikilink(ask: Queries, entry: AnyEntry, written: str) -> LinkTarget | None:
    """Return where a wikilink leads; `[[#Heading]]` stays in the text that it stands in."""
    if not written.startswith("#"):
        return ask.wikilink(entry.source, written, entry.lang)
    target = ask.wikilink(entry.source, entry.id + written, entry.lang)
    return LinkTarget(target.url, written[1:]) if target else None


def diagram(drawn: bytes, ref: markdown.Ref) -> str:
    """Return the markup of a diagram that was drawn: a picture, whose text stands beneath it for who cannot see it."""
    caption = escape(ref.text, quote=False)
    width, height = svg_size(drawn)
    size = f' width="{width}" height="{height}"' if width and height else ""
    source = f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"
    shown = f'<img src="{source}" alt="{escape(ref.text)}"{size} decoding="async">'
    text = f"<details>\n<summary>{caption}</summary>\n{ref.source}\n</details>"
    return f'<figure class="diagram">\n{shown}\n<figcaption>{text}</figcaption>\n</figure>'


def played(url: str, ref: markdown.Ref) -> str:
    """Return the markup of a file that stands where a picture may: a player of sound and film; else a link to it."""
    form = type_of(ref.target.partition("#")[0].partition("?")[0]).partition("/")[0]
    text = ref.text or ref.target
    if form not in ("audio", "video"):
        return f'<a href="{escape(url)}">{escape(text, quote=False)}</a>'
    shown = {"src": url, **{name: value for name, value in ref.attributes if name in ("width", "height")}}
    label = {"aria-label": ref.text} if ref.text else {}
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in {**shown, **label}.items())
    return f'<{form}{attributes} controls preload="none"></{form}>'


def img(image: Image, root: str, ref: markdown.Ref) -> str:
    """Return the markup of a picture in a body, with its size, so that nothing jumps while it loads."""
    stated = dict(ref.attributes)
    classes = " ".join(filter(None, (stated.pop("class", ""), image.tone)))
    size = _size(image, stated)
    shown = size.get("width", "")
    sizes = f"(min-width: {shown}px) {shown}px, 100vw" if "width" in stated and shown.isdecimal() else SIZES
    attributes = {
        "src": image.at(root),
        "alt": ref.text,
        **({"title": ref.title} if ref.title else {}),
        **({"srcset": image.srcset(root), "sizes": sizes} if image.variants else {}),
        **size,
        "loading": "lazy",
        "decoding": "async",
        **({"class": classes} if classes else {}),
        **{name: value for name, value in stated.items() if name not in ("width", "height")},
    }
    html = "<img " + " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items()) + ">"
    if not image.avif:
        return html
    source = f'<source type="image/avif" srcset="{escape(image.srcset(root, "avif"))}" sizes="{sizes}">'
    return f"<picture>{source}{html}</picture>"


def _size(image: Image, stated: dict[str, str]) -> dict[str, str]:
    """Return the width and height of a picture in a body: of one that is stated alone follows the other.

    A part of what is around it (`50%`), and a style, keep proportions only where nothing else is stated.
    """
    if _STYLED.search(stated.get("style", "")):
        return {name: stated[name] for name in ("width", "height") if name in stated}
    said = {name: pixels for name in ("width", "height") if (pixels := _pixels(stated.get(name, "")))}
    width, height = said.get("width", ""), said.get("height", "")
    if not said:
        width, height = str(image.width or ""), str(image.height or "")
    elif width.isdecimal() and "height" not in said and image.width:
        height = str(max(1, round(image.height * int(width) / image.width)))
    elif height.isdecimal() and "width" not in said and image.height:
        width = str(max(1, round(image.width * int(height) / image.height)))
    return {name: value for name, value in (("width", width), ("height", height)) if value and value != "0"}


def _pixels(length: str) -> str:
    """Return a length without its unit; nothing for one that no screen has."""
    said = length.strip().lower().removesuffix("px").strip()
    return said if len(said) <= _LONGEST_LENGTH else ""
