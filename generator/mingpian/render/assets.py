"""The files that a theme publishes: one style sheet, scripts, and whatever else it has.

Style sheet, scripts and SVG carry their content's digest in their names, so that they may be cached for ever.
"""

import re
from functools import lru_cache
from hashlib import sha256

import msgspec

from mingpian.config.face import Look
from mingpian.config.settings import SiteConfig
from mingpian.core.patterns import lazy_pattern
from mingpian.i18n import _
from mingpian.queries.fragments import FOCUS_STEP
from mingpian.render.brand import seal
from mingpian.render.look.palettes import Scheme, Schemes, palette_of, schemes
from mingpian.render.look.properties import completed, in_scheme, look_css
from mingpian.render.look.typefaces import PAIRINGS
from mingpian.render.theme import Theme

FOLDER = "assets"
STYLE = "style.css"
SEAL = "seal.svg"
_STRING_OR_COMMENT = lazy_pattern(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)
_SPACE = re.compile(r"\s+")
_LEADING_ZERO = re.compile(r"(?<=[ :,(])0\.(?=[0-9])")
_TIGHT = "{};,>"  # what needs no space around it


class Assets(msgspec.Struct, frozen=True):
    """What is published: bytes by path below output/, and the paths by the names that templates use; and the look that
    the theme and the site have chosen, with its colours."""

    files: dict[str, bytes]
    urls: dict[str, str]
    colors: Schemes
    look: Look

    @property
    def scheme(self) -> Scheme:
        """The scheme of what has only one: pictures, the mark, the colours of an installed site."""
        return self.colors.dark if self.look.scheme == "dark" else self.colors.light

    @property
    def title_face(self) -> str:
        """The face in which titles are set."""
        return PAIRINGS[self.look.type or "book"].title

    def url(self, name: str) -> str:
        """Return the site-relative URL of an asset. Raises Jinja2's `UndefinedError` when there is none such."""
        try:
            return self.urls[name]
        except KeyError:
            from jinja2 import UndefinedError

            raise UndefinedError(str(_("the theme has no asset `{name}`", name=name))) from None


def assets(theme: Theme, config: SiteConfig) -> Assets:
    """Collect the published files."""
    named = {name: file.data for name in theme.names(FOLDER) if (file := theme.find(f"{FOLDER}/{name}"))}
    look = completed(config.look, *(layer.settings.look for layer in theme.layers))
    colors = schemes(palette_of(look, config.brand))
    named[STYLE] = f"{look_css(look, colors, config.brand)}\n{style_sheet(theme)}".encode()
    named[SEAL] = seal(config.title, colors.dark if look.scheme == "dark" else colors.light).encode()
    sheets = {name: _css(data) for name, data in named.items() if name.endswith(".css")}
    named |= {name: in_scheme(minified(css), look).encode() for name, css in sheets.items()}
    urls = {name: f"{FOLDER}/{fingerprinted(name, data)}" for name, data in sorted(named.items())}
    return Assets({urls[name]: data for name, data in named.items()}, urls, colors, look)


def style_sheet(theme: Theme) -> str:
    """Join the theme's styles in order of their names, and the rules of colours and places that classes name."""
    from mingpian.content.markdown import highlight_css

    sheets = [_css(file.data) for name in theme.names("styles") if (file := theme.find(f"styles/{name}"))]
    return "\n".join((*sheets, highlight_css(), tones_css(), focus_css()))


def _css(data: bytes) -> str:
    """Return the text of a style sheet as browsers take it (CSS Syntax 3, section 3.3), without a mark of its order of
    bytes, which would spoil the rule behind it; what is not UTF-8 was reported when the theme was loaded."""
    return data.decode("utf-8-sig", "replace").replace("\0", "\ufffd")


def tones_css() -> str:
    """Return the colours that stand in the place of pictures while they load (`Image.tone`)."""
    steps = [(number, f"{64 * number + 32:02x}") for number in range(4)]
    return "".join(
        f"img.tone-{red}{green}{blue}{{background-color:#{r}{g}{b}}}"
        for red, r in steps
        for green, g in steps
        for blue, b in steps
    )


def focus_css() -> str:
    """Return the properties that say where pictures are looked at (`Image.aim`)."""
    steps = range(0, 101, FOCUS_STEP)
    return "".join(f".f{axis}-{at}{{--f{axis}:{at}%}}" for axis in "xy" for at in steps)


@lru_cache(maxsize=32)
def minified(css: str) -> str:
    """Drop comments and white space that mean nothing; strings stay as they are."""
    pieces = _STRING_OR_COMMENT.split(css)
    strings = iter([string for string in pieces[1::2] if string])
    pieces[1::2] = ["\0" if string else "" for string in pieces[1::2]]
    text = _SPACE.sub(" ", "".join(pieces))
    for mark in _TIGHT:
        text = text.replace(f" {mark}", mark).replace(f"{mark} ", mark)
    text = _LEADING_ZERO.sub(".", text.replace(": ", ":").replace(";}", "}").strip())
    return re.sub("\0", lambda _: next(strings), text)


def fingerprinted(name: str, data: bytes) -> str:
    """Return the name under which a file is published: with its content's digest, where it may be cached for ever."""
    stem, dot, suffix = name.rpartition(".")
    if suffix not in ("css", "js", "svg"):
        return name
    return f"{stem}{dot}{sha256(data).hexdigest()[:8]}.{suffix}"
