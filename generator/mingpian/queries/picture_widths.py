"""In which widths a picture is published beside itself, for screens that need no more."""

from urllib.parse import quote

from mingpian.config.settings import SiteConfig
from mingpian.content.media.pictures import PictureFacts
from mingpian.queries.fragments import Variant
from mingpian.site.resolution import file_url, published_as

FORMAT = "variants"  # the output format that makes them
_SCALED = frozenset({"jpg", "png", "webp", "avif"})
_SMALL_ENOUGH = frozenset({"webp", "avif"})  # as they are: encoding them again at the same size gains nothing


def picture_widths(config: SiteConfig, facts: PictureFacts) -> tuple[int, ...]:
    """Return the widths in which a picture is made, in pixels, smallest first; none larger than the picture itself."""
    stated = sorted(set(config.images.widths))
    if not stated or FORMAT in config.without or facts.format not in _SCALED or facts.moves:
        return ()
    if facts.width < 2 * stated[0]:
        return ()
    smaller = tuple(width for width in stated if width < facts.width)
    own = facts.width < stated[-1] and facts.format not in _SMALL_ENOUGH
    return (*smaller, facts.width) if own else smaller


def picture_formats(config: SiteConfig) -> tuple[str, ...]:
    """Return the formats in which each width is made."""
    return ("webp", "avif") if config.images.avif else ("webp",)


def picture_variants(config: SiteConfig, facts: PictureFacts, form: str = "webp") -> tuple[Variant, ...]:
    """Return the files of one format among which a browser chooses."""
    made = picture_widths(config, facts) if form in picture_formats(config) else ()
    found = tuple(Variant(width, quote(variant_path(facts.path, width, form))) for width in made)
    fits = facts.format in _SMALL_ENOUGH and form in ("webp", facts.format)
    if found and fits and facts.width < max(config.images.widths):
        found += (Variant(facts.width, file_url(facts.path)),)
    return found


def variant_path(path: str, width: int, form: str = "webp") -> str:
    """Return where below output/ the picture below content/ lies in a width and a format."""
    return f"{published_as(path)}.{width}.{form}"


def original(name: str) -> str:
    """Return where the picture lies of which this is the name in a width and a format."""
    return name.rsplit(".", 2)[0]
