"""The site's own fonts, cut to the letters that it uses: `fonts.css`, and the pieces that it names.

A piece's name is made of the font and of the letters in it, so that it may be cached for ever. The style sheet has one
name, and pages need not be rendered again because a letter came into use.
"""

from collections.abc import Iterator

from mingpian.core import digest
from mingpian.model.letters import Face, ranges
from mingpian.model.world import World
from mingpian.plan.outputs import Output
from mingpian.render import brand
from mingpian.render.assets import FOLDER
from mingpian.render.format import Format
from mingpian.render.kept import kept
from mingpian.render.studio import Studio
from mingpian.render.subsetting import subset, traits

STYLE = "fonts.css"  # not among the assets, which hosts are told to keep for ever: it changes with the letters


def plan(world: World) -> Iterator[Output]:
    """Plan the pieces of every font, and the style sheet that names them."""
    cut = [(cut.face, letters) for cut in world.cuts for letters in cut.pieces]
    for face, letters in cut:
        yield Output(_path(face, letters), "font", (face.file, letters))
    if cut:
        yield Output(STYLE, "font", tuple(part for face, letters in cut for part in (face.file, letters)))


def render(output: Output, studio: Studio) -> bytes:
    """Write the style sheet or cut a piece. Raises ValueError when a font cannot be read."""
    faces = {face.file: face for face in studio.faces}
    if output.path == STYLE:
        files, pieces = output.subject[::2], output.subject[1::2]
        return _style(studio, [(faces[file], letters) for file, letters in zip(files, pieces, strict=True)]).encode()
    file, letters = output.subject
    face, lang = faces[file], studio.ask.config.default_lang
    return kept(studio.cache, output, digest.of((face.digest, letters, lang)), lambda: subset(face, letters, lang))


def _style(studio: Studio, cut: list[tuple[Face, str]]) -> str:
    """Declare the pieces of each face in each family that has it."""
    config = studio.ask.config
    about = {face: traits(face, config.default_lang) for face in studio.faces}
    return "".join(
        f'@font-face{{font-family:"{brand.family(role)}";font-display:swap'
        f";font-weight:{about[face].weight};font-style:{about[face].style}"
        f';src:url("{_path(face, letters)}") format("woff2")'
        f";unicode-range:{','.join(_range(*ends) for ends in ranges(letters))}}}\n"
        for role, files in brand.font_files(config.brand).items()
        for face, letters in cut
        if face.file in files
    )


def _range(first: int, last: int) -> str:
    return f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}"


def _path(face: Face, letters: str) -> str:
    return f"{FOLDER}/fonts/{digest.of((face.digest, letters)).hex()[:12]}.woff2"


FORMAT = Format("font", plan, render)
