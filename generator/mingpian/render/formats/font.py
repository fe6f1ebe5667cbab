"""The site's own fonts, cut to the letters that it uses: `fonts.css`, and the pieces that it names.

A piece's name is made of the font and of the letters in it, so that it may be cached for ever. The style sheet has one
name, and pages need not be rendered again because a letter came into use.
"""

from collections.abc import Iterator

from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.render import brand
from mingpian.render.asset_cache import cached
from mingpian.render.assets import FOLDER
from mingpian.render.context import RenderContext
from mingpian.render.drawing.font_subset import subset, traits
from mingpian.render.format import Format
from mingpian.site.charset import FontFace, ranges
from mingpian.site.model import SiteModel

STYLE = "fonts.css"  # not among the assets, which hosts are told to keep for ever: it changes with the letters


def plan(model: SiteModel) -> Iterator[Output]:
    """Plan the pieces of every font, and the style sheet that names them."""
    cut = [(cut.face, characters) for cut in model.cuts for characters in cut.pieces]
    for face, characters in cut:
        yield Output(_path(face, characters), "font", (face.file, characters))
    if cut:
        yield Output(STYLE, "font", tuple(part for face, characters in cut for part in (face.file, characters)))


def render(output: Output, context: RenderContext) -> bytes:
    """Write the style sheet or cut a piece. Raises ValueError when a font cannot be read."""
    faces = {face.file: face for face in context.faces}
    if output.path == STYLE:
        files, pieces = output.subject[::2], output.subject[1::2]
        return _style(
            context, [(faces[file], characters) for file, characters in zip(files, pieces, strict=True)]
        ).encode()
    file, characters = output.subject
    face, lang = faces[file], context.queries.config.default_lang
    return cached(
        context.cache, output, digest.of((face.digest, characters, lang)), lambda: subset(face, characters, lang)
    )


def _style(context: RenderContext, cut: list[tuple[FontFace, str]]) -> str:
    """Declare the pieces of each face in each family that has it."""
    config = context.queries.config
    about = {face: traits(face, config.default_lang) for face in context.faces}
    return "".join(
        f'@font-face{{font-family:"{brand.family(role)}";font-display:swap'
        f";font-weight:{about[face].weight};font-style:{about[face].style}"
        f';src:url("{_path(face, characters)}") format("woff2")'
        f";unicode-range:{','.join(_range(*ends) for ends in ranges(characters))}}}\n"
        for role, files in brand.font_files(config.brand).items()
        for face, characters in cut
        if face.file in files
    )


def _range(first: int, last: int) -> str:
    return f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"


def _path(face: FontFace, characters: str) -> str:
    return f"{FOLDER}/fonts/{digest.of((face.digest, characters)).hex()[:12]}.woff2"


FORMAT = Format("font", plan, render)
