"""The site's own fonts, cut to the letters that it uses: `fonts.css`, and the pieces that it names.

A piece's name is made of the font and of the letters in it, so that it may be cached for ever. The style sheet has one
name, and pages need not be rendered again because a letter came into use.
"""

from collections.abc import Iterator

from mingpian.core import digest
from mingpian.plan.outputs import Output
from mingpian.render import brand
from mingpian.render.asset_cache import made_once
from mingpian.render.assets import FOLDER
from mingpian.render.context import RenderContext
from mingpian.render.drawing.font_facts import Metrics
from mingpian.render.drawing.font_subset import subset, traits
from mingpian.render.format import Format
from mingpian.site.charset import FontFace, ranges
from mingpian.site.model import SiteModel

_CHINESE = (
    *("Songti SC Bold", "STSongti-SC-Bold", "Songti TC Bold", "Noto Serif CJK SC Bold", "NotoSerifCJKsc-Bold"),
    *("Microsoft YaHei Bold", "MicrosoftYaHei-Bold", "Microsoft JhengHei Bold", "Noto Sans CJK SC Bold"),
)
_GEORGIA = 0.446  # how wide a letter of English is in it, at the mean, as a share of its size
_STANDING_IN = (("", 0, _CHINESE), (";unicode-range:U+20-24F", _GEORGIA, ("Georgia Bold", "Georgia-Bold")))
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
    made_of = face.digest, characters, lang
    return made_once(context.cache, output, made_of, lambda: subset(face, characters, lang))


def _style(context: RenderContext, cut: list[tuple[FontFace, str]]) -> str:
    """Declare the pieces of each face in each family that has it, and what stands in for it."""
    config = context.queries.config
    about = {face: traits(face, config.default_lang) for face in context.faces}
    rules = []
    for role, files in brand.font_files(config.brand).items():
        faces = [face for face in context.faces if face.file in files]
        rules += [
            f'@font-face{{font-family:"{brand.family(role)}";font-display:swap'
            f";font-weight:{about[face].weight};font-style:{about[face].style}"
            f';src:url("{_path(face, characters)}") format("woff2")'
            f";unicode-range:{','.join(_range(*ends) for ends in ranges(characters))}}}\n"
            for face, characters in cut
            if face in faces
        ]
        rules += _fallback(role, about[faces[0]].metrics) if faces and brand.fallback(role) else []
    return "".join(rules)


def _fallback(role: str, metrics: Metrics) -> Iterator[str]:
    """Declare fonts of the reader's system in the measure of ours, so that nothing moves when ours comes (CSS Fonts 5,
    section 5). Chinese letters are as wide as high in all fonts; English ones are made as wide as ours at the mean."""
    for letters, width, names in _STANDING_IN:
        size = metrics.width / width if width and metrics.width else 1.0
        sources = ",".join(f'local("{name}")' for name in names)
        measures = {"ascent": metrics.ascent, "descent": metrics.descent, "line-gap": metrics.gap}
        told = "".join(f";{name}-override:{100 * share / size:.1f}%" for name, share in measures.items())
        measured = f"size-adjust:{100 * size:.1f}%{told}{letters}"
        yield f'@font-face{{font-family:"{brand.fallback(role)}";src:{sources};{measured}}}\n'


def _range(first: int, last: int) -> str:
    return f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"


def _path(face: FontFace, characters: str) -> str:
    return f"{FOLDER}/fonts/{digest.of((face.digest, characters)).hex()[:12]}.woff2"


FORMAT = Format("font", plan, render)
