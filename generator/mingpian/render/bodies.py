"""Bodies of entries as HTML: references resolved, for a page of the site or for somewhere else."""

from collections.abc import Callable
from html import escape

from mingpian.content import markdown
from mingpian.model.pieces import Image
from mingpian.model.site import AnyEntry
from mingpian.model.views import Target
from mingpian.render.ask import Ask
from mingpian.render.components import drawer
from mingpian.render.guarding import guarded_body
from mingpian.render.studio import Studio

SIZES = "(min-width: 48rem) 46rem, 100vw"  # as wide as the theme shows a picture in a text


def html_of(studio: Studio, entry: AnyEntry, root: str) -> str:
    """Return the body with every URL prefixed by `root`: a relative path for pages, the base URL for feeds."""
    return guarded_body(html_with(studio, entry, root, markdown.as_mathml))


def html_with(studio: Studio, entry: AnyEntry, root: str, show: Callable[[markdown.Ref], str]) -> str:
    """Return the body with formulas as `show` shows them, and with mail addresses as they are."""
    ask = studio.ask

    def resolve(ref: markdown.Ref) -> markdown.Resolved | None:
        if ref.kind == "image":
            image = ask.picture(entry.source, ref.target)
            return markdown.Resolved(html=img(image, root, ref)) if image else None
        found = (
            _wikilink(ask, entry, ref.target)
            if ref.kind == "wikilink"
            else ask.target(entry.source, ref.target, entry.lang)
        )
        return markdown.Resolved(url=root + found.url, text=found.title) if found else None

    return markdown.render(ask.body(entry.key), resolve, None, drawer(studio, entry, root), show)


def _wikilink(ask: Ask, entry: AnyEntry, written: str) -> Target | None:
    """Return where a wikilink leads; `[[#Heading]]` stays in the text that it stands in."""
    if not written.startswith("#"):
        return ask.wikilink(entry.kind, written, entry.lang)
    found = ask.wikilink(entry.kind, entry.id + written, entry.lang)
    return Target(found.url, written[1:]) if found else None


def img(image: Image, root: str, ref: markdown.Ref) -> str:
    """Return the markup of a picture in a body, with its size, so that nothing jumps while it loads."""
    stated = dict(ref.attributes)
    classes = " ".join(filter(None, (stated.pop("class", ""), image.tone)))
    attributes = {
        "src": root + image.url,
        "alt": ref.text,
        **({"title": ref.title} if ref.title else {}),
        **({"srcset": image.srcset(root), "sizes": SIZES} if image.variants else {}),
        **({"width": str(image.width), "height": str(image.height)} if image.width and image.height else {}),
        "loading": "lazy",
        "decoding": "async",
        **({"class": classes} if classes else {}),
        **stated,
    }
    shown = "<img " + " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items()) + ">"
    if not image.avif:
        return shown
    source = f'<source type="image/avif" srcset="{escape(image.srcset(root, "avif"))}" sizes="{SIZES}">'
    return f"<picture>{source}{shown}</picture>"
